/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows which threads are looked at, and when.
 */
#include "runtime/sampler.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/look.h"

#define AFTER_NS 1000000ULL
#define LEAST_NS 100000ULL
#define SHARE_OF_SILENCE 8
#define SHARE_OF_TIME 100     /* looking takes a hundredth of the time at most */
#define OPEN_MOST 128         /* folders at a time */
#define ROUND_MOST 8          /* looks at once: each thread has its turn */
#define BASE_NS 5000000ULL    /* between looks at what is not measured, of all threads */
#define FROZEN_NS 100000000ULL
#define BLIND_NS 3000000ULL
#define OWN_NS 50000000ULL

/* What is known of a thread. */
struct vypr_sampled {
	int folder;              /* -1: not opened */
	int measuring;           /* it was, at the last look */
	uint64_t next_ns;
	uint64_t consumed;       /* of its ring, at the last look; */
	uint64_t moved_ns;       /* when that was found to have changed */
	uint64_t ran_ns, blocked; /* of its last sample */
	struct vypr_sample base; /* of before something is measured; time_ns 0: none, */
	uint64_t base_ns;        /* not before */
	uint64_t base_consumed;
};

static int take(const struct vypr_sampler *sampler, const struct vypr_source *source,
		struct vypr_sample *ret_sample)
{
	struct vypr_sampled *sampled = source->sampled;
	struct vypr_sample sample = { .blocked = sampled->blocked };

	if (!vypr_look_clock(source->ring->tid, &sample) || sample.ran_ns < sampled->ran_ns ||
	    !vypr_look_stat(sampled->folder, &sample))
		return 0;
	vypr_look_schedule(sampled->folder, &sample);
	if (sample.state == 'R')
		vypr_look_blocked(sampled->folder, &sample);
	else
		vypr_look_wait(sampled->folder, &sample);
	if (sampler->frozen)
		sample.wait = VYPR_WAIT_stopped;
	sampled->ran_ns = sample.ran_ns;
	sampled->blocked = sample.blocked;
	*ret_sample = sample;
	return 1;
}

/* ---- whether ---- */

static void give_up(struct vypr_sampler *sampler)
{
	close(sampler->tasks);
	close(sampler->own_status);
	sampler->tasks = sampler->own_status = -1;
}

/* Nothing but reading what is open, until it is known that no filter kills for more. */
static int may_look(struct vypr_sampler *sampler)
{
	static const char none[] = "\nSeccomp:\t0\n";
	char text[4096];

	if (sampler->tasks < 0 || sampler->may)
		return sampler->may;
	sampler->may = vypr_look_open(sampler->own_status, text, sizeof text) &&
		       (strstr(text, none) || !strstr(text, "\nSeccomp:"));
	if (!sampler->may)
		give_up(sampler);
	else
		sampler->began_ns = vypr_look_own_spent();
	return sampler->may;
}

/* ---- whom, and when ------------------------------------------------------------- */

static void close_folder(struct vypr_sampler *sampler, struct vypr_sampled *sampled)
{
	if (sampled->folder < 0)
		return;
	close(sampled->folder);
	sampled->folder = -1;
	sampler->open--;
}

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
	close_folder(sampler, source->sampled);
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

/* A thread that sends events may be in something measured soon: the bounds are as good as the
 * last look before that, which is kept only then. */
static void look_before(struct vypr_sampler *sampler, const struct vypr_reader *reader,
			struct vypr_source *source, uint64_t now)
{
	struct vypr_sampled *sampled = source->sampled;

