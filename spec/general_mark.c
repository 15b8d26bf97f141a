/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows from where to where is counted.  Of both ends of a part of the activation only the
 * number of what had begun is remembered: at its beginning with what begins there, at its end
 * without.  An occurrence of the instance keeps it (marks).
 *
 * What a previous_* "during" finds lies in a home, which many instances share: there the marks
 * are the order of the moment, and each instance that is open then notes how much it had
 * counted (notes), if that is something else than at the moment before.
 */
#include "spec/general.h"

#include <stdlib.h>
#include <string.h>

/* ---- notes -------------------------------------------------------------------- */

/* The oldest of what the homes of a property still hold. */
static uint64_t oldest_held(const struct vypr_monitor *m, uint64_t key)
{
	uint64_t oldest = UINT64_MAX;

	for (struct vypr_link *l = m->generals.first; l; l = l->next) {
		const struct vypr_general *g = ((struct vypr_general_node *)l)->general;

		for (int i = 0; g->is_home && g->plan->key == key &&
				i < g->plan->form.slot_count; i++) {
			struct vypr_link *first =
				vypr_heads(g->activation, g->plan)[i].first;

			if (vypr_is_root(&g->plan->form.slots[i]) && first &&
			    ((struct vypr_occurrence *)first)->begin_order < oldest)
				oldest = ((struct vypr_occurrence *)first)->begin_order;
		}
	}
	return oldest;
}

/* How many notes there are up to an order. */
static uint32_t notes_until(const struct vypr_domain *d, uint64_t order)
{
	uint32_t low = 0, high = d->note_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (d->notes[middle].order <= order)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Those before the one that the oldest asks for. */
static void forget_notes(struct vypr_domain *d, uint64_t oldest)
{
	uint32_t until = notes_until(d, oldest), gone = until ? until - 1 : 0;

	if (!gone)
		return;
	memmove(d->notes, d->notes + gone, (d->note_count - gone) * sizeof *d->notes);
	d->note_count -= gone;
}

static int make_note_room(const struct vypr_monitor *m, const struct vypr_general *g,
			  struct vypr_domain *d)
{
	uint32_t room = d->note_room ? d->note_room * 2 : 8;
	struct vypr_note *notes;

	if (d->note_count < d->note_room)
		return 1;
	forget_notes(d, oldest_held(m, g->plan->key));
	if (d->note_count * 2 < d->note_room)
		return 1;
	notes = realloc(d->notes, room * sizeof *notes);
	if (!notes)
		return 0;
	d->notes = notes;
	d->note_room = room;
	return 1;
}

static uint64_t before_now(const struct vypr_monitor *m, const struct vypr_domain *d)
{
	return d->count - (d->order == m->order);
}

static void note(struct vypr_monitor *m, const struct vypr_general *g,
		 struct vypr_domain *d)
{
	const struct vypr_note now = { m->order, d->count, before_now(m, d) };
	const struct vypr_note *last = d->note_count ? &d->notes[d->note_count - 1] : NULL;

	if (last ? last->from == now.from && last->to == now.to : !now.from)
		return;
	if (make_note_room(m, g, d))
		d->notes[d->note_count++] = now;
	else
		vypr_monitor_fail(m, VYPR_NOMEM);
}

/* Every instance that may look at this home. */
static void note_all(struct vypr_monitor *m, const struct vypr_general *home, int domain)
{
	struct vypr_link *l = m->generals.first;

	for (; l; l = l->next) {
		struct vypr_general *g = ((struct vypr_general_node *)l)->general;

		if (!g->is_home && g->plan->key == home->plan->key)
			note(m, g, &g->domains[domain]);
	}
}

/* ---- marks -------------------------------------------------------------------- */

/* Which may have ended before those who hold what is in it. */
static int is_in_home(const struct vypr_occurrence *o)
{
	return vypr_general_of(o->activation, o->plan)->is_home;
}

/* At a beginning (end 0) or an end (1) of a span, with or without what comes just now. */
static void mark(struct vypr_monitor *m, struct vypr_occurrence *o, int span, int end,
		 int with)
{
	struct vypr_general *g = vypr_general_of(o->activation, o->plan);
	int domain = o->plan->general->spans[span].domain;
	const struct vypr_domain *d = &g->domains[domain];

	o->marks[2 * span + end] = 1 + (with ? d->count : before_now(m, d));
	if (!is_in_home(o))
		return;
	o->marks[2 * span + end] = m->order;
	note_all(m, g, domain);
}

void vypr_general_mark(struct vypr_monitor *m, struct vypr_occurrence *o, int slot,
		       enum vypr_moment moment)
{
	const struct vypr_general_plan *plan = o->plan->general;

	for (int i = 0; i < plan->span_count; i++) {
		const struct vypr_span *span = &plan->spans[i];

		if (span->from == slot && span->from_moment == moment)
			mark(m, o, i, 0, 1);
		if (span->to == slot && span->to_moment == moment)
			mark(m, o, i, 1, 0);
	}
}

void vypr_general_mark_closed(struct vypr_monitor *m, struct vypr_occurrence *o, int slot)
{
	const struct vypr_general_plan *plan = o->plan->general;

	for (int i = 0; i < plan->span_count; i++)
		if (plan->spans[i].to == slot && !o->marks[2 * i + 1])
			mark(m, o, i, 1, 1);
}

uint64_t vypr_general_marked(const struct vypr_general *g, const struct vypr_occurrence *o,
			     int span, int end)
{
	const struct vypr_domain *d = &g->domains[g->plan->general->spans[span].domain];
	uint64_t marked = o->marks[2 * span + end];
	uint32_t notes;

	if (!marked || !is_in_home(o))
		return marked;
	notes = notes_until(d, marked);
	if (!notes)
		return 1;
	return 1 + (end ? d->notes[notes - 1].to : d->notes[notes - 1].from);
}

/* Of one of the instance's own. */
static uint64_t lowest_of(const struct vypr_general *g, const struct vypr_occurrence *o,
			  int domain, uint64_t lowest)
{
	const struct vypr_general_plan *plan = g->plan->general;

	for (int i = 0; i < plan->span_count; i++)
		if (plan->spans[i].domain == domain && o->marks[2 * i] &&
		    o->marks[2 * i] - 1 < lowest)
			lowest = o->marks[2 * i] - 1;
	return lowest;
}

uint64_t vypr_general_lowest_mark(const struct vypr_monitor *m,
				  const struct vypr_general *g, int domain)
{
	const struct vypr_domain *d = &g->domains[domain];
	uint64_t lowest = d->count;
	uint32_t notes;

	for (int s = 0; s < g->plan->form.slot_count; s++) {
		struct vypr_link *l = vypr_heads(g->activation, g->plan)[s].first;

		for (; l && vypr_is_root(&g->plan->form.slots[s]); l = l->next)
			lowest = lowest_of(g, (struct vypr_occurrence *)l, domain, lowest);
	}
	if (!g->plan->general->from_home)
		return lowest;
	notes = notes_until(d, oldest_held(m, g->plan->key));
	if (!notes)
		return 0;
	return d->notes[notes - 1].from < lowest ? d->notes[notes - 1].from : lowest;
}
