/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what of a verdict is compared: the path up to its last observation, or between
 * two, and which group it is in.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare.h"
#include "analysis/detail.h"
#include "analysis/map.h"
#include "analysis/walk.h"

#define SLOW_SHARE 0.1
#define PARTS 3 /* numbers of a slot in the pool: path, block, calls inside */

void vypr_collection_fini(struct vypr_collection *c)
{
	free(c->verdicts);
	free(c->seen);
	free(c->pool);
	free(c->steps);
	vypr_map_fini(&c->map);
}

/* ---- what was seen ---------------------------------------------------------------- */

static enum vypr_status pool_ids(struct vypr_collection *c, const struct vypr_row *row,
				 const struct vypr_stored_verdict *v)
{
	for (int i = 0; i < row->form->slot_count; i++) {
		const struct vypr_observation *o = &v->verdict.observations[i];
		uint32_t site = vypr_observation_site(o);
		uint32_t path = row->form->slots[i].during < 0 ? o->path : 0;
		uint32_t stop = path && site < row->unit->site_count
					? row->unit->sites[site].block
					: VYPR_NOWHERE;

		if (!vypr_grow(&c->pool, c->pool_count + PARTS, &c->pool_room,
			       sizeof *c->pool))
			return VYPR_NOMEM;
		c->pool[c->pool_count++] = path;
		c->pool[c->pool_count++] = stop;
		c->pool[c->pool_count++] = c->inside ? o->callee : 0;
	}
	return VYPR_OK;
}

static int same_seen(const struct vypr_collection *c, const struct vypr_seen *s,
		     const struct vypr_stored_verdict *v, size_t first)
{
	return s->run == v->run && s->row == v->row &&
	       memcmp(c->pool + s->first, c->pool + first,
		      (c->pool_count - first) * sizeof *c->pool) == 0;
}

/* The ids at the end of the pool, which go when they are known. */
static enum vypr_status find_seen(struct vypr_collection *c,
				  const struct vypr_stored_verdict *v, size_t first,
				  uint32_t *ret_seen)
{
	struct vypr_seen s = { .run = v->run, .row = v->row, .first = first };
	uint64_t key = (uint64_t)v->run << 32 | v->row;
	const uint32_t *known;
	int is_new;

	for (size_t i = first; i < c->pool_count; i++)
		key = vypr_map_mix(key ^ c->pool[i]);
	while ((known = vypr_map_get(&c->map, key)) &&
	       !same_seen(c, &c->seen[*known], v, first))
		key++;
	if (known) {
		c->pool_count = first;
		*ret_seen = *known;
		return VYPR_OK;
	}
	*ret_seen = (uint32_t)c->seen_count;
	s.path = VYPR_NOWHERE;
	if (!vypr_grow(&c->seen, c->seen_count, &c->seen_room, sizeof s) ||
	    !vypr_map_put(&c->map, key, *ret_seen, &is_new))
		return VYPR_NOMEM;
	c->seen[c->seen_count++] = s;
	return VYPR_OK;
}

/* An example; of several the first, but a bad one before a good one. */
static void note_number(struct vypr_seen *s, uint64_t number, int bad)
{
	if (s->number && (s->bad_number || !bad))
		return;
	s->number = number;
	s->bad_number = bad;
}

enum vypr_status vypr_collection_add(struct vypr_collection *c,
				     const struct vypr_stored_verdict *v)
{
	const struct vypr_row *row = vypr_analysis_find_row(c->analysis, v->row);
	struct vypr_collected one = { .is_false = v->verdict.kind == VYPR_VERDICT_FALSE,
				      .is_true = v->verdict.kind == VYPR_VERDICT_TRUE };
	size_t first = c->pool_count;
	enum vypr_status status;
	int is_time;

	if (!row)
		return VYPR_FORMAT;
	one.has_value = vypr_measure(row->form, &v->verdict, &one.value, &is_time) &&
			!isnan(one.value);
	status = pool_ids(c, row, v);
	if (status == VYPR_OK)
		status = find_seen(c, v, first, &one.seen);
	if (status == VYPR_OK && !vypr_grow(&c->verdicts, c->count, &c->room, sizeof one))
		status = VYPR_NOMEM;
	if (status != VYPR_OK)
		return status;
	note_number(&c->seen[one.seen], v->number, one.is_false);
	c->verdicts[c->count++] = one;
	return VYPR_OK;
}

/* ---- groups ----------------------------------------------------------------------- */

