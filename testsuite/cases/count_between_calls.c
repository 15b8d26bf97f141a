/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>

static jmp_buf fault;

static void lock(void) {}
static void unlock(void) {}
static int touch(int n) { if (n > 5) longjmp(fault, 1); return n; }

static void section(int n)
{
	touch(0);
	lock();
	for (int i = 0; i < n; i++)
		touch(n);
	unlock();
	touch(0);
}

int main(void)
{
	for (volatile int n = 0; n < 7; n += 2)
		if (!setjmp(fault))
			section(n);
	return 0;
}

/* spec:
 *   section:
 *     - name: work
 *       cftl: 'forall c in calls(lock): count(calls(touch), after(c), before(next_call(c, unlock))) in [1, 3]'
 *     - name: backwards
 *       cftl: 'forall c in calls(unlock): count(calls(touch), before(c), after(previous_call(c, lock))) == 0'
 *     - name: before
 *       cftl: 'forall c in calls(unlock): count(calls(touch), after(previous_call(c, lock)), before(c)) >= 2'
 * want: work = false true false unknown(unwound)
 * want: backwards = true true true
 * want: before = false true true
 * covers: count-span true=work false=work unknown=work
 */
