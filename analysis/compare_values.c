/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what a parameter is to a person: its words, its values, and how many verdicts of
 * each group have them.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/compare_tell.h"
#include "analysis/map.h"

/* ---- values -------------------------------------------------------------------------
 */

struct item_count {
	uint32_t item;
	uint64_t bad, good, paths;
	uint32_t path; /* last one that had it, + 1 */
};

/* Cases in their order, counts ascending. */
static int compare_items(const void *x, const void *y)
{
	const struct item_count *a = x, *b = y;

	return (a->item > b->item) - (a->item < b->item);
}

static int compare_values(const void *x, const void *y)
{
	const struct vypr_analysis_parameter_value *a = x, *b = y;
	uint64_t of_a = a->bad + a->good, of_b = b->bad + b->good;

	if (of_a != of_b)
		return of_a < of_b ? 1 : -1;
	return strcmp(a->text, b->text);
}

static enum vypr_status count_items(struct vypr_compare_teller *t,
				    const struct vypr_slot_values *slot,
				    struct item_count **counts, size_t *count)
{
	const struct vypr_parametric *p = &t->words.p;
	struct vypr_map map = { 0 };
	size_t room = 0;
	enum vypr_status status = VYPR_OK;

	for (size_t i = 0; status == VYPR_OK && i < slot->reading_count; i++) {
		const struct vypr_reading *r = &p->readings[slot->first_reading + i];
		const struct vypr_sequence *s = &p->sequences[r->sequence];

		for (uint32_t k = 0; status == VYPR_OK && k < s->count; k++) {
			uint32_t item = p->items[s->first + k], *at;
			int is_new;

			at = vypr_map_put(&map, item, (uint32_t)*count, &is_new);
			if (!at || !vypr_grow(counts, *count, &room, sizeof **counts)) {
				status = VYPR_NOMEM;
				break;
			}
			if (is_new)
				(*counts)[(*count)++] =
					(struct item_count){ item, 0, 0, 0, 0 };
			if ((*counts)[*at].path == r->path + 1)
				continue;
			(*counts)[*at].path = r->path + 1;
			(*counts)[*at].bad += t->bad[r->path];
			(*counts)[*at].good += t->good[r->path];
			(*counts)[*at].paths++;
		}
	}
	vypr_map_fini(&map);
	return status;
}

static int is_true(const struct vypr_compare_teller *t,
		   const struct vypr_slot_values *slot, uint32_t item)
{
	return slot->kind == VYPR_VALUE_EDGE &&
	       strcmp(vypr_compare_edge_word(&t->words,
					     t->g->graph.first_edge[slot->node] + item),
		      "true") == 0;
}

static enum vypr_status fill_outcomes(struct vypr_compare_teller *t,
				      const struct vypr_slot_values *slot,
				      struct vypr_analysis_parameter *p)
{
	struct item_count *counts = NULL;
	size_t count = 0;
	enum vypr_status status = count_items(t, slot, &counts, &count);

	p->outcomes = vypr_report_alloc(t->report, (count + 1) * sizeof *p->outcomes);
	if (status == VYPR_OK && !p->outcomes)
		status = VYPR_NOMEM;
	if (status == VYPR_OK)
		qsort(counts, count, sizeof *counts, compare_items);
	if (status == VYPR_OK && count == 2 && is_true(t, slot, counts[0].item)) {
		struct item_count first = counts[0];

		counts[0] = counts[1];
		counts[1] = first;
	}
	for (size_t i = 0; status == VYPR_OK && i < count; i++) {
		struct vypr_analysis_parameter_value *v = &p->outcomes[i];

		v->text = vypr_compare_item_text(&t->words, slot, counts[i].item);
		v->bad = counts[i].bad;
		v->good = counts[i].good;
		v->paths = counts[i].paths;
		p->outcome_count++;
	}
	free(counts);
	return status;
}

struct numbered {
	struct vypr_analysis_parameter_value value; /* first: it is what is compared */
	uint32_t sequence;
};

static enum vypr_status fill_values(struct vypr_compare_teller *t,
				    const struct vypr_slot_values *slot,
				    struct vypr_analysis_parameter *p)
{
	const struct vypr_parametric *x = &t->words.p;
	struct numbered *values = calloc(slot->sequence_count + 1, sizeof *values);

