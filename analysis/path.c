/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a path is laid over the source: which lines were passed and how often,
 * which branches were taken, and the recorded calls inside.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare.h"
#include "analysis/detail.h"
#include "analysis/features.h"
#include "analysis/map.h"
#include "analysis/source.h"
#include "analysis/trace.h"

#define MOST_WALKS 200
#define MOST_DEPTH 64

struct builder {
	struct vypr_analysis *analysis;
	const struct vypr_row *row;
	uint32_t run;
	struct vypr_report *report;
	struct vypr_analysis_path *path;
	struct vypr_path_source source;
	struct vypr_trace trace;
	struct vypr_walk walk;
	struct vypr_source text;
	uint32_t last_block, last_line; /* the path ends on this line of this block */
};

static const struct vypr_block *block_of(const struct builder *b, uint32_t block)
{
	const struct vypr_unit *unit = b->trace.unit;

	return &unit->blocks[unit->functions[b->trace.function].first_block + block];
}

/* ---- branches ---- */

static struct vypr_analysis_branch *find_branch(struct vypr_analysis_walk *w,
						const uint64_t *keys, uint64_t key)
{
	for (size_t i = 0; i < w->branch_count; i++)
		if (keys[i] == key)
			return &w->branches[i];
	return NULL;
}

static int add_branch(struct builder *b, struct vypr_analysis_walk *w,
		      const struct vypr_walk_step *step, uint64_t **keys,
		      size_t *key_count)
{
	const struct vypr_unit *unit = b->trace.unit;
	const struct vypr_block *block = block_of(b, step->block);
	uint64_t key = (uint64_t)step->block << 32 | step->edge, *slot;
	struct vypr_analysis_branch *branch = find_branch(w, *keys, key);

	if (branch) {
		branch->count++;
		return 1;
	}
	branch = vypr_report_push(b->report, &w->branches, &w->branch_count,
				  sizeof *branch);
	slot = vypr_report_push(b->report, keys, key_count, sizeof *slot);
	if (!branch || !slot)
		return 0;
	*slot = key;
	branch->line = block->condition_line ? block->condition_line : block->end_line;
	branch->column = block->condition_column;
	branch->condition = vypr_unit_string(unit, block->condition);
	branch->outcome =
		vypr_outcome_word(unit, &unit->edges[block->first_edge + step->edge]);
	branch->count = 1;
	branch->key = block->key;
	return 1;
}

static int fill_branches(struct builder *b, struct vypr_analysis_walk *w)
{
	uint64_t *keys = NULL;
	size_t key_count = 0;

	for (size_t i = 0; i < b->walk.count; i++) {
		const struct vypr_walk_step *step = &b->walk.steps[i];

		if (step->edge == VYPR_WALK_NO_EDGE ||
		    !vypr_is_branch(b->trace.unit, block_of(b, step->block)))
			continue;
		if (!add_branch(b, w, step, &keys, &key_count))
			return 0;
	}
	return 1;
}

/* ---- lines ---- */

/* How often each block was passed. */
static uint64_t *count_blocks(struct builder *b, uint32_t block_count)
{
	uint64_t *passed = calloc(block_count + 1, sizeof *passed);

	for (size_t i = 0; passed && i < b->walk.count; i++)
		passed[b->walk.steps[i].block]++;
	return passed;
}

/* A line belongs to the blocks with the smallest extent that cover it: a block
 * whose first and last statement lie far apart (a loop's increment) covers
 * lines of others.  Between these two the block does not know where its
 * statements are: is_code says whether there may be one. */
static int line_passed(struct builder *b, uint32_t line, int is_code,
		       const uint64_t *passed, uint64_t *ret_passed)
{
	const struct vypr_function *f = &b->trace.unit->functions[b->trace.function];
	uint32_t best = UINT32_MAX;

	*ret_passed = 0;
	for (uint32_t i = 0; i < f->block_count; i++) {
		const struct vypr_block *block = block_of(b, i);
		uint32_t extent = block->end_line - block->line;
		int covers = block->line &&
			     (line == block->line || line == block->end_line ||
			      (is_code && line > block->line && line < block->end_line));
		/* the last time it was left behind its last line */
		uint64_t times = passed[i] - (i == b->last_block && line > b->last_line);

		if (block->condition_line == line && times > *ret_passed) {
			*ret_passed = times;
			best = 0;
		}
		if (!covers || extent > best)
			continue;
		if (extent < best)
			*ret_passed = 0;
		best = extent;
		if (times > *ret_passed)
			*ret_passed = times;
	}
	return best != UINT32_MAX;
}

