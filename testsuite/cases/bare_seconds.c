/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

static int polls;

static void poll_once(int ms)
{
	if (ms < 0)
		exit(0);
	usleep((unsigned)ms * 1000u);
}

static void watch(void)
{
	for (polls = 1; ; polls++)
		poll_once(polls < 3 ? (polls - 1) * 30 : -1);
}

int main(void)
{
	watch();
	return 1;
}

/* spec:
 *   watch:
 *     - {name: minute, cftl: 'forall c in calls(poll_once): duration(c) <= 60'}
 *     - name: long
 *       cftl: 'forall c in calls(poll_once): before(c)(polls) != 2 or duration(c) > 0.03'
 *     - name: short
 *       cftl: 'forall c in calls(poll_once): before(c)(polls) == 2 and duration(c) < 1e-2'
 *     - name: micro
 *       cftl: 'forall c in calls(poll_once): before(c)(polls) == 2 implies duration(c) >= 30000 us'
 *     - name: nano
 *       cftl: 'forall c in calls(poll_once): before(c)(polls) != 2 or duration(c) < 30000000 ns'
 *     - name: not micro
 *       cftl: 'forall c in calls(poll_once): before(c)(polls) != 2 or duration(c) < 30000us'
 *     - {name: most micro, cftl: 'forall c in calls(poll_once): duration(c) < 60000000 us'}
 *     - {name: most nano, cftl: 'forall c in calls(poll_once): duration(c) < 60000000000 ns'}
 * want: minute = true true unknown(unwound)
 * want: long = true true true
 * want: short = false false false
 * want: micro = true true true
 * want: nano = true false true
 * want: not micro = true false true
 * want: most micro = true true unknown(unwound)
 * want: most nano = true true unknown(unwound)
 * covers: bare-seconds true=long false=short unknown=minute
 * covers: us true=micro false=not micro unknown=most micro
 * covers: ns true=nano false=nano unknown=most nano
 */
