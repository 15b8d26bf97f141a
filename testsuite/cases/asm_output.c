/* SPDX-License-Identifier: GPL-3.0-or-later */
int f(int n)
{
	int x;

	__asm__("" : "=r"(x) : "0"(n));
	__asm__("" : "+r"(n));
	return x + n;
}

/* spec:
 *   f:
 *     - 'forall q in changes(x): q(x) > 0'
 *     - 'forall q in changes(n): q(n) > 0'
 * want-site: 6 change x [value]
 * want-site: 7 change n [value]
 */
