/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server whose answers are made by what a table says of the address. */
#include <stddef.h>

#include "spend.h"

struct page {
	const char *name;
	unsigned work;
};

static const struct page pages[] = {
	{ "/", 20 },	   { "/news", 40 },  { "/about", 20 },	{ "/export", 4000 },
	{ "/search", 90 }, { "/login", 60 }, { "/logout", 10 }, { "/help", 20 },
};

static unsigned render(const struct page *p, unsigned user)
{
	if (user == 0)
		spend(5);
	spend(p->work);
	if (user % 3 == 0)
		spend(7);
	return p->work;
}

static unsigned serve(unsigned number)
{
	const struct page *p = &pages[draw(8)];
	const char *path = p->name;
	unsigned user = draw(50), sum;

	if (number % 6 == 0)
		user = 0;
	sum = render(p, user);
	return sum + (path != NULL);
}

int main(void)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 500; i++)
		sum += serve(i);
	return sum == 0;
}

/* spec:
 *   serve:
 *     - {name: quick, record: [path, user], cftl: 'forall c in calls(render): cost(c) < 1000 us'}
 * cause: value 'path' == "/export"
 */
