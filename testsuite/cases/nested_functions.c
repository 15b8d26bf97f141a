/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flags: -Wno-pedantic */
static int total(const int *v, int n)
{
	int sum = 0;
	int *last = 0;

	void add(int i)
	{
		sum += v[i];
		last = &sum;
	}

	for (int i = 0; i < n; i++)
		add(i);
	return last ? *last : 0;
}

int main(void)
{
	static const int v[] = { 5, -6, 3 };

	return total(v, 3) + total(v, 0) != 2;
}

/* spec:
 *   total:
 *     - {name: so far, cftl: 'forall c in calls(add): before(c)(*last) >= 0'}
 *     - {name: small, cftl: 'forall c in calls(add): argument(c, 1) < 2'}
 *     - {name: sum, cftl: 'forall c in calls(add): after(c)(sum) > 0'}
 * want: so far = unknown(no-value) true false
 * want: small = true true false
 * want: sum = true false true
 * covers: nested-function true=so far false=so far unknown=so far
 */
