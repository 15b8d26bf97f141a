/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows which formulas a name switches off, and which sites nobody needs then.
 */
#include "runtime/off.h"

#include <stdlib.h>
#include <string.h>

static uint32_t names_of(const struct vypr_options *options, const char *name)
{
	uint32_t found = 0;

	for (uint32_t i = 0; i < options->off_count; i++)
		if (!strcmp(options->off[i], name))
			found |= 1u << i;
	return found;
}

static uint32_t mark(const struct vypr_options *options, struct vypr_unit *unit)
{
	uint32_t all = 0;

	for (uint32_t f = 0; f < unit->formula_count; f++) {
		uint32_t found = names_of(options,
					  vypr_unit_string(unit, unit->formulas[f].name));

		if (found)
			unit->formulas[f].flags |= VYPR_FORMULA_OFF;
		all |= found;
	}
	return all;
}

unsigned char *vypr_off_mark(const struct vypr_options *options, const void *bytes,
			     uint64_t size, uint32_t *ret_names)
{
	unsigned char *marked = NULL;
	struct vypr_unit unit;
	size_t marked_size = 0;

	*ret_names = 0;
	if (!options->off_count || vypr_unit_decode(bytes, size, &unit))
		return NULL;
	*ret_names = mark(options, &unit);
	if (*ret_names &&
	    (vypr_unit_encode(&unit, &marked, &marked_size) || marked_size != size)) {
		free(marked);
		marked = NULL;
	}
	vypr_unit_fini(&unit);
	return marked;
}

/* What a property looks at "during" another function serves all its formulas. */
static int property_is_on(const struct vypr_unit *unit, uint64_t key)
{
	for (uint32_t f = 0; f < unit->formula_count; f++)
		if (unit->formulas[f].key == key &&
		    !(unit->formulas[f].flags & VYPR_FORMULA_OFF))
			return 1;
	return 0;
}

int vypr_off_site_is_on(const struct vypr_unit *unit, const struct vypr_site *site)
{
	const struct vypr_role *role = unit->roles + site->first_role;

	for (uint32_t i = 0; i < site->role_count; i++)
		if (property_is_on(unit, unit->formulas[role[i].formula].key))
			return 1;
	return site->role_count == 0;
}
