/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

static int locks, value;

static void lock(void) { locks++; }

static int guarded(int n)
{
	lock();
	value = n;
	return value;
}

static int careless(int n)
{
	value = -n;
	return value;
}

static int unrelated(int n)
{
	lock();
	return n;
}

int main(void)
{
	printf("%d\n", guarded(1) + careless(2) + unrelated(3) + guarded(-4));
	return 0;
}

/* spec:
 *   "*":
 *     - name: both
 *       in: {containing_call_of: lock, containing_change_of: value}
 *       cftl: 'forall q in changes(value): q(value) > 0'
 *     - name: locked
 *       in: {containing_change_of: value}
 *       cftl: 'forall q in exit: exists t in calls(lock) before q: duration(t) < 1 h'
 * want-output: -2
 * want-verdict: both 1 true 1 false 0 unknown
 * want-verdict: locked 0 true 1 false 0 unknown
 * want-verdict: locked 2 true 0 false 0 unknown
 * want-site: 11 change value [value]
 * want-site: 10 call lock [time]
 * want-site: 13 exit guarded
 * want-site: 19 exit careless
 * want-note: both: 'value' may also be written through other pointers or in other functions; that is not seen
 * want-note: locked: left out: no call of 'lock' in function 'careless'
 * want-note: guarded: leaving it by longjmp, exit or the end of its thread is no exit; what is open then is unknown(unwound)
 * want-note: careless: leaving it by longjmp, exit or the end of its thread is no exit; what is open then is unknown(unwound)
 */
