/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int answer(int n) { if (n == 4) exit(0); return n % 2; }

static void poll_all(void)
{
	for (int i = 1; i < 9; i++)
		answer(i);
}

int main(void)
{
	poll_all();
	return 1;
}

/* spec:
 *   poll_all:
 *     - {name: mostly, objective: 60 %, cftl: 'forall c in calls(answer): returned(c) == 1'}
 *     - {name: half, objective: 0.5, note: as agreed, cftl: 'forall c in calls(answer): returned(c) == 0'}
 * want: mostly = true false true unknown(unwound)
 * want: half = false true false unknown(unwound)
 * want-share: mostly 0.67 of 0.60 kept
 * want-share: half 0.33 of 0.50 missed
 * covers: objective true=mostly false=mostly unknown=mostly
 */
