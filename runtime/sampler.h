/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Looks at the program's threads from outside, while something of them is being measured.
 *
 *   a thread      ----[ measured ............................ ]---------
 *   the collector           1   2   3    4     5        6        7
 *                           >= 1 ms                              the one after
 *
 * The first look is when the thread has been in something measured for a millisecond; then
 * each after another eighth of the time since it last sent an event, a millisecond at least; and
 * once more when the measured has ended.  Of a thread that sends events there is a look every few
 * milliseconds before, which is kept when something is measured then.  Whoever asks what a span of time went for has, from
 * the looks inside and the two around it, a least and a most (analysis/budget.h): nothing is
 * guessed, and short calls cost nothing.
 *
 * Samples are kept by thread and time, not with verdicts: a call, the way from one
 * observation to the next and a call inside another one are all answered from the same ones,
 * the monitor and what it says are as they would be without, a verdict costs no byte more, and
 * events that are judged again give the same verdicts.
 *
 * The thread's clock is read by its number, which the kernel may give to another one when the
 * thread has ended.  So a folder of /proc is held open for it, which is this thread's for ever,
 * and a clock reading counts only if a file can still be read there afterwards.  Nothing is
 * looked at without descriptors of our own (collector.c).
 *
 * The whole process may be stopped, and who looks with it.  Then he sleeps longer than he
 * wanted, without having waited for a CPU: the next samples say so.
 *
 * A program may forbid itself system calls, on pain of death (seccomp), and forbid them to all of
 * its threads: from then on nothing is looked at.  That is asked for each time by reading a file
 * that is open already, which such filters let pass.
 *
 * Collector thread only.
 */
#ifndef VYPR_RUNTIME_SAMPLER_H
#define VYPR_RUNTIME_SAMPLER_H

#include "runtime/reader.h"

struct vypr_sampler {
	int tasks;               /* /proc/self/task; -1: nothing is looked at */
	int own_status;          /* /proc/self/task/OWN/status */
	int may;                 /* 1: in this round it has been asked, and nothing is forbidden */
	uint64_t began_ns;       /* what we had run then */
	int left;                /* looks in this round */
	uint32_t turn;           /* whose turn it is first */
	uint64_t next_ns;        /* not before */
	uint32_t open;           /* threads with an open folder */
	int blind;               /* we could not look for a while, since the last look */
	int frozen;              /* the process was, since the last look */
	uint64_t own_ns, own_queued; /* how long this thread had waited for a CPU, when */
};

/* On: when it is wanted and can be done. */
void vypr_sampler_init(struct vypr_sampler *sampler, int on);
/* Look at those of the reader's threads that are due; 1: there is something new to commit.  What
 * they had sent has been read. */
int vypr_sampler_look(struct vypr_sampler *sampler, struct vypr_reader *reader);
/* The collector has slept longer than it wanted, by so much. */
void vypr_sampler_woke(struct vypr_sampler *sampler, uint64_t late_ns);
/* The thread has ended, or nothing is looked at any more. */
void vypr_sampler_forget(struct vypr_sampler *sampler, struct vypr_source *source);
void vypr_sampler_fini(struct vypr_sampler *sampler, struct vypr_reader *reader);

#endif
