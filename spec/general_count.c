/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows count and total.  A state counts when it happens, a call when it begins; a total is
 * of whole durations.  Of both ends of a part of the activation only the number of what had
 * begun is remembered: at its beginning with what begins there, at its end without.
 */
#include "spec/general.h"

#include <stdlib.h>
#include <string.h>

/* Does a total look at a part of what is counted here? */
static int has_parts(const struct vypr_general *g, int slot)
{
	const struct vypr_general_plan *plan = g->plan->general;

	for (int i = 0; i < plan->span_count; i++)
		if (plan->spans[i].domain == slot)
			return plan->spans[i].is_total && plan->spans[i].from >= 0;
	return 0;
}

static int is_total(const struct vypr_general *g, int slot)
{
	const struct vypr_general_plan *plan = g->plan->general;

	for (int i = 0; i < plan->span_count; i++)
		if (plan->spans[i].domain == slot)
			return plan->spans[i].is_total;
	return 0;
}

/* Forget the parts before what anything asks for. */
static void forget_parts(const struct vypr_monitor *m, const struct vypr_general *g,
			 struct vypr_domain *d, int slot)
{
	uint64_t keep = vypr_general_lowest_mark(m, g, slot) + 1, gone;

	if (keep <= d->first || !d->part_count)
		return;
	gone = keep - d->first < d->part_count ? keep - d->first : d->part_count;
	memmove(d->parts, d->parts + gone, (d->part_count - gone) * sizeof *d->parts);
	d->part_count -= (uint32_t)gone;
	d->first += gone;
}

static void add_part(struct vypr_monitor *m, const struct vypr_general *g,
		     struct vypr_domain *d, int slot)
{
	uint32_t room = d->part_room ? d->part_room * 2 : 16;
	struct vypr_part *parts;

	if (d->part_count == 0)
		d->first = d->count;
	if (d->part_count == d->part_room)
		forget_parts(m, g, d, slot);
	if (d->part_count * 2 >= d->part_room) {
		parts = realloc(d->parts, room * sizeof *parts);
		if (!parts) {
			d->broken = 1;
			vypr_monitor_fail(m, VYPR_NOMEM);
			return;
		}
		d->parts = parts;
		d->part_room = room;
	}
	d->parts[d->part_count++] = (struct vypr_part){ 0, 0 };
}

static void begin_part(struct vypr_monitor *m, struct vypr_general *g,
		       struct vypr_activation *a, int slot,
		       const struct vypr_event *event, uint32_t path)
{
	struct vypr_domain *d = &g->domains[slot];
	struct vypr_occurrence *o = vypr_occurrence_new(m, g->activation, g->plan, slot);

	if (!o) {
		vypr_monitor_fail(m, VYPR_NOMEM);
		return;
	}
	o->begin_order = m->order;
	o->number = d->count;
	d->running++;
	if (has_parts(g, slot))
		add_part(m, g, d, slot);
	vypr_track_observe(m, a, &o->tracks[slot], event, path);
}

/* ---- what a count makes a difference to ------------------------------------------ */

static int mentions(const struct vypr_form *form, int32_t node, int capture)
{
	const struct vypr_node *n;

	if (node < 0)
		return 0;
	n = &form->ast->nodes[node];
	if (form->refs[node].slot >= 0 || form->refs[node].capture >= 0)
		return form->refs[node].capture == capture;
	return mentions(form, n->a, capture) || mentions(form, n->b, capture);
}

/* The largest that a span can be for any open binding: 1 + its lowest mark; 0: there is none.
 * Which of them began to count first is known where it is when their one variable begins. */
static uint64_t lowest_from(const struct vypr_general *g, int i)
{
	const struct vypr_span *span = &g->plan->general->spans[i];
	const struct vypr_link *first;

	if (span->from < 0)
		return 1;
	first = vypr_heads(g->activation, g->plan)[span->from].first;
	return first ? ((const struct vypr_occurrence *)first)->marks[2 * i] : 0;
}

static int has_lowest(const struct vypr_form *form, const struct vypr_span *span)
{
	return span->from < 0 ||
	       (form->quantifier_count == 1 && span->from_moment != VYPR_AFTER &&
		form->slots[span->from].use == VYPR_USE_LEADING);
}

static int mentions_others(const struct vypr_general *g, int32_t atom, int span)
{
	const struct vypr_general_plan *plan = g->plan->general;

	for (int i = 0; i < plan->span_count; i++)
		if (i != span && mentions(&g->plan->form, atom, plan->spans[i].capture))
			return 1;
	return 0;
}

/* Where what is counted stands beside constants alone, and the largest passes no bound, which
 * is most of it, none does: what is only known to be at least so much decides nothing that more
 * would not. */
static int passes_bound(struct vypr_monitor *m, struct vypr_general *g, int32_t atom, int i)
{
	const struct vypr_form *form = &g->plan->form;
	const struct vypr_span *span = &g->plan->general->spans[i];
	struct vypr_judgement judgement;
	uint64_t from;

	if (!has_lowest(form, span) || mentions_others(g, atom, i) ||
	    !vypr_general_looks_at_only(form, atom, span->domain))
		return 1;
	from = lowest_from(g, i);
	if (!from)
		return 0;
	m->captured[span->capture] = vypr_general_span(m, g, span, from, 0, 0);
	vypr_eval_part(form, atom, m->observations, m->captured, &m->error,
		       vypr_general_now(m, g), &judgement);
	return judgement.truth != VYPR_NOT_YET;
}

