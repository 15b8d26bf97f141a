/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how bytes become the open state again (spec/monitor_save.h).
 */
#include "spec/monitor_save.h"

#include <stdlib.h>
#include <string.h>

static int good_path(const struct vypr_monitor *m, uint32_t id, enum vypr_path_kind kind,
		     enum vypr_path_kind other)
{
	return id == 0 || (id < m->paths.count && (m->paths.nodes[id].kind == kind ||
						   m->paths.nodes[id].kind == other));
}

int vypr_load_is_good(const struct vypr_loader *l, uint32_t unit,
		      const struct vypr_observation *seen)
{
	const struct vypr_monitor *m = l->m;
	uint32_t sites = m->units[unit]->unit->site_count;

	return (seen->site_begin == VYPR_NO_SITE || seen->site_begin < sites) &&
	       (seen->site_end == VYPR_NO_SITE || seen->site_end < sites) &&
	       good_path(m, seen->path, VYPR_PATH_ROOT, VYPR_PATH_BITS) &&
	       good_path(m, seen->callee, VYPR_PATH_LIST, VYPR_PATH_LIST);
}

/* A string is at hand, or there is no such state. */
static int good_captured(const struct vypr_monitor *m, const struct vypr_form_capture *capture,
			 struct vypr_captured *captured)
{
	uint8_t known = captured->known;
	int good = known <= VYPR_KNOWN_SO_FAR &&
		   (!known || vypr_monitor_captured(m, capture->type, captured->value,
						    captured));

	captured->known = known;
	return good;
}

static void keep_place(struct vypr_loader *l, struct vypr_occurrence *o)
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

int vypr_load_occurrences(struct vypr_loader *l, struct vypr_activation *a,
			  struct vypr_plan *plan, int slot)
{
	uint32_t count = vypr_record_get_count(&l->c);

	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++) {
		struct vypr_occurrence *o = vypr_occurrence_new(l->m, a, plan, slot);

		if (!o) {
			l->c.status = VYPR_NOMEM;
			break;
		}
		o->index = i;
		vypr_record_occurrence(&l->c, o);
		l->m->told += o->told.number != 0;
		for (int s = 0; s < plan->form.slot_count; s++)
			if (!vypr_load_is_good(l, plan->unit, &o->observations[s]))
				vypr_record_bad(&l->c);
		for (int k = 0; k < plan->form.capture_count; k++)
			if (!good_captured(l->m, &plan->form.captures[k], &o->captured[k]))
				vypr_record_bad(&l->c);
		keep_place(l, o);
	}
	return l->c.status == VYPR_OK;
}

/* The places are in the order of formula, quantifier, index. */
struct vypr_occurrence *vypr_load_place(struct vypr_loader *l, const struct vypr_plan *plan,
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
	vypr_record_bad(&l->c);
	return NULL;
}

void vypr_load_told(struct vypr_loader *l, struct vypr_binding *b)
{
	vypr_record_told(&l->c, &b->told);
	l->m->told += b->told.number != 0;
}

static void load_bindings(struct vypr_loader *l, struct vypr_activation *a,
			  struct vypr_plan *plan)
{
	struct vypr_occurrence *tuple[VYPR_QUANTIFIERS_MOST];
	uint32_t count = vypr_record_get_count(&l->c);

	if (count && plan->form.quantifier_count == 1)
		vypr_record_bad(&l->c);
	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++) {
		for (int q = 0; q < plan->form.quantifier_count; q++)
			tuple[q] = vypr_load_place(l, plan, q, vypr_record_get(&l->c));
		if (l->c.status == VYPR_OK && !vypr_binding_new(l->m, plan, tuple))
			l->c.status = VYPR_NOMEM;
		if (l->c.status == VYPR_OK)
			vypr_load_told(l, (struct vypr_binding *)vypr_bindings_of(a, plan)
						  ->last);
	}
}

void vypr_load_waiting(struct vypr_loader *l, struct vypr_activation *a,
		       struct vypr_plan *plan, int slot)
{
	uint32_t count = vypr_record_get_count(&l->c);

	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++) {
		uint32_t number = vypr_record_get(&l->c),
			 index = vypr_record_get(&l->c);
		struct vypr_occurrence *o =
			vypr_load_place(l, plan, vypr_root_slot(&plan->form, slot), index);

		if (number >= a->plan->plan_count || a->plan->plans[number] != plan ||
		    vypr_record_get(&l->c) != (uint32_t)slot || !o ||
		    o->tracks[slot].list)
			vypr_record_bad(&l->c);
		else
			vypr_track_enter(&o->tracks[slot], vypr_heads(a, plan) + slot);
	}
}

