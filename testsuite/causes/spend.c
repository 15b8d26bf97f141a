/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how time is spent.  Compiled without the plugin: no program's cause is in here.
 */
#include <stdint.h>

#include "spend.h"

__thread unsigned long ticks;

void burn(unsigned us)
{
	(void)us;
#ifdef CLOCK
	/* a counted loop, not a look at the clock: a busy machine makes a call longer,
	 * but does not decide how much work it is */
	for (unsigned long i = 0; i < us * 4000ul; i++)
		__asm__ volatile("");
#endif
}

unsigned draw(unsigned n)
{
	static __thread uint64_t state = 7;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}
