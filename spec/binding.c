/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how events become occurrences, occurrences bindings, and bindings verdicts.  For
 * each event: first all that it answers or makes is moved and marked fresh, then
 * every binding that fresh ones touch is evaluated once.  Whatever can no longer be
 * decided becomes unknown at once, so that memory is bounded by what is open.
 */
#include "spec/monitor_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- tracks ----------------------------------------------------------------- */

void vypr_track_enter(struct vypr_track *track, struct vypr_list *list)
{
	track->list = list;
	track->occurrence->live++;
	vypr_list_append(list, &track->link);
}

void vypr_track_leave(struct vypr_track *track)
{
	if (!track->list)
		return;
	vypr_list_remove(track->list, &track->link);
	track->list = NULL;
	track->occurrence->live--;
}

static const struct vypr_form_slot *slot_of(const struct vypr_track *track)
{
	return &track->occurrence->plan->form.slots[track->slot];
}

static struct vypr_observation *observation_of(const struct vypr_track *track)
{
	return &track->occurrence->observations[track->slot];
}

static void add_fresh(struct vypr_monitor *m, struct vypr_track *track, int look)
{
	struct vypr_fresh *fresh;
	size_t room = m->fresh_room ? m->fresh_room * 2 : 64;

	if (m->fresh_count == m->fresh_room) {
		fresh = realloc(m->fresh, room * sizeof *fresh);
		if (!fresh) {
			vypr_monitor_fail(m, VYPR_NOMEM);
			return;
		}
		m->fresh = fresh;
		m->fresh_room = room;
	}
	m->fresh[m->fresh_count++] = (struct vypr_fresh){ track, look };
}

/* It did not come, or end, until then (spec/eval.h).  0: it did, or that is known. */
static int close_end(struct vypr_monitor *m, struct vypr_occurrence *o, int slot,
		     uint64_t until)
{
	struct vypr_observation *seen = &o->observations[slot];

	if (seen->site_end != VYPR_NO_SITE || seen->end_ns)
		return 0;
	seen->end_ns = until;
	if (o->plan->general)
		vypr_general_mark_closed(m, o, slot);
	return 1;
}

/* Nothing more will be learnt of a slot, nor of what would follow it. */
static void close_slot(struct vypr_monitor *m, struct vypr_occurrence *o, int slot,
		       uint64_t until)
{
	const struct vypr_plan *plan = o->plan;
	int begun = o->observations[slot].site_begin != VYPR_NO_SITE;

	if (!close_end(m, o, slot, until))
		return;
	for (int c = plan->child[slot]; c >= 0; c = plan->sibling[c])
		if (!vypr_is_root(&plan->form.slots[c]) &&
		    !(begun && plan->form.slots[c].from == VYPR_BEFORE))
			close_slot(m, o, c, until);
}

void vypr_occurrence_close(struct vypr_monitor *m, struct vypr_occurrence *o, int slot,
			   enum vypr_reason reason)
{
	uint64_t seen = o->plan->general ? vypr_general_seen(m, o) : m->now_ns;

	o->reason = vypr_reason_worse(o->reason, reason);
	close_slot(m, o, slot, seen ? seen : 1);
}

void vypr_occurrence_close_all(struct vypr_monitor *m, struct vypr_occurrence *o)
{
	for (int i = 0; i < o->plan->form.slot_count; i++) {
		vypr_track_leave(&o->tracks[i]);
		if (vypr_root_slot(&o->plan->form, i) == o->quantifier)
			vypr_occurrence_close(m, o, i, VYPR_REASON_LOST);
	}
	if (!o->end_order)
		o->end_order = m->order;
}

/* Why what is next will not come; NONE: it may. */
static enum vypr_reason why_never(const struct vypr_occurrence *o,
				  const struct vypr_form_slot *next)
{
	if (next->during < 0)
		return o->activation->left ? VYPR_REASON_NO_EVENT : VYPR_REASON_NONE;
	return o->activation->thread->ended && !next->any_thread ? VYPR_REASON_UNWOUND :
								    VYPR_REASON_NONE;
}

/* Slots that hang off this moment wait from now on. */
static void start_children(struct vypr_monitor *m, struct vypr_track *track,
			   enum vypr_moment moment)
{
	struct vypr_occurrence *o = track->occurrence;
	const struct vypr_plan *plan = o->plan;

