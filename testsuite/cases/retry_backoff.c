/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

static int delay, attempts;

static int send_once(int n)
{
	attempts++;
	if (attempts > 6)
		exit(0);
	return n - attempts <= 0;
}

static int deliver(int n)
{
	attempts = 0;
	for (delay = 1; !send_once(n); delay *= 2)
		usleep((unsigned)delay * 1000u);
	return attempts;
}

int main(void)
{
	deliver(1);
	deliver(3);
	deliver(9);
	return 1;
}

/* spec:
 *   deliver:
 *     - {name: quick, cftl: 'forall e in entry: count(calls(send_once)) <= 2'}
 *     - name: grows
 *       cftl: 'forall q in changes(delay): next_change(q, delay)(delay) == 2 * q(delay)'
 *     - {name: waits, cftl: 'forall c in calls(usleep): duration(c) >= 1 ms'}
 *     - {name: all, cftl: 'forall e in entry: e(n) == 1 or total(calls(usleep)) >= 3 ms'}
 *     - {name: sent, cftl: 'forall q in changes(delay): returned(next_call(q, send_once)) == 1'}
 *     - {name: none, cftl: 'forall e in entry: total(calls(usleep)) > 1 h'}
 *     - {name: hour, cftl: 'forall e in entry: total(calls(usleep)) < 1 h'}
 * want: quick = true false false
 * want: grows = unknown(no-event) true true unknown(no-event) true true true true true true unknown(unwound)
 * want: waits = true true true true true true true true
 * want: all = true true true
 * want: sent = true false false true false false false false false false unknown(unwound)
 * want: none = false false unknown(unwound)
 * want: hour = true true unknown(unwound)
 * covers: total true=all false=none unknown=hour
 */
