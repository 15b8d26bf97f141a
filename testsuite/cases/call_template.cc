/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cstdlib>

template <typename T> static T largest(const T *v, int n)
{
	T most = v[0];

	if (n > 3)
		std::exit(0);
	for (int i = 1; i < n; i++)
		if (most < v[i])
			most = v[i];
	return most;
}

static double both(const int *a, const double *b, int n)
{
	return largest(a, n) + largest(b, n);
}

int main()
{
	static const int a[] = { 3, 9, 2, 4 };
	static const double b[] = { 1.5, -1, 7, 0 };

	both(a, b, 2);
	both(a + 1, b + 1, 3);
	both(a, b, 4);
	return 1;
}

/* spec:
 *   both:
 *     - {name: any, cftl: 'forall c in calls(largest): returned(c) == 9'}
 *     - {name: real, cftl: 'forall c in calls(largest<double>): returned(c) < 2'}
 *   "largest<int>":
 *     - {name: found, cftl: 'forall q in changes(most): q(most) == 9'}
 * want: any = true false true false unknown(unwound)
 * want: real = true false
 * want: found = false true true false
 * covers: template true=any false=any unknown=any
 */