	for (int c = plan->child[track->slot]; c >= 0; c = plan->sibling[c]) {
		const struct vypr_form_slot *s = &plan->form.slots[c];

		if (s->from != moment || s->use != VYPR_USE_NEXT)
			continue;
		if (s->sought)
			vypr_general_seek_from(m, o, c);
		else if (why_never(o, s) == VYPR_REASON_NONE)
			vypr_track_enter(&o->tracks[c],
					 vypr_heads(o->activation, plan) + c);
		else
			vypr_occurrence_close(m, o, c, why_never(o, s));
	}
}

/* Values of a call's beginning, and those of an EXIT, come ahead of it. */
static int values_follow(const struct vypr_track *track, enum vypr_moment moment)
{
	return moment != VYPR_BEFORE &&
	       track->occurrence->plan->captures[track->slot] & 1u << moment &&
	       slot_of(track)->kind != VYPR_SLOT_EXIT;
}

/* The moment came: mark it, and wait for the values that follow it. */
static void reach(struct vypr_monitor *m, struct vypr_activation *a,
		  struct vypr_track *track, enum vypr_moment moment)
{
	const struct vypr_plan *plan = track->occurrence->plan;

	start_children(m, track, moment);
	if (plan->general)
		vypr_general_reach(m, track, moment);
	if (values_follow(track, moment))
		vypr_track_enter(track, &a->recent);
	add_fresh(m, track, plan->watch[track->slot] >> moment & 1);
}

/* ---- occurrences ------------------------------------------------------------ */

static size_t round_up(size_t bytes)
{
	return (bytes + 15) & ~(size_t)15;
}

/* One piece of memory: the occurrence, then its tracks, observations, captures. */
static struct vypr_occurrence *make_occurrence(struct vypr_plan *plan)
{
	size_t slots = (size_t)plan->form.slot_count;
	size_t tracks = round_up(sizeof(struct vypr_occurrence));
	size_t observations = tracks + round_up(slots * sizeof(struct vypr_track));
	size_t captured =
		observations + round_up(slots * sizeof(struct vypr_observation));
	size_t links = captured + round_up((size_t)plan->form.capture_count *
					   sizeof(struct vypr_captured));
	size_t marks = links + (plan->general ? slots : 0) * sizeof(void *);
	size_t size = marks + vypr_general_marks(plan) * sizeof(uint64_t);
	char *piece = calloc(1, size);
	struct vypr_occurrence *o = (struct vypr_occurrence *)piece;

	if (!o)
		return NULL;
	o->plan = plan;
	o->tracks = (struct vypr_track *)(piece + tracks);
	o->observations = (struct vypr_observation *)(piece + observations);
	o->captured = (struct vypr_captured *)(piece + captured);
	o->links = (struct vypr_occurrence **)(piece + links);
	o->marks = (uint64_t *)(piece + marks);
	for (size_t i = 0; i < slots; i++) {
		o->tracks[i].occurrence = o;
		o->tracks[i].slot = (int)i;
	}
	return o;
}

static void clear_occurrence(struct vypr_occurrence *o)
{
	for (int i = 0; i < o->plan->form.slot_count; i++)
		o->observations[i] = (struct vypr_observation){
			.site_begin = VYPR_NO_SITE, .site_end = VYPR_NO_SITE
		};
	for (int i = 0; i < o->plan->form.capture_count; i++)
		o->captured[i] = (struct vypr_captured){ 0 };
	o->bindings = (struct vypr_list){ NULL, NULL };
	o->begin_order = o->end_order = 0;
	o->live = 0;
	o->holders = 0;
	for (int i = 0; o->plan->general && i < o->plan->form.slot_count; i++)
		o->links[i] = NULL;
	if (o->plan->general)
		memset(o->marks, 0, vypr_general_marks(o->plan) * sizeof o->marks[0]);
	o->settled = 0;
	o->look = -1;
	o->reason = VYPR_REASON_NONE;
}

void vypr_count_open(struct vypr_monitor *m)
{
	if (++m->counts.open > m->counts.open_most)
		m->counts.open_most = m->counts.open;
}

struct vypr_occurrence *vypr_occurrence_new(struct vypr_monitor *m,
					    struct vypr_activation *a,
					    struct vypr_plan *plan, int quantifier)
{
	struct vypr_occurrence *o = (struct vypr_occurrence *)plan->free_occurrences;

