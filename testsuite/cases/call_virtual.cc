/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cstdlib>

struct shape {
	virtual ~shape() {}
	virtual int area() const = 0;
};
struct square : shape {
	int side;
	explicit square(int s) : side(s) {}
	int area() const override { return side * side; }
};
struct line : shape {
	int area() const override { return 0; }
};
struct broken : shape {
	int area() const override { exit(0); }
};

static int total(const shape *const *shapes, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += shapes[i]->area();
	return sum;
}

int main()
{
	square a(3);
	line b;
	broken c;
	const shape *all[] = { &a, &b, &c };

	return total(all, 3);
}

/* spec:
 *   total:
 *     - {name: flat, cftl: 'forall c in calls(shape::area): returned(c) == 0'}
 *     - {name: big, cftl: 'forall c in calls(area): returned(c) > 8'}
 * want: flat = false true unknown(unwound)
 * want: big = true false unknown(unwound)
 * covers: virtual true=flat false=flat unknown=flat
 */
