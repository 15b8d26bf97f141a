/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdexcept>

struct tank {
	int level = 0;
	void fill(int n)
	{
		if (level + n > 10)
			throw std::overflow_error("tank");
		level += n;
	}
};

static void supply(tank &t, int n)
{
	t.fill(n);
	t.fill(1);
}

int main()
{
	tank t;

	supply(t, 3);
	supply(t, 4);
	try {
		supply(t, 9);
	} catch (const std::overflow_error &) {
		return t.level != 9;
	}
	return 1;
}

/* spec:
 *   supply:
 *     - {name: low, cftl: 'forall c in calls(tank::fill): after(c)(t.level) < 8'}
 *     - {name: one, cftl: 'forall c in calls(fill): argument(c, 1) == 1'}
 *     - {name: left, cftl: 'forall e in exit: e(t.level) < 5'}
 * want: low = true true false false unknown(unwound)
 * want: one = false true false true false
 * want: left = true false false
 * covers: method true=low false=low unknown=low
 * covers: exception true=low false=low unknown=low
 * covers: reason-unwound true=low false=low unknown=low
 */
