/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What testsuite/torture/loads.c loads and unloads.  Compiled several times, with another
 * NAME; each has the same functions, so that they come to lie at the same addresses.
 */
int loaded(int n);

static __attribute__((noinline)) int inner(int n)
{
	__asm__ volatile("" : "+r"(n));
	return n;
}

int NAME(int n)
{
	int x = 0;

	for (int i = 0; i < n; i++) {
		x = i;
		x += inner(i);
	}
	return x;
}

int loaded(int n)
{
	return NAME(n);
}
