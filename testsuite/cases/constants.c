/* SPDX-License-Identifier: GPL-3.0-or-later */
#define LIMIT (3 * BASE + 1)
#define BASE 0x10u
#define MASK ~(1 << 3)
#define NEGATIVE -5
#define LETTER 'q'
#define HALF .5
enum colour { RED, GREEN = 6 };
static const long most = 99;

long f(long n)
{
	enum { HERE = 3 };
	long x = n + most + HERE;
	enum colour c = n > 3 ? RED : GREEN;
	double d = (double)n;
	char l = (char)n;

	return x + c + (long)d + l;
}

/* spec:
 *   f:
 *     - 'forall q in changes(x): q(x) < LIMIT and q(x) > NEGATIVE and q(x) != MASK'
 *     - 'forall q in changes(x): q(x) < most and q(x) == HERE'
 *     - 'forall q in changes(c): q(c) == GREEN or q(c) == RED'
 *     - 'forall q in changes(d): q(d) < HALF'
 *     - 'forall q in changes(l): q(l) == LETTER'
 * want-site: 14 change x [value]
 * want-site: 14 change x [value]
 * want-site: 15 change c [value]
 * want-site: 16 change d [value]
 * want-site: 17 change l [value]
 */
