/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows instances of formulas that look at more than leading variables and what comes next:
 * which of them an event is for, and what occurrences and bindings it makes there.
 */
#include "spec/general.h"

#include <stdlib.h>
#include <string.h>

/* ---- instances -------------------------------------------------------------- */

static struct vypr_general *take_instance(struct vypr_plan *plan)
{
	size_t size = sizeof(struct vypr_general) +
		      (size_t)plan->form.slot_count * sizeof(struct vypr_domain);
	struct vypr_general *g = (struct vypr_general *)plan->general->free_instances;

	if (!g)
		return calloc(1, size);
	plan->general->free_instances = g->link.next;
	memset(g, 0, size);
	return g;
}

struct vypr_general *vypr_general_get(struct vypr_monitor *m, struct vypr_activation *a,
				      struct vypr_plan *plan)
{
	struct vypr_general *g = vypr_general_of(a, plan);

	if (g)
		return g;
	g = take_instance(plan);
	if (!g) {
		vypr_monitor_fail(m, VYPR_NOMEM);
		return NULL;
	}
	for (int i = 0; i < plan->form.slot_count; i++)
		g->domains[i].last.site_begin = g->domains[i].last.site_end = VYPR_NO_SITE;
	g->plan = plan;
	g->activation = a;
	g->on_thread.general = g->everywhere.general = g;
	vypr_list_append(vypr_general_list(a, plan), &g->link);
	vypr_list_append(&a->thread->generals, &g->on_thread.link);
	vypr_list_append(&m->generals, &g->everywhere.link);
	a->occurrences++;
	return g;
}

/* With all of its occurrences, which no binding holds any more. */
void vypr_general_free(struct vypr_monitor *m, struct vypr_general *g)
{
	struct vypr_activation *a = g->activation;

	for (int i = 0; i < g->plan->form.slot_count; i++) {
		struct vypr_list *list = vypr_heads(a, g->plan) + i;

		while (vypr_is_root(&g->plan->form.slots[i]) && list->first)
			vypr_general_drop(m, (struct vypr_occurrence *)list->first);
		free(g->domains[i].parts);
		free(g->domains[i].notes);
	}
	for (struct vypr_general **t = &m->touched; g->touched && *t; t = &(*t)->next_touched)
		if (*t == g) {
			*t = g->next_touched;
			break;
		}
	vypr_list_remove(vypr_general_list(a, g->plan), &g->link);
	vypr_list_remove(&a->thread->generals, &g->on_thread.link);
	vypr_list_remove(&m->generals, &g->everywhere.link);
	a->occurrences--;
	g->link.next = g->plan->general->free_instances;
	g->plan->general->free_instances = &g->link;
}

/* ---- bindings --------------------------------------------------------------- */

static struct vypr_binding *take_binding(struct vypr_plan *plan)
{
	struct vypr_binding *b = (struct vypr_binding *)plan->free_bindings;
	size_t members = (size_t)plan->form.quantifier_count * sizeof b->members[0];
	size_t memos = (size_t)plan->general->memo_count * sizeof(struct vypr_memo);

	if (b) {
		plan->free_bindings = b->link.next;
		return b;
	}
	b = calloc(1, sizeof *b + members + memos);
	if (b)
		b->memos = (struct vypr_memo *)((char *)b + sizeof *b + members);
	return b;
}

/* It is evaluated when the event has been applied. */
struct vypr_binding *vypr_general_bind(struct vypr_monitor *m, struct vypr_general *g,
				       struct vypr_occurrence **tuple, enum vypr_truth is_one)
{
	struct vypr_binding *b = take_binding(g->plan);

	if (!b) {
		vypr_monitor_fail(m, VYPR_NOMEM);
		return NULL;
	}
	b->plan = g->plan;
	b->activation = g->activation;
	b->is_one = is_one;
	vypr_list_append(vypr_bindings_of(g->activation, g->plan), &b->link);
	for (int i = 0; i < g->plan->form.quantifier_count; i++) {
		b->members[i].binding = b;
		b->members[i].occurrence = tuple[i];
		tuple[i]->holders++;
		vypr_list_append(&tuple[i]->bindings, &b->members[i].link);
	}
	for (int i = 0; i < g->plan->general->memo_count; i++) {
		b->memos[i].seen = 0;
		b->memos[i].count = 0;
	}
	vypr_count_open(m);
	return b;
}

