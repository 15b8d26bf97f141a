/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Translations, each language of which is loaded when it is first asked for. */
#include "spend.h"

struct language {
	unsigned words, used;
	int loaded;
};

static struct language languages[24];

static void load(struct language *l)
{
	spend(6000);
	l->words = 1000 + draw(500);
	l->loaded = 1;
}

static unsigned translate(struct language *l, unsigned word)
{
	if (!l->loaded)
		load(l);
	spend(15);
	l->used++;
	if (word >= l->words)
		return 0;
	if (word % 2)
		spend(3);
	return word + 1;
}

static unsigned say(unsigned number)
{
	struct language *l = &languages[draw(5) ? draw(6) : draw(24)];
	unsigned word = draw(1600);

	if (number % 8 == 0)
		word = 0;
	return translate(l, word);
}

int main(void)
{
	unsigned found = 0;

	for (unsigned i = 0; i < 500; i++)
		found += say(i) != 0;
	return found == 0;
}

/* spec:
 *   say:
 *     - {name: quick, cftl: 'forall c in calls(translate): cost(c) < 1000 us'}
 * cause: branch '!l->loaded' true
 */
