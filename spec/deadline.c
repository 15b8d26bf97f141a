/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows which bindings may be decided by nothing but time: those that measure a call in
 * progress, or how long something has not come.
 *
 *      begin           patience              now
 *        |----------------|-------------------|      no END yet: duration(c) <= patience
 *                                                    is false
 *
 * Patience is the shortest time after which any atom can tell; younger ones are not
 * looked at.
 */
#include "spec/monitor_private.h"
#include "spec/quantity.h"

#define HOLD_NS UINT64_C(50000000)

/* ---- plans ------------------------------------------------------------------ */

static int is_span(const struct vypr_node *n)
{
	return n->kind == VYPR_NODE_DURATION || n->kind == VYPR_NODE_TIME_BETWEEN;
}

/* Is its beginning known before its end, whatever comes? */
static int only_grows(const struct vypr_form *form, const struct vypr_node *n)
{
	const struct vypr_form_ref *from, *to;

	if (n->kind != VYPR_NODE_TIME_BETWEEN)
		return n->kind == VYPR_NODE_DURATION;
	from = &form->refs[n->a];
	to = &form->refs[n->b];
	return (form->slots[from->slot].use == VYPR_USE_LEADING &&
		from->moment != VYPR_AFTER) ||
	       (form->slots[to->slot].parent == from->slot &&
		form->slots[to->slot].from == from->moment);
}

/* A bound that is written as a number, in ns. */
static uint64_t bound_of(const struct vypr_form *form, int32_t node)
{
	const struct vypr_node *n = &form->ast->nodes[node];
	const struct quantity_view none = { .form = form };
	struct quantity x, ns = { .dimension = QUANTITY_TIME };
	double bound;

	if ((n->kind != VYPR_NODE_INTEGER && n->kind != VYPR_NODE_REAL) ||
	    !vypr_quantity_eval(&none, node, &x))
		return 0;
	vypr_quantity_match(&x, &ns);
	bound = vypr_quantity_double(&x) - 1;
	return bound > 0 && bound < 1e18 ? (uint64_t)bound : 0;
}

/* After how long an atom can be decided while it lasts; 0: that is not known beforehand.
 */
static uint64_t patience_of(const struct vypr_form *form, const struct vypr_node *atom)
{
	const struct vypr_node *nodes = form->ast->nodes;

	if (atom->kind == VYPR_NODE_COMPARE && only_grows(form, &nodes[atom->a]))
		return bound_of(form, atom->b);
	if (atom->kind == VYPR_NODE_COMPARE && only_grows(form, &nodes[atom->b]))
		return bound_of(form, atom->a);
	if (atom->kind == VYPR_NODE_IN && only_grows(form, &nodes[atom->a]))
		return bound_of(form, nodes[atom->b].b);
	return 0;
}

/* Has an atom such a measurement?  kind: KINDS for any. */
static int measures_span(const struct vypr_form *form, int32_t node,
			 enum vypr_node_kind kind)
{
	const struct vypr_node *n;

	if (node < 0)
		return 0;
	n = &form->ast->nodes[node];
	if (is_span(n))
		return kind == VYPR_NODE_KINDS || n->kind == kind;
	if (n->kind == VYPR_NODE_INTERVAL ||
	    (n->kind >= VYPR_NODE_ADD && n->kind <= VYPR_NODE_ABS) ||
	    n->kind == VYPR_NODE_COMPARE || n->kind == VYPR_NODE_IN)
		return measures_span(form, n->a, kind) || measures_span(form, n->b, kind);
	return 0;
}

void vypr_deadline_plan(struct vypr_plan *plan)
{
	const struct vypr_form *form = &plan->form;

	plan->patience_ns = UINT64_MAX;
	for (int i = 0; i < form->atom_count; i++) {
		uint64_t patience;

		if (!measures_span(form, form->atoms[i], VYPR_NODE_KINDS))
			continue;
		plan->deadline = 1;
		patience = patience_of(form, &form->ast->nodes[form->atoms[i]]);
		if (patience < plan->patience_ns)
			plan->patience_ns = patience;
		plan->waits |=
			measures_span(form, form->atoms[i], VYPR_NODE_TIME_BETWEEN);
	}
}

/* ---- the time passes ---------------------------------------------------------- */

static int is_due(const struct vypr_monitor *m, const struct vypr_plan *plan,
		  uint64_t from)
{
	return from && m->advancing_ns >= from &&
	       m->advancing_ns - from >= plan->patience_ns;
}