/* What the unit knows of a line: a condition, or a statement with an instrument. */
static const char *unit_line(struct builder *b, uint32_t line)
{
	const struct vypr_unit *unit = b->trace.unit;
	const struct vypr_function *f = &unit->functions[b->trace.function];

	for (uint32_t i = 0; i < f->block_count; i++)
		if (block_of(b, i)->condition_line == line && block_of(b, i)->condition)
			return vypr_unit_string(unit, block_of(b, i)->condition);
	for (uint32_t i = 0; i < unit->site_count; i++)
		if (unit->sites[i].function == b->trace.function &&
		    unit->sites[i].line == line && unit->sites[i].text)
			return vypr_unit_string(unit, unit->sites[i].text);
	return NULL;
}

static int fill_lines(struct builder *b, struct vypr_analysis_walk *w)
{
	const struct vypr_unit *unit = b->trace.unit;
	const struct vypr_function *f = &unit->functions[b->trace.function];
	uint64_t *passed = count_blocks(b, f->block_count);
	int ok = passed != NULL, in_comment = 0;

	w->from_disk = vypr_source_open(&b->text, unit, w->file);
	for (uint32_t line = f->line; ok && line <= f->end_line && line > 0; line++) {
		struct vypr_analysis_line *l;
		uint64_t times;
		const char *text = w->from_disk ? vypr_source_line(&b->text, line)
						: unit_line(b, line);

		if (!text)
			continue;
		line_passed(b, line, vypr_source_is_code(text, &in_comment), passed,
			    &times);
		l = vypr_report_push(b->report, &w->lines, &w->line_count, sizeof *l);
		ok = l != NULL;
		if (!l)
			break;
		l->number = line;
		l->passed = times;
		l->text = vypr_report_string(b->report, text);
	}
	free(passed);
	return ok;
}

/* ---- walks ---- */

/* How a walk is told, and where it ends. */
struct ending {
	uint32_t block, line; /* UINT32_MAX: the exit; all lines of the block */
	int unwound, continued, running;
	uint32_t depth;
	uint64_t repeated;
	const char *leads_to;
};

static const char *end_word(enum vypr_walk_end end, const struct ending *e)
{
	if (end == VYPR_WALK_JUMPED)
		return "longjmp";
	if (e->unwound)
		return "unwound";
	if (e->running)
		return "running";
	switch (end) {
	case VYPR_WALK_STOP: return "observation";
	case VYPR_WALK_EXIT: return "exit";
	case VYPR_WALK_JUMPED:
	case VYPR_WALK_OUT_OF_BITS: break;
	}
	return "unknown";
}

static int fill_blocks(struct builder *b, struct vypr_analysis_walk *w)
{
	w->blocks = vypr_report_alloc(b->report, (b->walk.count + 1) * sizeof *w->blocks);
	if (!w->blocks)
		return 0;
	for (size_t i = 0; i < b->walk.count; i++)
		w->blocks[i] = b->walk.steps[i].block;
	w->block_count = b->walk.count;
	return 1;
}

/* ---- loops ---- */

/* "for loop, iterations: 3, 4" */
static int add_turns(struct builder *b, const struct vypr_analysis_element *e,
		     uint32_t depth)
{
	static const char between[] = ", iterations: ";
	const char *text = strstr(e->text, between);
	struct vypr_analysis_turns *t;

	if (!text)
		return 1;
	t = vypr_report_push(b->report, &b->path->turns, &b->path->turns_count,
			     sizeof *t);
	if (!t)
		return 0;
	t->walk = (uint32_t)b->path->walk_count - 1;
	t->line = e->line;
	t->depth = depth;
	t->entered = e->passed;
	t->loop = vypr_report_copy(b->report, e->text, (size_t)(text - e->text));
	t->iterations = text + strlen(between);
	return 1;
}

/* The loops of the walk, and the graph of the scope. */
static enum vypr_status fill_turns(struct builder *b, uint32_t depth)
{
	struct vypr_analysis_comparison one;
	enum vypr_status status = vypr_compare_one(b->trace.unit, b->trace.function,
						   &b->walk, b->report, &one);
	struct vypr_analysis_graph *graph;
	uint32_t inside[64] = { 0 }; /* element depth of the loops around */
	uint32_t loops = 0;