static int compare_doubles(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* The least value of the slowest tenth; NAN: there is no telling. */
static enum vypr_status slow_cut(const struct vypr_collection *c, double *ret_cut)
{
	double *values = malloc((c->count + 1) * sizeof *values);
	size_t count = 0, slow;

	*ret_cut = NAN;
	if (!values)
		return VYPR_NOMEM;
	for (size_t i = 0; i < c->count; i++)
		if (c->verdicts[i].has_value)
			values[count++] = c->verdicts[i].value;
	qsort(values, count, sizeof *values, compare_doubles);
	slow = (size_t)((double)count * SLOW_SHARE);
	if (count >= 2 && values[count - (slow ? slow : 1)] > values[0])
		*ret_cut = values[count - (slow ? slow : 1)];
	free(values);
	return VYPR_OK;
}

enum vypr_status vypr_collection_split(struct vypr_collection *c)
{
	size_t is_false = 0;
	double cut = NAN;
	enum vypr_status status = VYPR_OK;

	for (size_t i = 0; i < c->count; i++)
		is_false += c->verdicts[i].is_false;
	c->grouping = "false";
	if (is_false == 0 || is_false == c->count) {
		status = slow_cut(c, &cut);
		c->grouping = isnan(cut) ? "none" : "slowest";
	}
	for (size_t i = 0; i < c->count; i++) {
		const struct vypr_collected *v = &c->verdicts[i];
		int bad = !isnan(cut) ? v->has_value && v->value >= cut : v->is_false;

		c->seen[v->seen].bad += (uint64_t)bad;
		c->seen[v->seen].good += !bad;
	}
	return status;
}

/* ---- steps ------------------------------------------------------------------------ */

struct stepper {
	struct vypr_collection *c;
	struct vypr_path_source source;
	struct vypr_trace trace;
	struct vypr_walk walk;
};

static enum vypr_status push_steps(struct stepper *p, size_t from)
{
	struct vypr_collection *c = p->c;

	for (size_t i = from; i < p->walk.count; i++) {
		if (!vypr_grow(&c->steps, c->step_count, &c->step_room, sizeof *c->steps))
			return VYPR_NOMEM;
		c->steps[c->step_count++] = p->walk.steps[i];
	}
	return VYPR_OK;
}

/* Walk what is in the trace up to a block; its steps behind the others, the first one in
 * the place of the last of them when it goes on there. */
static enum vypr_status walk_part(struct stepper *p, struct vypr_seen *s, uint32_t stop,
				  int goes_on)
{
	const struct vypr_trace *t = &p->trace;
	enum vypr_status status = vypr_walk(t->unit, t->function, t->start, stop,
					    t->words, t->count, &p->walk);

	if (status == VYPR_NOMEM)
		return status;
	if (status != VYPR_OK ||
	    p->walk.end != (stop == UINT32_MAX ? VYPR_WALK_EXIT : VYPR_WALK_STOP)) {
		s->lack = status == VYPR_OK && p->walk.end == VYPR_WALK_JUMPED
				  ? "a longjmp came, and the rest of the path is unknown"
				  : "the path does not fit the graph of the function";
		return VYPR_OK;
	}
	if (goes_on)
		p->c->step_count--;
	return push_steps(p, 0);
}

/* The whole of one path; a beginning that is kept apart first. */
static enum vypr_status walk_path(struct stepper *p, struct vypr_seen *s, uint32_t id,
				  uint32_t stop)
{
	enum vypr_status status = vypr_trace_read(&p->source, s->run, id, &p->trace);
	uint32_t head = p->trace.head, head_stop = p->trace.head_stop;

	s->first_step = p->c->step_count;
	if (status == VYPR_OK && head) {
		s->gap = 1;
		status = vypr_trace_read(&p->source, s->run, head, &p->trace);
		s->start = p->trace.start;
		if (status == VYPR_OK)
			status = walk_part(p, s, head_stop, 0);
		if (status == VYPR_OK)
			status = vypr_trace_read(&p->source, s->run, id, &p->trace);
	} else if (status == VYPR_OK) {
		s->start = p->trace.start;
	}
	if (status == VYPR_OK && !s->lack)
		status = walk_part(p, s, stop, head && head_stop == p->trace.start);
	s->unit = p->trace.unit;
	s->function = p->trace.function;
	s->step_count = p->c->step_count - s->first_step;
	if (status == VYPR_FORMAT || status == VYPR_ABSENT)
		s->lack = "the path cannot be read";
	return status == VYPR_NOMEM ? status : VYPR_OK;
}

/* Keep what the path has behind the one that ends where it begins. */
static void cut_beginning(struct stepper *p, struct vypr_seen *whole,
			  const struct vypr_seen *beginning)
{
	const struct vypr_walk_step *w = p->c->steps + whole->first_step;
	const struct vypr_walk_step *b = p->c->steps + beginning->first_step;
	size_t count = beginning->step_count;

	if (whole->lack)
		return;
	if (beginning->lack || count > whole->step_count || whole->gap ||
	    beginning->gap) {
		whole->lack = "what lies between the two observations is not recorded";
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (w[i].block != b[i].block ||
		    (i + 1 < count && w[i].edge != b[i].edge)) {
			whole->lack = "the two observations do not follow each other";
			return;
		}
	whole->first_step += count - 1;
	whole->step_count -= count - 1;
	whole->start = p->c->steps[whole->first_step].block;
}

/* The slot of this name; -1. */
static int slot_named(const struct vypr_collection *c, const struct vypr_form *form,
		      const char *name)
{
	for (int i = 0; i < form->slot_count; i++)
		if (strcmp(vypr_slot_name(c->report, form, i), name) == 0)
			return i;
	return -1;
}

/* The slot with the longest path: paths of one activation are beginnings of each other.
 */
static enum vypr_status longest_slot(struct stepper *p, const struct vypr_seen *s,
				     const struct vypr_form *form, int *ret_slot)
{
	size_t longest = 0;

	*ret_slot = -1;
	for (int i = 0; i < form->slot_count; i++) {
		const uint32_t *ids = &p->c->pool[s->first + PARTS * (size_t)i];
		struct vypr_seen trial = { .run = s->run };
		size_t kept = p->c->step_count;
		enum vypr_status status;

		if (ids[0] == 0)
			continue;
		status = walk_path(p, &trial, ids[0], ids[1]);
		p->c->step_count = kept;
		if (status != VYPR_OK)
			return status;
		if (*ret_slot < 0 || trial.step_count >= longest) {
			*ret_slot = i;
			longest = trial.step_count;
		}
	}
	return VYPR_OK;
}

static void note_name(struct vypr_collection *c, const struct vypr_form *form, int slot)
{
	const char *name = vypr_slot_name(c->report, form, slot);

	if (!c->to_name)
		c->to_name = name;
	else if (strcmp(c->to_name, name) != 0)
		c->to_name = "";
}

/* The measured call: the only one of the list. */
static enum vypr_status find_call(struct stepper *p, const struct vypr_seen *s,
				  uint32_t list, uint32_t *ret_path,
				  const char **ret_lack)
{
	struct vypr_path_node node;
	enum vypr_status status = p->source.node(p->source.ctx, s->run, list, &node);

	if (status != VYPR_OK)
		return status;
	if (node.kind != VYPR_PATH_LIST || node.b >= list)
		return VYPR_FORMAT;
	if (node.a || node.c > 1) {
		*ret_lack = "several calls were recorded inside";
		return VYPR_OK;
	}
	list = (uint32_t)node.b;
	status = p->source.node(p->source.ctx, s->run, list, &node);
	if (status == VYPR_OK && (node.kind != VYPR_PATH_CALL || node.a >= list))
		status = VYPR_FORMAT;
	if (status == VYPR_OK && node.c)
		*ret_lack = node.c == 1 ? "an exception or longjmp left the call"
					: "the call had not ended";
	*ret_path = node.a;
	return status;
}

/* The path of the measured call itself, to its exit. */
static enum vypr_status walk_inside(struct stepper *p, struct vypr_seen *s, int slots)
{
	uint32_t list = 0, path = 0;
	enum vypr_status status;

	for (int i = 0; i < slots; i++)
		if (p->c->pool[s->first + PARTS * (size_t)i + 2])
			list = p->c->pool[s->first + PARTS * (size_t)i + 2];
	if (!list) {
		s->lack = "no call was recorded inside";
		return VYPR_OK;
	}
	status = find_call(p, s, list, &path, &s->lack);
	if (status == VYPR_FORMAT || status == VYPR_ABSENT || (!path && !s->lack))
		s->lack = "the path cannot be read";
	if (status == VYPR_NOMEM || s->lack)
		return status == VYPR_NOMEM ? status : VYPR_OK;
	p->c->to_name = "its exit";
	return walk_path(p, s, path, UINT32_MAX);
}

static enum vypr_status walk_seen(struct stepper *p, struct vypr_seen *s)
{
	const struct vypr_form *form =
		vypr_analysis_find_row(p->c->analysis, s->row)->form;
	const uint32_t *ids = &p->c->pool[s->first];
	struct vypr_seen beginning = { .run = s->run };
	enum vypr_status status = VYPR_OK;
	int to = -1, from = p->c->from ? slot_named(p->c, form, p->c->from) : -1;

	if (p->c->inside)
		return walk_inside(p, s, form->slot_count);
	if (p->c->to)
		to = slot_named(p->c, form, p->c->to);
	else
		status = longest_slot(p, s, form, &to);
	if (status != VYPR_OK)
		return status;
	if (to < 0 || !ids[PARTS * to] ||
	    (p->c->from && (from < 0 || !ids[PARTS * from]))) {
		s->lack = "no path was recorded";
		return VYPR_OK;
	}
	note_name(p->c, form, to);
	if (from >= 0)
		status = walk_path(p, &beginning, ids[PARTS * from],
				   ids[PARTS * from + 1]);
	if (status == VYPR_OK)
		status = walk_path(p, s, ids[PARTS * to], ids[PARTS * to + 1]);
	if (status == VYPR_OK && from >= 0)
		cut_beginning(p, s, &beginning);
	return status;
}

enum vypr_status vypr_collection_walk(struct vypr_collection *c)
{
	struct stepper p = { .c = c, .source = vypr_path_source_of(c->analysis->store) };
	enum vypr_status status = VYPR_OK;

	for (size_t i = 0; status == VYPR_OK && i < c->seen_count; i++)
		status = walk_seen(&p, &c->seen[i]);
	vypr_trace_fini(&p.trace);
	vypr_walk_fini(&p.walk);
	return status;
}
