/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what a branch or a loop is called, from its condition and the word before it on
 * the line; and from where a loop's turns are counted.
 *
 * A loop that is tested at its beginning was run as often as the test let it; coming back
 * is counted.  Another one (do, for (;;)), or one that no path left by the test, was run
 * once more: the last turn too began.
 */
#include "analysis/compare_words.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/features.h"

#define MOST_RUNS 4096 /* of one sequence; the rest is "..." */

const struct vypr_block *vypr_compare_block(const struct vypr_compare_words *w,
					    uint32_t node)
{
	const struct vypr_unit *unit = w->g->unit;

	return &unit->blocks[unit->functions[w->g->function].first_block + node];
}

const char *vypr_compare_edge_word(const struct vypr_compare_words *w, uint32_t edge)
{
	uint32_t unit_edge = w->g->unit_edge[edge];
	const struct vypr_block *block;

	if (unit_edge == VYPR_EDGE_ENDS)
		return "ends here";
	if (unit_edge == VYPR_EDGE_THROWN)
		return "not told how";
	block = vypr_compare_block(w, w->p.structure->source_of[edge]);
	return vypr_outcome_word(w->g->unit,
				 &w->g->unit->edges[block->first_edge + unit_edge]);
}

/* ---- the word before a condition ----------------------------------------------------
 */

static int is_word(const char *line, const char *at, const char *word)
{
	size_t length = strlen(word);

	return strncmp(at, word, length) == 0 && !isalnum((unsigned char)at[length]) &&
	       at[length] != '_' &&
	       (at == line || (!isalnum((unsigned char)at[-1]) && at[-1] != '_'));
}

/* The last of these words before the column; "" when the line is not known. */
static const char *statement_word(const struct vypr_compare_words *w, uint32_t line,
				  uint32_t column)
{
	static const char *const words[] = { "if", "for", "while", "switch" };
	const char *text = w->from_disk ? vypr_source_line(&w->source, line) : NULL;
	const char *found = "";

	for (const char *at = text; text && *at && at + 1 < text + column; at++)
		for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
			if (is_word(text, at, words[i]))
				found = words[i];
	return found;
}

const char *vypr_compare_branch_text(struct vypr_compare_words *w, uint32_t node)
{
	const struct vypr_block *b = vypr_compare_block(w, node);
	const char *condition = vypr_unit_string(w->g->unit, b->condition);
	const char *word = statement_word(w, b->condition_line, b->condition_column);

	if (!*condition)
		return vypr_report_format(w->report, "branch at line %u", b->end_line);
	if (strcmp(word, "if") == 0 || strcmp(word, "switch") == 0)
		return vypr_report_format(w->report, "branch at %s (%s)", word,
					  condition);
	return vypr_report_format(w->report, "branch at %s", condition);
}

/* ---- loops --------------------------------------------------------------------------
 */

struct test {
	int leaves, left,
		turns; /* an edge out of the loop; a path took it; an edge back */
};

static void look_at_edges(const struct vypr_compare_words *w, uint32_t loop,
			  uint32_t node, struct test *t)
{
	const struct vypr_graph *g = &w->g->graph;

	for (uint32_t e = g->first_edge[node]; e < g->first_edge[node + 1]; e++) {
		t->turns |= g->target[e] == w->p.structure->loops[loop].header;
		if (vypr_loop_has(w->p.structure, loop, g->target[e]))
			continue;
		t->leaves = 1;
		t->left |= w->g->edge_passed[e] != 0;
	}
}

/* The first block of the loop that has a choice; NOWHERE. */
static uint32_t first_choice(const struct vypr_compare_words *w, uint32_t loop)
{
	const struct vypr_graph *g = &w->g->graph;
	uint32_t node = w->p.structure->loops[loop].header;

	for (uint32_t i = 0; i < g->node_count; i++) {
		if (g->first_edge[node + 1] - g->first_edge[node] != 1)
			return node;
		node = g->target[g->first_edge[node]];
		if (!vypr_loop_has(w->p.structure, loop, node))
			break;
	}
	return VYPR_NOWHERE;
}

/* The test at the beginning: that choice and those right behind it that are written on
 * its line, as of a && b. */
static struct test look_at_test(const struct vypr_compare_words *w, uint32_t loop,
				uint32_t first)
{
	const struct vypr_graph *g = &w->g->graph;
	uint32_t line = vypr_compare_block(w, first)->condition_line;
	struct test t = { 0, 0, 0 };

	look_at_edges(w, loop, first, &t);
	for (uint32_t e = g->first_edge[first]; line && e < g->first_edge[first + 1];
	     e++) {
		uint32_t node = g->target[e];

		if (vypr_loop_has(w->p.structure, loop, node) &&
		    vypr_compare_block(w, node)->kind == VYPR_BLOCK_COND &&
		    vypr_compare_block(w, node)->condition_line == line)
			look_at_edges(w, loop, node, &t);
	}
	return t;
}

