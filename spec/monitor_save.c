/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the bytes of the monitor's open state.  It is written as one walks it, with
 * places in lists for pointers, and made again by the same functions that events use; so
 * what is read can be wrong, but never dangling.
 *
 *   "VYPRMON1" | hash of each unit | counts | threads, and in each its stack, bottom
 * first activation   fields | pending values | for each formula of its function:
 *                    occurrences of each quantifier | bindings, as places of occurrences
 * | waiting tracks of each other slot calling tracks | recent tracks
 *
 * Each record has one function for both directions.
 */
#include "spec/monitor_private.h"

#include <stdlib.h>
#include <string.h>

#include "spec/codec.h"

#define MAGIC "VYPRMON1"

static void bad(struct vypr_codec *c)
{
	if (c->status == VYPR_OK)
		c->status = VYPR_FORMAT;
}

static void flag(struct vypr_codec *c, int *value)
{
	uint8_t byte = *value != 0;

	vypr_codec_u8(c, &byte);
	if (c->in)
		*value = byte != 0;
}

/* ---- records ------------------------------------------------------------------ */

static void move_counts(struct vypr_codec *c, struct vypr_monitor *m)
{
	vypr_codec_number(c, &m->order, 8);
	vypr_codec_number(c, &m->counts.open_most, 8);
	vypr_codec_number(c, &m->counts.fed, 8);
	vypr_codec_number(c, &m->counts.strays, 8);
	vypr_codec_number(c, &m->counts.calls, 8);
}

static void move_calls(struct vypr_codec *c, struct vypr_calls *calls)
{
	vypr_codec_u32(c, &calls->list);
	vypr_codec_u32(c, &calls->call);
	vypr_codec_u32(c, &calls->times);
	vypr_codec_u32(c, &calls->runs);
}

static void move_activation(struct vypr_codec *c, struct vypr_activation *a)
{
	vypr_codec_number(c, &a->call, 8);
	vypr_codec_number(c, &a->peek, 8);
	vypr_codec_u32(c, &a->prefix);
	vypr_codec_u32(c, &a->prefix_block);
	vypr_codec_u32(c, &a->call_site);
	flag(c, &a->calling);
	flag(c, &a->tainted);
	flag(c, &a->path_lost);
	flag(c, &a->doubtful);
	move_calls(c, &a->own);
	move_calls(c, &a->inside);
}

static void move_observation(struct vypr_codec *c, struct vypr_observation *o)
{
	vypr_codec_u32(c, &o->site_begin);
	vypr_codec_u32(c, &o->site_end);
	vypr_codec_number(c, &o->begin_ns, 8);
	vypr_codec_number(c, &o->end_ns, 8);
	vypr_codec_u32(c, &o->path);
	vypr_codec_u32(c, &o->callee);
}

static void move_occurrence(struct vypr_codec *c, struct vypr_occurrence *o)
{
	const struct vypr_form *form = &o->plan->form;
	uint8_t reason = (uint8_t)o->reason;

	vypr_codec_number(c, &o->begin_order, 8);
	vypr_codec_number(c, &o->end_order, 8);
	vypr_codec_u8(c, &reason);
	if (reason >= VYPR_REASONS)
		bad(c);
	else
		o->reason = (enum vypr_reason)reason;
	for (int i = 0; i < form->slot_count; i++)
		if (vypr_root_slot(form, i) == o->quantifier)
			move_observation(c, &o->observations[i]);
	for (int i = 0; i < form->capture_count; i++) {
		vypr_codec_number(c, &o->captured[i].value, 8);
		vypr_codec_u8(c, &o->captured[i].known);
	}
}

static void move_pending(struct vypr_codec *c, struct vypr_pending *pending)
{
	vypr_codec_u32(c, &pending->site);
	vypr_codec_number(c, &pending->value, 8);
}

static void move_frame(struct vypr_codec *c, struct vypr_monitor *m)
{
	char magic[8];

	memcpy(magic, MAGIC, sizeof magic);
	vypr_codec_text(c, magic, sizeof magic);
	if (memcmp(magic, MAGIC, sizeof magic) != 0)
		bad(c);
	for (uint32_t i = 0; i < m->unit_count; i++) {
		uint64_t hash = m->units[i]->unit->hash;

		vypr_codec_number(c, &hash, 8);
		if (hash != m->units[i]->unit->hash)
			bad(c);
	}
	move_counts(c, m);
}

