/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdlib.h>

static int sum;

static int add(int count, ...)
{
	va_list ap;

	va_start(ap, count);
	for (int i = 0; i < count; i++)
		sum += va_arg(ap, int);
	va_end(ap);
	if (sum > 100)
		exit(0);
	return sum;
}

static void book(void)
{
	add(2, 3, 4);
	add(0);
	add(1, 200);
}

int main(void)
{
	book();
	return 1;
}

/* spec:
 *   book:
 *     - {name: some, cftl: 'forall c in calls(add): argument(c, 1) > 0'}
 *     - {name: result, cftl: 'forall c in calls(add): argument(c, 1) > 0 and returned(c) < 8'}
 *     - {name: same, cftl: 'forall c in calls(add): returned(c) == 7'}
 * want: some = true false true
 * want: result = true false unknown(unwound)
 * want: same = true true unknown(unwound)
 * covers: argument true=some false=some unknown=result
 * covers: returned true=same false=result unknown=same
 */
