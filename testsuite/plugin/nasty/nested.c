// SPDX-License-Identifier: GPL-3.0-or-later
/* GNU nested functions, trampolines, non-local goto. */
#include <stdio.h>
static int apply(int (*f)(int), int n) { return f(n); }
int main(void)
{
	__label__ out;
	int base = 5, count = 0;
	int add(int n) { count++; return base + n; }
	void leave(int n) { if (n > 2) goto out; count += n; }
	base = apply(add, 3);
	for (int i = 0; i < 10; i++)
		leave(i);
out:
	printf("%d %d\n", base, count);
	return base;
}
