/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what quantifiers inside formulas, what was before, counts, other functions and
 * deadlines mean: for each binding and each step of the trace, everything is worked out from
 * the beginning.
 *
 * Order.  What happens at step i is at 2 i + 1.  A call that is left without its end is over
 * just before the step that shows it, at 2 i; when events are lost at step i, at 2 i + 1.
 * What this decides of others is decided then, before the event of the step has happened.
 */
#include "testsuite/oracle_private.h"

#include <stdlib.h>
#include <string.h>

/* One slot as far as it is known. */
struct part {
	int begin, end;              /* steps; -1 not */
	int over;                    /* order; 0 not */
	int left, lost;              /* why it is over without an end; left: enum vypr_reason */
	int live;                    /* more of it may come */
	int dead;                    /* it will not come */
	int stopped;                 /* nor this, as the activation was left by its EXIT */
	uint64_t until;              /* not live, not all seen: until then it had not come */
	int died;                    /* the step that showed that */
	int vague;                   /* nothing is known of it */
};

/* What is open of the items that were looked at. */
struct rest {
	int waits;
	enum vypr_reason reason;
};

struct view {
	struct question q;           /* q.step: known until here */
	struct knowledge k;
	struct part parts[ORACLE_SLOTS];
	int at[ORACLE_SLOTS];        /* step at which what is looked at began; -1 nothing */
	int half;                    /* and what the next step shows to have been left before */
	int closed;                  /* left by its EXIT */
	uint64_t left_ns;            /* what was known to be before then; 0 */
	uint64_t time;               /* everything before it is known */
	struct rest rest;
	int uncertain;               /* it cannot be told whether it is a binding */
};

/* ---- steps ------------------------------------------------------------------------ */

static const struct trace_site *made_at(const struct view *v, int step)
{
	return &v->q.w->t->made[v->q.w->items[step].event.site];
}

/* The activation that an event is of, and its place there. */
static const struct act *owner_of(const struct world *w, int step, int *ret_position)
{
	for (int i = 0; i < w->act_count; i++)
		for (int p = 0; p < w->acts[i].count; p++)
			if (w->acts[i].steps[p] == step) {
				*ret_position = p;
				return &w->acts[i];
			}
	return NULL;
}

static const struct vypr_form_slot *slot_of(const struct view *v, int slot)
{
	return &v->q.form->slots[slot];
}

static const char *text_of(const struct view *v, int32_t str)
{
	return vypr_ast_string(&v->q.w->t->formulas[v->q.formula].ast, str);
}

static int is_event_of(const struct view *v, int slot, int step)
{
	const struct vypr_form_slot *s = slot_of(v, slot);
	const struct trace_site *made = made_at(v, step);

	switch (s->kind) {
	case VYPR_SLOT_ENTRY: return made->kind == VYPR_EVENT_ENTRY;
	case VYPR_SLOT_EXIT: return made->kind == VYPR_EVENT_EXIT;
	case VYPR_SLOT_LINE: return made->is_line && atoi(made->subject) == s->line;
	case VYPR_SLOT_CHANGE:
		return made->kind == VYPR_EVENT_CHANGE && !made->is_line &&
		       strcmp(made->subject, text_of(v, s->what)) == 0;
	case VYPR_SLOT_CALL: break;
	}
	return made->kind == VYPR_EVENT_BEGIN &&
	       strcmp(made->subject, text_of(v, s->what)) == 0;
}

/* Does something of the slot begin here, where it is looked for? */
static int matches(const struct view *v, int slot, int step)
{
	const struct oracle_item *item = &v->q.w->items[step];
	const struct vypr_form_slot *s = slot_of(v, slot);
	const struct act *owner;
	int position = 0;

	if (item->what != ORACLE_EVENT || item->event.thread != v->q.a->thread ||
	    !is_event_of(v, slot, step))
		return 0;
	owner = owner_of(v->q.w, step, &position);
	if (!owner)
		return 0;
	if (s->during < 0)
		return owner == v->q.a;
	return owner->function == (uint32_t)(text_of(v, s->during)[2] - '0');
}

static int lost_between(const struct view *v, int from, int to)
{
	return oracle_lost_between(v->q.w, v->q.a->thread, from, to);
}

static int is_tainted(const struct view *v)
{
	return v->q.a->tainted_from < v->q.step ||
	       (v->q.a->tainted_from == v->q.step &&
		v->q.w->items[v->q.step].what != ORACLE_LOST);
}

/* The thread as it is now began after this step. */
static int thread_from(const struct view *v, int step)
{
	for (int i = step; i >= 0; i--)
		if (v->q.w->items[i].what == ORACLE_END &&
		    v->q.w->items[i].event.thread == v->q.a->thread && i < step)
			return i;
	return -1;
}

/* ---- values ----------------------------------------------------------------------- */

