/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows when a verdict that is judged again is the one that was stored: in everything that is
 * stored of it.
 *
 * A verdict is compared by a hash of its contents: 16 bytes of memory for each.
 */
#include "analysis/recheck_private.h"

#include <stdlib.h>

/* ---- a verdict's contents ---- */

/* One after another, for some twenty numbers of each verdict: a third of the time of a recheck
 * goes into a thorough one. */
static uint64_t mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
	return hash ^ hash >> 32;
}

static uint64_t values_hash(const struct vypr_verdict *v, const struct vypr_form *form)
{
	uint64_t hash = 1;

	for (int i = 0; i < form->capture_count; i++) {
		const struct vypr_captured *c = &v->captured[i];

		hash = mix(hash, c->known);
		if (c->known)
			hash = mix(hash, c->string ? vypr_hash64(c->string->bytes,
								 c->string->size, 0)
						   : c->value);
	}
	return hash;
}

static void hash_verdict(const struct vypr_verdict *v, const struct vypr_form *form,
			 struct said *ret_said)
{
	uint64_t parts[SAID_PARTS] = { 1, 1, 1, 1, values_hash(v, form) };
	uint64_t hash = mix(1, (uint64_t)v->kind << 8 | (uint64_t)v->reason);

	parts[SAID_CALL] = mix(mix(mix(1, v->thread), v->call), v->transaction);
	parts[SAID_TIME] = mix(1, v->time_ns);
	for (int i = 0; i < form->slot_count; i++) {
		const struct vypr_observation *o = &v->observations[i];

		parts[SAID_SEEN] = mix(mix(parts[SAID_SEEN], o->site_begin), o->site_end);
		parts[SAID_SEEN] = mix(mix(parts[SAID_SEEN], o->begin_ns), o->end_ns);
		parts[SAID_PATHS] = mix(mix(parts[SAID_PATHS], o->path), o->callee);
	}
	for (int i = 0; i < SAID_PARTS; i++) {
		hash = mix(hash, parts[i]);
		ret_said->parts[i] = (uint8_t)parts[i];
	}
	ret_said->hash = hash;
	ret_said->kind = (uint8_t)v->kind;
	ret_said->reason = (uint8_t)v->reason;
}

/* ---- judging again ---- */

static struct row_said *row_of(const struct recheck *r, const struct vypr_verdict *v)
{
	size_t at = 0;

	for (uint32_t i = 0; i < v->unit; i++)
		at += r->units.units[i]->formula_count;
	return r->by_unit[at + v->formula];
}

static void count_verdict(struct recheck *r, struct row_said *said,
			  const struct vypr_verdict *v)
{
	struct vypr_analysis_rechecked *f = said->formula;
	size_t number = (size_t)(f - r->report->formulas);

	switch (v->kind) {
	case VYPR_VERDICT_TRUE: f->true_count++; break;
	case VYPR_VERDICT_FALSE: f->false_count++; break;
	case VYPR_VERDICT_MEASURED: f->measured_count++; break;
	case VYPR_VERDICT_UNKNOWN:
		f->unknown_count++;
		r->reasons[number * VYPR_REASONS + v->reason]++;
		break;
	case VYPR_VERDICT_KINDS: break;
	}
	r->report->verdicts++;
}

/* ---- showing ---- */

static enum vypr_status show(struct recheck *r, const struct vypr_analysis_verdict *head)
{
	r->stopped = r->visit(r->ctx, head) != 0;
	return r->stopped ? VYPR_LIMIT : VYPR_OK;
}

static enum vypr_status show_later(struct recheck *r, struct row_said *said, uint64_t number,
				   const struct vypr_analysis_verdict *head)
{
	if (!vypr_grow(&r->unshown, r->unshown_count, &r->unshown_capacity,
		       sizeof *r->unshown))
		return VYPR_NOMEM;
	r->unshown[r->unshown_count++] = (struct unshown){ number, said, *head };
	return VYPR_OK;
}

static void forget_unshown(struct recheck *r, const struct row_said *said, uint64_t number)
{
	size_t i = 0;

	while (i < r->unshown_count &&
	       (r->unshown[i].said != said || r->unshown[i].number != number))
		i++;
	if (i < r->unshown_count)
		r->unshown[i] = r->unshown[--r->unshown_count];
}

