/* SPDX-License-Identifier: GPL-3.0-or-later */
int g(int n);

int f(int n)
{
	int sum = 0;
	auto add = [&sum](int k) { sum += g(k); };

	add(n);
	add(2);
	return sum;
}

/* spec:
 *   "f(int)::<lambda(int)>::operator()":
 *     - 'forall q in changes(sum): q(sum) > 0'
 *     - 'forall t in calls(g): duration(t) < 1 s'
 * want-site: 7 change sum [value]
 * want-site: 7 call g [time]
 */