static int is_capture(const struct view *v, int capture, int step, uint32_t site)
{
	const struct vypr_form_capture *c = &v->q.form->captures[capture];
	const struct trace_site *made = made_at(v, step);
	char subject[32];

	if (c->kind == VYPR_CAPTURE_ARGUMENT)
		strcpy(subject, "#1");
	else
		strcpy(subject, c->kind == VYPR_CAPTURE_RETURNED ? "#r" :
								   text_of(v, c->lvalue));
	return made->kind == VYPR_EVENT_VALUE && made->moment == c->moment &&
	       made->of == (int)site && strcmp(made->subject, subject) == 0;
}

static void know(struct view *v, int capture, int step)
{
	v->k.captured[capture].known = VYPR_KNOWN;
	v->k.captured[capture].value = v->q.w->items[step].event.value;
}

/* Values lie beside the event: dir 1 after it, the first counts; -1 before it, likewise. */
static void look_beside(struct view *v, int capture, int step, int dir, uint32_t site)
{
	int position = 0;
	const struct act *owner = owner_of(v->q.w, step, &position);

	for (int p = position + dir; p >= 0 && p < owner->count; p += dir) {
		int at = owner->steps[p];

		if (at > v->q.step || made_at(v, at)->kind != VYPR_EVENT_VALUE ||
		    lost_between(v, at < step ? at : step, at < step ? step : at))
			return;
		if (is_capture(v, capture, at, site)) {
			know(v, capture, at);
			return;
		}
	}
}

static void look_at_value(struct view *v, int capture, const struct part *part)
{
	const struct vypr_form_capture *c = &v->q.form->captures[capture];
	enum vypr_slot_kind kind = slot_of(v, c->slot)->kind;
	int step = c->moment == VYPR_BEFORE ? part->begin : part->end;
	uint32_t site;

	v->k.captured[capture] = (struct vypr_captured){ .known = VYPR_KNOWN_NOT };
	if (step < 0)
		return;
	site = v->q.w->items[step].event.site;
	if (kind == VYPR_SLOT_CHANGE &&
	    strcmp(text_of(v, c->lvalue), made_at(v, step)->subject) == 0)
		know(v, capture, step);
	else
		look_beside(v, capture, step,
			    c->moment == VYPR_BEFORE || kind == VYPR_SLOT_EXIT ? -1 : 1,
			    c->moment == VYPR_AFTER ? site - 1 : site);
}

/* Is this the scope at the moment at which it is left? */
static int is_closing(const struct view *v, const struct act *a)
{
	return a == v->q.a && a->end == v->q.step && a->reason != VYPR_REASON_NO_EVENT;
}

/* Is it known that this one was left?  Of several that are left at the same step, those above
 * are left before the scope, and those below after it. */
static int is_left(const struct view *v, const struct act *a)
{
	const struct act *scope = v->q.a;

	if (a->end > v->q.step)
		return v->half && a->end == v->q.step + 1 && a != scope &&
		       a->reason == VYPR_REASON_UNWOUND &&
		       (scope->end != a->end || a > scope);
	return a->end < v->q.step || scope->end != a->end || a > scope ||
	       scope->reason == VYPR_REASON_NO_EVENT;
}

/* Values follow at once, unless the process was killed: is it known that it was left? */
static int is_cut_short(const struct view *v, const struct act *a)
{
	const struct act *scope = v->q.a;
	int below = a < scope && scope->end == a->end &&
		    scope->reason != VYPR_REASON_NO_EVENT;

	return a->end == v->q.step + v->half && a->reason == VYPR_REASON_UNWOUND &&
	       a->tainted_from > a->end && !below;
}

/* May values that follow the end still come? */
static int values_come(const struct view *v, int slot, int step)
{
	int position = 0, missing = 0;
	const struct act *owner = owner_of(v->q.w, step, &position);

	if (slot_of(v, slot)->kind == VYPR_SLOT_EXIT)
		return 0;
	for (int i = 0; i < v->q.form->capture_count; i++)
		if (v->q.form->captures[i].slot == slot &&
		    v->q.form->captures[i].moment != VYPR_BEFORE &&
		    v->q.form->captures[i].kind < VYPR_CAPTURE_COUNT &&
		    !v->k.captured[i].known)
			missing = 1;
	if (!missing || lost_between(v, step, v->q.step) ||
	    is_left(v, owner))
		return 0;
	if (is_cut_short(v, owner))
		return 0;
	for (int p = position + 1; p < owner->count && owner->steps[p] <= v->q.step; p++)
		if (made_at(v, owner->steps[p])->kind != VYPR_EVENT_VALUE)
			return 0;
	return 1;
}

/* ---- slots ------------------------------------------------------------------------ */

static int first_loss(const struct view *v, int from)
{
	return oracle_first_loss(v->q.w, v->q.a->thread, from);
}