int vypr_general_count_decides(struct vypr_monitor *m, struct vypr_general *g, int slot)
{
	const struct vypr_form *form = &g->plan->form;
	const struct vypr_general_plan *plan = g->plan->general;

	if (g->complete)
		return 1;
	for (int i = 0; i < plan->span_count; i++)
		for (int k = 0; k < form->atom_count && plan->spans[i].domain == slot; k++)
			if (mentions(form, form->atoms[k], plan->spans[i].capture) &&
			    passes_bound(m, g, form->atoms[k], i))
				return 1;
	return 0;
}

void vypr_general_count(struct vypr_monitor *m, struct vypr_general *g,
			struct vypr_activation *a, int slot,
			const struct vypr_event *event, uint32_t path)
{
	struct vypr_domain *d = &g->domains[slot];

	d->count++;
	d->order = m->order;
	d->last = (struct vypr_observation){ .site_begin = VYPR_NO_SITE,
					     .site_end = VYPR_NO_SITE, .path = path };
	if (g->plan->form.slots[slot].kind == VYPR_SLOT_CALL) {
		d->last.site_begin = event->site;
		d->last.begin_ns = event->time_ns;
	} else {
		d->last.site_end = event->site;
		d->last.end_ns = event->time_ns;
	}
	if (is_total(g, slot))
		begin_part(m, g, a, slot, event, path);
	vypr_general_touch_all(m, g, vypr_general_count_decides(m, g, slot) ? 2 : 1);
}

static void end_part(struct vypr_occurrence *o, uint64_t ns, int whole)
{
	struct vypr_general *g = vypr_general_of(o->activation, o->plan);
	struct vypr_domain *d = &g->domains[o->quantifier];

	d->running--;
	d->total_ns += ns;
	d->broken |= !whole;
	d->last = o->observations[o->quantifier];
	if (o->number >= d->first && o->number - d->first < d->part_count)
		d->parts[o->number - d->first] =
			(struct vypr_part){ ns, whole ? 1 : 2 };
}

static uint64_t lasted_ns(const struct vypr_observation *seen)
{
	return seen->begin_ns && seen->end_ns > seen->begin_ns ?
		seen->end_ns - seen->begin_ns : 0;
}

/* It goes when the event has been applied. */
void vypr_general_count_end(struct vypr_occurrence *o)
{
	const struct vypr_observation *seen = &o->observations[o->quantifier];

	end_part(o, lasted_ns(seen), seen->begin_ns && seen->end_ns);
}

/* It lasted so long at least. */
void vypr_general_count_left(struct vypr_occurrence *o)
{
	end_part(o, lasted_ns(&o->observations[o->quantifier]), 0);
}

/* What it has lasted at least stays. */
void vypr_general_count_abandoned(struct vypr_occurrence *o)
{
	const struct vypr_observation *seen = &o->observations[o->quantifier];
	uint64_t until = seen->end_ns;

	end_part(o, seen->begin_ns && until > seen->begin_ns ? until - seen->begin_ns : 0, 0);
}

/* Durations of the calls in progress among those numbered, as far as they are known. */
static uint64_t running_ns(const struct vypr_monitor *m, struct vypr_general *g, int slot,
			   uint64_t after, uint64_t last, int *ret_running)
{
	struct vypr_link *l = vypr_heads(g->activation, g->plan)[slot].first;
	uint64_t ns = 0, now = m->timeless ? 0 : vypr_general_now(m, g);

	*ret_running = 0;
	for (; l; l = l->next) {
		const struct vypr_occurrence *o = (struct vypr_occurrence *)l;
		uint64_t begin = o->observations[slot].begin_ns;

		if (o->end_order || o->number <= after || o->number > last)
			continue;
		*ret_running = 1;
		if (begin && now > begin)
			ns += now - begin;
	}
	return ns;
}

/* Of those that ended; ret_whole: all did, and have a time. */
static uint64_t ended_ns(const struct vypr_domain *d, uint64_t after, uint64_t last,
			 int *ret_whole)
{
	uint64_t ns = 0, count = 0, i = after < d->first ? 0 : after + 1 - d->first;

	*ret_whole = 1;
	for (; i < d->part_count && d->first + i <= last; i++) {
		count++;
		ns += d->parts[i].ns;
		*ret_whole &= d->parts[i].ended == 1;
	}
	*ret_whole &= count == last - after;
	return ns;
}

struct vypr_captured vypr_general_span(const struct vypr_monitor *m,
				       struct vypr_general *g,
				       const struct vypr_span *span, uint64_t from,
				       uint64_t to, int ends)
{
	const struct vypr_domain *d = &g->domains[span->domain];
	int whole = span->from < 0, known = whole ? g->complete : ends, running, ended;
	uint64_t after = whole ? 0 : from - 1, last = whole || !to ? d->count : to - 1;
	struct vypr_captured value = { .known = VYPR_KNOWN_NOT };

	if (!whole && !from)
		return value;
	if (last < after)
		last = after;
	value.value = last - after;
	if (span->is_total) {
		ended = !d->broken;
		value.value = whole ? d->total_ns : ended_ns(d, after, last, &ended);
		value.value += running_ns(m, g, span->domain, after, last, &running);
		known = known && ended && !running;
	}
	known = known && !vypr_general_is_tainted(g);
	value.known = known ? VYPR_KNOWN : VYPR_KNOWN_SO_FAR;
	if (known && span->is_total && last == after)
		value.known = VYPR_KNOWN_NONE;
	return value;
}

/* Is a call in progress that a total waits for? */
int vypr_general_counts_on(const struct vypr_general *g)
{
	for (int i = 0; i < g->plan->form.slot_count; i++)
		if (g->domains[i].running)
			return 1;
	return 0;
}
