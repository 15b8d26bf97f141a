/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <time.h>

static void nothing(void) {}

static void rest(long ms)
{
	struct timespec t = { 0, ms * 1000000 };

	nothing();
	nanosleep(&t, NULL);
	nothing();
}

int main(void)
{
	rest(30);
	return 0;
}

/* spec:
 *   rest:
 *     - {name: same, cftl: 'forall c in calls(nanosleep): duration(c) == duration(c)'}
 *     - {name: no longer, cftl: 'forall c in calls(nanosleep): duration(c) - duration(c) < 1 ms'}
 *     - {name: longer, cftl: 'forall c in calls(nanosleep): duration(c) > 2 * duration(c)'}
 *     - name: either
 *       cftl: 'forall c in calls(nanosleep): duration(c) < duration(c) or duration(c) > 1 ms'
 *     - name: both
 *       cftl: 'forall c in calls(nanosleep): duration(c) <= duration(c) and duration(c) > 1 ms'
 *     - {name: not, cftl: 'forall c in calls(nanosleep): not duration(c) >= duration(c)'}
 * want: same = unknown(margin)
 * want: no longer = true
 * want: longer = false
 * want: either = true
 * want: both = unknown(margin)
 * want: not = unknown(margin)
 * covers: reason-margin true=either false=longer unknown=both
 */