/* What was known to be before, when a step showed that something will not come. */
static uint64_t until(const struct view *v, int step)
{
	uint64_t passed = oracle_passed(v->q.w, step);

	return step > v->q.a->end && passed < v->left_ns ? v->left_ns : passed;
}

/* It was shown at this step that it will not come. */
static void die(const struct view *v, struct part *part, int step)
{
	part->died = step;
	part->until = until(v, step == v->q.a->end && part->stopped ? step + 1 : step);
}

/* How the call that began here goes on. */
static void follow_call(const struct view *v, struct part *part)
{
	int position = 0, shown, goes_on;
	const struct act *owner = owner_of(v->q.w, part->begin, &position);

	goes_on = position + 1 < owner->count;
	shown = goes_on ? owner->steps[position + 1] : owner->end;
	if (lost_between(v, part->begin, shown < v->q.step ? shown : v->q.step)) {
		part->lost = 1;
		part->over = 2 * first_loss(v, part->begin) + 1;
		die(v, part, first_loss(v, part->begin));
	} else if (goes_on ? shown > v->q.step : !is_left(v, owner)) {
		part->live = 1;
	} else if (goes_on && v->q.w->items[shown].event.site ==
				      v->q.w->items[part->begin].event.site + 1) {
		part->end = shown;
		part->over = 2 * shown + 1;
	} else {
		part->left = goes_on ? VYPR_REASON_UNWOUND : owner->reason;
		if (part->left == VYPR_REASON_NO_EVENT)
			part->left = VYPR_REASON_UNWOUND;
		part->over = 2 * shown;
		die(v, part, shown);
	}
}

static struct part part_at(struct view *v, int slot, int step)
{
	struct part part = { .begin = -1, .end = -1 };

	if (step < 0)
		return part;
	if (slot_of(v, slot)->kind != VYPR_SLOT_CALL) {
		part.end = step;
		part.over = 2 * step + 1;
		return part;
	}
	part.begin = step;
	if (slot_of(v, slot)->needs_end)
		follow_call(v, &part);
	part.dead = part.left || part.lost;
	return part;
}

/* Is it of what was before on the thread, whichever activation asks? */
static int is_shared(const struct view *v, int slot)
{
	const struct vypr_form_slot *s = slot_of(v, slot);

	if (s->during < 0)
		return 0;
	return s->use == VYPR_USE_PREVIOUS ||
	       (s->use == VYPR_USE_NEXT && is_shared(v, s->parent));
}

/* In the activation, from what may be older than it: events that were lost since make it
 * uncertain which it is.  At the moment of the loss it still is what it was. */
static int is_uncertain(const struct view *v, int slot, int from)
{
	const struct vypr_form_slot *s = slot_of(v, slot);

	return s->during < 0 && is_shared(v, s->parent) &&
	       v->q.w->items[v->q.step].what != ORACLE_LOST &&
	       lost_between(v, from, v->q.step);
}

static struct part next_part(struct view *v, int slot)
{
	const struct vypr_form_slot *s = slot_of(v, slot);
	const struct part *parent = &v->parts[s->parent];
	int from = s->from == VYPR_BEFORE ? parent->begin : parent->end;
	struct part part = { .begin = -1, .end = -1 };

	if (from < 0) {
		part.dead = parent->dead;
		part.until = parent->until;
		part.died = parent->died;
		return part;
	}
	if (is_uncertain(v, slot, from))
		return (struct part){ .begin = -1, .end = -1, .dead = 1, .lost = 1,
				      .until = 1, .vague = 1 };
	for (int p = from + 1; p <= v->q.step && !lost_between(v, from, p); p++)
		if (matches(v, slot, p))
			return part_at(v, slot, p);
	part.lost = lost_between(v, from, v->q.step);
	part.dead = part.lost;
	part.stopped = s->during < 0 && v->closed;
	part.live = !part.dead && !part.stopped;
	if (part.dead)
		die(v, &part, first_loss(v, from));
	else if (part.stopped)
		die(v, &part, from > v->q.a->end ? from : v->q.a->end);
	return part;
}

/* When something of the slot that began at this step was over, as known at another. */
static int over_at(struct view *v, int slot, int step, int known)
{
	int here = v->q.step, half = v->half, over;

	v->q.step = known;
	v->half = 0;
	over = part_at(v, slot, step).over;
	v->q.step = here;
	v->half = half;
	return over;
}

/* The last one that was over before the moment that the slot starts from. */
static int find_previous(struct view *v, int slot)
{
	const struct vypr_form_slot *s = slot_of(v, slot);
	const struct part *parent = &v->parts[s->parent];
	int from = s->from == VYPR_BEFORE ? parent->begin : parent->end;
	int best = -1, best_over = 0;

	if (from >= 0 && is_uncertain(v, slot, from))
		return -1;
	for (int p = from < 0 ? 0 : thread_from(v, from) + 1; p < from; p++) {
		int over;

		if (!matches(v, slot, p) || lost_between(v, p, from))
			continue;
		over = over_at(v, slot, p, from);
		if (over && over < 2 * from + 1 && over > best_over) {
			best = p;
			best_over = over;
		}
	}
	return best;
}

