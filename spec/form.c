/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what a formula is made of.  One walk over the tree in the order of the text:
 * quantifiers, formulas, terms, then the states and transitions that terms speak of.
 */
#include "spec/form_private.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MOST 2000

/* Every visit passes here: the node exists, and the walk stays bounded for any bytes. */
int vypr_form_enter(struct form_builder *b, int32_t node)
{
	if (node < 0 || (size_t)node >= b->form->ast->node_count ||
	    ++b->visits > b->visits_most) {
		b->status = vypr_diag_set(b->diag, VYPR_FORMAT, 0, 0, 0,
					  "the formula is not a tree");
		return 0;
	}
	if (b->depth >= DEPTH_MOST)
		return FORM_FAIL(b, VYPR_LIMIT, node, "the formula is nested too deeply");
	return 1;
}

/* ---- formulas -------------------------------------------------------------- */

static void add_atom(struct form_builder *b, int32_t node)
{
	b->form->refs[node].atom = b->form->atom_count;
	b->form->atoms[b->form->atom_count++] = node;
}

static int formula_compare(struct form_builder *b, int32_t node)
{
	const struct vypr_node *n = form_node(b, node);
	enum form_dimension x, y;

	add_atom(b, node);
	if (n->op > VYPR_GE)
		return FORM_FAIL(b, VYPR_FORMAT, node, "no such comparison");
	if (!vypr_form_term(b, n->a, &x))
		return 0;
	if (n->b >= 0 && (size_t)n->b < b->form->ast->node_count &&
	    form_node(b, n->b)->kind == VYPR_NODE_QUESTION) {
		b->form->measures = 1;
		return vypr_form_enter(b, n->b);
	}
	return vypr_form_term(b, n->b, &y) && vypr_form_join(b, node, x, y, &x);
}

static int formula_in(struct form_builder *b, int32_t node)
{
	const struct vypr_node *n = form_node(b, node);
	const struct vypr_node *interval;
	enum form_dimension x, low, high;

	add_atom(b, node);
	if (!vypr_form_term(b, n->a, &x) || !vypr_form_enter(b, n->b))
		return 0;
	interval = form_node(b, n->b);
	if (interval->kind != VYPR_NODE_INTERVAL)
		return FORM_FAIL(b, VYPR_FORMAT, n->b, "an interval is wanted here");
	return vypr_form_term(b, interval->a, &low) &&
	       vypr_form_term(b, interval->b, &high) &&
	       vypr_form_join(b, node, x, low, &low) &&
	       vypr_form_join(b, node, x, high, &high) &&
	       vypr_form_join(b, node, low, high, &x);
}