/* Calls in progress. */
static void touch_calls(struct vypr_monitor *m, struct vypr_activation *a)
{
	for (struct vypr_link *link = a->calling_list.first; link; link = link->next) {
		struct vypr_track *track = (struct vypr_track *)link;
		const struct vypr_occurrence *o = track->occurrence;

		if (!o->plan->general && o->plan->deadline && !o->told.number &&
		    is_due(m, o->plan, o->observations[track->slot].begin_ns))
			vypr_binding_look(m, track);
	}
}

/* When an occurrence of a quantifier began, as far as it was timed. */
static uint64_t time_of(const struct vypr_occurrence *o)
{
	const struct vypr_observation *seen = &o->observations[o->quantifier];

	return seen->begin_ns ? seen->begin_ns : seen->end_ns;
}

/* What has not come.  Occurrences lie in the order of time; one that is decided goes, unless
 * it is told again. */
static void touch_waiting(struct vypr_monitor *m, struct vypr_activation *a,
			  const struct vypr_plan *plan)
{
	for (int i = 0; i < plan->form.quantifier_count; i++) {
		struct vypr_link *link = vypr_heads(a, plan)[i].first;

		for (; link; link = link->next) {
			struct vypr_occurrence *o = (struct vypr_occurrence *)link;

			if (time_of(o) && !is_due(m, plan, time_of(o)))
				break;
			if (!o->told.number)
				vypr_binding_look(m, &o->tracks[i]);
		}
	}
}

static int misses_value(const struct vypr_occurrence *o)
{
	const struct vypr_form *form = &o->plan->form;

	for (int i = 0; i < form->capture_count; i++)
		if (form->captures[i].slot == 0 && form->captures[i].needed &&
		    !o->captured[i].known)
			return 1;
	return 0;
}

/* Values that are only recorded follow at once, if they follow: a verdict does not wait
 * for them when the thread has had the time. */
static void release_held(struct vypr_monitor *m, struct vypr_activation *a)
{
	struct vypr_link *link, *next;

	for (link = a->recent.first; link; link = next) {
		struct vypr_track *track = (struct vypr_track *)link;

		next = link->next;
		if (!vypr_is_held(track->occurrence) || track->slot != 0 ||
		    misses_value(track->occurrence) ||
		    m->advancing_ns < a->thread->latest_ns + HOLD_NS)
			continue;
		vypr_track_leave(track);
		vypr_binding_look(m, track);
	}
}

static void advance_activation(struct vypr_monitor *m, struct vypr_activation *a)
{
	release_held(m, a);
	touch_calls(m, a);
	for (uint32_t i = 0; a->occurrences && i < a->plan->plan_count; i++)
		if (a->plan->plans[i]->waits && !a->plan->plans[i]->general)
			touch_waiting(m, a, a->plan->plans[i]);
	if (m->fresh_count || m->touched)
		vypr_binding_conclude(m);
}

static void advance_thread(struct vypr_monitor *m, struct vypr_thread *thread)
{
	for (struct vypr_activation *a = thread->top; a; a = a->below)
		if (a->occurrences || a->calling_list.first || a->recent.first)
			advance_activation(m, a);
}

enum vypr_status vypr_monitor_advance(struct vypr_monitor *m, uint64_t now_ns)
{
	enum vypr_status status;

	if (now_ns <= m->now_ns)
		return VYPR_OK;
	status = vypr_monitor_take_queued(m, now_ns);
	if (status != VYPR_OK)
		return status;
	m->status = VYPR_OK;
	m->now_ns = m->advancing_ns = now_ns;
	if (m->time_matters)
		for (size_t i = 0; i < m->threads.size; i++)
			if (m->threads.entries[i].value)
				advance_thread(m, m->threads.entries[i].value);
	vypr_general_advance(m);
	vypr_threads_forget(m);
	m->advancing_ns = 0;
	return m->status;
}

/* ---- what hangs ---------------------------------------------------------------- */

void vypr_deadline_mark(struct vypr_monitor *m, struct vypr_occurrence *o,
			struct vypr_observation *observations)
{
	const struct vypr_form *form = &o->plan->form;

	for (int i = 0; i < form->slot_count; i++) {
		const struct vypr_track *track = &o->tracks[i];

		/* a call that has begun waits in its activation's list of those */
		if (form->slots[i].kind == VYPR_SLOT_CALL && track->list &&
		    o->observations[i].site_begin != VYPR_NO_SITE &&
		    o->observations[i].site_end == VYPR_NO_SITE)
			observations[i].callee = o->observations[i].callee =
				vypr_activation_hung(m,
						     vypr_activation_calling(track->list));
	}
}
