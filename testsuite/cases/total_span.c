/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

static int start, stop;

static void wait_ms(int ms) { usleep((unsigned)ms * 1000u); }

static void round_trip(int ms)
{
	wait_ms(20);
	start = ms;
	wait_ms(ms);
	wait_ms(ms);
	if (ms != 1)
		stop = ms;
}

int main(void)
{
	round_trip(0);
	round_trip(25);
	round_trip(1);
	return 0;
}

/* spec:
 *   round_trip:
 *     - name: long
 *       cftl: 'forall q in changes(start): q(start) != 25 or total(calls(wait_ms), q, next_change(q, stop)) >= 50 ms'
 *     - name: short
 *       cftl: 'forall q in changes(start): q(start) != 25 or total(calls(wait_ms), q, next_change(q, stop)) < 50 ms'
 *     - name: hour
 *       cftl: 'forall q in changes(start): total(calls(wait_ms), q, next_change(q, stop)) < 1 h'
 * want: long = true true true
 * want: short = true false true
 * want: hour = true true unknown(no-event)
 * covers: total-span true=long false=short unknown=hour
 */
