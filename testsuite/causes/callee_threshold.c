/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store of values: large ones go to a place of their own, which a callee decides. */
#include "spend.h"

#define LARGE 3700

struct value {
	unsigned size, hash, kind;
};

static unsigned hash_of(const struct value *v)
{
	unsigned h = v->size;

	for (unsigned i = 0; i < 3; i++)
		h = h * 33 + v->kind;
	return h;
}

static void place(struct value *v)
{
	if (v->size > LARGE)
		spend(3500); /* an own file */
	else
		spend(12);
}

static void put(struct value *v)
{
	v->hash = hash_of(v);
	if (v->hash % 2)
		spend(5);
	place(v);
	if (v->kind == 3 && v->size > 2000)
		spend(9);
}

static void store(unsigned number)
{
	struct value v = { .size = draw(4000), .kind = number % 4 };

	if (v.size < 10)
		v.size = 10;
	put(&v);
}

int main(void)
{
	for (unsigned i = 0; i < 600; i++)
		store(i);
	return 0;
}

/* spec:
 *   store:
 *     - {name: quick, paths: [place], cftl: 'forall c in calls(put): cost(c) < 1000 us'}
 * cause: branch 'v->size > LARGE' true
 */