static void show(struct view *v, int slot)
{
	const struct part *part = &v->parts[slot];
	struct vypr_observation *o = &v->k.observations[slot];

	*o = (struct vypr_observation){ .site_begin = VYPR_NO_SITE,
					.site_end = VYPR_NO_SITE };
	if (part->begin >= 0) {
		o->site_begin = v->q.w->items[part->begin].event.site;
		o->begin_ns = v->q.w->items[part->begin].event.time_ns;
	}
	if (part->end >= 0) {
		o->site_end = v->q.w->items[part->end].event.site;
		o->end_ns = v->q.w->items[part->end].event.time_ns;
	}
}

static void look_at_slot(struct view *v, int slot)
{
	for (int i = 0; i < v->q.form->capture_count; i++)
		if (v->q.form->captures[i].slot == slot &&
		    v->q.form->captures[i].kind < VYPR_CAPTURE_COUNT)
			look_at_value(v, i, &v->parts[slot]);
	if (v->parts[slot].end >= 0 && values_come(v, slot, v->parts[slot].end))
		v->parts[slot].live = 1;
	show(v, slot);
	v->k.until[slot] = v->parts[slot].until ? v->parts[slot].until : v->k.now;
}

static int root_of(const struct view *v, int slot)
{
	while (slot_of(v, slot)->use == VYPR_USE_NEXT)
		slot = slot_of(v, slot)->parent;
	return slot;
}

/* What began at this step, and all that hangs off it. */
static void look(struct view *v, int root, int step)
{
	v->at[root] = step;
	v->parts[root] = part_at(v, root, step);
	if (step < 0 && slot_of(v, root)->use == VYPR_USE_PREVIOUS) {
		v->parts[root].dead = 1;
		v->parts[root].until = 1;
	}
	look_at_slot(v, root);
	for (int i = root + 1; i < v->q.form->slot_count; i++) {
		if (slot_of(v, i)->parent < 0 || root_of(v, slot_of(v, i)->parent) != root)
			continue;
		if (slot_of(v, i)->use == VYPR_USE_PREVIOUS) {
			look(v, i, step < 0 ? -1 : find_previous(v, i));
			continue;
		}
		v->parts[i] = next_part(v, i);
		look_at_slot(v, i);
	}
}

/* ---- counts ------------------------------------------------------------------------ */

/* The order of a state: 0 not known. */
static int order_of(const struct view *v, int32_t node)
{
	enum vypr_moment moment;
	int slot = vypr_form_slot_of(v->q.form, node, &moment);
	int step = moment == VYPR_BEFORE ? v->parts[slot].begin : v->parts[slot].end;

	return step < 0 ? 0 : 2 * step + 1;
}

/* The last step that belongs to it; one that shows that it was left before does not. */
static int last_step(const struct act *a)
{
	return a->reason == VYPR_REASON_NO_EVENT ? a->end : a->end - 1;
}

static int scope_end(const struct view *v)
{
	return last_step(v->q.a) < v->q.step ? last_step(v->q.a) : v->q.step;
}

/* Add up the part of the domain between two orders; returns 0 when more may come of it, 2 when
 * there are no calls in it. */
static int add_up(struct view *v, int slot, int is_total, int from, int to,
		  unsigned long long *ret_value)
{
	int whole = 2;

	*ret_value = 0;
	for (int p = v->q.a->steps[0]; p <= scope_end(v); p++) {
		struct part part;

		if (2 * p + 1 <= from || 2 * p + 1 >= to || !matches(v, slot, p))
			continue;
		if (!is_total) {
			++*ret_value;
			continue;
		}
		part = part_at(v, slot, p);
		whole = whole && part.end >= 0;
		if (part.end >= 0)
			*ret_value += v->q.w->items[part.end].event.time_ns -
				      v->q.w->items[p].event.time_ns;
		else if (part.live && v->k.now > v->q.w->items[p].event.time_ns)
			*ret_value += v->k.now - v->q.w->items[p].event.time_ns;
		else if (part.left && part.until > v->q.w->items[p].event.time_ns)
			*ret_value += part.until - v->q.w->items[p].event.time_ns;
	}
	return whole;
}

/* Does it hang off a previous_* that is not known, or does not exist, or off no item? */
static int is_vague(const struct view *v, int32_t node)
{
	int slot = vypr_form_slot_of(v->q.form, node, NULL);

	for (; slot_of(v, slot)->use == VYPR_USE_NEXT; slot = slot_of(v, slot)->parent)
		if (v->parts[slot].vague)
			return 1;
	return v->parts[slot].begin < 0 && v->parts[slot].end < 0;
}

