/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what one event means for the stack of its thread, and in which order its parts
 * are done:
 *
 *   1. which activation: pushed, found, or all above it were left unseen
 *   2. what the event ends: values that may have followed the last one, a call that
 *      was in progress and is not the one that ends
 *   3. what it says itself: a path, occurrences, answers, values
 *   4. verdicts
 *   5. leave the activation, when it is over or has nothing open
 */
#include "spec/monitor_private.h"

#include <stdlib.h>
#include <string.h>

#define UNITS_MOST 65535u

/* ---- the whole --------------------------------------------------------------- */

enum vypr_status vypr_monitor_new(const struct vypr_sink *sink,
				  struct vypr_monitor **ret_monitor)
{
	struct vypr_monitor *m = calloc(1, sizeof *m);

	if (!m)
		return VYPR_NOMEM;
	m->sink = *sink;
	if (vypr_paths_init(&m->paths) != VYPR_OK) {
		free(m);
		return VYPR_NOMEM;
	}
	*ret_monitor = m;
	return VYPR_OK;
}

static enum vypr_status drop_verdict(void *ctx, const struct vypr_verdict *verdict)
{
	(void)ctx;
	(void)verdict;
	return VYPR_OK;
}

void vypr_monitor_free(struct vypr_monitor *m)
{
	if (!m)
		return;
	m->sink = (struct vypr_sink){ drop_verdict, NULL };
	vypr_queue_clear(m);
	vypr_monitor_end(m, 0, VYPR_REASON_UNWOUND);
	for (uint32_t i = 0; i < m->unit_count; i++)
		vypr_plan_free(m->units[i]);
	free(m->units);
	vypr_monitor_map_fini(&m->threads);
	vypr_monitor_map_fini(&m->activations);
	vypr_paths_fini(&m->paths);
	vypr_monitor_free_strings(m);
	free(m->fresh);
	free(m->at);
	free(m->cursors);
	free(m->observations);
	free(m->captured);
	free(m);
}

/* Room to put together the observations of the largest formula. */
static enum vypr_status make_room(struct vypr_monitor *m,
				  const struct vypr_unit_plan *unit)
{
	size_t slots = m->slots_most, captures = m->captures_most;
	void *observations, *captured, *at, *cursors;

	for (uint32_t i = 0; i < unit->unit->formula_count; i++) {
		const struct vypr_form *form = &unit->plans[i].form;

		if ((size_t)form->slot_count > slots)
			slots = (size_t)form->slot_count;
		if ((size_t)form->capture_count > captures)
			captures = (size_t)form->capture_count;
	}
	observations = realloc(m->observations, (slots + 1) * sizeof *m->observations);
	if (observations)
		m->observations = observations;
	captured = realloc(m->captured, (captures + 1) * sizeof *m->captured);
	if (captured)
		m->captured = captured;
	at = realloc(m->at, (slots + 1) * sizeof(struct vypr_occurrence *));
	if (at)
		m->at = at;
	cursors = realloc(m->cursors, (slots + 1) * sizeof *m->cursors);
	if (cursors)
		m->cursors = cursors;
	if (!observations || !captured || !at || !cursors)
		return VYPR_NOMEM;
	m->slots_most = slots;
	m->captures_most = captures;
	return VYPR_OK;
}

/* What a plan does not know of its values, from those of its key: only the one that has the
 * sites does. */
static void join_types(struct vypr_unit_plan *to, const struct vypr_unit_plan *from)
{
	for (uint32_t i = 0; i < to->unit->formula_count; i++) {
		struct vypr_plan *plan = &to->plans[i];

		if (!plan->present || !vypr_form_lacks_types(&plan->form))
			continue;
		for (uint32_t j = 0; j < from->unit->formula_count; j++)
			if (from->plans[j].present && from->plans[j].key == plan->key)
				vypr_form_join_types(&plan->form, &from->plans[j].form);
	}
}

