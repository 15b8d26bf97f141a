/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the records of the monitor's open state, each in both directions.
 */
#include "spec/monitor_save.h"

#include <string.h>

#define MAGIC "VYPRMON4"

void vypr_record_bad(struct vypr_codec *c)
{
	if (c->status == VYPR_OK)
		c->status = VYPR_FORMAT;
}

void vypr_record_flag(struct vypr_codec *c, int *value)
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
	vypr_codec_number(c, &m->now_ns, 8);
	vypr_codec_number(c, &m->latest_ns, 8);
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

void vypr_record_activation(struct vypr_codec *c, struct vypr_activation *a)
{
	vypr_codec_number(c, &a->call, 8);
	vypr_codec_number(c, &a->transaction, 8);
	vypr_codec_number(c, &a->peek, 8);
	vypr_codec_u32(c, &a->prefix);
	vypr_codec_u32(c, &a->prefix_block);
	vypr_codec_u32(c, &a->call_site);
	vypr_record_flag(c, &a->calling);
	vypr_record_flag(c, &a->tainted);
	vypr_record_flag(c, &a->path_lost);
	vypr_record_flag(c, &a->doubtful);
	vypr_record_flag(c, &a->left);
	move_calls(c, &a->own);
	move_calls(c, &a->inside);
}

void vypr_record_observation(struct vypr_codec *c, struct vypr_observation *o)
{
	vypr_codec_u32(c, &o->site_begin);
	vypr_codec_u32(c, &o->site_end);
	vypr_codec_number(c, &o->begin_ns, 8);
	vypr_codec_number(c, &o->end_ns, 8);
	vypr_codec_u32(c, &o->path);
	vypr_codec_u32(c, &o->callee);
}

void vypr_record_occurrence(struct vypr_codec *c, struct vypr_occurrence *o)
{
	const struct vypr_form *form = &o->plan->form;
	uint8_t reason = (uint8_t)o->reason;

	vypr_codec_number(c, &o->begin_order, 8);
	vypr_codec_number(c, &o->end_order, 8);
	vypr_codec_u8(c, &reason);
	if (reason >= VYPR_REASONS)
		vypr_record_bad(c);
	else
		o->reason = (enum vypr_reason)reason;
	for (int i = 0; i < form->slot_count; i++)
		if (vypr_root_slot(form, i) == o->quantifier)
			vypr_record_observation(c, &o->observations[i]);
	for (int i = 0; i < form->capture_count; i++) {
		vypr_codec_number(c, &o->captured[i].value, 8);
		vypr_codec_u8(c, &o->captured[i].known);
	}
	if (!o->plan->general) {
		if (form->quantifier_count == 1)
			vypr_record_told(c, &o->told);
		return;
	}
	vypr_codec_number(c, &o->number, 8);
	for (size_t i = 0; i < vypr_general_marks(o->plan); i++)
		vypr_codec_number(c, &o->marks[i], 8);
}

/* u8, 0: it has not been told; else 1 + its kind, number, time. */
void vypr_record_told(struct vypr_codec *c, struct vypr_told *told)
{
	uint8_t kind = told->number ? (uint8_t)(told->kind + 1) : 0;

	vypr_codec_u8(c, &kind);
	if (!kind)
		return;
	if (kind > VYPR_VERDICT_KINDS)
		vypr_record_bad(c);
	told->kind = (uint8_t)(kind - 1);
	vypr_codec_number(c, &told->number, 8);
	vypr_codec_number(c, &told->time_ns, 8);
}

void vypr_record_pending(struct vypr_codec *c, struct vypr_pending *pending)
{
	vypr_codec_u32(c, &pending->site);
	vypr_codec_number(c, &pending->value, 8);
}

void vypr_record_frame(struct vypr_codec *c, struct vypr_monitor *m)
{
	char magic[8];

	memcpy(magic, MAGIC, sizeof magic);
	vypr_codec_text(c, magic, sizeof magic);
	if (memcmp(magic, MAGIC, sizeof magic) != 0)
		vypr_record_bad(c);
	for (uint32_t i = 0; i < m->unit_count; i++) {
		uint64_t hash = m->units[i]->unit->hash;

		vypr_codec_number(c, &hash, 8);
		if (hash != m->units[i]->unit->hash)
			vypr_record_bad(c);
	}
	move_counts(c, m);
}

void vypr_record_put(struct vypr_codec *c, uint32_t value)
{
	vypr_codec_u32(c, &value);
}

uint32_t vypr_record_get(struct vypr_codec *c)
{
	uint32_t value = 0;

	vypr_codec_u32(c, &value);
	return value;
}

uint32_t vypr_record_get_count(struct vypr_codec *c)
{
	uint32_t count = vypr_record_get(c);

	if (count > c->size - c->pos)
		vypr_record_bad(c);
	return c->status == VYPR_OK ? count : 0;
}
