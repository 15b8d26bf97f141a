/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the definitions, and nothing about doing it fast.  First the activations: which
 * steps belong to which.  Then every binding of every formula in every activation: for
 * each step from its last member on, work out from the beginning what is known, and see
 * whether that decides it.
 */
#include "testsuite/oracle_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- names ------------------------------------------------------------------- */

static const struct trace_site *made_at(const struct world *w, int step)
{
	return &w->t->made[w->items[step].event.site];
}

static int matches(const struct world *w, uint32_t formula, int slot, int step)
{
	const struct vypr_form_slot *s = &w->t->forms[formula].slots[slot];
	const struct trace_site *made = made_at(w, step);
	enum vypr_event_kind wanted =
		s->kind == VYPR_SLOT_CHANGE ? VYPR_EVENT_CHANGE : VYPR_EVENT_BEGIN;

	return made->kind == wanted &&
	       strcmp(made->subject,
		      vypr_ast_string(&w->t->formulas[formula].ast, s->what)) == 0;
}

int oracle_lost_between(const struct world *w, uint32_t thread, int from, int to)
{
	for (int i = from + 1; i <= to && i < w->count; i++)
		if (w->items[i].what == ORACLE_LOST && w->items[i].event.thread == thread)
			return 1;
	return 0;
}

int oracle_first_loss(const struct world *w, uint32_t thread, int from)
{
	int i = from + 1;

	while (!oracle_lost_between(w, thread, from, i))
		i++;
	return i;
}

uint64_t oracle_passed(const struct world *w, int step)
{
	uint64_t passed = 1;

	for (int i = 0; i < step; i++)
		if (w->items[i].what == ORACLE_ADVANCE && w->items[i].event.time_ns > passed)
			passed = w->items[i].event.time_ns;
	return passed;
}

/* ---- time --------------------------------------------------------------------- */

static uint64_t latest_time(const struct world *w, uint32_t thread, int step)
{
	uint64_t latest = 0;

	for (int i = 0; i <= step && i < w->count; i++) {
		if (w->items[i].event.thread != thread)
			continue;
		if (w->items[i].what == ORACLE_EVENT && w->items[i].event.time_ns)
			latest = w->items[i].event.time_ns;
		if (w->items[i].what == ORACLE_END && i < step)
			latest = 0;
	}
	return latest;
}

uint64_t oracle_latest(const struct world *w, uint32_t thread, int step)
{
	uint64_t latest = latest_time(w, thread, step), passed = oracle_passed(w, step + 1);

	return passed > latest && passed > 1 ? passed : latest;
}

/* Time that is seen at this step.  An event that shows that an activation was left before
 * says nothing about how long that lasted. */
uint64_t oracle_time(const struct question *q)
{
	const struct oracle_item *item = &q->w->items[q->step];

	if (item->what == ORACLE_EVENT && q->a->end == q->step &&
	    q->a->reason == VYPR_REASON_UNWOUND)
		return oracle_latest(q->w, q->a->thread, q->step - 1);
	return oracle_latest(q->w, q->a->thread, q->step);
}

/* What has passed counts for what has not come; in the end, all that was seen. */
static uint64_t now_at(const struct question *q)
{
	uint64_t passed = oracle_passed(q->w, q->step + 1);

	if (q->a->end == q->step && q->a->tainted_from > q->step)
		return oracle_time(q);
	return passed > 1 ? passed : 0;
}

/* ---- what is known at a step --------------------------------------------------- */

static int is_value(const struct question *q, int position)
{
	return made_at(q->w, q->a->steps[position])->kind == VYPR_EVENT_VALUE;
}

/* Has this position been reached? */
static int reached(const struct question *q, int position)
{
	return position < q->a->count && q->a->steps[position] <= q->step;
}

static int is_capture(const struct question *q, int position, int slot_position,
		      int capture)
{
	const struct vypr_form_capture *c = &q->form->captures[capture];
	const struct trace_site *made = made_at(q->w, q->a->steps[position]);
	const char *lvalue =
		vypr_ast_string(&q->w->t->formulas[q->formula].ast, c->lvalue);
	int of = (int)q->w->items[q->a->steps[slot_position]].event.site;

	if (made_at(q->w, q->a->steps[slot_position])->kind == VYPR_EVENT_END)
		of--; /* values of a call belong to its first site */
	return made->kind == VYPR_EVENT_VALUE && made->moment == c->moment &&
	       made->of == of && strcmp(made->subject, lvalue) == 0;
}