enum vypr_status vypr_monitor_add_unit(struct vypr_monitor *m,
				       const struct vypr_unit *unit, uint32_t *ret_unit)
{
	struct vypr_unit_plan *plan, **units;
	enum vypr_status status;

	if (m->unit_count >= UNITS_MOST)
		return VYPR_LIMIT;
	status = vypr_plan_unit(unit, m->unit_count, &plan);
	if (status != VYPR_OK)
		return status;
	status = make_room(m, plan);
	units = realloc(m->units, (m->unit_count + 1u) * sizeof(struct vypr_unit_plan *));
	if (units)
		m->units = units;
	if (!units || status != VYPR_OK) {
		vypr_plan_free(plan);
		return VYPR_NOMEM;
	}
	*ret_unit = m->unit_count;
	units[m->unit_count++] = plan;
	for (uint32_t u = 0; u < m->unit_count; u++) {
		join_types(plan, units[u]);
		join_types(units[u], plan);
	}
	for (uint32_t i = 0; i < unit->formula_count; i++)
		m->time_matters |= plan->plans[i].deadline || plan->plans[i].holds;
	for (uint32_t i = 0; i < unit->formula_count; i++)
		m->queues_all |= plan->plans[i].present && plan->plans[i].form.any_thread;
	return VYPR_OK;
}

const struct vypr_form *vypr_monitor_form(const struct vypr_monitor *m, uint32_t unit,
					  uint32_t formula)
{
	const struct vypr_plan *plan;

	if (unit >= m->unit_count || formula >= m->units[unit]->unit->formula_count)
		return NULL;
	plan = &m->units[unit]->plans[formula];
	return plan->present ? &plan->form : NULL;
}

void vypr_monitor_set_clock_error(struct vypr_monitor *m,
				  const struct vypr_clock_error *error)
{
	m->error = *error;
}

const struct vypr_paths *vypr_monitor_paths(const struct vypr_monitor *m)
{
	return &m->paths;
}

void vypr_monitor_counts(const struct vypr_monitor *m,
			 struct vypr_monitor_counts *ret_counts)
{
	*ret_counts = m->counts;
}

/* ---- one event ---------------------------------------------------------------- */

/* What a feed looks at. */
struct feed {
	struct vypr_monitor *m;
	const struct vypr_event *event;
	struct vypr_unit_plan *unit;
	const struct vypr_site *site;
	struct vypr_function_plan *function;
	struct vypr_thread *thread;
	struct vypr_activation *a;
};

static const struct vypr_role_plan *roles_of(const struct feed *f)
{
	return f->unit->roles + f->site->first_role;
}

static void on_change(const struct feed *f)
{
	const struct vypr_role_plan *roles = roles_of(f);
	uint32_t path = 0;

	if (f->a->peek)
		path = vypr_activation_path(f->m, f->a, f->site, f->a->peek);
	for (uint32_t i = 0; i < f->site->role_count; i++) {
		if (roles[i].kind == VYPR_ROLE_SLOT)
			vypr_binding_happen(f->m, f->a, &roles[i], f->event, path);
		else
			vypr_binding_capture_fresh(f->m, &roles[i], f->event->value);
	}
}

/* Is this value sent ahead of its event, a BEGIN or an EXIT? */
static int is_ahead(const struct vypr_role_plan *role)
{
	const struct vypr_form *form = &role->plan->form;
	const struct vypr_form_capture *c = &form->captures[role->index];

	return c->moment == VYPR_BEFORE || form->slots[c->slot].kind == VYPR_SLOT_EXIT;
}

/* The values sent ahead of an event belong to what it makes or answers. */
static void apply_pending(const struct feed *f)
{
	for (uint32_t p = 0; p < f->a->pending_count; p++) {
		const struct vypr_pending *pending = &f->a->pending[p];
		const struct vypr_site *site = &f->unit->unit->sites[pending->site];
		const struct vypr_role_plan *roles = f->unit->roles + site->first_role;

		for (uint32_t i = 0; i < site->role_count; i++)
			if (is_ahead(&roles[i]))
				vypr_binding_capture_fresh(f->m, &roles[i],
							   pending->value);
	}
}

/* The bits in an event's value. */
static uint64_t path_bits(const struct feed *f)
{
	if (f->event->value & VYPR_PATH_FIRST)
		f->a->prefix = 0;
	return f->event->value & ~VYPR_PATH_FIRST;
}

