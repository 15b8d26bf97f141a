/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A parser of settings that leaves by longjmp at the first error, from two calls below; whoever
 * called it then takes the defaults, one by one. */
#include <setjmp.h>

#include "spend.h"

struct parser {
	jmp_buf error;
	unsigned lines, quoted;
};

static unsigned read_value(struct parser *p, unsigned letter)
{
	if (letter == 77 || letter == 78)
		longjmp(p->error, 1);
	if (letter % 4 == 0)
		p->quoted++;
	return letter;
}

static unsigned read_lines(struct parser *p)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < p->lines; i++) {
		sum += read_value(p, draw(120));
		spend(3);
	}
	return sum;
}

static unsigned defaults(unsigned lines)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 4; i++) {
		sum += lines;
		spend(900);
	}
	return sum;
}

static unsigned configure(unsigned lines)
{
	struct parser p = { .lines = lines };

	if (lines == 0)
		return 0;
	if (setjmp(p.error) != 0)
		return defaults(lines);
	return read_lines(&p);
}

static unsigned start(unsigned number)
{
	unsigned lines = draw(8);

	if (number % 9 == 0)
		lines = 0;
	return configure(lines);
}

int main(void)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 500; i++)
		sum += start(i);
	return sum == 0;
}

/* spec:
 *   start:
 *     - {name: quick, paths: deep, cftl: 'forall c in calls(configure): cost(c) < 1000 us'}
 * cause: branch 'setjmp(p.error) != 0' true | branch '_setjmp(p.error) != 0' true | callee defaults | branch 'i < 4' true
 */
