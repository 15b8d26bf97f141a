/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

void out(int *x);
void in(const int *x);

int f(FILE *file)
{
	int x = 0, a[2] = { 0, 0 };

	fscanf(file, "%d", &x);
	out(&x);
	in(&x);
	out(a);
	return x + a[0];
}

/* spec:
 *   f:
 *     - 'forall q in changes(x): q(x) > 0'
 *     - 'forall q in changes(a[0]): q(a[0]) > 0'
 * want-site: 9 change x [value]
 * want-site: 11 change x [value]
 * want-site: 12 change x [value]
 * want-site: 9 change a[0] [value]
 * want-site: 14 change a[0] [value]
 */
