/* SPDX-License-Identifier: GPL-3.0-or-later */
static int sum;

static int average(const int *v, int n)
{
	int a = 0;

	for (int i = 0; i < n; i++)
		a += v[i];
	sum = a;
	return n ? a / n : 0;
}

int main(void)
{
	static const int values[] = { 3, 6, -9 };

	average(values, 2);
	average(values, 0);
	average(values, 3);
	return 0;
}

/* spec:
 *   average:
 *     - {name: partial, cftl: 'forall l in line(9): l(a) >= 3'}
 *     - {name: mean, cftl: 'forall l in line(10): l(sum) / l(n) == 4'}
 *     - {name: total, cftl: 'forall l in line(10): l(sum) == l(a)'}
 * want: partial = true true true true false
 * want: mean = true unknown(no-value) false
 * want: total = true true true
 * covers: line true=partial false=partial unknown=mean
 */
