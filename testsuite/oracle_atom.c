/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what terms are worth for what is known of a binding, and atoms.
 */
#include "testsuite/oracle_private.h"

#include <stdlib.h>

struct number {
	int known, time, bare;
	long long value;
	int open;                    /* 1: it may still grow; -1: fall */
};

static struct number number_of(const struct question *q, const struct knowledge *k,
			       int32_t node);

static struct number span(uint64_t from, uint64_t to)
{
	return (struct number){ from && to, 1, 0, (long long)(to - from), 0 };
}

/* A call that has begun lasts at least as long as its end is known not to have come. */
static struct number duration(const struct knowledge *k, int slot)
{
	const struct vypr_observation *o = &k->observations[slot];
	struct number x = span(o->begin_ns, o->end_ns);

	if (o->site_end != VYPR_NO_SITE || o->site_begin == VYPR_NO_SITE)
		return x;
	x = span(o->begin_ns, k->until[slot]);
	x.known = x.known && k->until[slot] > o->begin_ns;
	x.open = 1;
	return x;
}

/* Can the state not have been, and still come? */
static int may_come(const struct question *q, const struct knowledge *k, int32_t node)
{
	enum vypr_moment moment;
	int slot = vypr_form_slot_of(q->form, node, &moment);
	const struct vypr_observation *o = &k->observations[slot];
	int begun = o->site_begin != VYPR_NO_SITE, ended = o->site_end != VYPR_NO_SITE;

	if (q->form->slots[slot].use != VYPR_USE_NEXT) /* has begun, or never will */
		return moment == VYPR_AFTER && begun && !ended;
	return moment == VYPR_BEFORE ? !begun && !ended : !ended;
}

/* Is the moment of slot b never before that of slot a? */
static int follows(const struct vypr_form *form, int a, enum vypr_moment of_a, int b,
		   enum vypr_moment of_b)
{
	const struct vypr_form_slot *x = &form->slots[a], *y = &form->slots[b];

	if (a == b)
		return of_a != VYPR_AFTER || of_b == VYPR_AFTER;
	if (y->use == VYPR_USE_NEXT && follows(form, a, of_a, y->parent, y->from))
		return 1;
	return x->use == VYPR_USE_PREVIOUS && follows(form, x->parent, x->from, b, of_b);
}

/* The earliest time at which the state can still come, beside one that was at x. */
static uint64_t earliest(const struct question *q, const struct knowledge *k, int32_t node,
			 int32_t other, uint64_t x)
{
	enum vypr_moment moment, of_other;
	int slot = vypr_form_slot_of(q->form, node, &moment);
	int slot_of_other = vypr_form_slot_of(q->form, other, &of_other);
	int later = follows(q->form, slot_of_other, of_other, slot, moment);

	return later && k->until[slot] < x ? x : k->until[slot];
}

static uint64_t time_of(const struct question *q, const struct knowledge *k, int32_t node)
{
	enum vypr_moment moment;
	int slot = vypr_form_slot_of(q->form, node, &moment);

	return moment == VYPR_BEFORE ? k->observations[slot].begin_ns
				     : k->observations[slot].end_ns;
}

static struct number time_between(const struct question *q, const struct knowledge *k,
				  const struct vypr_node *n)
{
	uint64_t from = time_of(q, k, n->a), to = time_of(q, k, n->b);
	struct number x = span(from, to);

	if (from && !to && may_come(q, k, n->b)) {
		x = span(from, earliest(q, k, n->b, n->a, from));
		x.open = 1;
	} else if (to && !from && may_come(q, k, n->a)) {
		x = span(earliest(q, k, n->a, n->b, to), to);
		x.open = -1;
	}
	return x;
}

static void to_seconds(struct number *x, struct number *y)
{
	struct number *bare = x->time && y->bare ? y : y->time && x->bare ? x : NULL;

	if (bare)
		*bare = (struct number){ bare->known, 1, 0, bare->value * 1000000000, 0 };
}

static struct number compute(const struct question *q, const struct knowledge *k,
			     const struct vypr_node *n)
{
	struct number x = number_of(q, k, n->a), y = number_of(q, k, n->b), r;

	if (n->kind != VYPR_NODE_MUL && n->kind != VYPR_NODE_DIV)
		to_seconds(&x, &y);
	r = (struct number){ x.known && y.known, x.time || y.time, x.bare && y.bare, 0, 0 };
	if (!r.known)
		return r;
	switch (n->kind) {
	case VYPR_NODE_ADD: r.value = x.value + y.value; break;
	case VYPR_NODE_SUB: r.value = x.value - y.value; break;
	case VYPR_NODE_MUL: r.value = x.value * y.value; break;
	case VYPR_NODE_DIV:
	case VYPR_NODE_MOD:
		r.known = y.value != 0;
		if (r.known)
			r.value = n->kind == VYPR_NODE_DIV ? x.value / y.value
							   : x.value % y.value;
		break;
	default: abort();
	}
	return r;
}

