/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what the kernel tells of another thread, and what asking costs: about 1 us for the
 * clock, 20 us for the files.
 */
#include "runtime/sampler.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define AFTER_NS 1000000ULL
#define SHARE_OF_SILENCE 8
#define SHARE_OF_TIME 100     /* looking takes a hundredth of the time at most */
#define TOO_LONG_NS 200000ULL /* between two clocks: we were put aside */
#define OPEN_MOST 128         /* folders at a time */
#define FROZEN_NS 100000000ULL
#define OWN_NS 50000000ULL

/* What is known of a thread. */
struct vypr_sampled {
	int folder;              /* -1: not opened */
	int measuring;           /* it was, at the last look */
	uint64_t next_ns;
	uint64_t consumed;       /* of its ring, at the last look; */
	uint64_t moved_ns;       /* when that was found to have changed */
	uint64_t ran_ns, blocked; /* of its last sample */
};

/* ---- what the kernel tells ----------------------------------------------------- */

/* A file of the folder as a string; 0: there is none, or the thread has ended. */
static int read_file(int folder, const char *name, char *text, size_t size)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	if (fd < 0)
		return 0;
	got = read(fd, text, size - 1);
	close(fd);
	text[got > 0 ? got : 0] = 0;
	return got > 0;
}

/* proc(5): pid (name) state ppid pgrp session tty tpgid flags minflt cminflt majflt ...; a
 * name may hold anything, so its end is the last parenthesis. */
static int read_stat(int folder, struct vypr_sample *sample)
{
	unsigned long minor, major;
	char text[512], state;
	const char *at;

	if (!read_file(folder, "stat", text, sizeof text))
		return 0;
	at = strrchr(text, ')');
	if (!at || sscanf(at + 1, " %c %*d %*d %*d %*d %*d %*u %lu %*u %lu", &state, &minor,
			  &major) != 3)
		return 0;
	sample->state = (uint8_t)state;
	sample->minor = minor;
	sample->major = major;
	return state != 'Z' && state != 'X';
}

static void read_schedule(int folder, struct vypr_sample *sample)
{
	unsigned long long queued, turns;
	char text[96];

	if (read_file(folder, "schedstat", text, sizeof text) &&
	    sscanf(text, "%*u %llu %llu", &queued, &turns) == 2) {
		sample->queued_ns = queued;
		sample->turns = turns;
	}
}

/* Newer machines have but the newer ones of two calls for the same. */
#ifndef SYS_poll
#define SYS_poll -1
#endif
#ifndef SYS_select
#define SYS_select -1
#endif
#ifndef SYS_epoll_wait
#define SYS_epoll_wait -1
#endif
#ifndef SYS_mmap
#define SYS_mmap -1
#endif
#ifndef SYS_semop
#define SYS_semop -1
#endif
#ifndef SYS_io_uring_enter
#define SYS_io_uring_enter -1
#endif

/* By VYPR_WAIT_...; -1 where this machine has no such call. */
static const int call_numbers[VYPR_WAITS] = {
#define VYPR_WAIT(name, text) -1,
#define VYPR_WAIT_CALL(name, text) SYS_##name,
#include "runtime/wait.def"
#undef VYPR_WAIT_CALL
#undef VYPR_WAIT
};

/* "running", or the number of the call and its arguments; -1: in none. */
static void read_wait(int folder, struct vypr_sample *sample)
{
	char text[256];
	int call;

	if (sample->state == 'T' || sample->state == 't')
		sample->wait = VYPR_WAIT_stopped;
	if (sample->wait || !read_file(folder, "syscall", text, sizeof text) || sscanf(text, "%d", &call) != 1)
		return;
	sample->wait = call < 0 ? VYPR_WAIT_memory : VYPR_WAIT_unnamed;
	for (int i = 0; call >= 0 && i < VYPR_WAITS; i++)
		if (call_numbers[i] == call)
			sample->wait = (uint8_t)i;
}

/* The clock of a thread's CPU time by its number, as in the kernel's posix-timers.h. */
static clockid_t clock_of(uint64_t tid)
{
	return (clockid_t)(~(unsigned)tid << 3 | 6);
}

static int read_clock(uint64_t tid, struct vypr_sample *sample)
{
	struct timespec ran;
	uint64_t after;

	sample->time_ns = vypr_clock_monotonic_ns();
	if (clock_gettime(clock_of(tid), &ran))
		return 0;
	after = vypr_clock_monotonic_ns();
	sample->ran_ns = (uint64_t)ran.tv_sec * 1000000000 + (uint64_t)ran.tv_nsec;
	return after - sample->time_ns < TOO_LONG_NS;
}

static void read_blocked(int folder, struct vypr_sample *sample)
{
	static const char name[] = "\nvoluntary_ctxt_switches:";
	char text[4096];
	const char *at = read_file(folder, "status", text, sizeof text) ? strstr(text, name)
									 : NULL;

	if (at)
		sample->blocked = 1 + strtoull(at + sizeof name - 1, NULL, 10);
}

static int take(const struct vypr_sampler *sampler, const struct vypr_source *source,
		struct vypr_sample *ret_sample)
{
	struct vypr_sampled *sampled = source->sampled;
	struct vypr_sample sample = { .blocked = sampled->blocked };

	if (!read_clock(source->ring->tid, &sample) || sample.ran_ns < sampled->ran_ns ||
	    !read_stat(sampled->folder, &sample))
		return 0;
	read_schedule(sampled->folder, &sample);
	if (sample.state == 'R')
		read_blocked(sampled->folder, &sample);
	else
		read_wait(sampled->folder, &sample);
	if (sampler->frozen)
		sample.wait = VYPR_WAIT_stopped;
	sampled->ran_ns = sample.ran_ns;
	sampled->blocked = sample.blocked;
	*ret_sample = sample;
	return 1;
}