static void load_formula(struct vypr_loader *l, struct vypr_activation *a,
			 struct vypr_plan *plan)
{
	for (int i = 0; i < plan->form.quantifier_count; i++)
		vypr_load_occurrences(l, a, plan, i);
	load_bindings(l, a, plan);
	for (int i = plan->form.quantifier_count; i < plan->form.slot_count; i++)
		vypr_load_waiting(l, a, plan, i);
}

struct vypr_occurrence *vypr_load_anywhere(struct vypr_loader *l, int slot)
{
	uint32_t activation = vypr_record_get(&l->c), formula = vypr_record_get(&l->c),
		 index = vypr_record_get(&l->c);
	struct vypr_activation *a =
		activation < l->activation_count ? l->activations[activation] : NULL;
	struct vypr_plan *plan =
		a && formula < a->plan->plan_count ? a->plan->plans[formula] : NULL;
	struct vypr_link *link;

	if (!plan || slot >= plan->form.slot_count) {
		vypr_record_bad(&l->c);
		return NULL;
	}
	link = vypr_heads(a, plan)[vypr_root_slot(&plan->form, slot)].first;
	while (link && ((struct vypr_occurrence *)link)->index != index)
		link = link->next;
	if (!link)
		vypr_record_bad(&l->c);
	return (struct vypr_occurrence *)link;
}

/* calling: of calls that end only. */
static void load_references(struct vypr_loader *l, struct vypr_activation *a,
			    struct vypr_list *list, int calling)
{
	uint32_t count = vypr_record_get_count(&l->c);

	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++) {
		uint32_t slot = vypr_record_get(&l->c);
		struct vypr_occurrence *o = vypr_load_anywhere(l, slot < INT32_MAX ?
								      (int)slot : 0);

		if (!o || slot >= (uint32_t)o->plan->form.slot_count ||
		    o->tracks[slot].list || (!o->plan->general && o->activation != a) ||
		    (calling && !o->plan->form.slots[slot].needs_end)) {
			vypr_record_bad(&l->c);
			return;
		}
		vypr_track_enter(&o->tracks[slot], list);
	}
}