/* Until when is to be counted, when that has not come? */
static int end_of_count(const struct view *v, int32_t node)
{
	const struct part *part = &v->parts[vypr_form_slot_of(v->q.form, node, NULL)];

	return part->died ? 2 * part->died + 1 + part->stopped : 1 << 30;
}

static void count(struct view *v, int capture)
{
	const struct vypr_form_capture *c = &v->q.form->captures[capture];
	const struct vypr_node *n = &v->q.form->ast->nodes[c->node];
	int all = n->b < 0, from = all ? 0 : order_of(v, n->b), to = all ? 0 : order_of(v, n->c);
	int known = all ? v->closed : to != 0, is_total = c->kind == VYPR_CAPTURE_TOTAL, whole;
	struct vypr_captured *value = &v->k.captured[capture];
	unsigned long long sum;

	*value = (struct vypr_captured){ .known = VYPR_KNOWN_NOT };
	if (!all && (!from || is_vague(v, n->c)))
		return;
	whole = add_up(v, c->slot, is_total, from,
		       to ? to : all ? 1 << 30 : end_of_count(v, n->c), &sum);
	value->value = sum;
	value->known = known && whole && !is_tainted(v) ? VYPR_KNOWN : VYPR_KNOWN_SO_FAR;
	if (value->known == VYPR_KNOWN && is_total && whole == 2)
		value->known = VYPR_KNOWN_NONE; /* of no calls */
}

static void count_all(struct view *v)
{
	for (int i = 0; i < v->q.form->capture_count; i++)
		if (v->q.form->captures[i].kind >= VYPR_CAPTURE_COUNT)
			count(v, i);
}

/* ---- truth: 1, 0, -1 not known ------------------------------------------------------ */

static int eval(struct view *v, int32_t node);

static uint64_t ns_of(const struct view *v, int step)
{
	return v->q.w->items[step].event.time_ns;
}

static long long bound(const struct view *v, int32_t node)
{
	return v->q.form->ast->nodes[node].v.i; /* the generator writes ns */
}

/* Is a span in the interval? */
static int lies_in(const struct view *v, int32_t interval, long long span)
{
	const struct vypr_node *n = &v->q.form->ast->nodes[interval];
	long long low = bound(v, n->a), high = bound(v, n->b);

	return (n->op & 1 ? span > low : span >= low) &&
	       (n->op & 2 ? span < high : span <= high);
}

/* Is what began at x, of this slot, "after" or "before" what is looked at of the other one? */
static int fits(struct view *v, int slot, int x)
{
	const struct vypr_form_slot *s = slot_of(v, slot);
	int y = s->order == VYPR_ORDER_NONE ? -1 : v->at[s->order_slot];
	struct part first, second;

	if (s->order == VYPR_ORDER_NONE)
		return 1;
	first = s->order == VYPR_ORDER_AFTER ? part_at(v, s->order_slot, y) :
					       part_at(v, slot, x);
	second = s->order == VYPR_ORDER_AFTER ? part_at(v, slot, x) :
						part_at(v, s->order_slot, y);
	x = second.begin >= 0 ? second.begin : second.end;
	if (!first.over || 2 * x + 1 <= first.over)
		return 0;
	if (s->within < 0)
		return 1;
	if (first.end < 0)
		return -1; /* it has no time */
	return lies_in(v, s->within, (long long)(ns_of(v, x) - ns_of(v, first.end)));
}

static int is_past(const struct view *v, int32_t interval, long long span)
{
	const struct vypr_node *n = &v->q.form->ast->nodes[interval];

	return n->op & 2 ? span >= bound(v, n->b) : span > bound(v, n->b);
}

/* The time has passed, or one of them came later, or the activation was left. */
static int is_complete(struct view *v, int slot)
{
	const struct vypr_form_slot *s = slot_of(v, slot);
	struct part other;
	long long span;

	if (s->kind == VYPR_SLOT_ENTRY && s->during < 0 &&
	    (matches(v, slot, v->q.a->steps[0]) || s->order == VYPR_ORDER_AFTER))
		return 1; /* nothing is entered twice, nor later than anything in it */
	if (is_tainted(v))
		return 0;
	if (v->closed || s->order == VYPR_ORDER_BEFORE)
		return 1;
	if (s->within < 0)
		return 0;
	other = part_at(v, s->order_slot, v->at[s->order_slot]);
	if (other.end < 0)
		return 0;
	span = (long long)(v->time - ns_of(v, other.end));
	if (is_past(v, s->within, span < 0 ? 0 : span)) /* what comes is later */
		return 1;
	for (int p = scope_end(v); p > other.end; p--)
		if (matches(v, slot, p) &&
		    is_past(v, s->within, (long long)(ns_of(v, p) - ns_of(v, other.end))))
			return 1;
	return 0;
}

