/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows when a formula is true: and, or, not, implies and iff over five values (false,
 * true, not yet, in margin, measured), and when an atom is.  What terms are worth is in
 * spec/quantity.c.
 *
 * NOT_YET may become anything, so it is decided against only by a side that settles the
 * matter alone.  IN_MARGIN stays what it is: "in margin and not yet" may still become
 * false, "in margin and true" is in margin for good; so is MEASURED.
 */
#include "spec/eval.h"
#include "spec/quantity.h"

#include <string.h>

/* What one evaluation looks at. */
struct view {
	const struct vypr_form *form;
	struct quantity_view terms;
	const struct vypr_world *world; /* NULL: inner slots hold their witness */
};

static enum vypr_quantity quantity_of(const struct quantity *x)
{
	if (x->is_text)
		return VYPR_QUANTITY_TEXT;
	return x->dimension == QUANTITY_TIME ? VYPR_QUANTITY_NS : VYPR_QUANTITY_NUMBER;
}

static void set_sides(struct vypr_judgement *j, int side, const struct quantity *value,
		      const struct quantity *bound, double severity)
{
	j->side = side;
	j->until_now = value->until_now;
	j->quantity = quantity_of(value->is_text ? value : bound);
	if (value->dimension == QUANTITY_TIME)
		j->quantity = VYPR_QUANTITY_NS;
	if (j->quantity != VYPR_QUANTITY_TEXT) {
		j->value = vypr_quantity_double(value);
		j->bound = vypr_quantity_double(bound);
	}
	j->severity = severity == severity ? severity : 0; /* NaN */
}

/* ---- atoms ----------------------------------------------------------------- */

/* How far x is on the good side of y. */
static double severity(enum vypr_compare op, const struct quantity *x,
		       const struct quantity *y)
{
	double difference = vypr_quantity_difference(x, y);
	double distance = difference < 0 ? -difference : difference;

	switch (op) {
	case VYPR_EQ: return 0 - distance; /* -0 would be shown */
	case VYPR_NE: return distance;
	case VYPR_LT:
	case VYPR_LE: return 0 - difference;
	case VYPR_GT:
	case VYPR_GE: return difference;
	}
	return 0;
}

/* One side of a comparison.  A word beside type( ) is the name of a type. */
static int eval_side(const struct view *view, int32_t node, int32_t other,
		     struct quantity *x)
{
	const struct vypr_node *nodes = view->form->ast->nodes;

	if (nodes[node].kind == VYPR_NODE_CONSTANT && nodes[other].kind == VYPR_NODE_TYPE)
		return vypr_quantity_type(&view->terms, node, x);
	return vypr_quantity_eval(&view->terms, node, x);
}

static void eval_compare(const struct view *view, const struct vypr_node *n,
			 struct vypr_judgement *j)
{
	const struct quantity nothing = { .dimension = QUANTITY_BARE };
	struct quantity x, y;

	if (!eval_side(view, n->a, n->b, &x))
		return;
	if (view->form->ast->nodes[n->b].kind == VYPR_NODE_QUESTION) {
		j->truth = x.open ? VYPR_NOT_YET : VYPR_MEASURED;
		set_sides(j, 0, &x, &nothing, 0);
		return;
	}
	if (!eval_side(view, n->b, n->a, &y))
		return;
	vypr_quantity_match(&x, &y);
	j->truth = vypr_quantity_holds((enum vypr_compare)n->op, &x, &y);
	set_sides(j, 0, &x, &y, severity((enum vypr_compare)n->op, &x, &y));
}

/* One end of an interval as a comparison, when it is known. */
static enum vypr_truth eval_end(const struct view *view, int32_t end,
				enum vypr_compare op, struct quantity *x,
				struct quantity *ret_bound)
{
	if (!vypr_quantity_eval(&view->terms, end, ret_bound))
		return VYPR_NOT_YET;
	vypr_quantity_match(x, ret_bound);
	return vypr_quantity_holds(op, x, ret_bound);
}

static enum vypr_truth both(enum vypr_truth a, enum vypr_truth b)
{
	if (a == VYPR_FALSE_NOW || b == VYPR_FALSE_NOW)
		return VYPR_FALSE_NOW;
	if (a == VYPR_NOT_YET || b == VYPR_NOT_YET)
		return VYPR_NOT_YET;
	if (a == VYPR_IN_MARGIN || b == VYPR_IN_MARGIN)
		return VYPR_IN_MARGIN;
	return VYPR_TRUE_NOW;
}