	for (size_t i = 0; status == VYPR_OK && i < one.element_count; i++) {
		const struct vypr_analysis_element *e = &one.elements[i];

		while (loops && e->depth <= inside[loops - 1])
			loops--;
		if (strcmp(e->kind, "loop") != 0)
			continue;
		if (!add_turns(b, e, loops))
			status = VYPR_NOMEM;
		if (loops + 1 < sizeof inside / sizeof inside[0])
			inside[loops++] = e->depth;
	}
	if (status != VYPR_OK || depth)
		return status;
	graph = vypr_report_push(b->report, &b->path->graphs, &b->path->graph_count,
				 sizeof *graph);
	if (!graph)
		return VYPR_NOMEM;
	*graph = one.graph;
	return VYPR_OK;
}

/* The words in b->trace, walked and laid over the source. */
static enum vypr_status add_part(struct builder *b, const struct ending *e)
{
	enum vypr_status status =
		vypr_walk(b->trace.unit, b->trace.function, b->trace.start, e->block,
			  b->trace.words, b->trace.count, &b->walk);
	const struct vypr_function *f;
	struct vypr_analysis_walk *w;

	if (status != VYPR_OK)
		return status;
	b->last_block =
		b->walk.end == VYPR_WALK_STOP && !e->running ? e->block : UINT32_MAX;
	b->last_line = e->line;
	w = vypr_report_push(b->report, &b->path->walks, &b->path->walk_count, sizeof *w);
	if (!w)
		return VYPR_NOMEM;
	f = &b->trace.unit->functions[b->trace.function];
	w->function = vypr_unit_string(b->trace.unit, f->name);
	w->file = vypr_function_file(b->trace.unit, b->trace.function);
	w->depth = e->depth;
	w->repeated = e->repeated;
	w->leads_to = e->leads_to;
	w->ends = end_word(b->walk.end, e);
	w->from_entry = b->trace.start == f->entry_block;
	w->continued = e->continued;
	if (!fill_blocks(b, w) || !fill_branches(b, w) || !fill_lines(b, w))
		return VYPR_NOMEM;
	return fill_turns(b, e->depth);
}

/* One activation: the beginning, when it is kept apart, and the end. */
static enum vypr_status add_walk(struct builder *b, uint32_t id, const struct ending *e)
{
	enum vypr_status status = vypr_trace_read(&b->source, b->run, id, &b->trace);
	struct ending head = *e, end = *e;

	if (status == VYPR_OK && b->trace.head) {
		head.block = b->trace.head_stop;
		head.line = UINT32_MAX;
		head.leads_to = "";
		head.unwound = head.running = 0;
		end.continued = 1;
		status = vypr_trace_read(&b->source, b->run, b->trace.head, &b->trace);
		if (status == VYPR_OK)
			status = add_part(b, &head);
		if (status == VYPR_OK)
			status = vypr_trace_read(&b->source, b->run, id, &b->trace);
	}
	return status == VYPR_OK ? add_part(b, &end) : status;
}

static enum vypr_status add_list(struct builder *b, uint32_t list, uint32_t depth);

static enum vypr_status add_call(struct builder *b, uint32_t id, uint32_t depth,
				 uint64_t repeated)
{
	struct ending end = { .block = UINT32_MAX,
			      .line = UINT32_MAX,
			      .depth = depth,
			      .repeated = repeated,
			      .leads_to = "" };
	struct vypr_path_node node = { 0 };
	enum vypr_status status = b->source.node(b->source.ctx, b->run, id, &node);

	if (status == VYPR_OK &&
	    (node.kind != VYPR_PATH_CALL || node.a >= id || node.b >= id))
		status = VYPR_FORMAT;
	end.unwound = node.c == 1;
	end.running = node.c == 2;
	if (end.running)
		end.block = VYPR_WALK_WHEREVER;
	if (status == VYPR_OK && node.a)
		status = add_walk(b, node.a, &end);
	if (status == VYPR_OK && node.b)
		status = add_list(b, (uint32_t)node.b, depth + 1);
	return status;
}

struct run_of_calls {
	uint32_t call, times;
};

/* The LIST backwards, then its calls forwards. */
static enum vypr_status add_list(struct builder *b, uint32_t list, uint32_t depth)
{
	struct run_of_calls *calls = NULL;
	size_t count = 0, capacity = 0;
	enum vypr_status status = VYPR_OK;
	struct vypr_path_node node;

