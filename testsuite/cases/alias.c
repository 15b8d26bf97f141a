/* SPDX-License-Identifier: GPL-3.0-or-later */
void real_work(void)
{
	__asm__("");
}
void work(void) __attribute__((alias("real_work")));

void f(void)
{
	work();
	real_work();
}

/* spec:
 *   f:
 *     - 'forall t in calls(work): duration(t) < 1 s'
 *     - 'forall t in calls(real_work): duration(t) < 1 s'
 * want-site: 10 call work [time]
 * want-site: 10 call work [time]
 * want-site: 11 call real_work [time]
 */
