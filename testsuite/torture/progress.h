/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a thread of testsuite/torture/kill.c has done.
 */
#ifndef VYPR_TESTSUITE_PROGRESS_H
#define VYPR_TESTSUITE_PROGRESS_H

#include <stdint.h>

#define PROGRESS_THREADS 2
#define PROGRESS_THREAD 1000000000L /* numbers of thread n begin at n times this */

struct progress {
	uint64_t changed, called;   /* in the activation that never ends */
	uint64_t owned, stepped;    /* in one activation each */
};

#endif
