/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the bytes of the instances of general formulas (spec/monitor_save.h).
 */
#include "spec/monitor_save.h"

#include <stdlib.h>

/* ---- records ------------------------------------------------------------------ */

static void move_domain(struct vypr_codec *c, struct vypr_domain *d)
{
	vypr_codec_number(c, &d->count, 8);
	vypr_codec_number(c, &d->order, 8);
	vypr_codec_number(c, &d->total_ns, 8);
	vypr_codec_number(c, &d->running, 8);
	vypr_record_flag(c, &d->broken);
	vypr_codec_number(c, &d->first, 8);
	vypr_record_observation(c, &d->last);
}

/* Of what an inner quantifier ranges over. */
static void move_items(struct vypr_codec *c, struct vypr_domain *d)
{
	vypr_codec_number(c, &d->count, 8);
	vypr_codec_number(c, &d->last.begin_ns, 8);
}

static void move_part(struct vypr_codec *c, struct vypr_part *part)
{
	vypr_codec_number(c, &part->ns, 8);
	vypr_codec_u8(c, &part->ended);
}

static void move_note(struct vypr_codec *c, struct vypr_note *note)
{
	vypr_codec_number(c, &note->order, 8);
	vypr_codec_number(c, &note->from, 8);
	vypr_codec_number(c, &note->to, 8);
}

static void move_instance(struct vypr_codec *c, struct vypr_general *g)
{
	vypr_record_flag(c, &g->complete);
	vypr_record_flag(c, &g->is_home);
	vypr_record_flag(c, &g->tainted);
	vypr_codec_number(c, &g->lost_order, 8);
	vypr_codec_number(c, &g->seen_ns, 8);
}

/* ---- save ---------------------------------------------------------------------- */

static void save_domain(struct vypr_codec *c, struct vypr_domain *d)
{
	move_domain(c, d);
	vypr_record_put(c, d->part_count);
	for (uint32_t i = 0; i < d->part_count; i++)
		move_part(c, &d->parts[i]);
	vypr_record_put(c, d->note_count);
	for (uint32_t i = 0; i < d->note_count; i++)
		move_note(c, &d->notes[i]);
}

static void save_memo(struct vypr_codec *c, struct vypr_memo *memo)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < memo->count; i++)
		count += memo->open[i] != NULL;
	vypr_codec_number(c, &memo->seen, 8);
	vypr_record_put(c, count);
	for (uint32_t i = 0; i < memo->count; i++)
		if (memo->open[i])
			vypr_record_put(c, memo->open[i]->index);
}

static void save_binding(struct vypr_codec *c, struct vypr_binding *b)
{
	uint8_t is_one = (uint8_t)b->is_one;

	vypr_codec_u8(c, &is_one);
	for (int i = 0; i < b->plan->form.quantifier_count; i++)
		vypr_record_put(c, b->members[i].occurrence->index);
	vypr_record_told(c, &b->told);
	for (int i = 0; i < b->plan->general->memo_count; i++)
		save_memo(c, &b->memos[i]);
}

void vypr_general_save(struct vypr_codec *c, struct vypr_activation *a,
		       const struct vypr_plan *plan)
{
	struct vypr_general *g = vypr_general_of(a, plan);
	const struct vypr_list *bindings = vypr_bindings_of(a, plan);

	vypr_record_put(c, g != NULL);
	if (!g)
		return;
	move_instance(c, g);
	for (int i = 0; i < plan->form.slot_count; i++) {
		if (plan->form.slots[i].use == VYPR_USE_DOMAIN)
			save_domain(c, &g->domains[i]);
		if (plan->form.slots[i].use == VYPR_USE_INNER)
			move_items(c, &g->domains[i]);
		if (vypr_is_root(&plan->form.slots[i]))
			vypr_save_occurrences(c, vypr_heads(a, plan) + i);
	}
	vypr_record_put(c, vypr_save_count(bindings));
	for (struct vypr_link *l = bindings->first; l; l = l->next)
		save_binding(c, (struct vypr_binding *)l);
	for (int i = 0; i < plan->form.slot_count; i++)
		if (!vypr_is_root(&plan->form.slots[i]))
			vypr_save_tracks(c, vypr_heads(a, plan) + i);
}

static void save_links_of(struct vypr_codec *c, const struct vypr_occurrence *o)
{
	for (int i = 0; i < o->plan->form.slot_count; i++) {
		const struct vypr_occurrence *link = o->links[i];

		if (!vypr_general_links(&o->plan->form.slots[i]))
			continue;
		vypr_record_put(c, link != NULL);
		if (!link)
			continue;
		vypr_record_put(c, link->activation->index);
		vypr_record_put(c, vypr_save_formula_of(link));
		vypr_record_put(c, link->index);
	}
}

void vypr_general_save_links(struct vypr_codec *c, struct vypr_activation *a,
			     const struct vypr_plan *plan)
{
	for (int i = 0; i < plan->form.slot_count; i++) {
		struct vypr_link *l = vypr_heads(a, plan)[i].first;

		if (!vypr_is_root(&plan->form.slots[i]))
			continue;
		for (; l; l = l->next)
			save_links_of(c, (struct vypr_occurrence *)l);
	}
}

/* ---- load ---------------------------------------------------------------------- */

/* As many as are told, all zero; NULL: none, or no memory. */
static void *load_array(struct vypr_loader *l, size_t size, uint32_t *ret_count)
{
	uint32_t count = vypr_record_get_count(&l->c);
	void *array = count ? calloc(count, size) : NULL;

	if (count && !array)
		l->c.status = VYPR_NOMEM;
	*ret_count = array ? count : 0;
	return array;
}