/* The choice at the end that goes round again or leaves; NOWHERE. */
static uint32_t last_choice(const struct vypr_compare_words *w, uint32_t loop)
{
	const struct vypr_loop *l = &w->p.structure->loops[loop];

	for (uint32_t i = 0; i < l->exit_count; i++) {
		uint32_t node =
			w->p.structure
				->source_of[w->p.structure->exits[l->first_exit + i]];
		struct test t = { 0, 0, 0 };

		look_at_edges(w, loop, node, &t);
		if (t.turns && t.leaves)
			return node;
	}
	return VYPR_NOWHERE;
}

static struct vypr_compare_loop describe_loop(const struct vypr_compare_words *w,
					      uint32_t loop)
{
	uint32_t header = w->p.structure->loops[loop].header;
	uint32_t choice = first_choice(w, loop);
	const struct vypr_block *b = vypr_compare_block(w, header);
	struct vypr_compare_loop l = { "loop", "", b->line, 0, 1 };
	struct test t = { 0, 0, 0 };
	const char *word = "";
	int tested;

	if (choice != VYPR_NOWHERE)
		t = look_at_test(w, loop, choice);
	tested = t.leaves && !t.turns;
	l.more = !(tested && t.left);
	if (!tested)
		choice = last_choice(w, loop);
	if (choice != VYPR_NOWHERE) {
		b = vypr_compare_block(w, choice);
		word = statement_word(w, b->condition_line, b->condition_column);
	}
	if (strcmp(word, "for") != 0 && strcmp(word, "while") != 0)
		return l;
	l.name = strcmp(word, "for") == 0 ? "for loop"
		 : tested		  ? "while loop"
					  : "do loop";
	l.condition = vypr_unit_string(w->g->unit, b->condition);
	l.line = b->condition_line;
	l.column = b->condition_column;
	return l;
}

enum vypr_status vypr_compare_words_init(struct vypr_compare_words *w,
					 const struct vypr_compared_graph *g,
					 struct vypr_report *report)
{
	memset(w, 0, sizeof *w);
	w->g = g;
	w->report = report;
	vypr_intersection_get(g->intersection, &w->p);
	w->from_disk = vypr_source_open(&w->source, g->unit,
					vypr_function_file(g->unit, g->function));
	w->loops = calloc(w->p.structure->loop_count, sizeof *w->loops);
	for (uint32_t i = 1; w->loops && i < w->p.structure->loop_count; i++)
		w->loops[i] = describe_loop(w, i);
	return w->loops ? VYPR_OK : VYPR_NOMEM;
}

void vypr_compare_words_fini(struct vypr_compare_words *w)
{
	vypr_source_fini(&w->source);
	free(w->loops);
}

/* ---- values --------------------------------------------------------------------------
 */

/* "lines 10, 12, 11" */
static const char *part_text(struct vypr_compare_words *w, uint32_t part)
{
	size_t count, used;
	const uint32_t *edges = vypr_intersection_part(w->g->intersection, part, &count);
	uint32_t last = 0;
	char text[400] = "lines";

	used = strlen(text);
	for (size_t i = 0; i < count; i++) {
		uint32_t line =
			vypr_compare_block(w, w->p.structure->source_of[edges[i]])->line;

		if (!line || line == last)
			continue;
		if (used + 20 > sizeof text) {
			strcpy(text + used, ", ...");
			break;
		}
		used += (size_t)sprintf(text + used, last ? ", %u" : " %u", line);
		last = line;
	}
	return vypr_report_string(w->report, text);
}

const char *vypr_compare_item_text(struct vypr_compare_words *w,
				   const struct vypr_slot_values *slot, uint32_t item)
{
	switch (slot->kind) {
	case VYPR_VALUE_EDGE:
		return vypr_compare_edge_word(w,
					      w->g->graph.first_edge[slot->node] + item);
	case VYPR_VALUE_COUNT:
		return vypr_report_format(w->report, "%u",
					  item + w->loops[slot->loop].more);
	case VYPR_VALUE_PART: break;
	}
	return part_text(w, item);
}

const char *vypr_compare_sequence_text(struct vypr_compare_words *w,
				       const struct vypr_slot_values *slot,
				       const struct vypr_sequence *sequence)
{
	const uint32_t *items = w->p.items + sequence->first;
	size_t size = 0, runs = 0;
	char *text = NULL;
	FILE *out = open_memstream(&text, &size);
	const char *told;

	if (!out)
		return "";
	for (uint32_t i = 0, next; i < sequence->count; i = next) {
		for (next = i + 1; next < sequence->count && items[next] == items[i];)
			next++;
		if (runs++ == MOST_RUNS) {
			fputs(", ...", out);
			break;
		}
		fprintf(out, "%s%s", i ? ", " : "",
			vypr_compare_item_text(w, slot, items[i]));
		if (next > i + 1)
			fprintf(out,
				slot->kind == VYPR_VALUE_COUNT ? " (%u times)" : " %u",
				next - i);
	}
	told = fclose(out) == 0 ? vypr_report_string(w->report, text) : "";
	free(text);
	return told;
}
