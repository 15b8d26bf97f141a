/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a parametric path becomes the elements of a report, with their lines.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare_tell.h"

#define MOST_NESTING 256

/* ---- elements
 * ---------------------------------------------------------------------------- */

static struct vypr_analysis_element *push(struct vypr_compare_teller *t, const char *kind,
					  const struct vypr_element *e)
{
	struct vypr_analysis_element *one = vypr_report_push(
		t->report, &t->out->elements, &t->out->element_count, sizeof *one);

	if (!one)
		return NULL;
	one->kind = kind;
	one->depth = e->depth;
	one->text = "";
	one->parameter = VYPR_ANALYSIS_NO_PARAMETER;
	one->passed = e->passed;
	return one;
}

static void widen(struct vypr_analysis_element *one, const struct vypr_block *b)
{
	uint32_t lines[2] = { b->line, b->end_line };

	for (int i = 0; i < 2; i++) {
		if (lines[i] && (!one->line || lines[i] < one->line))
			one->line = lines[i];
		if (lines[i] > one->end_line)
			one->end_line = lines[i];
	}
}

struct range {
	uint32_t from, to;
};

static int compare_ranges(const void *x, const void *y)
{
	const struct range *a = x, *b = y;

	return (a->from > b->from) - (a->from < b->from);
}

/* A block that ends on a line before its first one, as a loop's increment, has these two.
 */
static size_t list_ranges(const struct vypr_compare_teller *t,
			  const struct vypr_analysis_element *one, struct range *ranges)
{
	size_t count = 0;

	for (size_t i = 0; i < one->block_count; i++) {
		const struct vypr_block *b =
			vypr_compare_block(&t->words, one->blocks[i]);

		if (b->line)
			ranges[count++] = (struct range){ b->line, b->end_line > b->line
									   ? b->end_line
									   : b->line };
		if (b->end_line && b->end_line < b->line)
			ranges[count++] = (struct range){ b->end_line, b->end_line };
	}
	qsort(ranges, count, sizeof *ranges, compare_ranges);
	return count;
}

/* "12, 15-17" */
static const char *lines_text(struct vypr_compare_teller *t,
			      const struct vypr_analysis_element *one)
{
	struct range *ranges = malloc((2 * one->block_count + 1) * sizeof *ranges);
	size_t count = ranges ? list_ranges(t, one, ranges) : 0;
	const char *text = "";

	for (size_t i = 0, next; i < count; i = next) {
		struct range r = ranges[i];

		for (next = i + 1; next < count && ranges[next].from <= r.to + 1; next++)
			if (ranges[next].to > r.to)
				r.to = ranges[next].to;
		text = vypr_report_format(t->report,
					  r.to > r.from ? "%s%s%u-%u" : "%s%s%u", text,
					  *text ? ", " : "", r.from, r.to);
	}
	free(ranges);
	return text;
}

/* Nodes in a row are one element.  Returns how many. */
static size_t tell_nodes(struct vypr_compare_teller *t, const struct vypr_element *e,
			 size_t most)
{
	struct vypr_analysis_element *one = push(t, "lines", e);
	size_t count = 0;

	while (count < most && e[count].kind == VYPR_ELEMENT_NODE &&
	       e[count].depth == e->depth)
		count++;
	if (!one)
		return 0;
	one->blocks = vypr_report_alloc(t->report, count * sizeof *one->blocks);
	if (!one->blocks)
		return 0;
	for (size_t i = 0; i < count; i++) {
		one->blocks[one->block_count++] = e[i].node;
		widen(one, vypr_compare_block(&t->words, e[i].node));
	}
	one->text = lines_text(t, one);
	return count;
}

static const char *way_text(struct vypr_compare_teller *t, const struct vypr_element *e,
			    const char *around)
{
	if (strcmp(around, "loop") != 0)
		return vypr_compare_edge_word(&t->words, e->edge);
	if (e->node == t->g->graph.sink)
		return "ends inside";
	return vypr_report_format(t->report, "left to line %u",
				  vypr_compare_block(&t->words, e->node)->line);
}

static const char *const kind_words[] = {
	[VYPR_ELEMENT_NODE] = "lines", [VYPR_ELEMENT_BRANCH] = "branch",
	[VYPR_ELEMENT_WAY] = "way",    [VYPR_ELEMENT_SHARED] = "shared",
	[VYPR_ELEMENT_LOOP] = "loop",  [VYPR_ELEMENT_TURN] = "turn",
	[VYPR_ELEMENT_LEAVE] = "last", [VYPR_ELEMENT_PART] = "subpath",
};

/* What lies around the elements that are being told. */
struct around {
	const char *inside[MOST_NESTING]; /* of parameters at this depth */
	const char *kind[MOST_NESTING]; /* of the element at this depth */
	const char *loop[MOST_NESTING]; /* its name, of a loop */
};

static const char *inside_text(struct vypr_compare_teller *t, const struct around *a,
			       const struct vypr_element *e)
{
	const char *loop = e->depth ? a->loop[e->depth - 1] : "loop";

	return vypr_report_format(t->report,
				  e->kind == VYPR_ELEMENT_TURN
					  ? "in each turn of the %s"
					  : "in the last turn of the %s",
				  loop);
}

static const char *loop_text(struct vypr_compare_teller *t, const struct vypr_element *e)
{
	const struct vypr_slot_values *slot = &t->words.p.slots[e->slot];
	const struct vypr_compare_loop *l = &t->words.loops[slot->loop];

	return vypr_report_format(t->report, "%s at line %u", l->name, l->line);
}