static void on_begin(const struct feed *f)
{
	const struct vypr_role_plan *roles = roles_of(f);
	uint32_t path = 0;

	if (f->site->flags & VYPR_SITE_BITS)
		path = vypr_activation_path(f->m, f->a, f->site, path_bits(f));
	for (uint32_t i = 0; i < f->site->role_count; i++)
		vypr_binding_happen(f->m, f->a, &roles[i], f->event, path);
	apply_pending(f);
	if (f->site->pair != UINT32_MAX) {
		f->a->calling = 1;
		f->a->call_site = f->event->site;
	}
}

static void on_end(const struct feed *f)
{
	uint32_t callee = vypr_activation_end_call(f->m, f->a);

	vypr_binding_return(f->m, f->a, f->event, callee);
}

/* The last value of a site is the one that counts: a BEGIN may not have come. */
static struct vypr_pending *pending_of(struct vypr_activation *a, uint32_t site)
{
	uint32_t room = a->pending_room ? a->pending_room * 2 : 4;
	struct vypr_pending *pending;

	for (uint32_t i = 0; i < a->pending_count; i++)
		if (a->pending[i].site == site)
			return &a->pending[i];
	if (a->pending_count == a->pending_room) {
		pending = realloc(a->pending, room * sizeof *pending);
		if (!pending)
			return NULL;
		a->pending = pending;
		a->pending_room = room;
	}
	return &a->pending[a->pending_count++];
}

static void keep_pending(const struct feed *f)
{
	struct vypr_pending *pending = pending_of(f->a, f->event->site);

	if (pending)
		*pending = (struct vypr_pending){ f->event->site, f->event->value };
	else
		vypr_monitor_fail(f->m, VYPR_NOMEM);
}

static void on_value(const struct feed *f)
{
	const struct vypr_role_plan *roles = roles_of(f);
	int before = 0;

	for (uint32_t i = 0; i < f->site->role_count; i++) {
		if (is_ahead(&roles[i]))
			before = 1;
		else
			vypr_binding_capture_recent(f->m, f->a, &roles[i],
						    f->event->value);
	}
	if (before)
		keep_pending(f);
}

static void extend(const struct feed *f, uint64_t bits, uint32_t exception)
{
	f->a->peek = 0;
	vypr_activation_extend(f->m, f->a, f->site, bits, exception);
}

static void on_path(const struct feed *f)
{
	uint64_t bits = path_bits(f);

	bits = bits ? bits : 1;
	if (f->site->flags & VYPR_SITE_PEEK)
		f->a->peek = bits;
	else
		extend(f, bits, 0);
}

/* What happens on entering or leaving. */
static void on_edge(const struct feed *f, uint32_t path)
{
	const struct vypr_role_plan *roles = roles_of(f);

	for (uint32_t i = 0; i < f->site->role_count; i++)
		vypr_binding_happen(f->m, f->a, &roles[i], f->event, path);
	apply_pending(f);
	if (f->m->fresh_count || f->m->touched)
		vypr_binding_conclude(f->m);
}

/* Of an EXIT and an END: by an exception. */
static int unwinds(const struct feed *f)
{
	return (f->site->flags & VYPR_SITE_UNWINDS) != 0;
}

static void on_leave(const struct feed *f)
{
	uint32_t path;

	if (f->site->role_count)
		on_edge(f, vypr_activation_path(f->m, f->a, f->site, path_bits(f)));
	if (f->function->function->flags & VYPR_FUNCTION_RECORDED) {
		path = vypr_activation_path(f->m, f->a, f->site, path_bits(f));
		vypr_activation_report(f->m, f->a, path, unwinds(f));
	}
	vypr_activation_pop(f->m, f->thread,
			    unwinds(f) ? VYPR_REASON_UNWOUND : VYPR_REASON_NO_EVENT);
}

/* Does this END belong to the call in progress? */
static int ends_call(const struct feed *f)
{
	return f->site->kind == VYPR_EVENT_END && !unwinds(f) && f->a->calling &&
	       f->unit->unit->sites[f->a->call_site].pair == f->event->site;
}

/* Step 2: what was open until this event. */
static void end_what_was_open(const struct feed *f)
{
	struct vypr_activation *a = f->a;

	if (a->recent.first && f->site->kind != VYPR_EVENT_VALUE)
		vypr_binding_settle(f->m, a);
	if ((a->calling || a->calling_list.first) && !ends_call(f)) {
		if (f->site->kind == VYPR_EVENT_END && unwinds(f))
			vypr_binding_leave(f->m, a, f->event->time_ns);
		else
			vypr_binding_abandon(f->m, a);
		vypr_activation_end_call(f->m, a);
	}
	if (f->m->fresh_count || f->m->touched)
		vypr_binding_conclude(f->m);
}

