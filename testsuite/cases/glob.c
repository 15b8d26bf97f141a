/* SPDX-License-Identifier: GPL-3.0-or-later */
void db_open(void), db_close(void), net_open(void);

void f(void)
{
	db_open();
	net_open();
	db_close();
}

void f2(void)
{
	db_open();
}

/* spec:
 *   f:
 *     - 'forall t in calls(db_*): duration(t) < 1 s'
 *     - 'forall t in calls(*): duration(t) < 1 s'
 *   "f?":
 *     - 'forall t in calls(db_open): duration(t) < 1 s'
 * want-site: 6 call db_* [time]
 * want-site: 8 call db_* [time]
 * want-site: 6 call db_* [time]
 * want-site: 7 call * [time]
 * want-site: 8 call db_* [time]
 * want-site: 13 call db_open [time]
 */
