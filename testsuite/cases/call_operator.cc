/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cstdlib>

struct money {
	long cents;
	money operator+(const money &m) const
	{
		if (m.cents < 0)
			std::exit(0);
		return money{ cents + m.cents };
	}
	bool operator<(const money &m) const { return cents < m.cents; }
};

static bool rich(money a, const money &b)
{
	money sum = a + b;

	return money{ 100 } < sum;
}

int main()
{
	rich({ 40 }, { 50 });
	rich({ 99 }, { 2 });
	rich({ 1 }, { -1 });
	return 1;
}

/* spec:
 *   rich:
 *     - {name: more, cftl: 'forall c in calls(money::operator<): returned(c) == true'}
 *     - {name: fine, cftl: 'forall c in calls(money::operator+): after(c)(b.cents) > 10'}
 *     - {name: quick, cftl: 'forall c in calls(operator+): duration(c) < 1 h'}
 * want: more = false true
 * want: fine = true false unknown(unwound)
 * want: quick = true true unknown(unwound)
 * covers: operator true=more false=more unknown=fine
 */