/* Steps 3 to 5 in an activation that is there. */
static void apply(const struct feed *f)
{
	int ends = ends_call(f);

	end_what_was_open(f);
	switch ((enum vypr_event_kind)f->site->kind) {
	case VYPR_EVENT_CHANGE: on_change(f); break;
	case VYPR_EVENT_BEGIN: on_begin(f); break;
	case VYPR_EVENT_END:
		if (ends)
			on_end(f);
		else if (!unwinds(f)) /* then step 2 has done it all */
			f->m->counts.strays++;
		break;
	case VYPR_EVENT_VALUE: on_value(f); break;
	case VYPR_EVENT_PATH: on_path(f); break;
	case VYPR_EVENT_GAP:
		if (f->event->value == UINT32_MAX)
			f->a->prefix = 0;
		else
			vypr_activation_skip(f->m, f->a, (uint32_t)f->event->value);
		break;
	case VYPR_EVENT_UNWIND: extend(f, path_bits(f), f->site->block + 1); break;
	case VYPR_EVENT_EXIT:
		on_leave(f);
		return;
	case VYPR_EVENT_ENTRY:
	case VYPR_EVENT_LAND:
	case VYPR_EVENT_KINDS:
		return;
	}
	if (f->m->fresh_count || f->m->touched)
		vypr_binding_conclude(f->m);
	if (f->site->kind != VYPR_EVENT_VALUE) {
		f->a->pending_count = 0;
		if (f->site->kind != VYPR_EVENT_PATH && f->site->kind != VYPR_EVENT_GAP)
			f->a->peek = 0;
	}
	if (!(f->function->function->flags &
	      (VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT)) &&
	    vypr_activation_is_idle(f->a))
		vypr_activation_pop(f->m, f->thread, VYPR_REASON_NO_EVENT);
}

/* What was left unseen was left before: how long it lasted is known up to the event before
 * this one. */
static void see_time(const struct feed *f)
{
	if (f->event->time_ns)
		f->thread->latest_ns = f->event->time_ns;
	if (f->event->time_ns > f->m->latest_ns)
		f->m->latest_ns = f->event->time_ns;
}

static void enter(struct feed *f)
{
	if (f->a)
		vypr_activation_replace(f->m, f->a);
	see_time(f);
	f->a = vypr_activation_push(f->m, f->thread, f->unit, f->function,
				    f->event->frame);
	if (!f->a) {
		vypr_monitor_fail(f->m, VYPR_NOMEM);
		return;
	}
	vypr_general_enter(f->m, f->a);
	on_edge(f, 0);
}

/* An event of an activation that was not seen to begin. */
static void push_unseen(struct feed *f)
{
	uint32_t flags = f->function->function->flags;
	int has_entry = (flags & VYPR_FUNCTION_ENTRY) != 0;

	if (f->site->kind == VYPR_EVENT_END ||
	    (f->site->kind == VYPR_EVENT_EXIT && has_entry)) {
		f->m->counts.strays += f->site->kind != VYPR_EVENT_END || !unwinds(f);
		return;
	}
	if (f->site->kind == VYPR_EVENT_EXIT) {
		if (flags & VYPR_FUNCTION_RECORDED)
			vypr_activation_report_whole(f->m, f->thread, f->function, f->site,
						     f->event->value & ~VYPR_PATH_FIRST);
		return;
	}
	f->a = vypr_activation_push(f->m, f->thread, f->unit, f->function,
				    f->event->frame);
	if (!f->a) {
		vypr_monitor_fail(f->m, VYPR_NOMEM);
		return;
	}
	f->a->path_lost = has_entry; /* its beginning is not known */
	f->a->tainted = has_entry && f->thread->lost;
	vypr_general_enter(f->m, f->a);
}

/* Without ENTRY, an activation is kept while a call of it is in progress.  When it is
 * buried and sends something else than that call's END, it is gone, and another one has
 * its frame (or it was buried by its own longjmp, which comes to the same). */
