/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of terms: two functions call each other, once for each pair of parentheses. */
#include "spend.h"

struct text {
	unsigned open, words;
};

static unsigned read_term(struct text *t);

static unsigned read_factor(struct text *t)
{
	spend(60);
	if (t->open > 0) {
		t->open--;
		return read_term(t) + 1;
	}
	if (t->words > 30)
		spend(5);
	return t->words;
}

static unsigned read_term(struct text *t)
{
	unsigned sum = 0;

	if (t->words % 7 == 0)
		sum++;
	if (t->words == 0)
		return sum;
	return sum + read_factor(t);
}

/* how many are open, at most: some terms are a machine's */
static const unsigned deepest[] = { 4, 5, 3, 6, 5, 4, 5, 40, 5, 3, 4 };

static unsigned read_line(unsigned number)
{
	struct text t = { .words = draw(50) };

	t.open = draw(deepest[draw(11)]);
	if (number % 10 == 0)
		t.words = 1;
	return read_term(&t);
}

int main(void)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 500; i++)
		sum += read_line(i);
	return sum == 0;
}

/* spec:
 *   read_line:
 *     - {name: quick, paths: deep, cftl: 'forall c in calls(read_term): cost(c) < 1000 us'}
 * cause: count 't->open > 0' | callee read_term | callee read_factor | count 't->words == 0' | count 't->words % 7 == 0'
 */
