/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what the kernel tells of another thread, and what asking costs: about 1 us for the
 * clock, 20 us for the files.
 */
#include "runtime/look.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "runtime/clock.h"

#define TOO_LONG_NS 200000ULL /* between two clocks: we were put aside */

/* An open file from its beginning. */
int vypr_look_open(int fd, char *text, size_t size)
{
	ssize_t got = pread(fd, text, size - 1, 0);

	text[got > 0 ? got : 0] = 0;
	return got > 0;
}

/* A file of the folder as a string; 0: there is none, or the thread has ended. */
int vypr_look_file(int folder, const char *name, char *text, size_t size)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC), ok;

	if (fd < 0)
		return 0;
	ok = vypr_look_open(fd, text, size);
	close(fd);
	return ok;
}

/* proc(5): pid (name) state ppid pgrp session tty tpgid flags minflt cminflt majflt ...; a
 * name may hold anything, so its end is the last parenthesis. */
int vypr_look_stat(int folder, struct vypr_sample *sample)
{
	unsigned long minor, major;
	char text[512], state;
	const char *at;

	if (!vypr_look_file(folder, "stat", text, sizeof text))
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

void vypr_look_schedule(int folder, struct vypr_sample *sample)
{
	unsigned long long queued, turns;
	char text[96];

	if (vypr_look_file(folder, "schedstat", text, sizeof text) &&
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
void vypr_look_wait(int folder, struct vypr_sample *sample)
{
	char text[256];
	int call;

	if (sample->state == 'T' || sample->state == 't')
		sample->wait = VYPR_WAIT_stopped;
	if (sample->wait || !vypr_look_file(folder, "syscall", text, sizeof text) ||
	    sscanf(text, "%d", &call) != 1)
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

int vypr_look_clock(uint64_t tid, struct vypr_sample *sample)
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

void vypr_look_blocked(int folder, struct vypr_sample *sample)
{
	static const char name[] = "\nvoluntary_ctxt_switches:";
	char text[4096];
	const char *at = vypr_look_file(folder, "status", text, sizeof text) ? strstr(text, name)
									 : NULL;

	if (at)
		sample->blocked = 1 + strtoull(at + sizeof name - 1, NULL, 10);
}

/* Our own: what we were put aside for is not the price of looking. */
uint64_t vypr_look_own_spent(void)
{
	struct timespec spent;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
	return (uint64_t)spent.tv_sec * 1000000000 + (uint64_t)spent.tv_nsec;
}
