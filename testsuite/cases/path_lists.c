/* SPDX-License-Identifier: GPL-3.0-or-later */
static int used;

static int inner(int n)
{
	return n > 2 ? n : -n;
}

static int outer(int n)
{
	int x = 0;

	if (n)
		x = inner(n);
	used = x;
	if (n < 0)
		x = 6 / used;
	return x;
}

int main(void)
{
	outer(0);
	outer(3);
	outer(-2);
	return 0;
}

/* spec:
 *   outer:
 *     - {name: used, paths: scope, cftl: 'forall q in changes(used): q(used) >= 0'}
 *     - {name: three, paths: [inner], cftl: 'forall c in calls(inner): returned(c) == 3'}
 *     - {name: share, paths: off, cftl: 'forall q in changes(used): 6 / q(used) >= 2'}
 * want: used = true true true
 * want: three = true false
 * want: share = unknown(no-value) true true
 * covers: paths true=three false=three unknown=share
 */
