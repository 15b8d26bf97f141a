/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A printer of numbers: what is slow are long ones; signs come mostly with these. */
#include "spend.h"

struct number {
	unsigned digits;
	int negative, fraction;
};

static void print_digits(const struct number *n)
{
	if (n->digits > 17)
		spend(3000); /* all digits count: goes by big numbers */
	else
		spend(10);
	if (n->fraction)
		spend(4);
}

static void print(const struct number *n)
{
	if (n->negative)
		spend(6);
	print_digits(n);
	if (n->fraction && n->negative)
		spend(1);
}

static void write_field(unsigned number)
{
	struct number n = { .digits = 1 + draw(12) + draw(13) / 12 * 17 };

	if (number % 3 == 0)
		n.fraction = 1;
	n.negative = draw(20) ? n.digits > 17 : n.digits <= 17;
	print(&n);
}

int main(void)
{
	for (unsigned i = 0; i < 600; i++)
		write_field(i);
	return 0;
}

/* spec:
 *   write_field:
 *     - {name: quick, paths: [print_digits, print], cftl: 'forall c in calls(print): cost(c) < 1000 us'}
 * cause: branch 'n->digits > 17' true
 */