void vypr_general_unbind(struct vypr_monitor *m, struct vypr_binding *b)
{
	struct vypr_plan *plan = b->plan;

	for (int i = 0; i < plan->general->memo_count; i++)
		for (uint32_t k = 0; k < b->memos[i].count; k++)
			if (b->memos[i].open[k])
				b->memos[i].open[k]->holders--;
	for (int i = 0; i < plan->form.quantifier_count; i++) {
		struct vypr_occurrence *o = b->members[i].occurrence;

		vypr_list_remove(&o->bindings, &b->members[i].link);
		o->holders--;
		if (plan->form.quantifier_count == 1)
			vypr_general_drop(m, o);
	}
	vypr_list_remove(vypr_bindings_of(b->activation, plan), &b->link);
	m->counts.open--;
	vypr_told_forget(m, &b->told);
	b->link.next = plan->free_bindings;
	plan->free_bindings = &b->link;
}

/* ---- tuples ----------------------------------------------------------------- */

static int is_call(const struct vypr_occurrence *o)
{
	return vypr_root_of(o)->kind == VYPR_SLOT_CALL;
}

uint64_t vypr_general_end_ns(const struct vypr_occurrence *o)
{
	const struct vypr_observation *seen = &o->observations[o->quantifier];

	return seen->site_end != VYPR_NO_SITE ? seen->end_ns : 0;
}

static uint64_t begin_ns(const struct vypr_occurrence *o)
{
	const struct vypr_observation *seen = &o->observations[o->quantifier];

	return is_call(o) ? seen->begin_ns : seen->end_ns;
}

enum vypr_truth vypr_general_within(const struct vypr_monitor *m,
				    const struct vypr_plan *plan, int slot,
				    const struct vypr_occurrence *x,
				    const struct vypr_occurrence *y)
{
	const struct vypr_form_slot *s = &plan->form.slots[slot];
	int after = s->order == VYPR_ORDER_AFTER, over;

	if (s->order == VYPR_ORDER_NONE)
		return VYPR_TRUE_NOW;
	if (after ? !vypr_is_later(x, y) : !vypr_is_later(y, x))
		return VYPR_FALSE_NOW;
	if (s->within < 0)
		return VYPR_TRUE_NOW;
	return vypr_eval_within(&plan->form, s->within, vypr_general_end_ns(after ? y : x),
				begin_ns(after ? x : y), &m->error, &over);
}

/* Every tuple that the new occurrence completes, in the order of the occurrences. */
static void combine(struct vypr_monitor *m, struct vypr_general *g,
		    struct vypr_occurrence *fresh, struct vypr_occurrence **tuple, int i,
		    enum vypr_truth is_one)
{
	const struct vypr_form *form = &g->plan->form;
	struct vypr_link *link = vypr_heads(g->activation, g->plan)[i].first;
	enum vypr_truth fits;

	if (i == form->quantifier_count) {
		vypr_general_bind(m, g, tuple, is_one);
		return;
	}
	if (i == fresh->quantifier)
		link = &fresh->link; /* the last one */
	for (; link; link = link->next) {
		int other = form->slots[i].order_slot;

		tuple[i] = (struct vypr_occurrence *)link;
		fits = vypr_general_within(m, g->plan, i, tuple[i],
					   other >= 0 ? tuple[other] : NULL);
		if (fits != VYPR_FALSE_NOW)
			combine(m, g, fresh, tuple, i + 1,
				fits == VYPR_TRUE_NOW ? is_one : fits);
	}
}

/* ---- events ------------------------------------------------------------------ */