/* ---- save ---------------------------------------------------------------------- */

static void put(struct vypr_codec *c, uint32_t value)
{
	vypr_codec_u32(c, &value);
}

static uint32_t count_of(const struct vypr_list *list)
{
	uint32_t count = 0;

	for (const struct vypr_link *link = list->first; link; link = link->next)
		count++;
	return count;
}

static void save_occurrences(struct vypr_codec *c, const struct vypr_list *list)
{
	uint32_t index = 0;

	put(c, count_of(list));
	for (struct vypr_link *link = list->first; link; link = link->next) {
		struct vypr_occurrence *o = (struct vypr_occurrence *)link;

		o->index = index++;
		move_occurrence(c, o);
	}
}

static void save_bindings(struct vypr_codec *c, const struct vypr_list *list,
			  int quantifiers)
{
	put(c, count_of(list));
	for (const struct vypr_link *link = list->first; link; link = link->next)
		for (int i = 0; i < quantifiers; i++)
			put(c, ((const struct vypr_binding *)link)
				       ->members[i]
				       .occurrence->index);
}

/* A track of any formula of the function: which, of which occurrence, which slot. */
static void save_tracks(struct vypr_codec *c, const struct vypr_activation *a,
			const struct vypr_list *list)
{
	put(c, count_of(list));
	for (const struct vypr_link *link = list->first; link; link = link->next) {
		const struct vypr_track *track = (const struct vypr_track *)link;
		uint32_t plan = 0;

		while (a->plan->plans[plan] != track->occurrence->plan)
			plan++;
		put(c, plan);
		put(c, track->occurrence->index);
		put(c, (uint32_t)track->slot);
	}
}

static void save_formula(struct vypr_codec *c, struct vypr_activation *a,
			 const struct vypr_plan *plan)
{
	const struct vypr_list *heads = vypr_heads(a, plan);

	for (int i = 0; i < plan->form.quantifier_count; i++)
		save_occurrences(c, &heads[i]);
	save_bindings(c, vypr_bindings_of(a, plan), plan->form.quantifier_count);
	for (int i = plan->form.quantifier_count; i < plan->form.slot_count; i++)
		save_tracks(c, a, &heads[i]);
}

static void save_activation(struct vypr_codec *c, struct vypr_activation *a)
{
	put(c, a->plan->number >> 16);
	put(c, a->plan->number & 0xffff);
	vypr_codec_number(c, &a->frame, 8);
	move_activation(c, a);
	put(c, a->pending_count);
	for (uint32_t i = 0; i < a->pending_count; i++)
		move_pending(c, &a->pending[i]);
	for (uint32_t i = 0; i < a->plan->plan_count; i++)
		save_formula(c, a, a->plan->plans[i]);
	save_tracks(c, a, &a->calling_list);
	save_tracks(c, a, &a->recent);
}

/* Bottom first: turn the stack over, walk it, and turn it back. */
static struct vypr_activation *turn_over(struct vypr_activation *top)
{
	struct vypr_activation *turned = NULL;

	while (top) {
		struct vypr_activation *below = top->below;

		top->below = turned;
		turned = top;
		top = below;
	}
	return turned;
}

static void save_thread(struct vypr_codec *c, struct vypr_thread *thread)
{
	struct vypr_activation *bottom;
	uint32_t depth = 0;

	put(c, thread->number);
	flag(c, &thread->lost);
	vypr_codec_number(c, &thread->latest_ns, 8);
	for (struct vypr_activation *a = thread->top; a; a = a->below)
		depth++;
	put(c, depth);
	bottom = turn_over(thread->top);
	for (struct vypr_activation *a = bottom; a; a = a->below)
		save_activation(c, a);
	thread->top = turn_over(bottom);
}

enum vypr_status vypr_monitor_save(const struct vypr_monitor *monitor,
				   unsigned char **ret_bytes, size_t *ret_size)
{
	struct vypr_monitor copy = *monitor;
	struct vypr_codec c = { .status = VYPR_OK };

	move_frame(&c, &copy);
	put(&c, (uint32_t)copy.threads.count);
	for (size_t i = 0; i < copy.threads.size; i++)
		if (copy.threads.entries[i].value)
			save_thread(&c, copy.threads.entries[i].value);
	if (c.status != VYPR_OK) {
		free(c.out);
		return c.status;
	}
	*ret_bytes = c.out;
	*ret_size = c.pos;
	return VYPR_OK;
}

