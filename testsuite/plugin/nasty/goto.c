// SPDX-License-Identifier: GPL-3.0-or-later
/* Computed goto, goto into loops, labels as values, jump tables. */
#include <stdio.h>
static long run(const unsigned char *code)
{
	static const void *const table[] = { &&push, &&add, &&dup, &&jnz, &&dec, &&halt };
	long stack[16], *top = stack;
	const unsigned char *pc = code;
#define NEXT goto *table[*pc++]
	NEXT;
push:	*top++ = *pc++; NEXT;
add:	top--; top[-1] += *top; NEXT;
dup:	*top = top[-1]; top++; NEXT;
jnz:	if (*--top) pc = code + *pc; else pc++; NEXT;
dec:	top[-1]--; NEXT;
halt:	return top[-1];
}
static int irreducible(int n)
{
	int i = 0, s = 0;
	if (n & 1)
		goto inside;
	while (i < n) {
		s += i;
inside:
		s ^= 3;
		i++;
	}
	return s;
}
int main(void)
{
	static const unsigned char code[] = { 0, 200, 4, 2, 3, 2, 0, 7, 0, 5, 1, 5 };
	long r = run(code);
	printf("%ld %d %d\n", r, irreducible(10), irreducible(11));
	return (int)r;
}