	if (now < sampled->base_ns || sampled->base_consumed == source->consumed ||
	    sampler->left <= ROUND_MOST / 2 || !may_look(sampler))
		return;
	sampler->left--;
	sampled->base_consumed = source->consumed;
	sampled->base_ns = now + BASE_NS * reader->source_count;
	if (open_folder(sampler, source))
		take(sampler, source, &sampled->base);
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
	/* what began and ended while nobody could look lies between the last look and this one */
	was = sampled->measuring ||
	      (sampler->blind && sampled->base_consumed != source->consumed);
	if (now < sampled->next_ns && !was)
		return 0;
	sampled->measuring = vypr_monitor_measures(reader->monitor, thread, now - AFTER_NS);
	if (sampled->measuring ? now < sampled->next_ns && !sampler->frozen : !was) {
		if (!sampled->measuring) {
			sampled->next_ns = now + AFTER_NS / 4;
			look_before(sampler, reader, source, now);
		}
		return 0;
	}
	if (sampler->left <= 0 || !may_look(sampler)) {
		sampled->measuring |= was; /* when it has its turn */
		return 0;
	}
	sampler->left--;
	sampled->next_ns = next_look(sampled, now);
	if (!open_folder(sampler, source) || !take(sampler, source, &sample))
		return 0;
	if (sampled->base.time_ns)
		vypr_writer_sample(reader->writer, thread, &sampled->base);
	sampled->base.time_ns = 0;
	sampled->base_consumed = source->consumed;
	sampled->base_ns = now + BASE_NS * reader->source_count;
	vypr_writer_sample(reader->writer, thread, &sample);
	if (!sampled->measuring && sampler->open > OPEN_MOST / 2)
		close_folder(sampler, sampled);
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
		vypr_look_schedule(folder, &own);
		close(folder);
	}
	return own.queued_ns;
}

void vypr_sampler_init(struct vypr_sampler *sampler, int on)
{
	char name[32];

	*sampler = (struct vypr_sampler){ .tasks = -1, .own_status = -1 };
	if (on)
		sampler->tasks = open("/proc/self/task", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (sampler->tasks < 0)
		return;
	snprintf(name, sizeof name, "%ld/status", (long)syscall(SYS_gettid));
	sampler->own_status = openat(sampler->tasks, name, O_RDONLY | O_CLOEXEC);
	if (!may_look(sampler))
		return;
	sampler->own_ns = vypr_clock_monotonic_ns();
	sampler->own_queued = own_queued(sampler);
}

void vypr_sampler_woke(struct vypr_sampler *sampler, uint64_t late_ns)
{
	uint64_t was = sampler->own_queued;

	sampler->may = 0;
	sampler->blind |= late_ns >= BLIND_NS;
	if (late_ns < FROZEN_NS || sampler->tasks < 0 || !may_look(sampler))
		return;
	sampler->own_queued = own_queued(sampler);
	sampler->own_ns = vypr_clock_monotonic_ns();
	sampler->frozen = sampler->own_queued - was < late_ns / 4;
}

/* How long we have waited for a CPU, from time to time. */
static void look_at_own(struct vypr_sampler *sampler, uint64_t now)
{
	if (now - sampler->own_ns <= OWN_NS || !may_look(sampler))
		return;
	sampler->own_ns = now;
	sampler->own_queued = own_queued(sampler);
}

int vypr_sampler_look(struct vypr_sampler *sampler, struct vypr_reader *reader)
{
	uint64_t now = vypr_clock_monotonic_ns();
	int new = 0;

	if (sampler->tasks < 0 || (now < sampler->next_ns && !sampler->frozen))
		return 0;
	sampler->may = 0;
	sampler->left = ROUND_MOST;
	for (uint32_t i = 0; sampler->tasks >= 0 && i < reader->source_count; i++) {
		uint32_t at = (sampler->turn + i) % reader->source_count;

		if (!reader->sources[at].ended)
			new |= look_at(sampler, reader, reader->sources + at, now);
		if (!sampler->left) {
			sampler->turn = at + 1;
			break;
		}
	}
	sampler->frozen = sampler->blind = 0;
	if (sampler->tasks >= 0)
		look_at_own(sampler, now);
	sampler->next_ns = now + LEAST_NS;
	if (sampler->may)
		sampler->next_ns =
			now + (vypr_look_own_spent() - sampler->began_ns) * SHARE_OF_TIME;
	return new;
}

void vypr_sampler_fini(struct vypr_sampler *sampler, struct vypr_reader *reader)
{
	for (uint32_t i = 0; i < reader->source_count; i++)
		vypr_sampler_forget(sampler, reader->sources + i);
	if (sampler->tasks >= 0)
		give_up(sampler);
}