static void load_parts(struct vypr_loader *l, struct vypr_domain *d)
{
	uint32_t count;

	d->parts = load_array(l, sizeof *d->parts, &count);
	d->part_count = d->part_room = count;
	for (uint32_t i = 0; i < count; i++)
		move_part(&l->c, &d->parts[i]);
}

static void load_notes(struct vypr_loader *l, struct vypr_domain *d)
{
	uint32_t count;

	d->notes = load_array(l, sizeof *d->notes, &count);
	d->note_count = d->note_room = count;
	for (uint32_t i = 0; i < count; i++)
		move_note(&l->c, &d->notes[i]);
}

static void load_domain(struct vypr_loader *l, const struct vypr_plan *plan,
			struct vypr_domain *d)
{
	move_domain(&l->c, d);
	if (!vypr_load_is_good(l, plan->unit, &d->last))
		vypr_record_bad(&l->c);
	load_parts(l, d);
	load_notes(l, d);
}

static int inner_of_memo(const struct vypr_plan *plan, int memo)
{
	int slot = 0;

	while (plan->general->memo[slot] != memo)
		slot++;
	return slot;
}

static void load_memo(struct vypr_loader *l, struct vypr_plan *plan,
		      struct vypr_memo *memo, int slot)
{
	uint32_t count;

	vypr_codec_number(&l->c, &memo->seen, 8);
	count = vypr_record_get_count(&l->c);
	if (count > memo->room) {
		struct vypr_occurrence **open =
			realloc(memo->open, count * sizeof(struct vypr_occurrence *));

		if (!open) {
			l->c.status = VYPR_NOMEM;
			return;
		}
		memo->open = open;
		memo->room = count;
	}
	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++) {
		struct vypr_occurrence *o =
			vypr_load_place(l, plan, slot, vypr_record_get(&l->c));

		if (!o)
			return;
		o->holders++;
		memo->open[memo->count++] = o;
	}
}

/* With one quantifier an occurrence is of one binding. */
static void load_binding(struct vypr_loader *l, struct vypr_general *g)
{
	struct vypr_occurrence *tuple[VYPR_QUANTIFIERS_MOST] = { NULL };
	struct vypr_plan *plan = g->plan;
	struct vypr_binding *b;
	uint8_t is_one = 0;

	vypr_codec_u8(&l->c, &is_one);
	if (is_one != VYPR_TRUE_NOW && is_one != VYPR_IN_MARGIN && is_one != VYPR_NOT_YET)
		vypr_record_bad(&l->c);
	for (int i = 0; i < plan->form.quantifier_count; i++)
		tuple[i] = vypr_load_place(l, plan, i, vypr_record_get(&l->c));
	if (plan->form.quantifier_count == 1 && tuple[0] && tuple[0]->holders)
		vypr_record_bad(&l->c);
	if (l->c.status != VYPR_OK)
		return;
	b = vypr_general_bind(l->m, g, tuple, (enum vypr_truth)is_one);
	if (!b)
		l->c.status = VYPR_NOMEM;
	else
		vypr_load_told(l, b);
	for (int i = 0; b && i < plan->general->memo_count; i++)
		load_memo(l, plan, &b->memos[i], inner_of_memo(plan, i));
}

static void load_slots(struct vypr_loader *l, struct vypr_general *g)
{
	const struct vypr_form *form = &g->plan->form;

	for (int i = 0; i < form->slot_count; i++) {
		if (form->slots[i].use == VYPR_USE_DOMAIN)
			load_domain(l, g->plan, &g->domains[i]);
		if (form->slots[i].use == VYPR_USE_INNER)
			move_items(&l->c, &g->domains[i]);
		if (vypr_is_root(&form->slots[i]))
			vypr_load_occurrences(l, g->activation, g->plan, i);
	}
}

void vypr_general_load(struct vypr_loader *l, struct vypr_activation *a,
		       struct vypr_plan *plan)
{
	uint32_t there = vypr_record_get(&l->c), count;
	struct vypr_general *g;

	if (l->c.status != VYPR_OK || !there)
		return;
	g = vypr_general_get(l->m, a, plan);
	if (!g) {
		l->c.status = VYPR_NOMEM;
		return;
	}
	move_instance(&l->c, g);
	if (g->is_home && !a->left)
		vypr_record_bad(&l->c);
	load_slots(l, g);
	count = vypr_record_get_count(&l->c);
	if (count && g->is_home)
		vypr_record_bad(&l->c);
	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++)
		load_binding(l, g);
	for (int i = 0; i < plan->form.slot_count; i++)
		if (!vypr_is_root(&plan->form.slots[i]))
			vypr_load_waiting(l, a, plan, i);
}

/* What is found lies before what found it, so links make no circle. */
static void load_links_of(struct vypr_loader *l, struct vypr_occurrence *o)
{
	for (int i = 0; i < o->plan->form.slot_count; i++) {
		struct vypr_occurrence *found;

		if (!vypr_general_links(&o->plan->form.slots[i]) ||
		    !vypr_record_get(&l->c))
			continue;
		found = vypr_load_anywhere(l, i);
		if (!found || found->plan->key != o->plan->key ||
		    !found->plan->general || found->quantifier != i ||
		    i <= o->quantifier) {
			vypr_record_bad(&l->c);
			return;
		}
		o->links[i] = found;
		found->holders++;
	}
}

void vypr_general_load_links(struct vypr_loader *l, struct vypr_activation *a,
			     struct vypr_plan *plan)
{
	for (int i = 0; i < plan->form.slot_count; i++) {
		struct vypr_link *link = vypr_heads(a, plan)[i].first;

		if (!vypr_is_root(&plan->form.slots[i]))
			continue;
		for (; link && l->c.status == VYPR_OK; link = link->next)
			load_links_of(l, (struct vypr_occurrence *)link);
	}
}