static int by_number(const void *x, const void *y)
{
	const struct unshown *a = x, *b = y;

	if (a->said != b->said)
		return a->said < b->said ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

enum vypr_status vypr_recheck_show_rest(struct recheck *r)
{
	enum vypr_status status = VYPR_OK;

	if (r->unshown_count)
		qsort(r->unshown, r->unshown_count, sizeof *r->unshown, by_number);
	for (size_t i = 0; !status && i < r->unshown_count; i++)
		status = show(r, &r->unshown[i].head);
	r->unshown_count = 0;
	return status;
}

static enum vypr_status tell_verdict(struct recheck *r, struct row_said *said,
				     uint64_t number, const struct vypr_verdict *v, int early)
{
	struct vypr_stored_verdict stored = { .run = r->run->id,
					      .row = said->row->id,
					      .number = number,
					      .verdict = *v };
	struct vypr_analysis_verdict head;

	vypr_head_fill_row(r->analysis, said->row, &stored, &head);
	if (r->spec)
		head.id[0] = '\0';
	if (early)
		return show_later(r, said, number, &head);
	if (v->told)
		forget_unshown(r, said, number);
	return show(r, &head);
}

/* ---- what is told ---- */

/* Its number, and room for what it says. */
static enum vypr_status take_new(struct recheck *r, struct row_said *said,
				 const struct vypr_verdict *v, uint64_t *ret_number)
{
	if (!r->spec &&
	    !vypr_grow(&said->said, said->count, &said->capacity, sizeof *said->said))
		return VYPR_NOMEM;
	count_verdict(r, said, v);
	*ret_number = ++said->count;
	return VYPR_OK;
}

enum vypr_status vypr_recheck_decided(void *ctx, const struct vypr_verdict *v,
				const struct vypr_form *form)
{
	struct recheck *r = ctx;
	struct row_said *said = row_of(r, v);
	int early = v->told && !*v->told;
	uint64_t number = v->told ? *v->told : 0;
	enum vypr_status status = VYPR_OK;

	if (!said)
		return VYPR_FORMAT;
	if (!number)
		status = take_new(r, said, v, &number);
	if (status != VYPR_OK)
		return status;
	if (early)
		*v->told = number;
	if (!r->spec)
		hash_verdict(v, form, &said->said[number - 1]);
	return r->visit ? tell_verdict(r, said, number, v, early) : VYPR_OK;
}

/* ---- comparing ---- */

static const char *verdict_words(struct vypr_report *report, uint8_t kind, uint8_t reason)
{
	const char *name = vypr_verdict_name((enum vypr_verdict_kind)kind);

	if (kind != VYPR_VERDICT_UNKNOWN)
		return name;
	return vypr_report_format(report, "%s (%s)", name,
				  vypr_reason_name((enum vypr_reason)reason));
}

/* "time, values" */
static const char *parts_words(struct vypr_report *report, const struct said *a,
			       const struct said *b)
{
	static const char *const names[SAID_PARTS] = { "thread or call", "time",
						       "observations", "paths",
						       "values" };
	const char *words = "";

	for (int i = 0; i < SAID_PARTS; i++)
		if (a->parts[i] != b->parts[i])
			words = vypr_report_format(report, "%s%s%s", words,
						   *words ? ", " : "", names[i]);
	return words;
}

struct comparing {
	struct recheck *recheck;
	struct row_said *said;
};

static void differs(struct comparing *c, uint64_t number,
		    const struct said *stored, const struct said *now)
{
	struct vypr_analysis_rechecked *f = c->said->formula;
	struct vypr_report *report = c->recheck->report->memory;

	if (f->different++)
		return;
	vypr_id_format(f->first, sizeof f->first, c->recheck->run->id, c->said->row->id,
		       number);
	if (stored)
		f->first_stored = verdict_words(report, stored->kind, stored->reason);
	if (now)
		f->first_now = verdict_words(report, now->kind, now->reason);
	if (stored && now)
		f->first_parts = parts_words(report, stored, now);
}

static enum vypr_status compare_one(void *ctx, const struct vypr_stored_verdict *v)
{
	struct comparing *c = ctx;
	struct row_said *said = c->said;
	const struct said *now =
		v->number <= said->count ? &said->said[v->number - 1] : NULL;

	struct said stored;

	said->formula->stored++;
	said->compared++;
	hash_verdict(&v->verdict, said->row->form, &stored);
	if (!now || now->hash != stored.hash)
		differs(c, v->number, &stored, now);
	return VYPR_OK;
}

/* Verdicts that are there now and are not in the store. */
static void count_missing(struct comparing *c)
{
	struct row_said *said = c->said;

	if (said->compared >= said->count)
		return;
	differs(c, said->compared + 1, NULL, &said->said[said->compared]);
	said->formula->different += said->count - said->compared - 1;
}

enum vypr_status vypr_recheck_compare(struct recheck *r, struct row_said *said)
{
	struct comparing c = { r, said };
	struct vypr_filter filter = { .run = r->run->id, .row = said->row->id };
	enum vypr_status status =
		vypr_store_verdicts(r->analysis->store, &filter, compare_one, &c);

	if (status == VYPR_OK)
		count_missing(&c);
	return status;
}