	if (o)
		plan->free_occurrences = o->link.next;
	else
		o = make_occurrence(plan);
	if (!o)
		return NULL;
	clear_occurrence(o);
	o->activation = a;
	o->quantifier = quantifier;
	vypr_list_append(vypr_heads(a, plan) + quantifier, &o->link);
	a->occurrences++;
	if (plan->form.quantifier_count == 1 && !plan->general)
		vypr_count_open(m);
	return o;
}

void vypr_occurrence_free(struct vypr_monitor *m, struct vypr_occurrence *o)
{
	struct vypr_plan *plan = o->plan;

	for (int i = 0; o->live; i++)
		vypr_track_leave(&o->tracks[i]);
	vypr_list_remove(vypr_heads(o->activation, plan) + o->quantifier, &o->link);
	o->activation->occurrences--;
	if (plan->form.quantifier_count == 1 && !plan->general)
		m->counts.open--;
	o->look = -1;
	vypr_told_forget(m, &o->told);
	o->link.next = plan->free_occurrences;
	plan->free_occurrences = &o->link;
}

/* ---- bindings --------------------------------------------------------------- */

static struct vypr_binding *take_binding(struct vypr_plan *plan)
{
	struct vypr_binding *b = (struct vypr_binding *)plan->free_bindings;

	if (!b)
		return calloc(1, sizeof *b + (size_t)plan->form.quantifier_count *
						     sizeof b->members[0]);
	plan->free_bindings = b->link.next;
	return b;
}

int vypr_binding_new(struct vypr_monitor *m, struct vypr_plan *plan,
		     struct vypr_occurrence **tuple)
{
	struct vypr_binding *b = take_binding(plan);

	if (!b) {
		vypr_monitor_fail(m, VYPR_NOMEM);
		return 0;
	}
	b->plan = plan;
	b->activation = tuple[0]->activation;
	vypr_list_append(vypr_bindings_of(tuple[0]->activation, plan), &b->link);
	for (int i = 0; i < plan->form.quantifier_count; i++) {
		b->members[i].binding = b;
		b->members[i].occurrence = tuple[i];
		vypr_list_append(&tuple[i]->bindings, &b->members[i].link);
	}
	vypr_count_open(m);
	return 1;
}

void vypr_binding_free(struct vypr_monitor *m, struct vypr_binding *b)
{
	struct vypr_plan *plan = b->plan;
	struct vypr_activation *a = b->members[0].occurrence->activation;

	for (int i = 0; i < plan->form.quantifier_count; i++)
		vypr_list_remove(&b->members[i].occurrence->bindings,
				 &b->members[i].link);
	vypr_list_remove(vypr_bindings_of(a, plan), &b->link);
	m->counts.open--;
	vypr_told_forget(m, &b->told);
	b->link.next = plan->free_bindings;
	plan->free_bindings = &b->link;
}

/* Does the i-th fit to those before it?  An order speaks of an earlier variable. */
static int fits(const struct vypr_plan *plan, struct vypr_occurrence *const *tuple, int i)
{
	const struct vypr_form_slot *slot = &plan->form.slots[i];

	if (slot->order == VYPR_ORDER_AFTER)
		return vypr_is_later(tuple[i], tuple[slot->order_slot]);
	if (slot->order == VYPR_ORDER_BEFORE)
		return vypr_is_later(tuple[slot->order_slot], tuple[i]);
	return 1;
}

/* Every tuple that the new occurrence completes, in the order of the occurrences. */
static void combine(struct vypr_monitor *m, struct vypr_occurrence *fresh,
		    struct vypr_occurrence **tuple, int i)
{
	struct vypr_plan *plan = fresh->plan;
	struct vypr_link *link;

	if (i == plan->form.quantifier_count) {
		vypr_binding_new(m, plan, tuple);
		return;
	}
	if (i == fresh->quantifier) {
		tuple[i] = fresh;
		if (fits(plan, tuple, i))
			combine(m, fresh, tuple, i + 1);
		return;
	}
	link = vypr_heads(fresh->activation, plan)[i].first;
	for (; link; link = link->next) {
		tuple[i] = (struct vypr_occurrence *)link;
		if (fits(plan, tuple, i))
			combine(m, fresh, tuple, i + 1);
	}
}

static void combine_all(struct vypr_monitor *m, struct vypr_occurrence *fresh)
{
	struct vypr_occurrence *tuple[VYPR_QUANTIFIERS_MOST] = { NULL };

	combine(m, fresh, tuple, 0);
	if (m->fresh_count) /* what others know counts */
		m->fresh[m->fresh_count - 1].look = 1;
}

