/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <time.h>

struct pair { int a, b; };

__attribute__((noinline)) static int twice(signed char n)
{
	return 2 * n;
}
__attribute__((noinline)) static double half(unsigned n, ...)
{
	return n / 2.0;
}
__attribute__((noinline)) static const char *name(struct pair p, const char *fallback)
{
	return p.a ? fallback : NULL;
}
__attribute__((noinline)) static _Bool burn(int ms)
{
	struct timespec t;
	long end = 0, now;

	do {
		clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
		now = t.tv_sec * 1000000 + t.tv_nsec / 1000;
		end = end ? end : now + ms * 1000;
	} while (now < end);
	return ms > 3;
}

static int work(int n)
{
	struct pair p = { n & 1, 2 };
	int length[7], sum = 0;

	twice(-3);
	sum += twice((signed char)n) > twice(1);
	half(n, "x", 3L);
	length[0] = 5;
	sum += name(p, "some") != NULL;
	burn(n);
	return sum + length[0];
}

int main(void)
{
	int sum = 0;

	for (int i = 0; i < 4; i++)
		sum += work(2 * i);
	printf("%d\n", sum);
	return 0;
}

/* spec:
 *   work:
 *     - name: constant argument
 *       cftl: 'forall t in calls(twice): argument(t, 1) == -3 or argument(t, 1) == 1'
 *     - name: unused result
 *       cftl: 'forall t in calls(twice): returned(t) == 2 * argument(t, 1)'
 *     - name: double
 *       cftl: 'forall t in calls(half): returned(t) * 2 in [argument(t, 1), argument(t, 3)]'
 *     - name: of a text
 *       cftl: 'forall t in calls(name): returned(t) != NULL'
 *     - name: bool
 *       cftl: 'forall t in calls(burn): returned(t) == true'
 *     - name: cpu
 *       cftl: 'forall t in calls(burn): cpu(t) >= 1.5 ms and cpu(t) <= duration(t) + 1 ms'
 *     - name: elements
 *       cftl: 'forall q in changes(sum): length(q(length)) == 7 and abs(-q(n)) % 4 != 2'
 *     - name: its type
 *       cftl: 'forall q in changes(sum): type(q(p)) == struct pair and type(q(n)) != unsigned'
 *     - name: its types
 *       cftl: 'forall q in changes(sum): type(q(length)) == "int[7]" and type(q(sum)) == type(q(n))'
 * want-output: 23
 * want-verdict: constant argument 8 true 4 false 0 unknown
 * want-verdict: unused result 12 true 0 false 0 unknown
 * want-verdict: double 2 true 2 false 0 unknown
 * want-verdict: of a text 0 true 4 false 0 unknown
 * want-verdict: bool 2 true 2 false 0 unknown
 * want-verdict: cpu 3 true 1 false 0 unknown
 * want-verdict: elements 6 true 6 false 0 unknown
 * want-verdict: its type 12 true 0 false 0 unknown
 * want-verdict: its types 12 true 0 false 0 unknown
 */