static void know_value(const struct question *q, struct knowledge *k, int capture,
		       int position)
{
	k->captured[capture].known = 1;
	k->captured[capture].value = q->w->items[q->a->steps[position]].event.value;
}

/* A value after the event at this position: its own, or one that follows. */
static void look_after(const struct question *q, struct knowledge *k, int capture,
		       int position)
{
	const struct vypr_form_capture *c = &q->form->captures[capture];
	const struct trace_site *made = made_at(q->w, q->a->steps[position]);

	if (made->kind == VYPR_EVENT_CHANGE &&
	    strcmp(made->subject, vypr_ast_string(&q->w->t->formulas[q->formula].ast,
						   c->lvalue)) == 0) {
		know_value(q, k, capture, position);
		return;
	}
	for (int p = position + 1; reached(q, p) && is_value(q, p); p++) {
		if (oracle_lost_between(q->w, q->a->thread, q->a->steps[position],
				 q->a->steps[p]))
			return;
		if (is_capture(q, p, position, capture)) {
			know_value(q, k, capture, p);
			return;
		}
	}
}

/* A value before a BEGIN: the last one since the event before. */
static void look_before(const struct question *q, struct knowledge *k, int capture,
			int position)
{
	for (int p = position - 1; p >= 0 && is_value(q, p); p--) {
		if (oracle_lost_between(q->w, q->a->thread, q->a->steps[p],
				 q->a->steps[position]))
			return;
		if (is_capture(q, p, position, capture)) {
			know_value(q, k, capture, p);
			return;
		}
	}
}

/* May a value of this moment still come? */
static int values_open(const struct question *q, const struct knowledge *k, int slot,
		       enum vypr_moment moment, int position)
{
	int missing = 0;

	for (int i = 0; i < q->form->capture_count; i++)
		if (q->form->captures[i].slot == slot &&
		    q->form->captures[i].moment == moment && !k->captured[i].known)
			missing = 1;
	if (!missing || oracle_lost_between(q->w, q->a->thread, q->a->steps[position], q->step))
		return 0;
	/* they follow at once, unless the process was killed */
	if (q->a->end == q->step && q->a->reason == VYPR_REASON_UNWOUND &&
	    q->a->tainted_from > q->step)
		return 0;
	for (int p = position + 1; reached(q, p); p++)
		if (!is_value(q, p))
			return 0;
	return 1;
}

static void look_at_values(const struct question *q, struct knowledge *k, int slot)
{
	const struct seen *s = &k->seen[slot];

	for (int i = 0; i < q->form->capture_count; i++) {
		const struct vypr_form_capture *c = &q->form->captures[i];

		if (c->slot != slot)
			continue;
		if (c->moment == VYPR_BEFORE) {
			if (s->begin >= 0)
				look_before(q, k, i, s->begin);
		} else if (s->end >= 0) {
			look_after(q, k, i, s->end);
		}
	}
}

/* The call that began here: nothing else happens in the activation until it ends. */
static void follow_call(const struct question *q, int slot, struct seen *s)
{
	int next = s->begin + 1, step = q->a->steps[s->begin];
	uint32_t site = q->w->items[step].event.site;

	if (!q->form->slots[slot].needs_end)
		return;
	if (oracle_lost_between(q->w, q->a->thread, step,
			 reached(q, next) ? q->a->steps[next] : q->step)) {
		s->dead = oracle_first_loss(q->w, q->a->thread, step);
		return;
	}
	if (!reached(q, next))
		s->open = 1;
	else if (q->w->items[q->a->steps[next]].event.site == site + 1)
		s->end = next;
	else
		s->unwound = 1;
	if (s->unwound)
		s->dead = q->a->steps[next];
}