/* ---- load ---------------------------------------------------------------------- */

struct loader {
	struct vypr_codec c;
	struct vypr_monitor *m;
	/* by formula of the function and quantifier, in the order saved */
	struct vypr_occurrence **places;
	size_t place_count, place_room;
};

static uint32_t get(struct vypr_codec *c)
{
	uint32_t value = 0;

	vypr_codec_u32(c, &value);
	return value;
}

/* A number of records, each of at least one byte. */
static uint32_t get_count(struct vypr_codec *c)
{
	uint32_t count = get(c);

	if (count > c->size - c->pos)
		bad(c);
	return c->status == VYPR_OK ? count : 0;
}

static int good_path(const struct vypr_monitor *m, uint32_t id, enum vypr_path_kind kind,
		     enum vypr_path_kind other)
{
	return id == 0 || (id < m->paths.count && (m->paths.nodes[id].kind == kind ||
						   m->paths.nodes[id].kind == other));
}

static int good_observation(const struct vypr_monitor *m, const struct vypr_occurrence *o,
			    const struct vypr_observation *seen)
{
	uint32_t sites = m->units[o->plan->unit]->unit->site_count;

	return (seen->site_begin == VYPR_NO_SITE || seen->site_begin < sites) &&
	       (seen->site_end == VYPR_NO_SITE || seen->site_end < sites) &&
	       good_path(m, seen->path, VYPR_PATH_ROOT, VYPR_PATH_BITS) &&
	       good_path(m, seen->callee, VYPR_PATH_LIST, VYPR_PATH_LIST);
}

static void keep_place(struct loader *l, struct vypr_occurrence *o)
{
	size_t room = l->place_room ? l->place_room * 2 : 64;
	struct vypr_occurrence **places;

	if (l->place_count == l->place_room) {
		places = realloc(l->places, room * sizeof(struct vypr_occurrence *));
		if (!places) {
			l->c.status = VYPR_NOMEM;
			return;
		}
		l->places = places;
		l->place_room = room;
	}
	l->places[l->place_count++] = o;
}

static void load_occurrences(struct loader *l, struct vypr_activation *a,
			     struct vypr_plan *plan, int quantifier)
{
	uint32_t count = get_count(&l->c);

	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++) {
		struct vypr_occurrence *o =
			vypr_occurrence_new(l->m, a, plan, quantifier);

		if (!o) {
			l->c.status = VYPR_NOMEM;
			return;
		}
		o->index = i;
		move_occurrence(&l->c, o);
		for (int s = 0; s < plan->form.slot_count; s++)
			if (!good_observation(l->m, o, &o->observations[s]))
				bad(&l->c);
		keep_place(l, o);
	}
}

/* The places are in the order of formula, quantifier, index. */
static struct vypr_occurrence *place_of(struct loader *l, const struct vypr_plan *plan,
					int quantifier, uint32_t index)
{
	size_t low = 0, high = l->place_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct vypr_occurrence *o = l->places[middle];

		if (o->plan < plan ||
		    (o->plan == plan &&
		     (o->quantifier < quantifier ||
		      (o->quantifier == quantifier && o->index < index))))
			low = middle + 1;
		else
			high = middle;
	}
	if (low < l->place_count && l->places[low]->plan == plan &&
	    l->places[low]->quantifier == quantifier && l->places[low]->index == index)
		return l->places[low];
	bad(&l->c);
	return NULL;
}

static void load_bindings(struct loader *l, struct vypr_plan *plan)
{
	struct vypr_occurrence *tuple[VYPR_QUANTIFIERS_MOST];
	uint32_t count = get_count(&l->c);

	if (count && plan->form.quantifier_count == 1)
		bad(&l->c);
	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++) {
		for (int q = 0; q < plan->form.quantifier_count; q++)
			tuple[q] = place_of(l, plan, q, get(&l->c));
		if (l->c.status == VYPR_OK && !vypr_binding_new(l->m, plan, tuple))
			l->c.status = VYPR_NOMEM;
	}
}

