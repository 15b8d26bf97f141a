/* SPDX-License-Identifier: GPL-3.0-or-later */
int total;
_Thread_local long per_thread;
volatile unsigned port;

void f(int n)
{
	total = n;
	total++;
	per_thread -= n;
	port = n;
	port |= 4u;
}

/* spec:
 *   f:
 *     - 'forall q in changes(total): q(total) > 0'
 *     - 'forall q in changes(per_thread): q(per_thread) > 0'
 *     - 'forall q in changes(port): q(port) > 1'
 * want-site: 8 change total [value]
 * want-site: 9 change total [value]
 * want-site: 10 change per_thread [value]
 * want-site: 11 change port [value]
 * want-site: 12 change port [value]
 */
