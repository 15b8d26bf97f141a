/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

static int order, parcel;

static void send_it(int n) { parcel = n; }

static void ship(int n, int wait)
{
	order = n;
	if (wait)
		usleep(30000);
	send_it(n);
}

int main(void)
{
	ship(1, 0);
	ship(2, 1);
	ship(0, 1);
	return 0;
}

/* spec:
 *   ship:
 *     - name: slow
 *       cftl: 'forall c in calls(send_it), q in changes(order) before c within [0, 1 h]: q(order) == 2'
 *     - name: slow share
 *       cftl: 'forall c in calls(send_it), q in changes(order) before c within [0, 1 h]: 4 / q(order) == 2'
 *     - name: any
 *       cftl: 'forall c in calls(send_it): before(c)(wait) == 0 or (exists q in changes(order) before c within [10 ms, 1 h]: q(order) >= 0)'
 *     - name: far
 *       cftl: 'forall c in calls(send_it): exists q in changes(order) before c within [1 h, 2 h]: q(order) >= 0'
 * want: slow = false true false
 * want: slow share = false true unknown(no-value)
 * want: any = true true true
 * want: far = false false false
 * covers: within-before true=slow false=slow unknown=slow share
 */