static void eval_in(const struct view *view, const struct vypr_node *n,
		    struct vypr_judgement *j)
{
	const struct vypr_node *interval = &view->form->ast->nodes[n->b];
	enum vypr_compare low_op = interval->op & 1 ? VYPR_GT : VYPR_GE;
	enum vypr_compare high_op = interval->op & 2 ? VYPR_LT : VYPR_LE;
	struct quantity x, low, high;
	enum vypr_truth above, below;
	double from_low, from_high;

	if (!vypr_quantity_eval(&view->terms, n->a, &x))
		return;
	above = eval_end(view, interval->a, low_op, &x, &low);
	below = eval_end(view, interval->b, high_op, &x, &high);
	j->truth = both(above, below);
	if (j->truth == VYPR_NOT_YET)
		return;
	from_low = above == VYPR_NOT_YET ? 0 : severity(low_op, &x, &low);
	from_high = below == VYPR_NOT_YET ? 0 : severity(high_op, &x, &high);
	if (below == VYPR_NOT_YET || (above != VYPR_NOT_YET && from_low < from_high))
		set_sides(j, 1, &x, &low, from_low);
	else
		set_sides(j, 2, &x, &high, from_high);
}

/* ---- formulas -------------------------------------------------------------- */

static void eval(const struct view *view, int32_t node, struct vypr_judgement *j);

/* The latest time of what a term or an atom looks at; 0: it has none. */
static uint64_t latest(const struct view *view, int32_t node)
{
	const struct vypr_form *form = view->form;
	const struct vypr_node *n = &form->ast->nodes[node];
	const struct vypr_observation *o;
	enum vypr_moment moment;
	int slot = vypr_form_slot_of(form, node, &moment);
	int capture = vypr_form_capture_of(form, node), parts = vypr_form_parts(n);
	uint64_t a, b;

	if (capture >= 0)
		slot = form->captures[capture].slot;
	if (slot >= 0 && form->slots[slot].use == VYPR_USE_DOMAIN)
		return UINT64_MAX; /* a count is known when nothing more comes */
	if (slot >= 0) {
		o = &view->terms.observations[slot];
		return o->end_ns && moment != VYPR_BEFORE ? o->end_ns : o->begin_ns;
	}
	a = parts > 0 ? latest(view, n->a) : 0;
	b = parts > 1 ? latest(view, n->b) : 0;
	return a > b ? a : b;
}

/* Of two that are both false in an "or": what came last was the one that made it so. */
static void keep_last(const struct view *view, const struct vypr_judgement *a,
		      struct vypr_judgement *j)
{
	const int32_t *atoms = view->form->atoms;

	if (a->atom >= 0 &&
	    (j->atom < 0 || latest(view, atoms[a->atom]) >= latest(view, atoms[j->atom])))
		*j = *a;
}

/* Of two that together make the truth, the first that rests on an atom. */
static void keep_first(const struct vypr_judgement *a, struct vypr_judgement *j)
{
	if (a->atom >= 0)
		*j = *a;
}

static enum vypr_truth opposite(enum vypr_truth truth)
{
	if (truth == VYPR_FALSE_NOW)
		return VYPR_TRUE_NOW;
	return truth == VYPR_TRUE_NOW ? VYPR_FALSE_NOW : truth;
}

/* How far it is on the side that is asked for: below "not" on the other one. */
static void negate(struct vypr_judgement *j)
{
	j->truth = opposite(j->truth);
	j->severity = 0 - j->severity; /* -0 would be shown */
}

/* What is measured, or too close to tell, stays that unless the other side settles it. */
static int is_stuck(enum vypr_truth truth)
{
	return truth == VYPR_IN_MARGIN || truth == VYPR_MEASURED;
}

/* and, or: the truth that one side settles alone is absorbing. */
static void eval_junction(const struct view *view, const struct vypr_node *n,
			  enum vypr_truth absorbing, struct vypr_judgement *j)
{
	struct vypr_judgement a;

