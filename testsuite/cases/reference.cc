/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string>

void grow(int &n);

int f(int &n, std::string s)
{
	auto &r = n;

	r = 2;
	n = 3;
	grow(n);
	return r + (int)s.size();
}

/* spec:
 *   f:
 *     - 'forall q in changes(n): q(n) > 0'
 *     - 'forall q in changes(r): q(r) > 0'
 * want-site: 10 change n [value]
 * want-site: 11 change n [value]
 * want-site: 12 change n [value, copied]
 * want-site: 10 change r [value]
 * want-site: 11 change r [value]
 * want-site: 12 change r [value, copied]
 */