	while (status == VYPR_OK && list && count < 1000000) {
		status = b->source.node(b->source.ctx, b->run, list, &node);
		if (status == VYPR_OK &&
		    (node.kind != VYPR_PATH_LIST || node.a >= list || node.b >= list))
			status = VYPR_FORMAT;
		if (status == VYPR_OK &&
		    !vypr_grow(&calls, count, &capacity, sizeof *calls))
			status = VYPR_NOMEM;
		if (status != VYPR_OK)
			break;
		calls[count].call = (uint32_t)node.b;
		calls[count++].times = node.c;
		list = node.a;
	}
	while (status == VYPR_OK && count-- > 0) {
		if (b->path->walk_count >= MOST_WALKS || depth > MOST_DEPTH) {
			b->path->cut = 1;
			break;
		}
		status = add_call(b, calls[count].call, depth,
				  calls[count].times ? calls[count].times : 1);
	}
	free(calls);
	return status;
}

static const struct vypr_site *stop_site(const struct vypr_row *row,
					 const struct vypr_observation *o)
{
	uint32_t site = vypr_observation_site(o);

	return site < row->unit->site_count ? &row->unit->sites[site] : NULL;
}

/* Paths of one activation are beginnings of each other: the longest is shown. */
static int longest_path(struct builder *b, const struct vypr_stored_verdict *v)
{
	int best = -1;
	uint64_t best_bits = 0;

	for (int i = 0; i < b->row->form->slot_count; i++) {
		const struct vypr_observation *o = &v->verdict.observations[i];
		uint64_t bits = 0;

		if (!o->path || b->row->form->slots[i].during >= 0 ||
		    vypr_trace_read(&b->source, b->run, o->path, &b->trace) != VYPR_OK)
			continue;
		for (size_t k = 0; k < b->trace.count; k++)
			bits += 63 -
				(unsigned)__builtin_clzll(b->trace.words[k].word | 1);
		if (best < 0 || bits >= best_bits) {
			best = i;
			best_bits = bits;
		}
	}
	return best;
}

static enum vypr_status fill_path(struct builder *b, const struct vypr_stored_verdict *v)
{
	const struct vypr_form *form = b->row->form;
	enum vypr_status status = VYPR_OK;
	int longest = longest_path(b, v);

	if (longest >= 0) {
		const struct vypr_observation *o = &v->verdict.observations[longest];
		const struct vypr_site *site = stop_site(b->row, o);
		struct ending end = { .block = site ? site->block : UINT32_MAX,
				      .line = site ? site->line : UINT32_MAX,
				      .repeated = 1,
				      .leads_to =
					      vypr_slot_name(b->report, form, longest) };

		status = add_walk(b, o->path, &end);
	}
	for (int i = 0; status == VYPR_OK && i < form->slot_count; i++)
		if (v->verdict.observations[i].callee)
			status = add_list(b, v->verdict.observations[i].callee, 1);
	return status;
}

static enum vypr_status answer_path(struct vypr_analysis *a, const struct vypr_row *row,
				    const struct vypr_stored_verdict *v,
				    struct vypr_report *report, void *ctx)
{
	struct builder b = {
		.analysis = a, .row = row, .run = v->run, .report = report, .path = ctx
	};
	enum vypr_status status;

	b.source = vypr_path_source_of(a->store);
	vypr_head_fill(a, v, &b.path->head);
	status = vypr_observations_fill(a, row, v, report, &b.path->observations,
					&b.path->observation_count);
	if (status == VYPR_OK)
		status = fill_path(&b, v);
	vypr_trace_fini(&b.trace);
	vypr_walk_fini(&b.walk);
	vypr_source_fini(&b.text);
	return status == VYPR_ABSENT ? VYPR_FORMAT : status;
}

int vypr_analysis_path(struct vypr_analysis *analysis, const char *id,
		       struct vypr_analysis_path **ret_path,
		       struct vypr_analysis_error *reterr)
{
	struct vypr_report *report = vypr_report_new();
	struct vypr_analysis_path *p =
		report ? vypr_report_alloc(report, sizeof *p) : NULL;
	int code;

	if (!p) {
		vypr_report_free(report);
		return vypr_fail_status(reterr, VYPR_NOMEM);
	}
	p->memory = report;
	code = vypr_ask_verdict(analysis, id, answer_path, report, p, reterr);
	if (code == VYPR_FORMAT)
		vypr_fail(reterr, VYPR_FORMAT,
			  "the path of %s does not fit the graph of its function", id);
	if (code) {
		vypr_report_free(report);
		return code;
	}
	*ret_path = p;
	return 0;
}
