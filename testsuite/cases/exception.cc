/* SPDX-License-Identifier: GPL-3.0-or-later */
int may_throw(int n);
struct guard {
	~guard();
};

int f(int n)
{
	guard g;
	int x = 0;

	try {
		x = may_throw(n);
		may_throw(x);
	} catch (int e) {
		x = e;
	}
	return may_throw(x);
}

/* spec:
 *   f:
 *     - 'forall t in calls(may_throw): duration(t) < 1 s'
 *     - 'forall q in changes(x): q(x) > 0'
 *     - 'forall t in calls(may_throw): time_between(after(t), next_change(t, x)) < 1 s'
 * want-site: 13 call may_throw [time]
 * want-site: 14 call may_throw [time]
 * want-site: 18 call may_throw [time]
 * want-site: 10 change x [value]
 * want-site: 13 change x [time] [value]
 * want-site: 16 change x [time] [value]
 * want-site: 13 call may_throw [time]
 * want-site: 13 change x [time] [value]
 * want-site: 14 call may_throw [time]
 * want-site: 18 call may_throw [time]
 * want-site: 16 change x [time] [value]
 */
