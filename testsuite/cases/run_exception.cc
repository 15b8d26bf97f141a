/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cstdio>

static int may_throw(int n)
{
	if (n == 2)
		throw n;
	return n;
}

static int caught(int n)
{
	int x = 0;

	try {
		x = may_throw(n);
	} catch (int e) {
		x = -e;
	}
	return x;
}

static int through(int n)
{
	return may_throw(n);
}

int main()
{
	int sum = 0;

	for (int i = 0; i < 4; i++)
		sum += caught(i);
	for (int i = 0; i < 4; i++)
		try {
			sum += through(i);
		} catch (int) {
		}
	std::printf("%d\n", sum);
	return 0;
}

/* spec:
 *   caught:
 *     - name: ends
 *       cftl: 'forall t in calls(may_throw): duration(t) < 1 h'
 *     - name: value
 *       cftl: 'forall q in changes(x): q(x) >= 0'
 * want-output: 6
 * want-verdict: ends 3 true 0 false 1 unknown
 * want-verdict: value 7 true 1 false 0 unknown
 */
