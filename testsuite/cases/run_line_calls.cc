/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cstdio>

struct guard {
	int *to;
	~guard() { ++*to; }
};

__attribute__((noinline)) static int twice(int n)
{
	if (n > 100)
		throw n;
	return 2 * n;
}

static int walk(int n)
{
	int x = 0, left = 0;

	try {
		guard g{ &left };
		x = twice(n) + twice(n + 1); twice(x);
		twice(n), x++, twice(n);
	} catch (int) {
		x = -1;
	}
	return x + left;
}

int main()
{
	std::printf("%d\n", walk(1) + walk(2) + walk(40));
	return 0;
}

/* spec:
 *   walk(int):
 *     - name: once
 *       cftl: 'forall q in line(22): q(n) < 2'
 *     - name: counted
 *       cftl: 'forall q in entry: count(line(23)) == 1'
 * want-output: 20
 * want-verdict: once 1 true 1 false 0 unknown
 * want-verdict: counted 2 true 1 false 0 unknown
 */