void vypr_general_touch_all(struct vypr_monitor *m, struct vypr_general *g, int how)
{
	if (!g->touched) {
		g->next_touched = m->touched;
		m->touched = g;
	}
	if (g->touched < how)
		g->touched = how;
}

void vypr_general_enter(struct vypr_monitor *m, struct vypr_activation *a)
{
	for (uint32_t i = 0; i < a->plan->plan_count; i++) {
		struct vypr_plan *plan = a->plan->plans[i];
		struct vypr_general *g;

		if (!plan->general || !plan->general->eager)
			continue;
		g = vypr_general_get(m, a, plan);
		if (g && plan->form.quantifier_count == 0) {
			vypr_general_bind(m, g, NULL, VYPR_TRUE_NOW);
			vypr_general_touch_all(m, g, 2);
		}
	}
}

static void make_occurrence(struct vypr_monitor *m, struct vypr_general *g,
			    struct vypr_activation *a, int slot,
			    const struct vypr_event *event, uint32_t path)
{
	const struct vypr_form_slot *s = &g->plan->form.slots[slot];
	struct vypr_occurrence *tuple[VYPR_QUANTIFIERS_MOST] = { NULL };
	struct vypr_occurrence *o =
		vypr_occurrence_new(m, g->activation, g->plan, slot);

	if (!o) {
		vypr_monitor_fail(m, VYPR_NOMEM);
		return;
	}
	o->begin_order = m->order;
	if (s->kind != VYPR_SLOT_CALL)
		o->end_order = m->order;
	if (s->use == VYPR_USE_INNER) {
		g->domains[slot].count++;
		g->domains[slot].last.begin_ns = event->time_ns;
	}
	vypr_track_observe(m, a, &o->tracks[slot], event, path);
	if (s->use == VYPR_USE_LEADING)
		combine(m, g, o, tuple, 0, VYPR_TRUE_NOW);
}

/* Here, in an activation that may be another one than the instance's. */
static void happen_in(struct vypr_monitor *m, struct vypr_general *g,
		      struct vypr_activation *a, int slot,
		      const struct vypr_event *event, uint32_t path)
{
	struct vypr_list *waiting = vypr_heads(g->activation, g->plan) + slot;
	const struct vypr_form_slot *s = &g->plan->form.slots[slot];

	while (!vypr_is_root(s) && waiting->first) {
		struct vypr_track *track = (struct vypr_track *)waiting->first;

		vypr_track_leave(track);
		vypr_track_observe(m, a, track, event, path);
	}
	if (s->use == VYPR_USE_DOMAIN)
		vypr_general_count(m, g, a, slot, event, path);
	else if (vypr_is_root(s))
		make_occurrence(m, g, a, slot, event, path);
}

/* A formula of the property that has a scope; NULL: its unit has not come yet. */
static struct vypr_plan *real_plan(struct vypr_monitor *m, struct vypr_plan *plan)
{
	for (uint32_t u = 0; !plan->function && !plan->real && u < m->unit_count; u++)
		for (uint32_t i = 0; i < m->units[u]->unit->formula_count; i++) {
			struct vypr_plan *other = &m->units[u]->plans[i];

			if (other->general && other->function && other->key == plan->key)
				plan->real = other;
		}
	return plan->function ? plan : plan->real;
}

static struct vypr_general *make_home(struct vypr_monitor *m, struct vypr_thread *thread,
				      struct vypr_plan *plan)
{
	struct vypr_activation *a = vypr_activation_new(thread, NULL, plan->function);
	struct vypr_general *g = a ? vypr_general_get(m, a, plan) : NULL;

	if (g) {
		g->is_home = a->left = 1;
		return g;
	}
	vypr_monitor_fail(m, VYPR_NOMEM);
	if (a)
		vypr_activation_free(a);
	return NULL;
}

struct vypr_general *vypr_general_home(const struct vypr_thread *thread,
				       const struct vypr_plan *plan)
{
	for (struct vypr_link *l = thread->generals.first; l; l = l->next) {
		struct vypr_general *g = ((struct vypr_general_node *)l)->general;

		if (g->is_home && g->plan->key == plan->key)
			return g;
	}
	return NULL;
}

