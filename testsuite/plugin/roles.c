/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * roles UNIT: which statements each slot of each formula of an encoded unit looks at:
 *
 *   slot FORMULA SLOT TEXT            a variable, next_call(q, f), calls(f)
 *   site FORMULA SLOT LINE KIND SUBJECT    of a call its BEGIN alone, or its END
 *   bits FUNCTION BLOCK WIDTH TARGET:VALUE...   of each block, all its edges
 *   entry FUNCTION BLOCK
 *   sends FUNCTION BLOCK START        where the path register is sent, and since where
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec/event.h"
#include "spec/parse.h"
#include "spec/unit.h"

static struct vypr_unit unit;

static const char *text(vypr_str s)
{
	return vypr_unit_string(&unit, s);
}

static void print_slots(const struct vypr_formula *formula)
{
	struct vypr_form form;
	struct vypr_diag diag;
	char buf[256];

	if (vypr_form_make(&formula->ast, &form, &diag) != VYPR_OK)
		exit(99);
	for (int i = 0; i < form.slot_count; i++) {
		const struct vypr_node *node = &formula->ast.nodes[form.slots[i].node];

		/* of a quantifier the variable is enough */
		if (form.slots[i].use == VYPR_USE_LEADING || form.slots[i].use == VYPR_USE_INNER)
			snprintf(buf, sizeof buf, "%s", vypr_ast_string(&formula->ast, node->str));
		else
			vypr_print(&formula->ast, form.slots[i].node, buf, sizeof buf);
		printf("slot %s %d %s\n", text(formula->name), i, buf);
	}
	vypr_form_fini(&form);
}

static int is_beginning_seen(const struct vypr_site *site)
{
	return site->kind == VYPR_EVENT_END && site->pair != UINT32_MAX;
}

static void print_site(const struct vypr_site *site)
{
	if (is_beginning_seen(site))
		return;
	for (uint32_t i = 0; i < site->role_count; i++) {
		const struct vypr_role *role = &unit.roles[site->first_role + i];

		if (role->kind == VYPR_ROLE_SLOT)
			printf("site %s %u %u %s %s\n", text(unit.formulas[role->formula].name),
			       role->index, site->line,
			       vypr_event_name((enum vypr_event_kind)site->kind),
			       text(site->subject));
	}
}

static void print_blocks(const struct vypr_function *function)
{
	printf("entry %s %u\n", text(function->name), function->entry_block);
	for (uint32_t i = 0; i < function->block_count; i++) {
		const struct vypr_block *block = &unit.blocks[function->first_block + i];

		printf("bits %s %u %u", text(function->name), i, block->bits);
		for (uint32_t e = 0; e < block->edge_count; e++)
			printf(" %u:%u", unit.edges[block->first_edge + e].target,
			       unit.edges[block->first_edge + e].value);
		printf("\n");
	}
}

static void print_sends(void)
{
	for (uint32_t i = 0; i < unit.site_count; i++) {
		const struct vypr_site *site = &unit.sites[i];

		if (site->flags & (VYPR_SITE_BITS | VYPR_SITE_PEEK))
			printf("sends %s %u %u\n", text(unit.functions[site->function].name),
			       site->block, site->path_start);
	}
}

int main(int argc, char **argv)
{
	static unsigned char bytes[1 << 24];
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
	size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;

	if (vypr_unit_decode(bytes, size, &unit) != VYPR_OK)
		return 99;
	for (uint32_t i = 0; i < unit.formula_count; i++)
		print_slots(&unit.formulas[i]);
	for (uint32_t i = 0; i < unit.site_count; i++)
		print_site(&unit.sites[i]);
	for (uint32_t i = 0; i < unit.function_count; i++)
		print_blocks(&unit.functions[i]);
	print_sends();
	return 0;
}