/* slot -1: any that the occurrence has; calling: calls that end only. */
static void load_tracks(struct loader *l, struct vypr_activation *a,
			struct vypr_list *list, int only_slot, int calling)
{
	uint32_t count = get_count(&l->c);

	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++) {
		uint32_t number = get(&l->c), index = get(&l->c), slot = get(&l->c);
		const struct vypr_plan *plan;
		struct vypr_occurrence *o;

		if (number >= a->plan->plan_count) {
			bad(&l->c);
			return;
		}
		plan = a->plan->plans[number];
		if (slot >= (uint32_t)plan->form.slot_count ||
		    (only_slot >= 0 && list != vypr_heads(a, plan) + slot) ||
		    (calling && !plan->form.slots[slot].needs_end)) {
			bad(&l->c);
			return;
		}
		o = place_of(l, plan, vypr_root_slot(&plan->form, (int)slot), index);
		if (!o || o->tracks[slot].list) {
			bad(&l->c);
			return;
		}
		vypr_track_enter(&o->tracks[slot], list);
	}
}

static void load_formula(struct loader *l, struct vypr_activation *a,
			 struct vypr_plan *plan)
{
	for (int i = 0; i < plan->form.quantifier_count; i++)
		load_occurrences(l, a, plan, i);
	load_bindings(l, plan);
	for (int i = plan->form.quantifier_count; i < plan->form.slot_count; i++)
		load_tracks(l, a, vypr_heads(a, plan) + i, i, 0);
}

static void load_pending(struct loader *l, struct vypr_activation *a)
{
	const struct vypr_unit *unit = a->unit->unit;
	uint32_t count = get_count(&l->c);

	if (!count)
		return;
	free(a->pending);
	a->pending = malloc(count * sizeof *a->pending);
	a->pending_room = a->pending ? count : 0;
	if (!a->pending)
		l->c.status = VYPR_NOMEM;
	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++) {
		struct vypr_pending *pending = &a->pending[i];

		move_pending(&l->c, pending);
		if (pending->site >= unit->site_count ||
		    unit->sites[pending->site].kind != VYPR_EVENT_VALUE ||
		    &unit->functions[unit->sites[pending->site].function] !=
			    a->plan->function)
			bad(&l->c);
		else
			a->pending_count = i + 1;
	}
}

static int good_calls(const struct vypr_monitor *m, const struct vypr_calls *calls)
{
	return good_path(m, calls->list, VYPR_PATH_LIST, VYPR_PATH_LIST) &&
	       good_path(m, calls->call, VYPR_PATH_CALL, VYPR_PATH_CALL) &&
	       (calls->call != 0) == (calls->times != 0);
}

static int good_activation(const struct vypr_monitor *m, const struct vypr_activation *a)
{
	const struct vypr_unit *unit = a->unit->unit;

	if (a->calling && (a->call_site >= unit->site_count ||
			   unit->sites[a->call_site].kind != VYPR_EVENT_BEGIN))
		return 0;
	if (a->prefix_block >= a->plan->function->block_count && a->prefix_block)
		return 0;
	return good_path(m, a->prefix, VYPR_PATH_ROOT, VYPR_PATH_BITS) &&
	       good_calls(m, &a->own) && good_calls(m, &a->inside);
}

static struct vypr_activation *load_push(struct loader *l, struct vypr_thread *thread)
{
	uint32_t unit = get(&l->c), function = get(&l->c);
	struct vypr_unit_plan *plan;
	struct vypr_activation *a;
	uint64_t frame = 0;

	vypr_codec_number(&l->c, &frame, 8);
	if (l->c.status != VYPR_OK || unit >= l->m->unit_count ||
	    function >= l->m->units[unit]->unit->function_count) {
		bad(&l->c);
		return NULL;
	}
	plan = l->m->units[unit];
	if (vypr_activation_find(l->m, thread, plan->functions[function].number, frame)) {
		bad(&l->c);
		return NULL;
	}
	a = vypr_activation_push(l->m, thread, plan, &plan->functions[function], frame);
	if (!a)
		l->c.status = VYPR_NOMEM;
	return a;
}

