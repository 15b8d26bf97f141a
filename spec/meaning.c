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

/* What was before in another function may be older than the activation of the scope, and so
 * says nothing about where to look in it. */
static int strays(const struct vypr_form *form, int slot)
{
	int from = form->slots[slot].parent;

	if (form->slots[slot].during >= 0)
		return 0;
	while (from >= 0 && form->slots[from].use == VYPR_USE_NEXT)
		from = form->slots[from].parent;
	return from >= 0 && form->slots[from].use == VYPR_USE_PREVIOUS &&
	       form->slots[from].during >= 0;
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
	return VYPR_OK;
}