static void note_around(struct vypr_compare_teller *t, struct around *a,
			const struct vypr_element *e)
{
	uint32_t d = e->depth;

	a->kind[d] = kind_words[e->kind];
	a->inside[d + 1] = a->inside[d];
	if (e->kind == VYPR_ELEMENT_LOOP)
		a->loop[d] = loop_text(t, e);
	if (e->kind == VYPR_ELEMENT_TURN || e->kind == VYPR_ELEMENT_LEAVE)
		a->inside[d + 1] = inside_text(t, a, e);
}

/* What is alike in all paths. */
static const char *agreed_text(struct vypr_compare_teller *t,
			       const struct vypr_slot_values *slot)
{
	const struct vypr_sequence *longest = &t->words.p.sequences[slot->longest];
	const char *values =
		slot->agreement == VYPR_ALIKE
			? vypr_compare_item_text(&t->words, slot,
						 t->words.p.items[longest->first])
			: vypr_compare_sequence_text(&t->words, slot, longest);

	switch (slot->kind) {
	case VYPR_VALUE_COUNT:
		return vypr_report_format(t->report, "%s, iterations: %s",
					  t->words.loops[slot->loop].name, values);
	case VYPR_VALUE_EDGE:
		return vypr_report_format(t->report, "%s, alike each time: %s",
					  vypr_compare_branch_text(&t->words, slot->node),
					  values);
	case VYPR_VALUE_PART: break;
	}
	return values;
}

static enum vypr_status tell_element(struct vypr_compare_teller *t, struct around *a,
				     const struct vypr_element *e)
{
	struct vypr_analysis_element *one = push(t, kind_words[e->kind], e);
	const struct vypr_slot_values *slot;

	if (!one)
		return VYPR_NOMEM;
	if (e->kind == VYPR_ELEMENT_WAY)
		one->text = way_text(t, e, e->depth ? a->kind[e->depth - 1] : "");
	if (e->node != t->g->graph.sink)
		widen(one, vypr_compare_block(&t->words, e->node));
	if (e->slot == VYPR_NOWHERE)
		return VYPR_OK;
	slot = &t->words.p.slots[e->slot];
	if (e->kind == VYPR_ELEMENT_LOOP)
		one->line = one->end_line = t->words.loops[slot->loop].line;
	if (slot->agreement == VYPR_DIFFERS) {
		one->parameter = (uint32_t)t->out->parameter_count;
		return vypr_compare_add_parameter(t, e, a->inside[e->depth]);
	}
	one->text = agreed_text(t, slot);
	return VYPR_OK;
}

static enum vypr_status tell_elements(struct vypr_compare_teller *t)
{
	const struct vypr_parametric *p = &t->words.p;
	struct around *a = calloc(1, sizeof *a);
	enum vypr_status status = a ? VYPR_OK : VYPR_NOMEM;

	if (a)
		a->inside[0] = "";
	for (size_t i = 0; status == VYPR_OK && i < p->element_count;) {
		const struct vypr_element *e = &p->elements[i];
		size_t told = 1;

		if (e->depth + 2 >= MOST_NESTING) {
			i++; /* deeper than anybody reads */
			continue;
		}
		if (e->kind == VYPR_ELEMENT_NODE) {
			told = tell_nodes(t, e, p->element_count - i);
			status = told ? VYPR_OK : VYPR_NOMEM;
		} else {
			note_around(t, a, e);
			status = tell_element(t, a, e);
		}
		i += told;
	}
	free(a);
	return status;
}

/* ---- the whole ------------------------------------------------------------------------
 */

static enum vypr_status tell_all(struct vypr_compare_teller *t,
				 const struct vypr_collection *c)
{
	enum vypr_status status = vypr_compare_words_init(&t->words, t->g, t->report);

	if (status != VYPR_OK)
		return status;
	t->slot = calloc(t->words.p.slot_count + 1, sizeof *t->slot);
	t->value = calloc(t->words.p.sequence_count + 1, sizeof *t->value);
	if (!t->slot || !t->value)
		return VYPR_NOMEM;
	status = tell_elements(t);
	if (status == VYPR_OK)
		status = vypr_compare_tell_paths(t, c);
	return status == VYPR_OK ? vypr_compare_tell_graph(t) : status;
}

enum vypr_status vypr_compare_tell(struct vypr_compared_graph *g,
				   const struct vypr_collection *c,
				   struct vypr_report *report,
				   struct vypr_analysis_comparison *ret)
{
	struct vypr_compare_teller t = { .out = ret, .report = report, .g = g };
	enum vypr_status status = VYPR_NOMEM;

	t.bad = calloc((size_t)g->path_count + 1, sizeof *t.bad);
	t.good = calloc((size_t)g->path_count + 1, sizeof *t.good);
	for (size_t i = 0; t.bad && t.good && i < c->seen_count; i++) {
		if (c->seen[i].lack)
			continue;
		t.bad[c->seen[i].path] += c->seen[i].bad;
		t.good[c->seen[i].path] += c->seen[i].good;
	}
	if (t.bad && t.good)
		status = tell_all(&t, c);
	vypr_compare_words_fini(&t.words);
	free(t.bad);
	free(t.good);
	free(t.slot);
	free(t.value);
	return status;
}