static void clear(struct view *v, int32_t node)
{
	const struct vypr_node *n = &v->q.form->ast->nodes[node];

	switch (n->kind) {
	case VYPR_NODE_FORALL:
	case VYPR_NODE_EXISTS:
		look(v, vypr_form_slot_of(v->q.form, node, NULL), -1);
		clear(v, n->d);
		break;
	case VYPR_NODE_AND: case VYPR_NODE_OR: case VYPR_NODE_IMPLIES: case VYPR_NODE_IFF:
		clear(v, n->a);
		clear(v, n->b);
		break;
	case VYPR_NODE_NOT: clear(v, n->a); break;
	default: break;
	}
}

/* What a slot hangs off in the end. */
static int top_of(const struct view *v, int slot)
{
	while (slot_of(v, slot)->parent >= 0)
		slot = slot_of(v, slot)->parent;
	return slot;
}

/* Lost weighs most; then died, unwound, what did not come. */
static enum vypr_reason worse(enum vypr_reason x, enum vypr_reason y)
{
	static const enum vypr_reason order[] = { VYPR_REASON_LOST, VYPR_REASON_DIED,
						  VYPR_REASON_UNWOUND,
						  VYPR_REASON_NO_EVENT };

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (x == order[i] || y == order[i])
			return order[i];
	return VYPR_REASON_NONE;
}

/* Why something is not known of what hangs off a slot. */
static enum vypr_reason reason_in(const struct view *v, int top)
{
	enum vypr_reason reason = VYPR_REASON_NONE;

	for (int i = 0; i < v->q.form->slot_count; i++) {
		const struct part *part = &v->parts[i];

		if (top_of(v, i) != top)
			continue;
		if (part->lost)
			reason = worse(reason, VYPR_REASON_LOST);
		reason = worse(reason, (enum vypr_reason)part->left);
		if ((part->dead && !part->left) || part->stopped)
			reason = worse(reason, VYPR_REASON_NO_EVENT);
	}
	return reason;
}

static int is_live(const struct view *v, int top)
{
	for (int i = 0; i < v->q.form->slot_count; i++)
		if (top_of(v, i) == top && v->parts[i].live)
			return 1;
	return 0;
}

/* It is open whether the item that is looked at settles its quantifier. */
static void remain(struct view *v, int slot)
{
	v->rest.waits |= is_live(v, slot);
	v->rest.reason = worse(v->rest.reason, reason_in(v, slot));
}

static int eval_quantifier(struct view *v, int32_t node)
{
	const struct vypr_node *n = &v->q.form->ast->nodes[node];
	int slot = vypr_form_slot_of(v->q.form, node, NULL), wanted, open = 0, truth;

	wanted = n->kind == VYPR_NODE_EXISTS;
	for (int p = v->q.a->steps[0]; p <= scope_end(v); p++) {
		int fit;

		if (!matches(v, slot, p))
			continue;
		fit = fits(v, slot, p);
		if (!fit)
			continue;
		look(v, slot, p);
		count_all(v);
		truth = eval(v, n->d);
		if (truth == wanted && fit > 0)
			return wanted;
		if (truth == !wanted)
			continue;
		remain(v, slot);
		open = 1;
	}
	if (!is_complete(v, slot))
		open = v->rest.waits = 1;
	clear(v, node);
	count_all(v);
	return open ? -1 : !wanted;
}

static int truth_of(struct view *v, int32_t node)
{
	const struct vypr_node *n = &v->q.form->ast->nodes[node];
	int a, b, end;

	switch (n->kind) {
	case VYPR_NODE_TRUE: return 1;
	case VYPR_NODE_FALSE: return 0;
	case VYPR_NODE_COMPARE:
	case VYPR_NODE_IN: return oracle_atom(&v->q, &v->k, n);
	case VYPR_NODE_FORALL:
	case VYPR_NODE_EXISTS: return eval_quantifier(v, node);
	case VYPR_NODE_NOT: a = eval(v, n->a); return a < 0 ? a : !a;
	default: break;
	}
	a = eval(v, n->a);
	if (n->kind == VYPR_NODE_IFF) {
		b = eval(v, n->b);
		return a < 0 || b < 0 ? -1 : a == b;
	}
	if (n->kind == VYPR_NODE_IMPLIES && a >= 0)
		a = !a;
	end = n->kind != VYPR_NODE_AND; /* what one side settles alone */
	if (a == end)
		return end;
	b = eval(v, n->b);
	if (b == end)
		return end;
	return a < 0 || b < 0 ? -1 : !end;
}

/* Of what is decided nothing that is open matters. */
static int eval(struct view *v, int32_t node)
{
	struct rest before = v->rest;
	int truth = truth_of(v, node);

	if (truth >= 0)
		v->rest = before;
	return truth;
}

/* ---- one binding ------------------------------------------------------------------- */

static void assemble(struct view *v, const int *tuple)
{
	for (int i = 0; i < v->q.form->slot_count; i++)
		if (slot_of(v, i)->parent < 0)
			look(v, i, slot_of(v, i)->use == VYPR_USE_LEADING ? tuple[i] : -1);
	count_all(v);
}