static void load_pending(struct vypr_loader *l, struct vypr_activation *a)
{
	const struct vypr_unit *unit = a->unit->unit;
	uint32_t count = vypr_record_get_count(&l->c);

	if (!count)
		return;
	free(a->pending);
	a->pending = malloc(count * sizeof *a->pending);
	a->pending_room = a->pending ? count : 0;
	if (!a->pending)
		l->c.status = VYPR_NOMEM;
	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++) {
		struct vypr_pending *pending = &a->pending[i];

		vypr_record_pending(&l->c, pending);
		if (pending->site >= unit->site_count ||
		    unit->sites[pending->site].kind != VYPR_EVENT_VALUE ||
		    &unit->functions[unit->sites[pending->site].function] !=
			    a->plan->function)
			vypr_record_bad(&l->c);
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

static struct vypr_activation *load_push(struct vypr_loader *l,
					 struct vypr_thread *thread, int left)
{
	uint32_t unit = vypr_record_get(&l->c), function = vypr_record_get(&l->c);
	struct vypr_function_plan *plan;
	struct vypr_unit_plan *in;
	struct vypr_activation *a;
	uint64_t frame = 0;

	vypr_codec_number(&l->c, &frame, 8);
	if (l->c.status != VYPR_OK || unit >= l->m->unit_count ||
	    function >= l->m->units[unit]->unit->function_count) {
		vypr_record_bad(&l->c);
		return NULL;
	}
	in = l->m->units[unit];
	plan = &in->functions[function];
	if (!left && vypr_activation_find(l->m, thread, plan->number, frame)) {
		vypr_record_bad(&l->c);
		return NULL;
	}
	a = left ? vypr_activation_new(thread, in, plan) :
		   vypr_activation_push(l->m, thread, in, plan, frame);
	if (!a)
		l->c.status = VYPR_NOMEM;
	else
		a->frame = frame;
	return a;
}

static void keep_activation(struct vypr_loader *l, struct vypr_activation *a)
{
	uint32_t room = l->activation_room ? l->activation_room * 2 : 64;
	struct vypr_activation **activations;

	if (l->activation_count == l->activation_room) {
		activations = realloc(l->activations, room * sizeof(struct vypr_activation *));
		if (!activations) {
			l->c.status = VYPR_NOMEM;
			return;
		}
		l->activations = activations;
		l->activation_room = room;
	}
	l->activations[l->activation_count++] = a;
}

static void load_formulas(struct vypr_loader *l, struct vypr_activation *a)
{
	l->place_count = 0;
	for (uint32_t i = 0; i < a->plan->plan_count && l->c.status == VYPR_OK; i++) {
		if (a->plan->plans[i]->general)
			vypr_general_load(l, a, a->plan->plans[i]);
		else if (!a->left)
			load_formula(l, a, a->plan->plans[i]);
	}
}

static void load_activation(struct vypr_loader *l, struct vypr_thread *thread, int left)
{
	struct vypr_activation *a = load_push(l, thread, left);

	if (!a)
		return;
	vypr_record_activation(&l->c, a);
	if (l->c.status == VYPR_OK && (!good_activation(l->m, a) || a->left != left))
		vypr_record_bad(&l->c);
	a->left = left;
	load_pending(l, a);
	load_formulas(l, a);
	if (left && a->occurrences == 0) { /* nothing that will end it */
		vypr_record_bad(&l->c);
		vypr_activation_free(a);
		return;
	}
	keep_activation(l, a);
}

static void load_thread(struct vypr_loader *l)
{
	uint32_t number = vypr_record_get(&l->c), depth, left;
	struct vypr_thread *thread;
	uint64_t ended = 0;

	vypr_codec_number(&l->c, &ended, 8);
	if (l->c.status != VYPR_OK ||
	    vypr_monitor_map_get(&l->m->threads, number, ended)) {
		vypr_record_bad(&l->c);
		return;
	}
	thread = vypr_thread_new(l->m, number, ended);
	if (!thread) {
		l->c.status = VYPR_NOMEM;
		return;
	}
	vypr_record_flag(&l->c, &thread->lost);
	vypr_codec_number(&l->c, &thread->latest_ns, 8);
	depth = vypr_record_get_count(&l->c);
	left = vypr_record_get_count(&l->c);
	if (depth && ended)
		vypr_record_bad(&l->c);
	for (uint32_t i = 0; i < depth && l->c.status == VYPR_OK; i++)
		load_activation(l, thread, 0);
	for (uint32_t i = 0; i < left && l->c.status == VYPR_OK; i++)
		load_activation(l, thread, 1);
}

static void load_rest(struct vypr_loader *l, struct vypr_activation *a)
{
	load_references(l, a, &a->calling_list, 1);
	load_references(l, a, &a->recent, 0);
	for (uint32_t i = 0; i < a->plan->plan_count && l->c.status == VYPR_OK; i++)
		if (a->plan->plans[i]->general)
			vypr_general_load_links(l, a, a->plan->plans[i]);
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
	vypr_queue_clear(m);
	vypr_monitor_end(m, 0, VYPR_REASON_UNWOUND);
	m->sink = sink;
	memset(&m->counts, 0, sizeof m->counts);
	m->order = 0;
	m->now_ns = m->latest_ns = 0;
}

enum vypr_status vypr_monitor_load(struct vypr_monitor *m, const unsigned char *bytes,
				   size_t size)
{
	struct vypr_loader l = { .c = { .in = bytes, .size = size }, .m = m };
	struct vypr_monitor_counts counts;
	uint32_t threads;

	clear(m);
	vypr_record_frame(&l.c, m);
	counts = m->counts;
	threads = vypr_record_get_count(&l.c);
	for (uint32_t i = 0; i < threads && l.c.status == VYPR_OK; i++)
		load_thread(&l);
	for (uint32_t i = 0; i < l.activation_count && l.c.status == VYPR_OK; i++)
		load_rest(&l, l.activations[i]);
	vypr_queue_load(&l);
	if (l.c.pos != size)
		vypr_record_bad(&l.c);
	free(l.places);
	free(l.activations);
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
