/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what is parsed and has a form, but would not be observed: it is refused.
 */
#include "spec/form.h"

static enum vypr_status refuse(const struct vypr_node *n, struct vypr_diag *diag,
			       const char *text)
{
	return vypr_diag_set(diag, VYPR_UNSUPPORTED, (int)n->line, (int)n->column,
			     (int)n->end_column, "%s has no meaning yet", text);
}

/* Does the slot hang off what was before in another function?  That may be older than the
 * activation of the scope, and says nothing about where to look in it. */
static int is_elsewhere(const struct vypr_form *form, int slot)
{
	while (slot >= 0 && form->slots[slot].use == VYPR_USE_NEXT)
		slot = form->slots[slot].parent;
	return slot >= 0 && form->slots[slot].use == VYPR_USE_PREVIOUS &&
	       form->slots[slot].during >= 0;
}

static int strays(const struct vypr_form *form, int slot)
{
	return form->slots[slot].during < 0 && form->slots[slot].parent >= 0 &&
	       is_elsewhere(form, form->slots[slot].parent);
}

/* A count or total that begins or ends there. */
static int counts_elsewhere(const struct vypr_form *form, int32_t node)
{
	const struct vypr_node *n = &form->ast->nodes[node];

	return (n->kind == VYPR_NODE_COUNT || n->kind == VYPR_NODE_TOTAL) && n->b >= 0 &&
	       n->c >= 0 &&
	       (is_elsewhere(form, form->refs[n->b].slot) ||
		is_elsewhere(form, form->refs[n->c].slot));
}

enum vypr_status vypr_form_meaning(const struct vypr_form *form,
				   struct vypr_diag *reterr_diag)
{
	const struct vypr_ast *ast = form->ast;

	for (int i = 0; i < form->slot_count; i++) {
		const struct vypr_node *n = &ast->nodes[form->slots[i].node];

		if (strays(form, i))
			return refuse(n, reterr_diag,
				      "what follows a previous_* 'during' another function, "
				      "and is not 'during' one itself,");
	}
	for (size_t i = 0; i < ast->node_count; i++)
		if (counts_elsewhere(form, (int32_t)i))
			return refuse(&ast->nodes[i], reterr_diag,
				      "counting from a previous_* 'during' another function");
	return VYPR_OK;
}