/* Where the slot is: given for a quantifier, the first later one for others. */
static int position_of(const struct question *q, const struct knowledge *k, int slot,
		       int *ret_waits, int *ret_dead)
{
	const struct vypr_form_slot *s = &q->form->slots[slot];
	int from, p;

	*ret_waits = 0;
	*ret_dead = -1;
	if (s->use == VYPR_USE_DOMAIN)
		return -1;
	if (s->quantifier >= 0)
		return q->tuple[s->quantifier];
	from = s->from == VYPR_BEFORE ? k->seen[s->parent].begin : k->seen[s->parent].end;
	*ret_dead = from < 0 ? k->seen[s->parent].dead : -1;
	if (from < 0)
		return -1;
	for (p = from + 1; reached(q, p); p++) {
		if (oracle_lost_between(q->w, q->a->thread, q->a->steps[from], q->a->steps[p]))
			break;
		if (matches(q->w, q->formula, slot, q->a->steps[p]))
			return p;
	}
	*ret_waits = !oracle_lost_between(q->w, q->a->thread, q->a->steps[from], q->step);
	if (!*ret_waits)
		*ret_dead = oracle_first_loss(q->w, q->a->thread, q->a->steps[from]);
	return -1;
}

static void look_at_slot(const struct question *q, struct knowledge *k, int slot)
{
	struct seen *s = &k->seen[slot];
	struct vypr_observation *o = &k->observations[slot];
	int waits, dead, position = position_of(q, k, slot, &waits, &dead);

	*s = (struct seen){ -1, -1, waits, 0, dead };
	*o = (struct vypr_observation){ .site_begin = VYPR_NO_SITE,
					.site_end = VYPR_NO_SITE };
	if (position >= 0 && q->form->slots[slot].kind == VYPR_SLOT_CHANGE) {
		s->end = position;
	} else if (position >= 0) {
		s->begin = position;
		follow_call(q, slot, s);
	}
	if (s->begin >= 0) {
		o->site_begin = q->w->items[q->a->steps[s->begin]].event.site;
		o->begin_ns = q->w->items[q->a->steps[s->begin]].event.time_ns;
	}
	if (s->end >= 0) {
		o->site_end = q->w->items[q->a->steps[s->end]].event.site;
		o->end_ns = q->w->items[q->a->steps[s->end]].event.time_ns;
	}
	look_at_values(q, k, slot);
	if (s->end >= 0 &&
	    values_open(
		    q, k, slot,
		    q->form->slots[slot].kind == VYPR_SLOT_CHANGE ? VYPR_AT : VYPR_AFTER,
		    s->end))
		s->open = 1;
	k->until[slot] = s->dead >= 0 && !q->timeless ? oracle_passed(q->w, s->dead) : k->now;
	k->open |= s->open;
	k->unwound |= s->unwound;
}

/* Were events lost before this step, as far as the activation is concerned? */
static int is_tainted(const struct question *q)
{
	return q->a->tainted_from < q->step ||
	       (q->a->tainted_from == q->step &&
		q->w->items[q->step].what == ORACLE_EVENT);
}

static void look(const struct question *q, struct knowledge *k)
{
	memset(k, 0, sizeof *k);
	k->now = q->timeless ? 0 : now_at(q);
	for (int i = 0; i < q->form->capture_count; i++)
		if (q->form->captures[i].kind == VYPR_CAPTURE_COUNT)
			k->captured[i].known = is_tainted(q)
						       ? VYPR_KNOWN_SO_FAR
						       : VYPR_KNOWN;
	for (int i = 0; i < q->form->slot_count; i++)
		look_at_slot(q, k, i);
}

/* ---- truth --------------------------------------------------------------------- */

/* The formula, if the unknown atoms were as the bits of guess say; uses one bit each. */
static int suppose(const struct question *q, const struct knowledge *k, int32_t node,
		   unsigned guess, int *unknowns)
{
	const struct vypr_node *n = &q->form->ast->nodes[node];
	int a, b;

	if (n->kind == VYPR_NODE_TRUE || n->kind == VYPR_NODE_FALSE)
		return n->kind == VYPR_NODE_TRUE;
	if (n->kind == VYPR_NODE_COMPARE || n->kind == VYPR_NODE_IN) {
		a = oracle_atom(q, k, n);
		return a >= 0 ? a : (int)(guess >> (*unknowns)++ & 1);
	}
	a = suppose(q, k, n->a, guess, unknowns);
	if (n->kind == VYPR_NODE_NOT)
		return !a;
	b = suppose(q, k, n->b, guess, unknowns);
	switch (n->kind) {
	case VYPR_NODE_AND: return a && b;
	case VYPR_NODE_OR: return a || b;
	case VYPR_NODE_IMPLIES: return !a || b;
	case VYPR_NODE_IFF: return a == b;
	default: abort();
	}
}

