/* SPDX-License-Identifier: GPL-3.0-or-later */
int f(int n)
{
	int v = n;

	if (n > 3) {
		int v = 7;

		v++;
		n += v;
	}
	return v + n;
}

/* spec:
 *   f:
 *     - 'forall q in changes(v): q(v) > 0'
 *     - 'forall q in changes(v@7): q(v@7) > 0'
 * want-warning: ambiguous
 * want-site: 4 change v [value]
 * want-site: 7 change v [value]
 * want-site: 9 change v [value]
 * want-site: 7 change v@7 [value]
 * want-site: 9 change v@7 [value]
 */