/* Is a call in progress that is to be added up? */
static int is_counting(struct view *v)
{
	for (int i = 0; i < v->q.form->slot_count; i++)
		for (int p = v->q.a->steps[0]; p <= scope_end(v); p++) {
			const struct vypr_form_slot *s = slot_of(v, i);

			if (s->use == VYPR_USE_DOMAIN && s->needs_end &&
			    s->kind == VYPR_SLOT_CALL && matches(v, i, p) &&
			    part_at(v, i, p).live)
				return 1;
		}
	return 0;
}

/* Was a call left that is to be added up? */
static int is_broken(struct view *v)
{
	for (int i = 0; i < v->q.form->capture_count; i++) {
		const struct vypr_form_capture *c = &v->q.form->captures[i];

		for (int p = v->q.a->steps[0];
		     c->kind == VYPR_CAPTURE_TOTAL && p <= scope_end(v); p++)
			if (matches(v, c->slot, p) && part_at(v, c->slot, p).left)
				return 1;
	}
	return 0;
}

static int counts(const struct view *v)
{
	for (int i = 0; i < v->q.form->capture_count; i++) {
		const struct vypr_form_capture *c = &v->q.form->captures[i];

		if (c->kind == VYPR_CAPTURE_TOTAL ||
		    (c->kind == VYPR_CAPTURE_COUNT &&
		     v->q.form->ast->nodes[c->node].b < 0))
			return 1;
	}
	return 0;
}

/* Everything before it is known.  In the end, that is all that was seen. */
static uint64_t time_at(const struct view *v, int ends)
{
	uint64_t known = until(v, v->q.step + 1), seen = oracle_time(&v->q);

	if (ends && !is_tainted(v) && seen > known)
		known = seen;
	return known > 1 ? known : 0;
}

static void tell(struct view *v, int truth, enum vypr_reason reason,
		 struct oracle_verdict *ret)
{
	memset(ret, 0, sizeof *ret);
	for (int i = 0; i < v->q.form->slot_count; i++) {
		show(v, i);
		ret->observations[i] = v->k.observations[i];
	}
	memcpy(ret->captured, v->k.captured, sizeof ret->captured);
	ret->step = v->q.step;
	ret->formula = v->q.formula;
	ret->thread = v->q.a->thread;
	ret->call = v->q.a->call;
	ret->time_ns = oracle_time(&v->q);
	ret->reason = reason;
	ret->kind = truth < 0 ? VYPR_VERDICT_UNKNOWN :
		    truth ? VYPR_VERDICT_TRUE : VYPR_VERDICT_FALSE;
}

static int try(struct view *v, const int *tuple, int ends, struct oracle_verdict *ret)
{
	int truth;

	v->time = v->k.now = time_at(v, ends);
	v->rest = (struct rest){ 0, VYPR_REASON_NONE };
	assemble(v, tuple);
	truth = eval(v, v->q.form->body);
	if (truth == 0 && v->uncertain)
		truth = -1;
	if (truth >= 0)
		tell(v, truth, VYPR_REASON_NONE, ret);
	return truth >= 0;
}

/* Of what hangs off leading variables, of the items that are open, and of what is added up. */
static enum vypr_reason reason_of(struct view *v)
{
	enum vypr_reason reason = v->rest.reason;

	for (int i = 0; i < v->q.form->quantifier_count; i++)
		reason = worse(reason, reason_in(v, i));
	return is_broken(v) ? worse(reason, VYPR_REASON_UNWOUND) : reason;
}

static int give_up(struct view *v, const int *tuple, enum vypr_reason reason,
		   struct oracle_verdict *ret)
{
	const struct oracle_item *item = &v->q.w->items[v->q.step];
	enum vypr_reason own;

	assemble(v, tuple);
	own = reason_of(v);
	if (is_tainted(v) || own == VYPR_REASON_LOST ||
	    (item->what == ORACLE_LOST && item->event.thread == v->q.a->thread))
		reason = VYPR_REASON_LOST;
	else if (reason == VYPR_REASON_NONE)
		reason = own == VYPR_REASON_NONE ? VYPR_REASON_NO_VALUE : own;
	tell(v, -1, reason, ret);
	return 1;
}

/* Nothing more can come of what was looked at. */
static int is_over(struct view *v, const int *tuple)
{
	assemble(v, tuple);
	if (v->rest.waits)
		return 0;
	for (int i = 0; i < v->q.form->quantifier_count; i++)
		if (is_live(v, i))
			return 0;
	return !counts(v) || (v->closed && !is_counting(v));
}

static int concludes(struct view *v, const int *tuple, int ends, struct oracle_verdict *ret)
{
	return try(v, tuple, ends, ret) ||
	       (is_over(v, tuple) && give_up(v, tuple, VYPR_REASON_NONE, ret));
}

