/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What a fork does to the runtime: the child has neither the collector nor the right to
 * its parent's rings, and begins anew with its first event.
 */
#ifndef VYPR_RUNTIME_FORK_H
#define VYPR_RUNTIME_FORK_H

/* From now on; once in a process. */
void vypr_fork_watch(void);

/* The collector, where it holds no lock of anybody's: it rests here while a thread forks.
 * Costs a load otherwise. */
void vypr_fork_rest(void);

/* The collector takes no lock any more. */
void vypr_fork_rest_for_good(void);

#endif
