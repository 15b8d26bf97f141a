/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int checks;

static int verify(int n)
{
	checks++;
	if (n < -9)
		exit(0);
	return n >= 0;
}

#define REQUIRE(n) (verify(n) ? (n) : -1)
#define SUM(a, b) (REQUIRE(a) + REQUIRE(b))

static int add(int a, int b)
{
	return SUM(a, b);
}

int main(void)
{
	add(1, 2);
	add(3, -4);
	add(-10, 1);
	return 1;
}

/* spec:
 *   add:
 *     - {name: good, cftl: 'forall c in calls(verify): returned(c) == 1'}
 *     - {name: pair, cftl: 'forall c in calls(verify): argument(c, 1) == after(c)(checks)'}
 * want: good = true true true false unknown(unwound)
 * want: pair = true true true false unknown(unwound)
 * covers: macro-call true=good false=good unknown=good
 */