/* ---- whom, and when ------------------------------------------------------------- */

/* The folder of the ring's thread: it was there when the ring had not been closed yet. */
static int open_folder(struct vypr_sampler *sampler, struct vypr_source *source)
{
	struct vypr_sampled *sampled = source->sampled;
	char name[24];

	if (sampled->folder >= 0)
		return 1;
	if (sampler->open >= OPEN_MOST)
		return 0;
	snprintf(name, sizeof name, "%llu", (unsigned long long)source->ring->tid);
	sampled->folder = openat(sampler->tasks, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (sampled->folder < 0)
		return 0;
	sampler->open++;
	if (!__atomic_load_n(&source->ring->closed, __ATOMIC_ACQUIRE))
		return 1;
	vypr_sampler_forget(sampler, source);
	return 0;
}

void vypr_sampler_forget(struct vypr_sampler *sampler, struct vypr_source *source)
{
	if (!source->sampled)
		return;
	if (source->sampled->folder >= 0) {
		close(source->sampled->folder);
		sampler->open--;
	}
	free(source->sampled);
	source->sampled = NULL;
}

static struct vypr_sampled *known(struct vypr_source *source)
{
	if (!source->sampled) {
		source->sampled = calloc(1, sizeof *source->sampled);
		if (source->sampled)
			source->sampled->folder = -1;
	}
	return source->sampled;
}

/* When to look again: what is silent for long is likely to stay so. */
static uint64_t next_look(const struct vypr_sampled *sampled, uint64_t now)
{
	uint64_t silent = (now - sampled->moved_ns) / SHARE_OF_SILENCE;

	return now + (silent > AFTER_NS ? silent : AFTER_NS);
}

static int look_at(struct vypr_sampler *sampler, struct vypr_reader *reader,
		    struct vypr_source *source, uint64_t now)
{
	struct vypr_sampled *sampled = known(source);
	uint32_t thread = (uint32_t)source->thread;
	struct vypr_sample sample;
	int was;

	if (!sampled)
		return 0;
	if (sampled->consumed != source->consumed || !sampled->moved_ns) {
		sampled->consumed = source->consumed;
		sampled->moved_ns = now;
		if (sampled->measuring && sampled->next_ns > now + AFTER_NS)
			sampled->next_ns = now + AFTER_NS;
	}
	was = sampled->measuring;
	if (now < sampled->next_ns && !was)
		return 0;
	sampled->measuring = vypr_monitor_measures(reader->monitor, thread, now - AFTER_NS);
	if (sampled->measuring ? now < sampled->next_ns && !sampler->frozen : !was) {
		if (!sampled->measuring)
			sampled->next_ns = now + AFTER_NS / 4;
		return 0;
	}
	sampled->next_ns = next_look(sampled, now);
	if (!open_folder(sampler, source) || !take(sampler, source, &sample))
		return 0;
	vypr_writer_sample(reader->writer, thread, &sample);
	return 1;
}

/* How long this thread has waited for a CPU. */
static uint64_t own_queued(const struct vypr_sampler *sampler)
{
	struct vypr_sample own = { 0 };
	char name[24];
	int folder;

	snprintf(name, sizeof name, "%ld", (long)syscall(SYS_gettid));
	folder = openat(sampler->tasks, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (folder >= 0) {
		read_schedule(folder, &own);
		close(folder);
	}
	return own.queued_ns;
}

void vypr_sampler_init(struct vypr_sampler *sampler, int on)
{
	*sampler = (struct vypr_sampler){ .tasks = -1 };
	if (on)
		sampler->tasks = open("/proc/self/task", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (sampler->tasks < 0)
		return;
	sampler->own_ns = vypr_clock_monotonic_ns();
	sampler->own_queued = own_queued(sampler);
}

void vypr_sampler_woke(struct vypr_sampler *sampler, uint64_t late_ns)
{
	uint64_t was = sampler->own_queued;

	if (late_ns < FROZEN_NS || sampler->tasks < 0)
		return;
	sampler->own_queued = own_queued(sampler);
	sampler->own_ns = vypr_clock_monotonic_ns();
	sampler->frozen = sampler->own_queued - was < late_ns / 4;
}

/* Our own: what we were put aside for is not the price of looking. */
static uint64_t spent_ns(void)
{
	struct timespec spent;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
	return (uint64_t)spent.tv_sec * 1000000000 + (uint64_t)spent.tv_nsec;
}

int vypr_sampler_look(struct vypr_sampler *sampler, struct vypr_reader *reader)
{
	uint64_t now = vypr_clock_monotonic_ns(), before;
	int new = 0;

	if (sampler->tasks < 0 || (now < sampler->next_ns && !sampler->frozen))
		return 0;
	before = spent_ns();
	for (uint32_t i = 0; i < reader->source_count; i++)
		if (!reader->sources[i].ended)
			new |= look_at(sampler, reader, reader->sources + i, now);
	sampler->next_ns = now + (spent_ns() - before) * SHARE_OF_TIME;
	sampler->frozen = 0;
	if (now - sampler->own_ns > OWN_NS) {
		sampler->own_ns = now;
		sampler->own_queued = own_queued(sampler);
	}
	return new;
}

void vypr_sampler_fini(struct vypr_sampler *sampler, struct vypr_reader *reader)
{
	for (uint32_t i = 0; i < reader->source_count; i++)
		vypr_sampler_forget(sampler, reader->sources + i);
	if (sampler->tasks >= 0)
		close(sampler->tasks);
	sampler->tasks = -1;
}