static int is_replaced(const struct feed *f)
{
	return f->a != f->thread->top && f->a->calling && !ends_call(f) &&
	       !(f->function->function->flags & VYPR_FUNCTION_ENTRY);
}

/* A longjmp has come to the setjmp of this activation.  A function with setjmp is never part of
 * another one, so what it called has its variables below its own. */
static void land(const struct feed *f)
{
	struct vypr_activation *top;

	while ((top = f->thread->top) && top != f->a &&
	       (f->a || top->frame < f->event->value))
		vypr_activation_leave_unwound(f->m, top);
	see_time(f);
	if (!f->a)
		return;
	f->a->doubtful = 0;
	end_what_was_open(f);
}

static void step(struct feed *f)
{
	f->a = vypr_activation_find(f->m, f->thread, f->function->number,
				    f->event->frame);
	if (f->site->kind == VYPR_EVENT_LAND) {
		land(f);
		return;
	}
	if (f->site->kind == VYPR_EVENT_ENTRY) {
		enter(f);
		return;
	}
	if (f->a && is_replaced(f)) {
		vypr_activation_replace(f->m, f->a);
		f->a = NULL;
	}
	if (!f->a)
		push_unseen(f);
	else if (f->thread->top != f->a)
		vypr_activation_unwind_above(f->m, f->a);
	see_time(f);
	if (f->a) {
		f->a->doubtful = 0;
		apply(f);
	}
}

/* The id of a string; without its bytes it can only be the null pointer. */
static uint64_t string_of(struct vypr_monitor *m, const struct vypr_event *event)
{
	if (event->text)
		return vypr_monitor_intern(m, event->text, event->value);
	return event->value ? VYPR_STRING_UNKNOWN : 0;
}

/* A string is its id already. */
static enum vypr_status take_at(struct vypr_monitor *m, const struct vypr_event *event,
				struct vypr_unit_plan *unit, const struct vypr_site *site)
{
	struct feed f = { .m = m, .event = event, .unit = unit, .site = site };

	f.function = &unit->functions[site->function];
	f.thread = vypr_thread_get(m, event->thread);
	if (!f.thread)
		return VYPR_NOMEM;
	m->status = VYPR_OK;
	m->counts.fed++;
	m->order += 2;
	step(&f);
	return m->status;
}

/* Its unit and its site are known. */
static enum vypr_status take_event(struct vypr_monitor *m, const struct vypr_event *event)
{
	struct vypr_unit_plan *unit = m->units[event->unit];

	return take_at(m, event, unit, &unit->unit->sites[event->site]);
}

/* A string becomes its id while its bytes are at hand; what waits for its turn is kept. */
static enum vypr_status feed_copy(struct vypr_monitor *m, const struct vypr_event *event,
				  int is_string)
{
	struct vypr_queued item = { .what = VYPR_QUEUED_EVENT, .event = *event };

	if (is_string)
		item.event.value = string_of(m, event);
	item.event.text = NULL;
	return m->queues_all ? vypr_queue_push(m, &item) : take_event(m, &item.event);
}

enum vypr_status vypr_monitor_feed(struct vypr_monitor *m, const struct vypr_event *event)
{
	struct vypr_unit_plan *unit;
	const struct vypr_site *site;

	if (event->unit >= m->unit_count)
		return VYPR_FORMAT;
	unit = m->units[event->unit];
	if (event->site >= unit->unit->site_count)
		return VYPR_FORMAT;
	site = &unit->unit->sites[event->site];
	if (site->type == VYPR_TYPE_STRING || m->queues_all)
		return feed_copy(m, event, site->type == VYPR_TYPE_STRING);
	return take_at(m, event, unit, site);
}

/* ---- what is not an event ------------------------------------------------------ */

static enum vypr_status take_lost(struct vypr_monitor *m, uint32_t number)
{
	struct vypr_thread *thread = vypr_thread_get(m, number);

	if (!thread)
		return VYPR_NOMEM;
	m->status = VYPR_OK;
	m->order += 2;
	thread->lost = 1;
	for (struct vypr_activation *a = thread->top; a; a = a->below) {
		vypr_binding_lose(m, a);
		vypr_activation_lose(a);
	}
	vypr_general_lose_thread(m, thread);
	return m->status;
}

