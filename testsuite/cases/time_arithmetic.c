/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

static void pause_ms(int ms)
{
	if (ms < 0)
		exit(0);
	usleep((unsigned)ms * 1000u);
}

static void pair(int first, int second)
{
	pause_ms(first);
	pause_ms(second);
}

int main(void)
{
	pair(0, 60);
	pair(60, -1);
	return 1;
}

/* spec:
 *   pair:
 *     - name: twice
 *       cftl: 'forall c in calls(pause_ms): argument(c, 1) < 60 or duration(c) * 2 >= 120 ms'
 *     - name: ratio
 *       cftl: 'forall c in calls(pause_ms): argument(c, 1) < 60 or duration(c) / 10 ms >= 6'
 *     - name: sum
 *       cftl: 'forall c in calls(pause_ms): argument(c, 1) == 60 implies duration(c) + 1 h > 1 h + 30 ms'
 *     - {name: both, cftl: 'forall c in calls(pause_ms): abs(duration(c) - 10 h) < 9 h'}
 *     - name: order
 *       cftl: 'forall c in calls(pause_ms), d in calls(pause_ms) after c: duration(c) < duration(d) + 1 h'
 * want: twice = true true true true
 * want: ratio = true true true true
 * want: sum = true true true true
 * want: both = false false false unknown(unwound)
 * want: order = true true
 * covers: time-arithmetic true=order false=both unknown=both
 */