/* Decided: the same whatever the unknown atoms turn out to be.  -1: not. */
static int truth(const struct question *q, const struct knowledge *k)
{
	int unknowns = 0, first = suppose(q, k, q->form->body, 0, &unknowns), ignored;

	for (unsigned guess = 1; guess < 1u << unknowns; guess++) {
		ignored = 0;
		if (suppose(q, k, q->form->body, guess, &ignored) != first)
			return -1;
	}
	return first;
}

/* ---- bindings ------------------------------------------------------------------- */

/* Is it settled at this step, and how? */
static int verdict_at(const struct question *q, int arrival, struct oracle_verdict *v)
{
	const struct act *a = q->a;
	const struct oracle_item *item = &q->w->items[q->step];
	struct knowledge k;
	int t, lost;

	look(q, &k);
	t = truth(q, &k);
	lost = item->what == ORACLE_LOST && item->event.thread == a->thread &&
	       q->step > arrival;
	v->reason = VYPR_REASON_NONE;
	v->kind = VYPR_VERDICT_UNKNOWN;
	if (t >= 0)
		v->kind = t ? VYPR_VERDICT_TRUE : VYPR_VERDICT_FALSE;
	else if (a->tainted_from <= q->step && (lost || !k.open || a->end == q->step))
		v->reason = VYPR_REASON_LOST;
	else if (!k.open)
		v->reason = k.unwound ? VYPR_REASON_UNWOUND : VYPR_REASON_NO_VALUE;
	else if (a->end != q->step)
		return 0;
	else if (a->reason == VYPR_REASON_NO_EVENT && k.unwound)
		v->reason = VYPR_REASON_UNWOUND;
	else
		v->reason = a->reason;
	memcpy(v->observations, k.observations, sizeof v->observations);
	memcpy(v->captured, k.captured, sizeof v->captured);
	return 1;
}

/* The verdict of one binding until a step; 0 when it is open then. */
static int judge(struct question *q, int until, struct oracle_verdict *v)
{
	int arrival = 0;

	memset(v, 0, sizeof *v);
	for (int i = 0; i < q->form->quantifier_count; i++)
		if (q->a->steps[q->tuple[i]] > arrival)
			arrival = q->a->steps[q->tuple[i]];
	for (q->step = arrival; q->step <= until && q->step <= q->a->end; q->step++) {
		if (q->step >= q->w->count)
			return 0;
		if (!verdict_at(q, arrival, v))
			continue;
		v->step = q->step;
		v->formula = q->formula;
		v->thread = q->a->thread;
		v->call = q->a->call;
		v->time_ns = oracle_time(q);
		return 1;
	}
	return 0;
}

/* It has been told at this step: would it not be decided without the time that has passed,
 * while more may come? */
static int rests_on_time(struct question *q)
{
	struct knowledge k;
	int t;

	q->timeless = 1;
	look(q, &k);
	t = truth(q, &k);
	q->timeless = 0;
	return t < 0 && k.open && q->a->end != q->step;
}

/* From the step on at which it was told: what is told of it once it is decided by what was
 * seen; 0: that never comes, or says something else. */
static int tell_again(struct question *q, struct oracle_verdict *v)
{
	enum vypr_verdict_kind kind = v->kind;
	int settled = 0;

	if ((kind != VYPR_VERDICT_TRUE && kind != VYPR_VERDICT_FALSE) || !rests_on_time(q))
		return 0;
	q->timeless = 1;
	for (q->step++; !settled && q->step <= q->a->end && q->step < q->w->count; q->step++) {
		const struct oracle_item *item = &q->w->items[q->step];

		if (item->what == ORACLE_LOST && item->event.thread == q->a->thread)
			break;
		settled = verdict_at(q, -1, v);
		v->step = q->step;
	}
	q->timeless = 0;
	return settled && v->kind == kind;
}

static int in_order(const struct vypr_form *form, const int *tuple, int i)
{
	const struct vypr_form_slot *s = &form->slots[i];

	if (s->order == VYPR_ORDER_AFTER)
		return tuple[i] > tuple[s->order_slot];
	if (s->order == VYPR_ORDER_BEFORE)
		return tuple[i] < tuple[s->order_slot];
	return 1;
}