/* ---- what an event does ----------------------------------------------------- */

static void observe_state(struct vypr_monitor *m, struct vypr_activation *a,
			   struct vypr_track *track, const struct vypr_event *event,
			   uint32_t path)
{
	struct vypr_observation *o = observation_of(track);

	o->site_end = event->site;
	o->end_ns = event->time_ns;
	o->path = path;
	reach(m, a, track, VYPR_AT);
}

static void observe_begin(struct vypr_monitor *m, struct vypr_activation *a,
			  struct vypr_track *track, const struct vypr_event *event,
			  uint32_t path)
{
	struct vypr_observation *o = observation_of(track);

	o->site_begin = event->site;
	o->begin_ns = event->time_ns;
	o->path = path;
	if (slot_of(track)->needs_end)
		vypr_track_enter(track, &a->calling_list);
	reach(m, a, track, VYPR_BEFORE);
}

void vypr_track_observe(struct vypr_monitor *m, struct vypr_activation *a,
			struct vypr_track *track, const struct vypr_event *event,
			uint32_t path)
{
	if (slot_of(track)->kind == VYPR_SLOT_CALL)
		observe_begin(m, a, track, event, path);
	else
		observe_state(m, a, track, event, path);
}

static void new_occurrence(struct vypr_monitor *m, struct vypr_activation *a,
			   const struct vypr_role_plan *role,
			   const struct vypr_event *event, uint32_t path)
{
	struct vypr_plan *plan = role->plan;
	struct vypr_occurrence *o = vypr_occurrence_new(m, a, plan, role->index);

	if (!o) {
		vypr_monitor_fail(m, VYPR_NOMEM);
		return;
	}
	o->begin_order = m->order;
	if (plan->form.slots[role->index].kind != VYPR_SLOT_CALL)
		o->end_order = m->order;
	vypr_track_observe(m, a, &o->tracks[role->index], event, path);
	if (plan->decided_blank && m->fresh_count)
		m->fresh[m->fresh_count - 1].look = 1;
	if (plan->form.quantifier_count > 1)
		combine_all(m, o);
}

void vypr_binding_happen(struct vypr_monitor *m, struct vypr_activation *a,
			 const struct vypr_role_plan *role,
			 const struct vypr_event *event, uint32_t path)
{
	struct vypr_list *waiting;

	if (role->plan->general) {
		vypr_general_happen(m, a, role, event, path);
		return;
	}
	if (!role->plan->function)
		return;
	waiting = vypr_heads(a, role->plan) + role->index;
	if (role->plan->form.slots[role->index].quantifier >= 0) {
		new_occurrence(m, a, role, event, path);
		return;
	}
	while (waiting->first) {
		struct vypr_track *track = (struct vypr_track *)waiting->first;

		vypr_track_leave(track);
		vypr_track_observe(m, a, track, event, path);
	}
}

void vypr_binding_return(struct vypr_monitor *m, struct vypr_activation *a,
			 const struct vypr_event *event, uint32_t callee)
{
	while (a->calling_list.first) {
		struct vypr_track *track = (struct vypr_track *)a->calling_list.first;
		struct vypr_observation *o = observation_of(track);

		vypr_track_leave(track);
		o->site_end = event->site;
		o->end_ns = event->time_ns;
		o->callee = callee;
		if (vypr_is_root(slot_of(track)))
			track->occurrence->end_order = m->order;
		reach(m, a, track, VYPR_AFTER);
	}
}

/* ---- values ----------------------------------------------------------------- */

/* Are all values of this moment known? */
static int is_captured(const struct vypr_occurrence *o, int slot, enum vypr_moment moment)
{
	const struct vypr_form *form = &o->plan->form;

	for (int i = 0; i < form->capture_count; i++)
		if (form->captures[i].slot == slot &&
		    form->captures[i].moment == moment && !o->captured[i].known)
			return 0;
	return 1;
}

static int capture(struct vypr_monitor *m, struct vypr_track *track, int index,
		   uint64_t value)
{
	struct vypr_occurrence *o = track->occurrence;

	return vypr_monitor_captured(m, o->plan->form.captures[index].type, value,
				     &o->captured[index]);
}