	eval(view, n->a, &a);
	if (a.truth == absorbing) {
		*j = a;
		return;
	}
	eval(view, n->b, j);
	if (j->truth == absorbing)
		return;
	if (a.truth == VYPR_NOT_YET ||
	    (is_stuck(a.truth) && j->truth != VYPR_NOT_YET))
		*j = a;
	else if (a.truth == VYPR_FALSE_NOW && j->truth == VYPR_FALSE_NOW)
		keep_last(view, &a, j);
	else if (a.truth == j->truth)
		keep_first(&a, j);
}

static void eval_implies(const struct view *view, const struct vypr_node *n,
			 struct vypr_judgement *j)
{
	struct vypr_judgement a;

	eval(view, n->a, &a);
	negate(&a);
	if (a.truth == VYPR_TRUE_NOW) {
		*j = a;
		return;
	}
	eval(view, n->b, j);
	if (j->truth == VYPR_TRUE_NOW)
		return;
	if (a.truth == VYPR_NOT_YET ||
	    (is_stuck(a.truth) && j->truth != VYPR_NOT_YET))
		*j = a;
	else if (a.truth == j->truth && j->atom < 0)
		*j = a;
}

/* Neither side settles it alone; one in margin, or measured, leaves it there for good. */
static void eval_iff(const struct view *view, const struct vypr_node *n,
		     struct vypr_judgement *j)
{
	struct vypr_judgement a;
	enum vypr_truth truth;

	eval(view, n->a, &a);
	eval(view, n->b, j);
	if (is_stuck(j->truth) && !is_stuck(a.truth))
		return;
	if (is_stuck(a.truth) || a.truth == VYPR_NOT_YET) {
		*j = a;
		return;
	}
	if (j->truth == VYPR_NOT_YET)
		return;
	truth = a.truth == j->truth ? VYPR_TRUE_NOW : VYPR_FALSE_NOW;
	keep_first(&a, j);
	if (j->truth != truth)
		negate(j);
}

/* Of what the items are worth: the first that is open, else the first in margin or measured.
 * None: the truth that an empty domain has, which rests on no atom. */
static void weigh_item(const struct vypr_judgement *item, enum vypr_truth neutral,
		       struct vypr_judgement *j)
{
	if (item->truth == neutral || j->truth == VYPR_NOT_YET)
		return;
	if (item->truth == VYPR_NOT_YET || j->truth == neutral)
		*j = *item;
}

/* exists is "or", forall is "and" over the items, of which more may come. */
static void eval_quantifier(const struct view *view, int32_t node,
			    struct vypr_judgement *j)
{
	const struct vypr_node *n = &view->form->ast->nodes[node];
	const struct vypr_world *world = view->world;
	int slot = view->form->refs[node].slot;
	enum vypr_truth absorbing =
		n->kind == VYPR_NODE_EXISTS ? VYPR_TRUE_NOW : VYPR_FALSE_NOW;
	struct vypr_judgement item;
	enum vypr_truth fits;

	j->truth = opposite(absorbing);
	world->begin(world->ctx, slot);
	while (world->next(world->ctx, slot, &fits)) {
		eval(view, n->d, &item);
		if (item.truth == absorbing)
			item.truth = fits == VYPR_TRUE_NOW ? absorbing : fits;
		if (item.truth == absorbing) {
			*j = item;
			return;
		}
		if (item.truth == opposite(absorbing))
			world->settle(world->ctx, slot);
		else if (item.truth == VYPR_NOT_YET)
			world->remain(world->ctx, slot);
		weigh_item(&item, opposite(absorbing), j);
	}
	if (!world->is_complete(world->ctx, slot))
		j->truth = VYPR_NOT_YET;
	world->leave(world->ctx, slot);
}

