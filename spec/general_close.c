/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how instances end: left, lost, with their thread; and what is evaluated when.
 */
#include "spec/general.h"

/* Nothing waits in it any more: it goes, and an activation that lingered for it. */
static void retire(struct vypr_monitor *m, struct vypr_general *g)
{
	struct vypr_activation *a = g->activation;

	vypr_general_free(m, g);
	if (a->left && a->occurrences == 0)
		vypr_activation_free(a);
}

static int has_bindings(const struct vypr_general *g)
{
	return vypr_bindings_of(g->activation, g->plan)->first != NULL;
}

void vypr_general_conclude(struct vypr_monitor *m)
{
	while (m->touched) {
		struct vypr_general *g = m->touched;
		int how = g->touched;

		m->touched = g->next_touched;
		g->touched = 0;
		if (how > 1)
			vypr_general_conclude_all(m, g);
		if (g->activation->left && !g->is_home && !has_bindings(g))
			retire(m, g);
		else
			vypr_general_prune_some(m, g);
	}
}

void vypr_general_advance(struct vypr_monitor *m)
{
	struct vypr_link *link = m->generals.first;

	for (; link; link = link->next) {
		struct vypr_general *g = ((struct vypr_general_node *)link)->general;

		if (g->plan->general->timed && has_bindings(g))
			vypr_general_touch_all(m, g, 2);
	}
	vypr_general_conclude(m);
}

/* ---- leaving ------------------------------------------------------------------- */

uint64_t vypr_general_seen(const struct vypr_monitor *m, const struct vypr_occurrence *o)
{
	return vypr_general_now(m, vypr_general_of(o->activation, o->plan));
}

/* Where something can still come from. */
enum source { BY_ACTIVATION, BY_THREAD, BY_ALL };

static enum source source_of(const struct vypr_form_slot *slot)
{
	if (slot->during < 0)
		return BY_ACTIVATION;
	return slot->any_thread ? BY_ALL : BY_THREAD;
}

/* What comes from there alone will not come; it has been waited for until now. */
static void stop_waiting(struct vypr_monitor *m, struct vypr_general *g, enum source gone,
			 enum vypr_reason reason)
{
	const struct vypr_form *form = &g->plan->form;

	for (int i = 0; i < form->slot_count; i++) {
		struct vypr_list *list = vypr_heads(g->activation, g->plan) + i;

		if (vypr_is_root(&form->slots[i]) || source_of(&form->slots[i]) > gone)
			continue;
		while (list->first) {
			struct vypr_track *track = (struct vypr_track *)list->first;

			vypr_track_leave(track);
			vypr_occurrence_close(m, track->occurrence, track->slot,
					      reason);
		}
	}
}

static void give_up_all(struct vypr_monitor *m, struct vypr_general *g,
			enum vypr_reason reason)
{
	struct vypr_list *bindings = vypr_bindings_of(g->activation, g->plan);

	while (bindings->first)
		vypr_general_give_up(m, g, (struct vypr_binding *)bindings->first, reason);
}

/* What the time that has passed decides comes first.  By EXIT: then what quantifiers range
 * over is known. */
int vypr_general_close(struct vypr_monitor *m, struct vypr_activation *a,
		       struct vypr_plan *plan, enum vypr_reason reason)
{
	struct vypr_general *g = vypr_general_of(a, plan);

	if (!g)
		return 0;
	g->closing = 1;
	g->seen_ns = vypr_general_now(m, g);
	if (plan->general->timed)
		vypr_general_conclude_all(m, g);
	if (reason == VYPR_REASON_NO_EVENT) {
		stop_waiting(m, g, BY_ACTIVATION, reason);
		g->complete = 1;
		vypr_general_conclude_all(m, g);
		g->closing = 0;
		if (has_bindings(g))
			return 1;
	}
	give_up_all(m, g, reason);
	vypr_general_free(m, g);
	return 0;
}

/* A track of another activation's occurrence: it goes on as if its event had been seen. */
static void release(struct vypr_monitor *m, struct vypr_activation *a,
		    struct vypr_list *list, enum vypr_reason reason)
{
	struct vypr_link *link, *after;

	for (link = list->first; link; link = after) {
		struct vypr_track *track = (struct vypr_track *)link;

		after = link->next;
		if (track->occurrence->activation == a)
			continue;
		vypr_track_leave(track);
		if (reason != VYPR_REASON_NONE)
			vypr_binding_give_up(m, track, reason);
		vypr_binding_touch(m, track);
	}
}

void vypr_general_leave(struct vypr_monitor *m, struct vypr_activation *a,
			enum vypr_reason reason)
{
	release(m, a, &a->calling_list, reason);
	release(m, a, &a->recent, VYPR_REASON_NONE);
	vypr_binding_conclude(m);
}

