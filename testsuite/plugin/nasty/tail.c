// SPDX-License-Identifier: GPL-3.0-or-later
/* Tail calls, recursion inlined into itself, pure and const functions, inline. */
#include <stdio.h>
static int is_odd(unsigned n);
static int is_even(unsigned n) { if (n == 0) return 1; return is_odd(n - 1); }
static int is_odd(unsigned n) { if (n == 0) return 0; return is_even(n - 1); }
static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
__attribute__((const, noinline)) static int square(int n) { return n * n; }
__attribute__((pure, noinline)) static int sum(const int *v, int n) { int s = 0; while (n-- > 0) s += v[n]; return s; }
static inline __attribute__((always_inline)) int twice(int n) { return n + n; }
__attribute__((noreturn, noinline)) static void finish(int code) { printf("bye %d\n", code); __builtin_exit(code); }
int main(void)
{
	int v[] = { 1, 2, 3, 4 }, n = 0;
	for (int i = 0; i < 4; i++)
		n += square(3) + sum(v, 4) + twice(i);
	printf("%d %d %d %d\n", is_even(1000), is_odd(77), fib(12), n);
	finish(n & 63);
}