/* Call visit for each tuple of the activation, members known until a step. */
static void each_tuple(struct question *q, int *tuple, int i, int until,
		       void (*visit)(struct question *q, int until, void *ctx), void *ctx)
{
	if (i == q->form->quantifier_count) {
		visit(q, until, ctx);
		return;
	}
	for (int p = 0; p < q->a->count && q->a->steps[p] <= until; p++) {
		tuple[i] = p;
		if (matches(q->w, q->formula, i, q->a->steps[p]) &&
		    in_order(q->form, tuple, i))
			each_tuple(q, tuple, i + 1, until, visit, ctx);
	}
}

static void each_binding(const struct world *w, const struct act *a, int until,
			 void (*visit)(struct question *q, int until, void *ctx),
			 void *ctx)
{
	int tuple[VYPR_QUANTIFIERS_MOST];

	for (uint32_t f = 0; f < w->t->unit.formula_count; f++) {
		struct question q = { w, a, f, &w->t->forms[f], tuple, 0, 0 };

		if (w->t->formulas[f].function == a->function &&
		    !oracle_is_general(q.form))
			each_tuple(&q, tuple, 0, until, visit, ctx);
	}
}

/* ---- activations ----------------------------------------------------------------- */

static uint32_t flags_of(const struct world *w, const struct act *a)
{
	return w->t->functions[a->function].flags;
}

static struct act *top_of(struct world *w, uint32_t thread)
{
	int depth = w->depth[thread];

	return depth ? &w->acts[w->stack[thread][depth - 1]] : NULL;
}

static void pop(struct world *w, uint32_t thread, int step, enum vypr_reason reason)
{
	struct act *a = top_of(w, thread);

	a->end = step;
	a->reason = reason;
	a->on_stack = 0;
	w->depth[thread]--;
}

/* Another activation has its frame; what lies above it may be alive. */
static void take_out(struct world *w, struct act *a, int step)
{
	int *stack = w->stack[a->thread], depth = w->depth[a->thread], i = 0;

	while (&w->acts[stack[i]] != a)
		i++;
	for (int last = stack[i]; i < depth; i++)
		stack[i] = i + 1 < depth ? stack[i + 1] : last;
	pop(w, a->thread, step, VYPR_REASON_UNWOUND);
}

static struct act *find(struct world *w, const struct vypr_event *e, uint32_t function)
{
	for (int i = 0; i < w->act_count; i++) {
		struct act *a = &w->acts[i];

		if (a->on_stack && a->thread == e->thread && a->function == function &&
		    a->frame == e->frame)
			return a;
	}
	return NULL;
}

static struct act *push(struct world *w, const struct vypr_event *e, uint32_t function)
{
	struct act *a = &w->acts[w->act_count++];

	if (w->act_count >= ACTIVATIONS)
		abort();
	*a = (struct act){ .thread = e->thread, .function = function, .frame = e->frame,
			   .call = (uint64_t)w->act_count, .end = STEPS,
			   .tainted_from = STEPS, .on_stack = 1 };
	w->stack[e->thread][w->depth[e->thread]++] = w->act_count - 1;
	return a;
}

static void is_open(struct question *q, int until, void *ctx)
{
	struct oracle_verdict v;

	if (!judge(q, until, &v))
		*(int *)ctx = 1;
}

/* Without ENTRY and EXIT, a call is over when nothing of it is open. */
static void pop_if_idle(struct world *w, struct act *a, int step)
{
	const struct trace_site *made = made_at(w, step);
	int open = 0;

	if (flags_of(w, a) & (VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT))
		return;
	if (made->kind == VYPR_EVENT_BEGIN)
		return;
	for (int p = a->count - 1;
	     p >= 0 && made_at(w, a->steps[p])->kind == VYPR_EVENT_VALUE; p--)
		if (made_at(w, a->steps[p])->moment == VYPR_BEFORE &&
		    w->t->sites[w->items[a->steps[p]].event.site].role_count &&
		    !oracle_lost_between(w, a->thread, a->steps[p], step))
			return; /* its BEGIN may come */
	each_binding(w, a, step, is_open, &open);
	if (!open)
		pop(w, a->thread, step, VYPR_REASON_NO_EVENT);
}

