/* SPDX-License-Identifier: GPL-3.0-or-later */
int f(int n, const char *s)
{
	while (*s++)
		n--;
	return n;
}

/* spec:
 *   f:
 *     - 'forall q in changes(n): q(n) > 0'
 *     - 'forall q in changes(s): q(s) != NULL'
 * want-site: 5 change n [value]
 * want-site: 4 change s [value]
 */
