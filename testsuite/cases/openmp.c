/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flags: -fopenmp */
int g(int n);

int f(int n)
{
	int sum = 0;

#pragma omp parallel for reduction(+ : sum)
	for (int i = 0; i < n; i++)
		sum += g(i);
	sum++;
	return sum;
}

/* spec:
 *   f:
 *     - 'forall q in changes(sum): q(sum) >= 0'
 * want-site: 7 change sum [value]
 * want-site: 9 change sum [value]
 * want-site: 12 change sum [value]
 */