static void eval_node(const struct view *view, int32_t node, struct vypr_judgement *j)
{
	const struct vypr_node *n = &view->form->ast->nodes[node];

	memset(j, 0, sizeof *j);
	j->truth = VYPR_NOT_YET;
	j->atom = view->form->refs[node].atom;
	if (n->kind == VYPR_NODE_COMPARE) {
		eval_compare(view, n, j);
	} else if (n->kind == VYPR_NODE_IN) {
		eval_in(view, n, j);
	} else if (n->kind == VYPR_NODE_AND) {
		eval_junction(view, n, VYPR_FALSE_NOW, j);
	} else if (n->kind == VYPR_NODE_OR) {
		eval_junction(view, n, VYPR_TRUE_NOW, j);
	} else if (n->kind == VYPR_NODE_IMPLIES) {
		eval_implies(view, n, j);
	} else if (n->kind == VYPR_NODE_IFF) {
		eval_iff(view, n, j);
	} else if (n->kind == VYPR_NODE_NOT) {
		eval(view, n->a, j);
		negate(j);
	} else if (n->kind == VYPR_NODE_FORALL || n->kind == VYPR_NODE_EXISTS) {
		if (view->world)
			eval_quantifier(view, node, j);
		else
			eval(view, n->d, j);
	} else if (n->kind == VYPR_NODE_TRUE) {
		j->truth = VYPR_TRUE_NOW;
	} else if (n->kind == VYPR_NODE_FALSE) {
		j->truth = VYPR_FALSE_NOW;
	}
}

static void eval(const struct view *view, int32_t node, struct vypr_judgement *j)
{
	struct vypr_rest before;

	if (!view->world) {
		eval_node(view, node, j);
		return;
	}
	before = *view->world->rest;
	eval_node(view, node, j);
	if (j->truth != VYPR_NOT_YET)
		*view->world->rest = before;
}

void vypr_eval(const struct vypr_form *form, const struct vypr_observation *observations,
	       const struct vypr_captured *captured, const struct vypr_clock_error *error,
	       uint64_t now_ns, struct vypr_judgement *ret_judgement)
{
	vypr_eval_world(form, observations, captured, error, now_ns, NULL, ret_judgement);
}

void vypr_eval_world(const struct vypr_form *form,
		     const struct vypr_observation *observations,
		     const struct vypr_captured *captured,
		     const struct vypr_clock_error *error, uint64_t now_ns,
		     const struct vypr_world *world, struct vypr_judgement *ret_judgement)
{
	const struct view view = { form, { form, observations, captured, error, now_ns }, world };

	eval(&view, form->body, ret_judgement);
}

void vypr_eval_part(const struct vypr_form *form, int32_t node,
		    const struct vypr_observation *observations,
		    const struct vypr_captured *captured,
		    const struct vypr_clock_error *error, uint64_t now_ns,
		    struct vypr_judgement *ret_judgement)
{
	const struct view view = { form, { form, observations, captured, error, now_ns }, NULL };

	eval(&view, node, ret_judgement);
}

enum vypr_truth vypr_eval_within(const struct vypr_form *form, int32_t interval,
				 uint64_t from_ns, uint64_t to_ns,
				 const struct vypr_clock_error *error, int *ret_over)
{
	const struct view view = { form, { form, NULL, NULL, error, 0 }, NULL };
	const struct vypr_node *n = &form->ast->nodes[interval];
	struct quantity x, low, high;
	enum vypr_truth above, below;

	*ret_over = 0;
	if (!from_ns || !to_ns)
		return VYPR_NOT_YET;
	/* the one is later than the other, whatever the clock's error */
	vypr_quantity_span(&view.terms, from_ns, to_ns < from_ns ? from_ns : to_ns, &x);
	x.not_negative = 1;
	above = eval_end(&view, n->a, n->op & 1 ? VYPR_GT : VYPR_GE, &x, &low);
	below = eval_end(&view, n->b, n->op & 2 ? VYPR_LT : VYPR_LE, &x, &high);
	*ret_over = below == VYPR_FALSE_NOW;
	return both(above, below);
}

int vypr_eval_atom(const struct vypr_form *form, int atom,
		   const struct vypr_observation *observations,
		   const struct vypr_captured *captured,
		   struct vypr_judgement *ret_judgement)
{
	const struct view view = { form, { form, observations, captured, NULL, 0 }, NULL };
	const struct vypr_node *n;
	struct quantity x;

	if (atom < 0 || atom >= form->atom_count)
		return 0;
	n = &form->ast->nodes[form->atoms[atom]];
	if (!vypr_quantity_eval(&view.terms, n->a, &x) || x.is_text || x.until_now)
		return 0;
	eval(&view, form->atoms[atom], ret_judgement);
	if (ret_judgement->truth == VYPR_NOT_YET) {
		ret_judgement->value = vypr_quantity_double(&x);
		ret_judgement->quantity = quantity_of(&x);
		ret_judgement->until_now = 0;
	}
	return 1;
}
