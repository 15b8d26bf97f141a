/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which verdicts stand for their group, and what is read of them.
 */
#include "analysis/budget_group.h"

#include <stdlib.h>
#include <string.h>

void vypr_groups_fini(struct vypr_groups *groups)
{
	free(groups->items);
	memset(groups, 0, sizeof *groups);
}

/* ---- which ---- */

static size_t count_members(const struct vypr_budget_member *members, size_t count, int bad)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += members[i].bad == bad;
	return found;
}

/* At most MOST of a group, evenly. */
static void choose(struct vypr_groups *g, const struct vypr_budget_member *members,
		   size_t count, int bad)
{
	size_t all = count_members(members, count, bad), seen = 0, taken = 0;
	size_t most = all < VYPR_GROUP_MOST ? all : VYPR_GROUP_MOST;

	for (size_t i = 0; i < count; i++) {
		if (members[i].bad != bad)
			continue;
		if (seen++ * most / all < taken)
			continue;
		taken++;
		g->items[g->count++].member = members[i];
	}
}

static int compare_members(const void *x, const void *y)
{
	const struct vypr_budget_member *a = &((const struct vypr_group_item *)x)->member;
	const struct vypr_budget_member *b = &((const struct vypr_group_item *)y)->member;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->run != b->run)
		return a->run < b->run ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

/* ---- segments ---- */

static int same_moment(const struct vypr_moment_of *x, const struct vypr_moment_of *y)
{
	return x->slot == y->slot && x->moment == y->moment;
}

/* The segment's part; VYPR_PARTS_MOST: there is no room for another one. */
static size_t segment_part(struct vypr_groups *g, const struct vypr_moment_of *from,
			   const struct vypr_moment_of *to)
{
	size_t i;

	for (i = 0; i < g->part_count; i++)
		if (g->parts[i].is_segment && same_moment(&g->parts[i].from, from) &&
		    same_moment(&g->parts[i].to, to))
			return i;
	if (i < VYPR_PARTS_MOST)
		g->parts[g->part_count++] = (struct vypr_part){ .is_segment = 1,
								.from = *from,
								.to = *to };
	return i;
}

static void take_segments(struct vypr_groups *g, struct vypr_group_item *item,
			  const struct vypr_timing *t)
{
	if (t->until - t->from < 2)
		return;
	for (size_t i = t->from; i < t->until; i++) {
		size_t part = segment_part(g, &t->moments[i], &t->moments[i + 1]);

		if (part == VYPR_PARTS_MOST)
			continue;
		item->segments[item->segment_count] = (uint8_t)part;
		item->segment_ns[item->segment_count++] =
			(double)(t->moments[i + 1].time_ns - t->moments[i].time_ns);
	}
}

/* ---- reading ---- */

struct reading {
	struct vypr_groups *groups;
	const struct vypr_row *row;
	size_t next; /* of the items, in the order of members */
};

static enum vypr_status take_item(struct vypr_groups *g, const struct vypr_row *row,
				  const struct vypr_stored_verdict *v,
				  struct vypr_group_item *item)
{
	struct vypr_timing t;

	if (!vypr_timing_of(row->form, &v->verdict, &t))
		return VYPR_OK;
	item->timed = 1;
	item->thread = v->verdict.thread;
	item->from_ns = t.moments[t.from].time_ns;
	item->until_ns = t.moments[t.until].time_ns;
	item->allowed_ns =
		item->member.bad ? vypr_budget_allowed(g->analysis, row, v, &t) : 0;
	take_segments(g, item, &t);
	return vypr_spent_of(g->analysis, v->run, v->verdict.thread, item->from_ns,
			     item->until_ns, &item->spent);
}

static enum vypr_status visit(void *ctx, const struct vypr_stored_verdict *v)
{
	struct reading *r = ctx;
	struct vypr_groups *g = r->groups;
	struct vypr_group_item this = {
		.member = { .run = v->run, .row = v->row, .number = v->number }
	};
	int order = 1;

	while (r->next < g->count &&
	       (order = compare_members(&g->items[r->next], &this)) < 0)
		r->next++;
	if (r->next == g->count || order)
		return VYPR_OK;
	return take_item(g, r->row, v, &g->items[r->next++]);
}

static enum vypr_status read_items(struct vypr_groups *g)
{
	enum vypr_status status = VYPR_OK;
	struct reading reading = { .groups = g };

	while (status == VYPR_OK && reading.next < g->count) {
		struct vypr_filter filter = { .row = g->items[reading.next].member.row };

		reading.row = vypr_analysis_find_row(g->analysis, filter.row);
		if (!reading.row)
			return VYPR_ABSENT;
		status = vypr_store_verdicts(g->analysis->store, &filter, visit,
					     &reading);
		while (reading.next < g->count &&
		       g->items[reading.next].member.row == filter.row)
			reading.next++;
	}
	return status;
}

/* ---- groups ---- */

/* Not timed ones last, then good ones before bad ones, then shortest first. */
static int compare_items(const void *x, const void *y)
{
	const struct vypr_group_item *a = x, *b = y;

	if (a->timed != b->timed)
		return b->timed - a->timed;
	if (a->member.bad != b->member.bad)
		return a->member.bad - b->member.bad;
	if (a->spent.wall != b->spent.wall)
		return a->spent.wall < b->spent.wall ? -1 : 1;
	return compare_members(x, y);
}

