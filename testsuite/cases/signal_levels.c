/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdbool.h>
#include <stdlib.h>

static bool alarm;
static int level;

static void notify(int l)
{
	if (l >= 90)
		exit(0);
	alarm = l > 50;
}

static void sample(int l)
{
	bool was = alarm;

	level = l;
	if (l > 50 || was)
		notify(l);
}

int main(void)
{
	static const int samples[] = { 10, 60, 70, 20, 30, 95 };

	for (int i = 0; i < 6; i++)
		sample(samples[i]);
	return 1;
}

/* spec:
 *   sample:
 *     - name: told
 *       cftl: 'forall q in changes(level): q(level) <= 50 or after(next_call(q, notify))(alarm) == true'
 *     - {name: change, cftl: 'forall c in calls(notify): after(c)(alarm) != before(c)(alarm)'}
 *     - {name: calm, cftl: 'forall q in changes(was): q(was) == false'}
 *     - name: alarm
 *       cftl: 'forall c in calls(notify): before(c)(was) == true implies after(c)(alarm) == true'
 *     - name: quiet
 *       cftl: 'forall e in entry: not (exists c in calls(notify): argument(c, 1) > 50)'
 * want: told = true true true true true unknown(unwound)
 * want: change = true false true unknown(unwound)
 * want: calm = true true false false true true
 * want: alarm = true true false true
 * want: quiet = true false false true true false
 */
