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

/* ---- dropped by the linker ---------------------------------------------------- */

/* Is it one of those that were gone through, or not dropped here? */
static int settles(const struct vypr_unit *const *units, size_t u, size_t at,
		   const struct vypr_function *f)
{
	const struct vypr_unit *unit = units[u];

	if (unit->spec_hash != units[at]->spec_hash)
		return 0;
	for (uint32_t i = 0; i < unit->function_count; i++) {
		const struct vypr_function *other = unit->functions + i;

		if (strcmp(text(unit, other->symbol), text(units[at], f->symbol)) == 0 &&
		    (u < at || !(other->flags & VYPR_FUNCTION_DROPPED)))
			return 1;
	}
	return 0;
}

static int is_dropped(const struct vypr_unit *const *units, size_t count, size_t at,
		      const struct vypr_function *f)
{
	if (!(f->flags & VYPR_FUNCTION_DROPPED))
		return 0;
	for (size_t u = 0; u < count; u++)
		if (settles(units, u, at, f))
			return 0;
	return 1;
}

void vypr_wanted_each_dropped(const struct vypr_unit *const *units, size_t count,
			      int (*visit)(void *ctx, const struct vypr_unit *unit,
					   const struct vypr_function *function),
			      void *ctx)
{
	for (size_t u = 0; u < count; u++)
		for (uint32_t i = 0; i < units[u]->function_count; i++)
			if (is_dropped(units, count, u, units[u]->functions + i) &&
			    visit(ctx, units[u], units[u]->functions + i))
				return;
}

/* ---- other specifications ------------------------------------------------------ */

void vypr_wanted_each_specification(const struct vypr_unit *const *units, size_t count,
				    int (*visit)(void *ctx, const struct vypr_unit *unit),
				    void *ctx)
{
	for (size_t u = 0; u < count; u++) {
		size_t first = 0;

		while (units[first]->spec_hash != units[u]->spec_hash)
			first++;
		if (first == u && visit(ctx, units[u]))
			return;
	}
}

const char *vypr_wanted_spec_file(const struct vypr_unit *unit)
{
	if (unit->wanted_count)
		return text(unit, unit->wanted[0].spec_file);
	return unit->formula_count ? text(unit, unit->formulas[0].spec_file) : "";
}
