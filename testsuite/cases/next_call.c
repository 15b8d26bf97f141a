/* SPDX-License-Identifier: GPL-3.0-or-later */
void f1(void), f2(void), f3(void);

void f(int n)
{
	int q = n;

	f1();
	f1();
	if (n > 1) {
		f2();
		f1();
	}
	f3();
	f2();
}

/* spec:
 *   f:
 *     - 'forall s in changes(q): duration(next_call(s, f1)) < 1 s'
 *     - 'forall s in changes(q): duration(next_call(s, f2)) < 1 s'
 *     - 'forall s in changes(q): duration(next_call(next_call(s, f2), f1)) < 1 s'
 *     - 'forall s in changes(q): duration(next_call(s, f3)) < 1 s'
 * want-site: 6 change q
 * want-site: 8 call f1 [time]
 * want-site: 6 change q
 * want-site: 11 call f2 [time]
 * want-site: 15 call f2 [time]
 * want-site: 6 change q
 * want-site: 11 call f2 [time]
 * want-site: 12 call f1 [time]
 * want-site: 15 call f2 [time]
 * want-site: 6 change q
 * want-site: 14 call f3 [time]
 */