static void load_activation(struct loader *l, struct vypr_thread *thread)
{
	struct vypr_activation *a = load_push(l, thread);

	if (!a)
		return;
	move_activation(&l->c, a);
	if (l->c.status == VYPR_OK && !good_activation(l->m, a))
		bad(&l->c);
	load_pending(l, a);
	l->place_count = 0;
	for (uint32_t i = 0; i < a->plan->plan_count && l->c.status == VYPR_OK; i++)
		load_formula(l, a, a->plan->plans[i]);
	load_tracks(l, a, &a->calling_list, -1, 1);
	load_tracks(l, a, &a->recent, -1, 0);
}

static void load_thread(struct loader *l)
{
	uint32_t number = get(&l->c), depth;
	struct vypr_thread *thread;

	if (l->c.status != VYPR_OK || vypr_monitor_map_get(&l->m->threads, number, 0)) {
		bad(&l->c);
		return;
	}
	thread = vypr_thread_get(l->m, number);
	if (!thread) {
		l->c.status = VYPR_NOMEM;
		return;
	}
	flag(&l->c, &thread->lost);
	vypr_codec_number(&l->c, &thread->latest_ns, 8);
	depth = get_count(&l->c);
	for (uint32_t i = 0; i < depth && l->c.status == VYPR_OK; i++)
		load_activation(l, thread);
}

static enum vypr_status drop_verdict(void *ctx, const struct vypr_verdict *verdict)
{
	(void)ctx;
	(void)verdict;
	return VYPR_OK;
}

/* Forget all that is open, and tell nobody. */
static void clear(struct vypr_monitor *m)
{
	struct vypr_sink sink = m->sink;

	m->sink = (struct vypr_sink){ drop_verdict, NULL };
	vypr_monitor_end(m, 0, VYPR_REASON_UNWOUND);
	m->sink = sink;
	memset(&m->counts, 0, sizeof m->counts);
	m->order = 0;
}

enum vypr_status vypr_monitor_load(struct vypr_monitor *m, const unsigned char *bytes,
				   size_t size)
{
	struct loader l = { .c = { .in = bytes, .size = size }, .m = m };
	struct vypr_monitor_counts counts;
	uint32_t threads;

	clear(m);
	move_frame(&l.c, m);
	counts = m->counts;
	threads = get_count(&l.c);
	for (uint32_t i = 0; i < threads && l.c.status == VYPR_OK; i++)
		load_thread(&l);
	if (l.c.pos != size)
		bad(&l.c);
	free(l.places);
	if (l.c.status != VYPR_OK) {
		clear(m);
		return l.c.status;
	}
	counts.open = m->counts.open;
	m->counts = counts;
	return VYPR_OK;
}

/* ---- paths --------------------------------------------------------------------- */

/* A node refers to earlier ones, each of its kind. */
static int good_node(const struct vypr_monitor *m, const struct vypr_path_node *node)
{
	const int one_word = node->b < m->paths.count;

	switch ((enum vypr_path_kind)node->kind) {
	case VYPR_PATH_ROOT:
		return 1;
	case VYPR_PATH_BITS:
		return node->a && good_path(m, node->a, VYPR_PATH_ROOT, VYPR_PATH_BITS);
	case VYPR_PATH_CALL:
		return node->a && good_path(m, node->a, VYPR_PATH_ROOT, VYPR_PATH_BITS) &&
		       one_word &&
		       good_path(m, (uint32_t)node->b, VYPR_PATH_LIST, VYPR_PATH_LIST);
	case VYPR_PATH_LIST:
		return good_path(m, node->a, VYPR_PATH_LIST, VYPR_PATH_LIST) &&
		       one_word && node->b &&
		       good_path(m, (uint32_t)node->b, VYPR_PATH_CALL, VYPR_PATH_CALL);
	case VYPR_PATH_NONE:
		break;
	}
	return 0;
}

enum vypr_status vypr_monitor_load_path(struct vypr_monitor *m,
					const struct vypr_path_node *node)
{
	uint32_t next = m->paths.count, id;

	if (node->kind > VYPR_PATH_LIST || !good_node(m, node))
		return VYPR_FORMAT;
	id = vypr_paths_intern(&m->paths, (enum vypr_path_kind)node->kind, node->a,
			       node->b, node->c);
	if (!id)
		return VYPR_NOMEM;
	return id == next ? VYPR_OK : VYPR_FORMAT;
}