static struct number number_of(const struct question *q, const struct knowledge *k,
			       int32_t node)
{
	static const long long scale[] = { 1, 1, 1000, 1000000, 1000000000 };
	const struct vypr_node *n = &q->form->ast->nodes[node];
	struct number r = { 1, 0, 0, 0, 0 };
	int slot, capture;

	switch (n->kind) {
	case VYPR_NODE_INTEGER:
		return (struct number){ 1, n->op != 0, n->op == 0,
					n->v.i * scale[n->op], 0 };
	case VYPR_NODE_VALUE:
	case VYPR_NODE_ARGUMENT:
	case VYPR_NODE_RETURNED:
		capture = vypr_form_capture_of(q->form, node);
		r.known = k->captured[capture].known;
		r.value = (long long)k->captured[capture].value;
		return r;
	case VYPR_NODE_COUNT:
	case VYPR_NODE_TOTAL:
		capture = vypr_form_capture_of(q->form, node);
		r.known = k->captured[capture].known != VYPR_KNOWN_NOT;
		r.value = (long long)k->captured[capture].value;
		r.time = n->kind == VYPR_NODE_TOTAL;
		r.open = k->captured[capture].known == VYPR_KNOWN_SO_FAR;
		return r;
	case VYPR_NODE_DURATION:
		slot = vypr_form_slot_of(q->form, n->a, NULL);
		return duration(k, slot);
	case VYPR_NODE_TIME_BETWEEN:
		return time_between(q, k, n);
	case VYPR_NODE_NEG:
	case VYPR_NODE_ABS:
		r = number_of(q, k, n->a);
		if (n->kind == VYPR_NODE_NEG || r.value < 0)
			r.value = -r.value;
		return r;
	default: return compute(q, k, n);
	}
}

static int compare(int op, long long x, long long y)
{
	const int results[] = { x == y, x != y, x < y, x <= y, x > y, x >= y };

	return results[op];
}

/* What it may become: itself, and what is around the other one and far away. */
static int may_be(const struct number *x, const struct number *other, int i, long long *ret)
{
	const long long far = 1000000000000;
	const long long candidates[] = { x->value, x->value + 1, x->value - 1,
					 other->value, other->value + 1, other->value - 1,
					 x->value + far, x->value - far,
					 other->value + far, other->value - far };

	if (i >= (int)(sizeof candidates / sizeof *candidates))
		return -1;
	*ret = candidates[i];
	return x->open == 0 ? *ret == x->value
			    : x->open > 0 ? *ret >= x->value : *ret <= x->value;
}

/* The same whatever the two become; -1: not. */
static int compare_open(int op, const struct number *x, const struct number *y)
{
	long long a, b;
	int result = -1, good_a, good_b;

	for (int i = 0; (good_a = may_be(x, y, i, &a)) >= 0; i++) {
		for (int j = 0; good_a && (good_b = may_be(y, x, j, &b)) >= 0; j++) {
			if (!good_b)
				continue;
			if (result >= 0 && compare(op, a, b) != result)
				return -1;
			result = compare(op, a, b);
		}
	}
	return result;
}

/* -1: unknown */
int oracle_atom(const struct question *q, const struct knowledge *k,
		const struct vypr_node *n)
{
	const struct vypr_node *in = &q->form->ast->nodes[n->b];
	struct number x = number_of(q, k, n->a), y, low, high;
	int above, below;

	if (n->kind == VYPR_NODE_COMPARE) {
		y = number_of(q, k, n->b);
		to_seconds(&x, &y);
		return x.known && y.known ? compare_open(n->op, &x, &y) : -1;
	}
	low = number_of(q, k, in->a);
	high = number_of(q, k, in->b);
	to_seconds(&x, &low);
	to_seconds(&x, &high);
	if (!x.known)
		return -1;
	above = low.known ? compare_open(in->op & 1 ? VYPR_GT : VYPR_GE, &x, &low) : -1;
	below = high.known ? compare_open(in->op & 2 ? VYPR_LT : VYPR_LE, &x, &high) : -1;
	if (above == 0 || below == 0)
		return 0;
	return above == 1 && below == 1 ? 1 : -1;
}

