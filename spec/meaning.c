/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what the compiler and the monitor cannot do yet: the constructs that are parsed and
 * have a form, but would not be observed.  A line goes when its construct works from end to end.
 */
#include "spec/form.h"

#include <stdio.h>

static int is_missing(enum vypr_node_kind kind)
{
	switch ((int)kind) {
	case VYPR_NODE_EXISTS:
	case VYPR_NODE_ENTRY:
	case VYPR_NODE_EXIT:
	case VYPR_NODE_LINE:
	case VYPR_NODE_DURING:
	case VYPR_NODE_QUESTION:
	case VYPR_NODE_STRING:
	case VYPR_NODE_LENGTH:
	case VYPR_NODE_TYPE:
	case VYPR_NODE_CPU:
	case VYPR_NODE_COUNT:
	case VYPR_NODE_TOTAL:
	case VYPR_NODE_ARGUMENT:
	case VYPR_NODE_RETURNED:
	case VYPR_NODE_PREVIOUS_CHANGE:
	case VYPR_NODE_PREVIOUS_CALL:
		return 1;
	}
	return 0;
}

static enum vypr_status refuse(const struct vypr_node *n, struct vypr_diag *diag,
			       const char *text)
{
	return vypr_diag_set(diag, VYPR_UNSUPPORTED, (int)n->line, (int)n->column,
			     (int)n->end_column, "%s has no meaning yet", text);
}

enum vypr_status vypr_form_meaning(const struct vypr_form *form,
				   struct vypr_diag *reterr_diag)
{
	const struct vypr_ast *ast = form->ast;
	char quoted[64];

	for (int i = 0; i < form->slot_count; i++) {
		const struct vypr_node *n = &ast->nodes[form->slots[i].node];

		if (form->slots[i].use == VYPR_USE_INNER && n->kind == VYPR_NODE_FORALL)
			return refuse(n, reterr_diag, "an inner 'forall'");
		if (form->slots[i].within >= 0)
			return refuse(&ast->nodes[form->slots[i].within], reterr_diag, "'within'");
	}
	for (size_t i = 0; i < ast->node_count; i++) {
		const struct vypr_node *n = &ast->nodes[i];

		if (!is_missing((enum vypr_node_kind)n->kind))
			continue;
		snprintf(quoted, sizeof quoted, "'%s'",
			 n->kind == VYPR_NODE_QUESTION ?
				 "?" : vypr_node_name((enum vypr_node_kind)n->kind));
		return refuse(n, reterr_diag, quoted);
	}
	return VYPR_OK;
}
