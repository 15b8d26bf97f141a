/* SPDX-License-Identifier: GPL-3.0-or-later */
int f(int n)
{
	if (n < 0)
		return 0;
	return n + 1;
}

/* spec:
 *   f: []
 * want-function: f: exit recorded path
 */
