/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows when two units speak of the same function of a specification: at the same place of
 * the list, where they were compiled with the same one; else by what is written there.
 */
#include "spec/wanted.h"

#include <string.h>

static const char *text(const struct vypr_unit *u, vypr_str s)
{
	return u->strings + s;
}

static int is_same_list(const struct vypr_unit *x, const struct vypr_unit *y)
{
	return x->spec_hash == y->spec_hash && x->wanted_count == y->wanted_count;
}

static int is_same(const struct vypr_unit *x, const struct vypr_wanted *a,
		   const struct vypr_unit *y, const struct vypr_wanted *b)
{
	return strcmp(text(x, a->module), text(y, b->module)) == 0 &&
	       strcmp(text(x, a->function), text(y, b->function)) == 0;
}

/* What the unit says of number i of the other's list: is it there, and found? */
static int says(const struct vypr_unit *u, const struct vypr_unit *of, uint32_t i,
		int *ret_found)
{
	if (is_same_list(u, of)) {
		*ret_found = u->wanted[i].found != 0;
		return 1;
	}
	for (uint32_t k = 0; k < u->wanted_count; k++)
		if (is_same(u, &u->wanted[k], of, &of->wanted[i])) {
			*ret_found = u->wanted[k].found != 0;
			return 1;
		}
	return 0;
}

static int is_missing(const struct vypr_unit *const *units, size_t count, size_t at,
		      uint32_t i)
{
	for (size_t u = 0; u < count; u++) {
		int found = 0, there = says(units[u], units[at], i, &found);

		if (found || (there && u < at))
			return 0;
	}
	for (uint32_t k = 0; k < i; k++)
		if (is_same(units[at], &units[at]->wanted[k], units[at],
			    &units[at]->wanted[i]))
			return 0;
	return 1;
}

/* Has an earlier unit the same list? Then it has been gone through. */
static int is_repeated(const struct vypr_unit *const *units, size_t at)
{
	for (size_t u = 0; u < at; u++)
		if (is_same_list(units[u], units[at]))
			return 1;
	return 0;
}

void vypr_wanted_each_missing(const struct vypr_unit *const *units, size_t count,
			      int (*visit)(void *ctx, const struct vypr_unit *unit,
					   const struct vypr_wanted *wanted),
			      void *ctx)
{
	for (size_t u = 0; u < count; u++) {
		if (is_repeated(units, u))
			continue;
		for (uint32_t i = 0; i < units[u]->wanted_count; i++)
			if (is_missing(units, count, u, i) &&
			    visit(ctx, units[u], &units[u]->wanted[i]))
				return;
	}
}