	p->values = vypr_report_alloc(t->report,
				      (slot->sequence_count + 1) * sizeof *p->values);
	if (!values || !p->values) {
		free(values);
		return VYPR_NOMEM;
	}
	for (size_t i = 0; i < slot->sequence_count; i++) {
		values[i].sequence = (uint32_t)(slot->first_sequence + i);
		values[i].value.text = vypr_compare_sequence_text(
			&t->words, slot, &x->sequences[values[i].sequence]);
	}
	for (size_t i = 0; i < slot->reading_count; i++) {
		const struct vypr_reading *r = &x->readings[slot->first_reading + i];
		struct vypr_analysis_parameter_value *v =
			&values[r->sequence - slot->first_sequence].value;

		v->bad += t->bad[r->path];
		v->good += t->good[r->path];
		v->paths++;
		p->bad += t->bad[r->path];
		p->good += t->good[r->path];
	}
	qsort(values, slot->sequence_count, sizeof *values, compare_values);
	for (size_t i = 0; i < slot->sequence_count; i++) {
		p->values[i] = values[i].value;
		t->value[values[i].sequence] = (uint32_t)i;
	}
	p->value_count = slot->sequence_count;
	free(values);
	return VYPR_OK;
}

/* One value a path: in the order of the outcomes. */
static void order_values(struct vypr_compare_teller *t,
			 const struct vypr_slot_values *slot,
			 struct vypr_analysis_parameter *p)
{
	for (size_t i = 0; i < slot->sequence_count; i++) {
		const struct vypr_sequence *s =
			&t->words.p.sequences[slot->first_sequence + i];
		const char *text = vypr_compare_item_text(&t->words, slot,
							  t->words.p.items[s->first]);

		for (size_t k = 0; k < p->outcome_count; k++)
			if (strcmp(p->outcomes[k].text, text) == 0)
				t->value[slot->first_sequence + i] = (uint32_t)k;
	}
	p->values = p->outcomes;
	p->value_count = p->outcome_count;
}

/* ---- parameters
 * ------------------------------------------------------------------------ */

static void describe(struct vypr_compare_teller *t, const struct vypr_slot_values *slot,
		     struct vypr_analysis_parameter *p)
{
	const struct vypr_block *b = vypr_compare_block(&t->words, slot->node);

	p->condition = vypr_unit_string(t->g->unit, b->condition);
	p->line = b->condition_line ? b->condition_line : b->end_line;
	p->column = b->condition_column;
	switch (slot->kind) {
	case VYPR_VALUE_EDGE:
		p->kind = "branch";
		p->text = vypr_compare_branch_text(&t->words, slot->node);
		return;
	case VYPR_VALUE_COUNT: {
		const struct vypr_compare_loop *l = &t->words.loops[slot->loop];

		p->kind = "count";
		p->text = vypr_report_format(t->report, "iterations of the %s", l->name);
		p->condition = l->condition;
		p->line = l->line;
		p->column = l->column;
		return;
	}
	case VYPR_VALUE_PART: break;
	}
	p->kind = "subpath";
	p->text = "way through a part that is entered in several places";
	p->condition = "";
	p->line = b->line;
	p->column = 0;
}

enum vypr_status vypr_compare_add_parameter(struct vypr_compare_teller *t,
					    const struct vypr_element *e,
					    const char *inside)
{
	const struct vypr_slot_values *slot = &t->words.p.slots[e->slot];
	struct vypr_analysis_parameter *p = vypr_report_push(
		t->report, &t->out->parameters, &t->out->parameter_count, sizeof *p);
	enum vypr_status status;

	if (!p)
		return VYPR_NOMEM;
	t->slot[t->out->parameter_count - 1] = e->slot;
	describe(t, slot, p);
	p->inside = inside;
	p->repeated = slot->repeated;
	if (e->meet != VYPR_NOWHERE && e->meet != t->g->graph.sink)
		p->until = vypr_compare_block(&t->words, e->meet)->line;
	status = fill_outcomes(t, slot, p);
	if (status == VYPR_OK)
		status = fill_values(t, slot, p);
	if (status == VYPR_OK && !slot->repeated)
		order_values(t, slot, p);
	return status;
}
