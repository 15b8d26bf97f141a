/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <array>
#include <stdexcept>

static int total;

static int weight(int n)
{
	if (n < 0)
		throw std::invalid_argument("weight");
	return n;
}

static int sum(const std::array<int, 3> &v)
{
	total = 0;
	for (int n : v)
		total += weight(n);
	return total;
}

int main()
{
	sum({ { 1, 2, 3 } });
	try {
		sum({ { 4, -1, 5 } });
	} catch (const std::exception &) {
		return total != 4;
	}
	return 1;
}

/* spec:
 *   sum:
 *     - {name: small, cftl: 'forall q in changes(n): q(n) < 3'}
 *     - {name: grows, cftl: 'forall q in changes(n): next_change(q, total)(total) > q(n)'}
 *     - {name: even, cftl: 'forall e in exit: e(total) % 2 == 0'}
 * want: small = true true false false true
 * want: grows = false true true false unknown(unwound)
 * want: even = true true
 * covers: exception true=grows false=grows unknown=grows
 * covers: loop true=small false=small unknown=grows
 */
