/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The truth, taken by hand: times of calls by clock_gettime, written down without
 * any part of VyPR, in the same process and run.
 *
 *   long long t = orc_begin(); CALL; orc_end("B1", t);
 *
 * The responsible branch does orc_flag |= 1, others 2, 4, ...; orc_begin clears it.
 * One line per call into $ORC_OUT.PID: "label sequence thread start_ns duration_ns flag".
 * Without ORC_OUT nothing is written.
 */
#ifndef ORC_H
#define ORC_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Hidden by _XOPEN_SOURCE where a program asks for that. */
#ifndef __USE_MISC
extern long syscall(long number, ...);
#endif

__attribute__((weak)) __thread int orc_flag;
__attribute__((weak)) __thread long orc_tid;
__attribute__((weak)) FILE *orc_file;
__attribute__((weak)) long orc_sequence;

static inline long long orc_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static inline long long orc_begin(void)
{
	orc_flag = 0;
	return orc_now();
}

static inline void orc_log(const char *label, long long start, long long duration, int flag)
{
	const char *out = getenv("ORC_OUT");
	char name[4096];

	if (!out)
		return;
	if (!orc_file) {
		snprintf(name, sizeof name, "%s.%d", out, (int)getpid());
		orc_file = fopen(name, "a");
	}
	if (!orc_file)
		return;
	if (!orc_tid)
		orc_tid = syscall(SYS_gettid);
	fprintf(orc_file, "%s %ld %ld %lld %lld %d\n", label,
		__atomic_add_fetch(&orc_sequence, 1, __ATOMIC_RELAXED), orc_tid, start,
		duration, flag);
}

static inline void orc_end(const char *label, long long start)
{
	long long duration = orc_now() - start;

	orc_log(label, start, duration, orc_flag);
}

#endif