enum vypr_status vypr_monitor_lost(struct vypr_monitor *m, uint32_t number,
				   uint64_t count)
{
	const struct vypr_queued item = { .what = VYPR_QUEUED_LOST,
					  .event = { .thread = number } };

	if (!count)
		return VYPR_OK;
	return m->queues_all ? vypr_queue_push(m, &item) : take_lost(m, number);
}

static void remove_thread(struct vypr_monitor *m, const struct vypr_thread *thread)
{
	vypr_monitor_map_remove(&m->threads, thread->number, thread->ended);
	m->ended_threads -= thread->ended != 0;
	if (m->last_thread == thread)
		m->last_thread = NULL;
}

void vypr_threads_forget(struct vypr_monitor *m)
{
	for (size_t i = 0; m->ended_threads && i < m->threads.size; i++) {
		struct vypr_thread *thread = m->threads.entries[i].value;

		if (!thread || !thread->ended || !vypr_general_is_done(m, thread))
			continue;
		remove_thread(m, thread);
		free(thread);
		i = (size_t)-1; /* the others may have moved */
	}
}

/* last: the others end too. */
static void end_thread(struct vypr_monitor *m, struct vypr_thread *thread,
		       enum vypr_reason reason, int last)
{
	m->status = VYPR_OK;
	m->order += 2;
	vypr_thread_hung(m, thread);
	while (thread->top)
		vypr_activation_pop(m, thread, reason);
	remove_thread(m, thread);
	if (!last)
		thread->ended = m->order;
	if (!vypr_general_end_thread(m, thread, reason, last)) {
		free(thread);
		return;
	}
	m->ended_threads++;
	/* there is room, where it was */
	vypr_monitor_fail(m, vypr_monitor_map_put(&m->threads, thread->number,
						  thread->ended, thread));
}

static enum vypr_status take_end(struct vypr_monitor *m, uint32_t number,
				 enum vypr_reason reason)
{
	struct vypr_thread *thread = vypr_monitor_map_get(&m->threads, number, 0);

	m->status = VYPR_OK;
	if (thread)
		end_thread(m, thread, reason, 0);
	return m->status;
}

/* Any thread that is left, the lowest number first and of these the one that ended first, so
 * that the order is the same in every run; last what belongs to no thread, number 0, as others refer to it. */
static struct vypr_thread *lowest_thread(const struct vypr_monitor *m)
{
	struct vypr_thread *lowest = NULL;

	for (size_t i = 0; i < m->threads.size; i++) {
		struct vypr_thread *thread = m->threads.entries[i].value;

		if (thread && (!lowest || thread->number - 1 < lowest->number - 1 ||
			       (thread->number == lowest->number &&
				thread->ended - 1 < lowest->ended - 1)))
			lowest = thread;
	}
	return lowest;
}

/* ---- what waited --------------------------------------------------------------------- */

enum vypr_status vypr_monitor_take_queued(struct vypr_monitor *m, uint64_t before_ns)
{
	struct vypr_queued item;
	enum vypr_status status = VYPR_OK;

	while (status == VYPR_OK && vypr_queue_pop(m, before_ns, &item)) {
		switch (item.what) {
		case VYPR_QUEUED_EVENT: status = take_event(m, &item.event); break;
		case VYPR_QUEUED_LOST: status = take_lost(m, item.event.thread); break;
		case VYPR_QUEUED_END:
			status = take_end(m, item.event.thread, item.reason);
			break;
		}
	}
	return status;
}

enum vypr_status vypr_monitor_end(struct vypr_monitor *m, uint32_t number,
				  enum vypr_reason reason)
{
	const struct vypr_queued item = { .what = VYPR_QUEUED_END, .reason = reason,
					  .event = { .thread = number } };
	enum vypr_status status;
	struct vypr_thread *thread;

	if (number)
		return m->queues_all ? vypr_queue_push(m, &item) :
				       take_end(m, number, reason);
	status = vypr_monitor_take_queued(m, UINT64_MAX);
	if (status != VYPR_OK)
		return status;
	while (status == VYPR_OK && (thread = lowest_thread(m)) != NULL) {
		end_thread(m, thread, reason, 1);
		status = m->status;
	}
	return status;
}