/* ---- lost events ----------------------------------------------------------------- */

static void lose_occurrence(struct vypr_monitor *m, struct vypr_occurrence *o)
{
	vypr_occurrence_close_all(m, o);
	if (vypr_root_of(o)->use == VYPR_USE_DOMAIN || vypr_root_of(o)->sought ||
	    (vypr_root_of(o)->use == VYPR_USE_PREVIOUS && !o->holders))
		vypr_general_drop(m, o);
}

static void lose_instance(struct vypr_monitor *m, struct vypr_general *g)
{
	give_up_all(m, g, VYPR_REASON_LOST);
	g->lost_order = m->order;
	for (int i = 0; i < g->plan->form.slot_count; i++) {
		struct vypr_link *link = vypr_heads(g->activation, g->plan)[i].first;
		struct vypr_link *after;

		g->domains[i].broken |= g->domains[i].running != 0;
		g->domains[i].running = 0;
		if (!vypr_is_root(&g->plan->form.slots[i]))
			continue;
		for (; link; link = after) {
			after = link->next;
			lose_occurrence(m, (struct vypr_occurrence *)link);
		}
	}
	vypr_general_prune(m, g);
}

void vypr_general_lose(struct vypr_monitor *m, struct vypr_activation *a,
		       struct vypr_plan *plan)
{
	struct vypr_general *g = vypr_general_of(a, plan);

	if (g)
		lose_instance(m, g);
}

/* Is it one that events of this thread were for, and that is not on its stack? */
static int is_touched_by(const struct vypr_general *g, const struct vypr_thread *thread)
{
	if (g->activation->thread == thread)
		return g->activation->left;
	return g->plan->form.any_thread;
}

void vypr_general_lose_thread(struct vypr_monitor *m, struct vypr_thread *thread)
{
	struct vypr_link *link = m->generals.first, *after;

	for (; link; link = after) {
		struct vypr_general *g = ((struct vypr_general_node *)link)->general;

		after = link->next;
		if (!is_touched_by(g, thread))
			continue;
		g->tainted |= !g->activation->left;
		lose_instance(m, g);
		if (g->activation->left && !g->is_home)
			retire(m, g);
	}
}

/* Does it look for something on any thread? */
static int looks_anywhere(const struct vypr_form *form)
{
	for (int i = 0; i < form->slot_count; i++)
		if (!vypr_is_root(&form->slots[i]) && form->slots[i].any_thread)
			return 1;
	return 0;
}

/* The thread has ended: 1: it goes on, with what other threads do. */
static int outlives(struct vypr_monitor *m, struct vypr_general *g, enum vypr_reason reason)
{
	if (!looks_anywhere(&g->plan->form))
		return 0;
	g->closing = 1;
	g->seen_ns = vypr_general_now(m, g);
	if (g->plan->general->timed)
		vypr_general_conclude_all(m, g);
	stop_waiting(m, g, BY_THREAD, reason);
	vypr_general_conclude_all(m, g);
	g->closing = 0;
	return has_bindings(g);
}

static void end_instance(struct vypr_monitor *m, struct vypr_general *g,
			 enum vypr_reason reason)
{
	g->closing = 1;
	if (g->plan->general->timed)
		vypr_general_conclude_all(m, g);
	give_up_all(m, g, reason);
	retire(m, g);
}

/* Homes come last, as others refer to what they have found. */
static void retire_homes(struct vypr_monitor *m, struct vypr_thread *thread)
{
	while (thread->generals.first)
		retire(m, ((struct vypr_general_node *)thread->generals.first)->general);
}

int vypr_general_is_done(struct vypr_monitor *m, struct vypr_thread *thread)
{
	for (struct vypr_link *l = thread->generals.first; l; l = l->next)
		if (!((struct vypr_general_node *)l)->general->is_home)
			return 0;
	retire_homes(m, thread);
	return 1;
}

int vypr_general_end_thread(struct vypr_monitor *m, struct vypr_thread *thread,
			    enum vypr_reason reason, int last)
{
	struct vypr_link *link, *after;

	for (link = thread->generals.first; link && !last; link = link->next)
		if (((struct vypr_general_node *)link)->general->is_home)
			outlives(m, ((struct vypr_general_node *)link)->general, reason);
	for (link = thread->generals.first; link; link = after) {
		struct vypr_general *g = ((struct vypr_general_node *)link)->general;

		after = link->next;
		if (!g->is_home && (last || !outlives(m, g, reason)))
			end_instance(m, g, reason);
	}
	return !vypr_general_is_done(m, thread);
}