static int is_meant(const struct vypr_track *track, const struct vypr_role_plan *role)
{
	const struct vypr_form *form = &role->plan->form;
	int slot = form->captures[role->index].slot;

	if (track->slot != slot)
		return 0;
	if (form->slots[slot].during >= 0) /* the roles hold for every formula of the key */
		return track->occurrence->plan->key == role->plan->key;
	return track->occurrence->plan == role->plan;
}

void vypr_binding_capture_fresh(struct vypr_monitor *m, const struct vypr_role_plan *role,
				uint64_t value)
{
	enum vypr_moment moment = role->plan->form.captures[role->index].moment;

	for (size_t i = 0; i < m->fresh_count; i++) {
		struct vypr_track *track = m->fresh[i].track;

		if (!is_meant(track, role) || !capture(m, track, role->index, value))
			continue;
		m->fresh[i].look = 1;
		if (moment != VYPR_BEFORE &&
		    is_captured(track->occurrence, track->slot, moment))
			vypr_track_leave(track);
	}
}

void vypr_binding_capture_recent(struct vypr_monitor *m, struct vypr_activation *a,
				 const struct vypr_role_plan *role, uint64_t value)
{
	enum vypr_moment moment = role->plan->form.captures[role->index].moment;
	struct vypr_link *link, *next;

	for (link = a->recent.first; link; link = next) {
		struct vypr_track *track = (struct vypr_track *)link;

		next = link->next;
		if (!is_meant(track, role) ||
		    track->occurrence->captured[role->index].known ||
		    !capture(m, track, role->index, value))
			continue;
		if (is_captured(track->occurrence, track->slot, moment))
			vypr_track_leave(track);
		add_fresh(m, track, 1);
	}
}

void vypr_binding_settle(struct vypr_monitor *m, struct vypr_activation *a)
{
	while (a->recent.first) {
		struct vypr_track *track = (struct vypr_track *)a->recent.first;

		vypr_track_leave(track);
		add_fresh(m, track, track->occurrence->plan->holds);
	}
}

void vypr_binding_look(struct vypr_monitor *m, struct vypr_track *track)
{
	add_fresh(m, track, 1);
}

void vypr_binding_touch(struct vypr_monitor *m, struct vypr_track *track)
{
	add_fresh(m, track, 0);
}

void vypr_binding_give_up(struct vypr_monitor *m, struct vypr_track *track,
			  enum vypr_reason reason)
{
	struct vypr_occurrence *o = track->occurrence;

	vypr_occurrence_close(m, o, track->slot, reason);
	if (vypr_is_root(slot_of(track)))
		o->end_order = m->order - 1; /* before the event that shows it */
	if (slot_of(track)->use == VYPR_USE_DOMAIN)
		vypr_general_count_abandoned(o);
}

void vypr_binding_abandon(struct vypr_monitor *m, struct vypr_activation *a)
{
	while (a->calling_list.first) {
		struct vypr_track *track = (struct vypr_track *)a->calling_list.first;

		vypr_track_leave(track);
		vypr_binding_give_up(m, track, VYPR_REASON_UNWOUND);
		add_fresh(m, track, 0);
	}
}

/* Of a call that is over without an end: what time has told of it, and what comes later. */
static void leave_call(struct vypr_monitor *m, struct vypr_track *track, uint64_t time_ns)
{
	struct vypr_occurrence *o = track->occurrence;
	uint64_t seen = o->plan->general ? vypr_general_seen(m, o) : m->now_ns;

	o->reason = vypr_reason_worse(o->reason, VYPR_REASON_UNWOUND);
	start_children(m, track, VYPR_AFTER);
	close_end(m, o, track->slot, time_ns ? time_ns : seen ? seen : 1);
	if (vypr_is_root(slot_of(track)))
		o->end_order = m->order;
	if (slot_of(track)->use == VYPR_USE_DOMAIN)
		vypr_general_count_left(o);
	add_fresh(m, track, 1);
}

void vypr_binding_leave(struct vypr_monitor *m, struct vypr_activation *a, uint64_t time_ns)
{
	while (a->calling_list.first) {
		struct vypr_track *track = (struct vypr_track *)a->calling_list.first;

		vypr_track_leave(track);
		leave_call(m, track, time_ns);
	}
}

static void free_chain(struct vypr_link **first)
{
	while (*first) {
		struct vypr_link *link = *first;

		*first = link->next;
		free(link);
	}
}

void vypr_binding_free_lists(struct vypr_plan *plan)
{
	free_chain(&plan->free_occurrences);
	vypr_general_free_memos(plan);
	free_chain(&plan->free_bindings);
}
