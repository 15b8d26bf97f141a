/* SPDX-License-Identifier: GPL-3.0-or-later */
static int middle(int n)
{
	return n > 4 ? n : 0;
}

int f(int n)
{
	if (n < 0)
		return 0;
	return middle(n);
}

/* spec:
 *   f:
 *     - name: bare
 *       cftl: 'forall t in calls(middle): duration(t) < 1 s'
 *       paths: off
 * want-site: 11 call middle [time]
 * want-function: f:
 */
