/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <algorithm>
#include <cstdlib>

static int compared;

static bool later(int a, int b)
{
	compared++;
	if (compared > 3)
		std::exit(0);
	return a > b;
}

static int count_above(const int *v, int n, int limit)
{
	int found = 0;
	auto check = [&](int x) {
		if (later(x, limit))
			found++;
	};

	for (int i = 0; i < n; i++)
		check(v[i]);
	return found;
}

int main()
{
	static const int v[] = { 4, 9, 1, 7 };

	return count_above(v, 4, 5);
}

/* spec:
 *   "count_above(const int*, int, int)::<lambda(int)>::operator()":
 *     - {name: above, cftl: 'forall c in calls(later): returned(c) == true'}
 *     - {name: first, cftl: 'forall q in changes(found): q(found) == 1'}
 *   later:
 *     - {name: few, cftl: 'forall q in changes(compared): q(compared) < 3'}
 * want: above = false true false unknown(unwound)
 * want: first = true
 * want: few = true true false false
 */