/* The home instance of a property on a thread; on any thread, that of none. */
static struct vypr_general *home_of(struct vypr_monitor *m, struct vypr_thread *thread,
				    struct vypr_plan *plan, int slot, int make)
{
	struct vypr_general *g;

	if (plan->form.slots[slot].any_thread)
		thread = vypr_thread_get(m, 0);
	if (!thread)
		return NULL;
	g = vypr_general_home(thread, plan);
	if (g)
		return g;
	plan = make ? real_plan(m, plan) : NULL;
	return plan ? make_home(m, thread, plan) : NULL;
}

/* Is it one that the event is for?  What comes next may follow what a home has found. */
static int looks(const struct vypr_general *g, const struct vypr_plan *plan, int slot)
{
	return g->plan->key == plan->key &&
	       (!g->activation->left || plan->form.slots[slot].use == VYPR_USE_NEXT);
}

/* Every instance of the property that is still looking: on the thread, or anywhere. */
static void happen_during(struct vypr_monitor *m, struct vypr_activation *a,
			  const struct vypr_role_plan *role,
			  const struct vypr_event *event, uint32_t path)
{
	const struct vypr_form_slot *s = &role->plan->form.slots[role->index];
	struct vypr_link *link = s->any_thread ? m->generals.first :
						 a->thread->generals.first;
	struct vypr_general *g;

	if (s->use == VYPR_USE_PREVIOUS || s->sought) {
		g = home_of(m, a->thread, role->plan, role->index, 1);
		if (g)
			happen_in(m, g, a, role->index, event, path);
		return;
	}
	for (; link; link = link->next) {
		g = ((struct vypr_general_node *)link)->general;
		if (looks(g, role->plan, role->index))
			happen_in(m, g, a, role->index, event, path);
	}
}

void vypr_general_happen(struct vypr_monitor *m, struct vypr_activation *a,
			 const struct vypr_role_plan *role,
			 const struct vypr_event *event, uint32_t path)
{
	struct vypr_general *g;

	if (role->plan->form.slots[role->index].during >= 0) {
		happen_during(m, a, role, event, path);
		return;
	}
	g = role->plan->function ? vypr_general_get(m, a, role->plan) : NULL;
	if (g)
		happen_in(m, g, a, role->index, event, path);
}

/* ---- moments ------------------------------------------------------------------ */

/* The last one of the slot that was over before this event. */
static struct vypr_occurrence *find_previous(struct vypr_monitor *m,
					     const struct vypr_occurrence *o, int slot)
{
	struct vypr_general *g = vypr_general_of(o->activation, o->plan);

	if (o->plan->form.slots[slot].during >= 0)
		g = home_of(m, o->activation->thread, o->plan, slot, 0);
	return g ? vypr_general_last_over(g, slot, m->order) : NULL;
}

static void link_previous(struct vypr_monitor *m, struct vypr_occurrence *o, int slot)
{
	struct vypr_occurrence *previous = find_previous(m, o, slot);

	o->links[slot] = previous;
	if (previous)
		previous->holders++;
	else
		o->reason = vypr_reason_worse(o->reason, VYPR_REASON_NO_EVENT);
}

void vypr_general_reach(struct vypr_monitor *m, struct vypr_track *track,
			enum vypr_moment moment)
{
	struct vypr_occurrence *o = track->occurrence;
	const struct vypr_form *form = &o->plan->form;

	if (vypr_root_of(o)->use == VYPR_USE_DOMAIN) {
		if (moment == VYPR_AFTER)
			vypr_general_count_end(o);
		return;
	}
	for (int i = 0; i < form->slot_count; i++) {
		if (form->slots[i].use != VYPR_USE_PREVIOUS ||
		    form->slots[i].parent != track->slot || form->slots[i].from != moment)
			continue;
		if (form->slots[i].sought)
			vypr_general_seek_from(m, o, i);
		else
			link_previous(m, o, i);
	}
	vypr_general_mark(m, o, track->slot, moment);
}