static void make_groups(struct vypr_groups *g)
{
	size_t at = 0;

	if (g->count)
		qsort(g->items, g->count, sizeof *g->items, compare_items);
	for (int bad = 0; bad < 2; bad++) {
		struct vypr_group *group = &g->group[bad];

		group->items = g->items + at;
		while (at < g->count && g->items[at].timed &&
		       g->items[at].member.bad == bad)
			at++;
		group->count = (size_t)(g->items + at - group->items);
		group->first_used = group->count < 4 ? 0 : group->count / 4;
		group->used = group->count - 2 * group->first_used;
		for (size_t i = 0; i < group->used; i++)
			group->items[group->first_used + i].used = 1;
	}
}

/* ---- calls inside ---- */

static int same_place(const struct vypr_part *part, const struct vypr_inside_call *call)
{
	const struct vypr_site *x = &part->unit->sites[part->site];
	const struct vypr_site *y = &call->unit->sites[call->site];

	if (part->unit == call->unit && part->site == call->site)
		return 1;
	return x->line == y->line &&
	       !strcmp(vypr_site_callee(part->unit, part->site),
		       vypr_site_callee(call->unit, call->site)) &&
	       !strcmp(vypr_function_file(part->unit, x->function),
		       vypr_function_file(call->unit, y->function));
}

static struct vypr_part *call_part(struct vypr_groups *g,
				   const struct vypr_inside_call *call)
{
	struct vypr_part *part;

	if (call->site >= call->unit->site_count)
		return NULL;
	for (size_t i = 0; i < g->part_count; i++) {
		part = &g->parts[i];
		if (!part->is_segment && same_place(part, call))
			return part;
	}
	if (g->part_count == VYPR_PARTS_MOST)
		return NULL;
	part = &g->parts[g->part_count++];
	*part = (struct vypr_part){ .unit = call->unit, .site = call->site };
	return part;
}

static void add_calls(struct vypr_groups *g, const struct vypr_inside_call *calls,
		      size_t count)
{
	uint32_t late = UINT32_MAX; /* the item whose first was found */

	for (size_t i = 0; i < count; i++) {
		const struct vypr_group_item *item = &g->items[calls[i].span];
		struct vypr_part *part = call_part(g, &calls[i]);

		if (!part)
			continue;
		part->calls[item->member.bad]++;
		part->time[item->member.bad] +=
			(double)(calls[i].end_ns - calls[i].begin_ns);
		if (item->allowed_ns && calls[i].begin_ns > item->allowed_ns &&
		    late != calls[i].span) {
			late = calls[i].span;
			part->late++;
			g->late_of++;
		}
	}
}

static enum vypr_status read_calls(struct vypr_groups *g)
{
	struct vypr_inside_span *spans = calloc(g->count + 1, sizeof *spans);
	struct vypr_inside_call *calls = NULL;
	enum vypr_status status = spans ? VYPR_OK : VYPR_NOMEM;
	size_t used = 0, count = 0;

	for (size_t i = 0; spans && i < g->count; i++) {
		const struct vypr_group_item *item = &g->items[i];

		if (item->used)
			spans[used++] = (struct vypr_inside_span){
				.run = item->member.run, .thread = item->thread,
				.from_ns = item->from_ns, .until_ns = item->until_ns,
				.number = (uint32_t)i
			};
	}
	if (status == VYPR_OK)
		status = vypr_inside_find(g->analysis, spans, used, &calls, &count);
	if (status == VYPR_OK)
		add_calls(g, calls, count);
	free(calls);
	free(spans);
	return status;
}

static void add_segments(struct vypr_groups *g)
{
	for (size_t i = 0; i < g->count; i++) {
		const struct vypr_group_item *item = &g->items[i];

		for (size_t k = 0; item->used && k < item->segment_count; k++) {
			struct vypr_part *part = &g->parts[item->segments[k]];

			part->calls[item->member.bad]++;
			part->time[item->member.bad] += item->segment_ns[k];
		}
	}
}

enum vypr_status vypr_groups_read(const struct vypr_analysis *a,
				  const struct vypr_subject *subject,
				  const struct vypr_budget_member *members, size_t count,
				  struct vypr_groups *ret_groups)
{
	struct vypr_groups *g = ret_groups;
	enum vypr_status status;

	memset(g, 0, sizeof *g);
	g->analysis = a;
	g->form = subject->form;
	g->items = calloc(2 * VYPR_GROUP_MOST + 1, sizeof *g->items);
	if (!g->items)
		return VYPR_NOMEM;
	choose(g, members, count, 0);
	choose(g, members, count, 1);
	if (g->count)
		qsort(g->items, g->count, sizeof *g->items, compare_members);
	status = read_items(g);
	if (status == VYPR_OK) {
		make_groups(g);
		add_segments(g);
		status = read_calls(g);
	}
	if (status != VYPR_OK)
		vypr_groups_fini(g);
	return status;
}
