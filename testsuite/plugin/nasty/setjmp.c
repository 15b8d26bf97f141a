// SPDX-License-Identifier: GPL-3.0-or-later
/* setjmp receivers, longjmp over calls, locals that live on. */
#include <setjmp.h>
#include <stdio.h>
static jmp_buf env;
static int depth;
static void thrower(int n)
{
	if (n == 0)
		longjmp(env, depth + 1);
	thrower(n - 1);
}
static int catcher(int rounds)
{
	volatile int seen = 0;
	int code;
	for (depth = 0; depth < rounds; depth++) {
		code = setjmp(env);
		if (code == 0)
			thrower(depth % 3);
		else
			seen += code;
	}
	return seen;
}
static int first_statement(void)
{
	int again = setjmp(env);
	if (again < 3) {
		depth = again;
		longjmp(env, again + 1);
	}
	return again;
}
int main(void)
{
	int a = catcher(7), b = first_statement();
	printf("%d %d\n", a, b);
	return a + b;
}