static void enter(struct world *w, int step, uint32_t function)
{
	const struct vypr_event *e = &w->items[step].event;
	struct act *a = find(w, e, function);

	if (a)
		take_out(w, a, step);
	a = push(w, e, function);
	a->steps[a->count++] = step;
}

/* Is a call of it in progress that this event does not end? */
static int is_cut_off(const struct world *w, const struct act *a, int step)
{
	int last = a->count ? a->steps[a->count - 1] : -1;
	uint32_t site = w->items[step].event.site;

	return last >= 0 && made_at(w, last)->kind == VYPR_EVENT_BEGIN &&
	       !oracle_lost_between(w, a->thread, last, step) &&
	       w->t->sites[w->items[last].event.site].pair != site;
}

static void event(struct world *w, int step)
{
	const struct vypr_event *e = &w->items[step].event;
	uint32_t function = w->t->sites[e->site].function;
	uint32_t flags = w->t->functions[function].flags;
	enum vypr_event_kind kind = w->t->made[e->site].kind;
	struct act *a = find(w, e, function);

	if (kind == VYPR_EVENT_ENTRY) {
		enter(w, step, function);
		return;
	}
	if (a && a != top_of(w, e->thread) && !(flags & VYPR_FUNCTION_ENTRY) &&
	    is_cut_off(w, a, step)) {
		take_out(w, a, step);
		a = NULL;
	}
	if (!a && (kind == VYPR_EVENT_END || kind == VYPR_EVENT_EXIT))
		return; /* nothing it could end */
	while (a && top_of(w, e->thread) != a)
		pop(w, e->thread, step, VYPR_REASON_UNWOUND);
	if (!a) {
		a = push(w, e, function);
		if (w->lost[e->thread] && flags & VYPR_FUNCTION_ENTRY)
			a->tainted_from = step;
	}
	a->steps[a->count++] = step;
	if (kind == VYPR_EVENT_EXIT)
		pop(w, e->thread, step, VYPR_REASON_NO_EVENT);
	else
		pop_if_idle(w, a, step);
}

static void lose(struct world *w, int step)
{
	uint32_t thread = w->items[step].event.thread;

	w->lost[thread] = 1;
	for (int i = 0; i < w->depth[thread]; i++) {
		struct act *a = &w->acts[w->stack[thread][i]];

		if (a->tainted_from > step)
			a->tainted_from = step;
	}
}

static void end(struct world *w, int step)
{
	uint32_t thread = w->items[step].event.thread;

	while (w->depth[thread])
		pop(w, thread, step, w->items[step].reason);
	w->lost[thread] = 0;
}

/* ---- the whole ------------------------------------------------------------------- */

struct output {
	struct oracle_verdict *verdicts;
	size_t count, room;
};

static void put(void *ctx, const struct oracle_verdict *v)
{
	struct output *out = ctx;

	if (out->count >= out->room)
		abort();
	out->verdicts[out->count++] = *v;
}

static void tell(struct question *q, int until, void *ctx)
{
	struct output *out = ctx;
	struct oracle_verdict v;

	if (!judge(q, until, &v))
		return;
	put(out, &v);
	if (tell_again(q, &v))
		put(out, &v);
}

static void judge_general(const struct world *w, const struct act *a, struct output *out)
{
	for (uint32_t f = 0; f < w->t->unit.formula_count; f++)
		if (w->t->formulas[f].function == a->function &&
		    oracle_is_general(&w->t->forms[f]))
			oracle_general(w, a, f, put, out);
}

size_t oracle_run(const struct trace_unit *t, const struct oracle_item *items, int count,
		  struct oracle_verdict *ret_verdicts, size_t room)
{
	struct world *w = calloc(1, sizeof *w);
	struct output out = { ret_verdicts, 0, room };

	if (!w || count >= STEPS)
		abort();
	w->t = t;
	w->items = items;
	w->count = count;
	for (int i = 0; i < count; i++) {
		if (items[i].what == ORACLE_EVENT)
			event(w, i);
		else if (items[i].what == ORACLE_LOST)
			lose(w, i);
		else if (items[i].what == ORACLE_END)
			end(w, i);
	}
	for (int i = 0; i < w->act_count; i++) {
		each_binding(w, &w->acts[i], count, tell, &out);
		judge_general(w, &w->acts[i], &out);
	}
	free(w);
	return out.count;
}
