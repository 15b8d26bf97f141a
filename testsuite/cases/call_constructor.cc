/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cstdlib>

struct temp {
	static int alive;
	int number;
	explicit temp(int n) : number(n)
	{
		if (n > 5)
			exit(0);
		alive++;
	}
	~temp() { alive--; }
};
int temp::alive;

static int use(int n)
{
	temp a(n);
	temp b(n + 1);

	return a.number + b.number;
}

int main()
{
	use(1);
	use(6);
	return temp::alive;
}

/* spec:
 *   use:
 *     - {name: alive, cftl: 'forall c in calls(temp::temp): after(c)(temp::alive) == 1'}
 *     - {name: small, cftl: 'forall c in calls(temp::temp): argument(c, 1) < 6'}
 *     - {name: after, cftl: 'forall e in exit: e(temp::alive) == 0'}
 * want: alive = true false unknown(unwound)
 * want: small = true true false
 * want: after = true
 * covers: constructor true=alive false=alive unknown=alive
 */
