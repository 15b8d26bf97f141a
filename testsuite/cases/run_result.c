/* SPDX-License-Identifier: GPL-3.0-or-later */
/* x = f (): what x is after the call is what it was given, whatever the compiler puts between. */
#include <stdio.h>

struct box {
	unsigned narrow : 3;
	double real;
};

static long global;
static __attribute__((noinline)) int number(int n)
{
	return n * 3;
}

static __attribute__((noinline)) double real(int n)
{
	return n + 0.75;
}

static __attribute__((noinline)) int work(struct box *b, int n)
{
	int same = 1;
	long wide = 1;
	signed char narrow = 1;
	int cut = 1;

	same = number(n);
	wide = number(n + 1);
	narrow = (signed char)number(n + 100);
	cut = (int)real(n);
	global = number(n + 2);
	b->narrow = (unsigned)number(n + 3);
	b->real = number(n + 4);
	wide += number(n);
	return same + cut + narrow + (int)wide;
}

int main(void)
{
	struct box b = { 0, 0 };

	printf("%d ", work(&b, 2));
	printf("%ld\n", global);
	return 0;
}

/* spec:
 *   work:
 *     - {name: same, cftl: 'forall t in calls(number): argument(t, 1) == 2 and before(t)(wide) == 1 implies after(t)(same) == 6'}
 *     - {name: wide, cftl: 'forall t in calls(number): argument(t, 1) == 3 implies after(t)(wide) == 9 and before(t)(wide) == 1'}
 *     - {name: narrow, cftl: 'forall t in calls(number): argument(t, 1) == 102 implies after(t)(narrow) == 50'}
 *     - {name: cut, cftl: 'forall t in calls(real): after(t)(cut) == 2'}
 *     - {name: global, cftl: 'forall t in calls(number): argument(t, 1) == 4 implies after(t)(global) == 12'}
 *     - {name: bits, cftl: 'forall t in calls(number): argument(t, 1) == 5 implies after(t)(b->narrow) == 7'}
 *     - {name: real, cftl: 'forall t in calls(number): argument(t, 1) == 6 implies after(t)(b->real) == 18'}
 *     - {name: sum, cftl: 'forall t in calls(number): argument(t, 1) == 2 implies after(t)(wide) in [1, 9]'}
 * want-output: 73 12
 * want: same = true true true true true true true
 * want: wide = true true true true true true true
 * want: narrow = true true true true true true true
 * want: cut = true
 * want: global = true true true true true true true
 * want: bits = true true true true true true true
 * want: real = true true true true true true true
 * want: sum = true true true true true true true
 */