static int formula(struct form_builder *b, int32_t node);
static int formula_kind(struct form_builder *b, int32_t node)
{
	const struct vypr_node *n = form_node(b, node);

	switch ((enum vypr_node_kind)n->kind) {
	case VYPR_NODE_IMPLIES:
	case VYPR_NODE_IFF:
	case VYPR_NODE_OR:
	case VYPR_NODE_AND: return formula(b, n->a) && formula(b, n->b);
	case VYPR_NODE_NOT: return formula(b, n->a);
	case VYPR_NODE_TRUE:
	case VYPR_NODE_FALSE: return 1;
	case VYPR_NODE_COMPARE: return formula_compare(b, node);
	case VYPR_NODE_IN: return formula_in(b, node);
	case VYPR_NODE_FORALL:
	case VYPR_NODE_EXISTS:
		return vypr_form_inner_quantifier(b, node) && formula(b, n->d);
	case VYPR_NODE_CHANGES:
	case VYPR_NODE_CALLS:
	case VYPR_NODE_ENTRY:
	case VYPR_NODE_EXIT:
	case VYPR_NODE_LINE:
	case VYPR_NODE_DURING:
	case VYPR_NODE_INTERVAL:
	case VYPR_NODE_QUESTION:
	case VYPR_NODE_INTEGER:
	case VYPR_NODE_REAL:
	case VYPR_NODE_STRING:
	case VYPR_NODE_CHARACTER:
	case VYPR_NODE_CONSTANT:
	case VYPR_NODE_NULLPTR:
	case VYPR_NODE_VALUE:
	case VYPR_NODE_LENGTH:
	case VYPR_NODE_TYPE:
	case VYPR_NODE_DURATION:
	case VYPR_NODE_CPU:
	case VYPR_NODE_TIME_BETWEEN:
	case VYPR_NODE_COUNT:
	case VYPR_NODE_TOTAL:
	case VYPR_NODE_ARGUMENT:
	case VYPR_NODE_RETURNED:
	case VYPR_NODE_ADD:
	case VYPR_NODE_SUB:
	case VYPR_NODE_MUL:
	case VYPR_NODE_DIV:
	case VYPR_NODE_MOD:
	case VYPR_NODE_NEG:
	case VYPR_NODE_ABS:
	case VYPR_NODE_VAR:
	case VYPR_NODE_BEFORE:
	case VYPR_NODE_AFTER:
	case VYPR_NODE_NEXT_CHANGE:
	case VYPR_NODE_PREVIOUS_CHANGE:
	case VYPR_NODE_NEXT_CALL:
	case VYPR_NODE_PREVIOUS_CALL:
	case VYPR_NODE_RECORD:
	case VYPR_NODE_KINDS: break;
	}
	return FORM_FAIL(b, VYPR_FORMAT, node, "a formula is wanted here");
}

static int formula(struct form_builder *b, int32_t node)
{
	int good;

	if (!vypr_form_enter(b, node))
		return 0;
	b->depth++;
	good = formula_kind(b, node);
	b->depth--;
	return good;
}
/* ---- the whole ------------------------------------------------------------- */

static int measures_time(const struct vypr_ast *ast, int32_t node)
{
	const struct vypr_node *n;

	if (node < 0)
		return 0;
	n = &ast->nodes[node];
	if (n->kind == VYPR_NODE_DURATION || n->kind == VYPR_NODE_TIME_BETWEEN ||
	    n->kind == VYPR_NODE_CPU || n->kind == VYPR_NODE_TOTAL)
		return 1;
	if (n->kind < VYPR_NODE_ADD || n->kind > VYPR_NODE_ABS)
		return 0;
	return measures_time(ast, n->a) || measures_time(ast, n->b);
}

static void choose_measured(struct vypr_form *form)
{
	form->measured_atom = form->atom_count ? 0 : -1;
	for (int i = 0; i < form->atom_count; i++) {
		if (measures_time(form->ast, form->ast->nodes[form->atoms[i]].a)) {
			form->measured_atom = i;
			return;
		}
	}
}

static enum vypr_status allocate(struct vypr_form *form, const struct vypr_ast *ast)
{
	size_t count = ast->node_count;

	memset(form, 0, sizeof *form);
	form->ast = ast;
	form->slots = calloc(count + 1, sizeof *form->slots);
	form->captures = calloc(count + 1, sizeof *form->captures);
	form->atoms = calloc(count + 1, sizeof *form->atoms);
	form->refs = calloc(count + 1, sizeof *form->refs);
	if (!form->slots || !form->captures || !form->atoms || !form->refs)
		return VYPR_NOMEM;
	for (size_t i = 0; i < count; i++)
		form->refs[i] = (struct vypr_form_ref){ -1, -1, -1, -1, VYPR_AT };
	return VYPR_OK;
}

/* Across threads, order is that of time. */
static void time_all(struct vypr_form *form)
{
	for (int i = 0; i < form->slot_count; i++)
		form->any_thread |= form->slots[i].any_thread;
	for (int i = 0; i < form->slot_count && form->any_thread; i++) {
		form->slots[i].timed_begin = form->slots[i].kind == VYPR_SLOT_CALL;
		form->slots[i].timed_end = form->slots[i].needs_end;
	}
	form->timed_exit |= form->any_thread;
}

