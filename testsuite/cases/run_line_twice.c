/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#define ADD(to, n) do { to += n; to += 1; } while (0)

static int sum;

static int walk(int n)
{
	int i, x = 0;

	for (i = 0; i < n; i++) x += i;
	ADD(x, n);
	if (x > 3) return x;
	sum = x; sum++;
	switch (n) {
	case 0: return 7;
	case 1: break;
	}
	return sum;
}

int main(void)
{
	printf("%d\n", walk(0) + walk(1) + walk(3));
	return 0;
}

/* spec:
 *   walk:
 *     - name: macro
 *       cftl: 'forall q in line(13): q(x) > 1'
 *     - name: several
 *       cftl: 'forall q in line(15): q(sum) > 2'
 *     - name: case
 *       cftl: 'forall q in line(17): q(n) == 0'
 *     - name: how-often
 *       cftl: 'forall q in entry: count(line(15)) == 1'
 *     - name: during
 *       cftl: 'forall q in exit: count(line(15) during walk) == 1'
 * want-output: 17
 * want-verdict: macro 2 true 1 false 0 unknown
 * want-verdict: several 1 true 1 false 0 unknown
 * want-verdict: case 1 true 0 false 0 unknown
 * want-verdict: how-often 2 true 1 false 0 unknown
 * want-verdict: during 2 true 1 false 0 unknown
 * want-site: 13 line(13)
 * want-site: 13 value x [value]
 * want-site: 15 line(15)
 * want-site: 15 value sum [value]
 * want-site: 17 line(17)
 * want-site: 17 value n [value]
 * want-site: 8 entry walk
 * want-site: 15 line(15)
 * want-site: 15 line(15)
 * want-site: 21 exit walk
 */
