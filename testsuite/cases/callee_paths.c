/* SPDX-License-Identifier: GPL-3.0-or-later */
int outside(int n);

static int leaf(int n)
{
	if (n > 2)
		n = outside(n);
	return n;
}
static int middle(int n)
{
	return n > 4 ? leaf(n) : 0;
}

int f(int n)
{
	if (n < 0)
		return 0;
	return middle(n);
}

/* spec:
 *   f:
 *     - name: shallow
 *       cftl: 'forall t in calls(middle): duration(t) < 1 s'
 * want-site: 19 call middle [time]
 * want-function: middle: exit recorded path
 * want-function: f: path
 */