enum vypr_status vypr_form_make(const struct vypr_ast *ast, struct vypr_form *ret_form,
				struct vypr_diag *reterr_diag)
{
	struct vypr_form form;
	struct form_builder b = { .form = &form,
				  .diag = reterr_diag,
				  .visits_most = ast->node_count };

	b.status = allocate(&form, ast);
	if (b.status != VYPR_OK)
		vypr_diag_set(reterr_diag, b.status, 0, 0, 0, "%s",
			      vypr_status_text(b.status));
	else if (vypr_form_quantifiers(&b)) {
		b.visits--; /* the body was looked at already */
		(void)(formula(&b, form.body) && vypr_form_records(&b));
	}
	if (b.status != VYPR_OK) {
		vypr_form_fini(&form);
		return b.status;
	}
	choose_measured(&form);
	form.needs_exit = form.quantifier_count > 1 ||
			  form.slot_count > form.quantifier_count || form.general;
	time_all(&form);
	*ret_form = form;
	return VYPR_OK;
}

void vypr_form_fini(struct vypr_form *form)
{
	free(form->slots);
	free(form->captures);
	free(form->atoms);
	free(form->refs);
	memset(form, 0, sizeof *form);
}

int vypr_form_lacks_types(const struct vypr_form *form)
{
	for (int i = 0; i < form->capture_count; i++)
		if (form->captures[i].type == VYPR_TYPE_NONE &&
		    form->slots[form->captures[i].slot].during >= 0)
			return 1;
	return 0;
}

void vypr_form_join_types(struct vypr_form *form, const struct vypr_form *same)
{
	for (int i = 0; i < form->capture_count && i < same->capture_count; i++)
		if (form->captures[i].type == VYPR_TYPE_NONE)
			form->captures[i].type = same->captures[i].type;
}

int vypr_form_slot_of(const struct vypr_form *form, int32_t node,
		      enum vypr_moment *ret_moment)
{
	if (node < 0 || (size_t)node >= form->ast->node_count)
		return -1;
	if (ret_moment)
		*ret_moment = form->refs[node].moment;
	return form->refs[node].slot;
}

int vypr_form_parts(const struct vypr_node *node)
{
	switch ((int)node->kind) {
	case VYPR_NODE_AND:
	case VYPR_NODE_OR:
	case VYPR_NODE_IMPLIES:
	case VYPR_NODE_IFF:
	case VYPR_NODE_COMPARE:
	case VYPR_NODE_IN:
	case VYPR_NODE_INTERVAL:
	case VYPR_NODE_TIME_BETWEEN:
	case VYPR_NODE_ADD:
	case VYPR_NODE_SUB:
	case VYPR_NODE_MUL:
	case VYPR_NODE_DIV:
	case VYPR_NODE_MOD: return 2;
	case VYPR_NODE_NOT:
	case VYPR_NODE_NEG:
	case VYPR_NODE_ABS:
	case VYPR_NODE_DURATION: return 1;
	}
	return 0;
}

int vypr_form_capture_of(const struct vypr_form *form, int32_t value_node)
{
	if (value_node < 0 || (size_t)value_node >= form->ast->node_count)
		return -1;
	return form->refs[value_node].capture;
}

int vypr_form_is_time(const struct vypr_form *form, int32_t term)
{
	const struct vypr_node *n;

	if (term < 0 || (size_t)term >= form->ast->node_count)
		return 0;
	n = &form->ast->nodes[term];
	if (n->kind == VYPR_NODE_INTEGER || n->kind == VYPR_NODE_REAL)
		return n->op != VYPR_UNIT_NONE;
	if (n->kind == VYPR_NODE_DURATION || n->kind == VYPR_NODE_CPU ||
	    n->kind == VYPR_NODE_TIME_BETWEEN || n->kind == VYPR_NODE_TOTAL)
		return 1;
	if (n->kind < VYPR_NODE_ADD || n->kind > VYPR_NODE_ABS)
		return 0;
	if (n->kind == VYPR_NODE_DIV && vypr_form_is_time(form, n->b))
		return 0;
	return vypr_form_is_time(form, n->a) || vypr_form_is_time(form, n->b);
}