/* Just before this step, which shows what was left. */
static int settles_before(struct view *v, const int *tuple, struct oracle_verdict *ret)
{
	int settled, closes = is_closing(v, v->q.a);

	v->q.step--;
	v->half = 1;
	settled = concludes(v, tuple, 0, ret) ||
		  (closes && (concludes(v, tuple, 1, ret) ||
			      give_up(v, tuple, v->q.a->reason, ret)));
	v->half = 0;
	ret->time_ns = oracle_latest(v->q.w, v->q.a->thread, v->q.step);
	ret->step = ++v->q.step;
	return settled;
}

/* 1: it is settled at this step. */
static int settles(struct view *v, const int *tuple, int arrival, struct oracle_verdict *ret)
{
	const struct oracle_item *item = &v->q.w->items[v->q.step];
	int mine = item->event.thread == v->q.a->thread;

	if (item->what == ORACLE_LOST && mine && v->q.step > arrival)
		return give_up(v, tuple, VYPR_REASON_LOST, ret);
	if (item->what == ORACLE_EVENT && v->q.step > arrival &&
	    settles_before(v, tuple, ret))
		return 1;
	if (concludes(v, tuple, 0, ret))
		return 1;
	if (item->what == ORACLE_END && mine && v->q.step > v->q.a->end)
		return concludes(v, tuple, 1, ret) ||
		       give_up(v, tuple, item->reason, ret);
	if (v->q.a->end != v->q.step)
		return 0;
	if (concludes(v, tuple, 1, ret))
		return 1;
	if (v->q.a->reason != VYPR_REASON_NO_EVENT)
		return give_up(v, tuple, v->q.a->reason, ret);
	v->left_ns = time_at(v, 1);
	v->closed = 1;
	return concludes(v, tuple, 1, ret);
}

static void judge(struct view *v, const int *tuple,
		  void (*hear)(void *ctx, const struct oracle_verdict *v), void *ctx)
{
	struct oracle_verdict verdict;
	int arrival = v->q.a->steps[0];

	for (int i = 0; i < v->q.form->quantifier_count; i++)
		if (tuple[i] > arrival)
			arrival = tuple[i];
	v->closed = v->uncertain = 0;
	v->left_ns = 0;
	v->q.step = v->q.w->count - 1;
	for (int i = 0; i < v->q.form->quantifier_count; i++) {
		v->at[i] = tuple[i];
		v->uncertain |= fits(v, i, tuple[i]) < 0;
	}
	for (v->q.step = arrival; v->q.step < v->q.w->count; v->q.step++)
		if (settles(v, tuple, arrival, &verdict)) {
			hear(ctx, &verdict);
			return;
		}
}

/* ---- all bindings ------------------------------------------------------------------ */

static void each_tuple(struct view *v, int *tuple, int i,
		       void (*hear)(void *ctx, const struct oracle_verdict *v), void *ctx)
{
	if (i == v->q.form->quantifier_count) {
		judge(v, tuple, hear, ctx);
		return;
	}
	for (int p = v->q.a->steps[0]; p <= last_step(v->q.a) && p < v->q.w->count; p++) {
		if (!matches(v, i, p))
			continue;
		v->q.step = v->q.w->count - 1; /* order is known in the end */
		for (int k = 0; k < i; k++)
			v->at[k] = tuple[k];
		tuple[i] = v->at[i] = p;
		if (fits(v, i, p))
			each_tuple(v, tuple, i + 1, hear, ctx);
	}
}

int oracle_is_general(const struct vypr_form *form)
{
	for (int i = 0; i < form->slot_count; i++) {
		const struct vypr_form_slot *s = &form->slots[i];

		if (s->use == VYPR_USE_DOMAIN
			    ? strcmp(vypr_ast_string(form->ast, s->what), "none") != 0
			    : s->use == VYPR_USE_INNER || s->use == VYPR_USE_PREVIOUS ||
				      s->during >= 0 || s->within >= 0 ||
				      s->kind >= VYPR_SLOT_ENTRY)
			return 1;
	}
	for (int i = 0; i < form->capture_count; i++)
		if (form->captures[i].kind == VYPR_CAPTURE_ARGUMENT ||
		    form->captures[i].kind == VYPR_CAPTURE_RETURNED)
			return 1;
	return 0;
}

void oracle_general(const struct world *w, const struct act *a, uint32_t formula,
		    void (*hear)(void *ctx, const struct oracle_verdict *v), void *ctx)
{
	struct view *v = calloc(1, sizeof *v);
	int tuple[VYPR_QUANTIFIERS_MOST];

	if (!v)
		abort();
	v->q = (struct question){ .w = w, .a = a, .formula = formula,
				  .form = &w->t->forms[formula] };
	each_tuple(v, tuple, 0, hear, ctx);
	free(v);
}
