/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recursion that needs no stack when optimised needs none when watched. */
#include <stdio.h>

#ifdef __OPTIMIZE__
enum { DEEP = 1000000 };
#else
enum { DEEP = 1000 };
#endif

static __attribute__((noinline)) void hit(void)
{
	__asm__ volatile("");
}

static long seen;

static __attribute__((noinline)) long count(long n, long sum)
{
	if (n == 0)
		return sum;
	if (n % (DEEP / 4) == 0) {
		seen = n;
		hit();
	}
	return count(n - 1, sum + 1);
}

static int odd(long n);

static __attribute__((noinline)) int even(long n)
{
	return n == 0 ? 1 : odd(n - 1);
}

static __attribute__((noinline)) int odd(long n)
{
	if (n == 7)
		hit();
	return n == 0 ? 0 : even(n - 1);
}

static __attribute__((noinline)) long add(long n)
{
	if (n == 3)
		hit();
	return n == 0 ? 0 : n + add(n - 1);
}

typedef int next_step(int, const void *);

static __attribute__((noinline)) int jump(int n, const void *next)
{
	if (n == 5)
		hit();
	return n == 0 ? 5 : (*(next_step *const *)next)(n - 1, next);
}

static next_step *const table = jump;

int main(void)
{
	printf("%d %d %d %d\n", count(DEEP, 0) == DEEP, even(DEEP),
	       add(DEEP) == DEEP * (DEEP + 1L) / 2, jump(DEEP, &table));
	return 0;
}

/* spec:
 *   count:
 *     - name: count
 *       cftl: 'forall q in changes(seen): duration(next_call(q, hit)) < 1 h'
 *   odd: []
 *   even: []
 *   add: []
 *   jump: []
 * want-output: 1 1 1 5
 * want-verdict: count 4 true 0 false 0 unknown
 */
