/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the programs of this folder have in common: the clock they spend time on, and
 * numbers that look random and are the same in each run.
 */
#ifndef CAUSES_SPEND_H
#define CAUSES_SPEND_H

#ifdef __cplusplus
extern "C" {
#endif

extern __thread unsigned long ticks; /* microseconds that this thread has spent */

void burn(unsigned us); /* compiled with CLOCK: so much of the processor */
unsigned draw(unsigned n); /* from 0 to n - 1; each thread has the same ones */

/* no function: it would be a callee that explains everything */
#define spend(us) (ticks += (us), burn(us))

#ifdef __cplusplus
}
#endif
#endif
