/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what does not depend on events in a formula that the general engine judges: which
 * quantifier lies in which, and what is counted from where to where.
 */
#include "spec/general.h"

#include <stdlib.h>

/* Mark the inner quantifiers of a formula with the one they lie in. */
static void mark_outer(struct vypr_plan *plan, int32_t node, int outer)
{
	const struct vypr_form *form = &plan->form;
	const struct vypr_node *n = &form->ast->nodes[node];
	int slot = form->refs[node].slot;

	switch ((int)n->kind) {
	case VYPR_NODE_FORALL:
	case VYPR_NODE_EXISTS:
		plan->general->outer[slot] = outer;
		if (outer < 0)
			plan->general->memo[slot] = plan->general->memo_count++;
		mark_outer(plan, n->d, slot);
		break;
	case VYPR_NODE_AND:
	case VYPR_NODE_OR:
	case VYPR_NODE_IMPLIES:
	case VYPR_NODE_IFF:
		mark_outer(plan, n->a, outer);
		mark_outer(plan, n->b, outer);
		break;
	case VYPR_NODE_NOT:
		mark_outer(plan, n->a, outer);
		break;
	}
}

int vypr_general_comes_once(const struct vypr_form_slot *slot)
{
	return slot->kind == VYPR_SLOT_ENTRY && slot->during < 0;
}

int vypr_general_looks_at_only(const struct vypr_form *form, int32_t node, int slot)
{
	const struct vypr_node *n;
	int looked;

	if (node < 0)
		return 1;
	n = &form->ast->nodes[node];
	looked = form->refs[node].slot;
	if (form->refs[node].capture >= 0)
		looked = form->captures[form->refs[node].capture].slot;
	if (looked < 0)
		return (vypr_form_parts(n) < 1 || vypr_general_looks_at_only(form, n->a, slot)) &&
		       (vypr_form_parts(n) < 2 || vypr_general_looks_at_only(form, n->b, slot));
	while (form->slots[looked].parent >= 0)
		looked = form->slots[looked].parent;
	return looked == slot;
}

/* Items that a formula looks at one by one. */
static void plan_alone(struct vypr_plan *plan)
{
	const struct vypr_form *form = &plan->form;

	for (int i = 0; i < form->slot_count; i++) {
		const struct vypr_form_slot *s = &form->slots[i];

		if (s->use != VYPR_USE_INNER ||
		    !vypr_general_looks_at_only(form, form->ast->nodes[s->node].d, i))
			continue;
		plan->general->alone[i] = 1 + (s->order != VYPR_ORDER_BEFORE &&
					       s->within < 0 &&
					       !vypr_general_comes_once(s));
	}
}

/* Does it hang off what is kept for all instances? */
static int is_at_home(const struct vypr_form *form, int slot)
{
	const struct vypr_form_slot *root = &form->slots[vypr_root_slot(form, slot)];

	return root->during >= 0 && (root->use == VYPR_USE_PREVIOUS || root->sought);
}

static void plan_span(struct vypr_plan *plan, int capture)
{
	const struct vypr_form *form = &plan->form;
	const struct vypr_form_capture *c = &form->captures[capture];
	const struct vypr_node *n = &form->ast->nodes[c->node];
	struct vypr_span *span = &plan->general->spans[plan->general->span_count++];

	*span = (struct vypr_span){ .capture = capture, .domain = c->slot, .from = -1,
				    .to = -1,
				    .is_total = c->kind == VYPR_CAPTURE_TOTAL };
	if (n->b >= 0) {
		span->from = form->refs[n->b].slot;
		span->from_moment = form->refs[n->b].moment;
		span->to = form->refs[n->c].slot;
		span->to_moment = form->refs[n->c].moment;
	}
	if (n->b >= 0)
		plan->general->from_home |= is_at_home(form, span->from);
	if (span->is_total || n->b < 0)
		plan->general->counts = 1;
}

enum vypr_status vypr_general_plan_make(struct vypr_plan *plan)
{
	const struct vypr_form *form = &plan->form;
	size_t slots = (size_t)form->slot_count;
	struct vypr_general_plan *g = calloc(1, sizeof *g);

	plan->general = g;
	if (!g)
		return VYPR_NOMEM;
	g->spans = calloc((size_t)form->capture_count + 1, sizeof *g->spans);
	g->outer = calloc(slots, sizeof *g->outer);
	g->memo = calloc(slots, sizeof *g->memo);
	g->alone = calloc(slots, 1);
	g->seeks = calloc(slots, sizeof *g->seeks);
	if (!g->spans || !g->outer || !g->memo || !g->alone || !g->seeks)
		return VYPR_NOMEM;
	for (int i = 0; i < form->slot_count; i++) {
		g->outer[i] = g->memo[i] = -1;
		g->eager |= form->slots[i].during >= 0;
		g->timed |= form->slots[i].timed_begin | form->slots[i].timed_end;
		g->seeks[i] = form->slots[i].sought ? g->seek_count++ : -1;
	}
	g->eager |= form->quantifier_count == 0;
	mark_outer(plan, form->body, -1);
	plan_alone(plan);
	for (int i = 0; i < form->capture_count; i++)
		if (form->captures[i].kind >= VYPR_CAPTURE_COUNT)
			plan_span(plan, i);
	return VYPR_OK;
}

void vypr_general_plan_free(struct vypr_plan *plan)
{
	struct vypr_general_plan *g = plan->general;

	if (!g)
		return;
	while (g->free_instances) {
		struct vypr_link *next = g->free_instances->next;

		free(g->free_instances);
		g->free_instances = next;
	}
	free(g->spans);
	free(g->outer);
	free(g->memo);
	free(g->alone);
	free(g->seeks);
	free(g);
	plan->general = NULL;
}

size_t vypr_general_marks(const struct vypr_plan *plan)
{
	const struct vypr_general_plan *g = plan->general;

	return g ? 2 * (size_t)(g->span_count + g->seek_count) : 0;
}

void vypr_general_free_memos(struct vypr_plan *plan)
{
	struct vypr_link *link = plan->general ? plan->free_bindings : NULL;

	for (; link; link = link->next)
		for (int i = 0; i < plan->general->memo_count; i++)
			free(((struct vypr_binding *)link)->memos[i].open);
}
