/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which steps of a walk are choices, how outcomes are numbered over several
 * builds, and how the calls inside a call are gone through.
 *
 * Outcomes of different builds are the same when the function's and the branch's
 * keys are, which survive edits elsewhere.  Within one build blocks are compared
 * by their numbers, so equal keys there never join two branches.
 */
#include "analysis/features.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/map.h"

#define CALL_RUNNING 2 /* c of a CALL (spec/path.h) */
#define MOST_CALLS 1000000u /* of one row, against nonsense */

struct branch {
	uint64_t first, last; /* hashes of the units it was seen in */
};

/* Outcomes of one path, in order of first passing: pool[first .. first + count - 1]. */
struct path {
	uint32_t run, id, stop;
	size_t first, count;
	enum vypr_status status;
	int jumped;
};

struct pending {
	uint32_t id, depth;
};

struct vypr_features {
	struct vypr_path_source source;
	struct vypr_trace trace;
	struct vypr_walk walk;
	struct vypr_map branch_map, alias_map, outcome_map, path_map, call_map;
	struct branch *branches;
	size_t branch_count, branch_capacity;
	struct vypr_outcome *outcomes;
	uint64_t *place;
	uint32_t *branch;
	size_t *row_of; /* of outcomes: last row it was put in, + 1 */
	size_t outcome_count, outcome_capacity, place_capacity, branch_of_capacity,
		row_of_capacity;
	uint32_t *pool;
	size_t pool_count, pool_capacity;
	struct path *paths;
	size_t path_count, path_capacity;
	size_t *start;
	size_t row_count, start_capacity;
	uint32_t *columns;
	size_t column_count, column_capacity;
	struct pending *stack;
	size_t stack_count, stack_capacity;
	int jumped; /* a path of this row */
};

enum vypr_status vypr_features_new(const struct vypr_path_source *source,
				   struct vypr_features **ret_features)
{
	struct vypr_features *f = calloc(1, sizeof *f);

	if (!f || !vypr_grow(&f->start, 0, &f->start_capacity, sizeof *f->start)) {
		free(f);
		return VYPR_NOMEM;
	}
	f->source = *source;
	f->start[0] = 0;
	*ret_features = f;
	return VYPR_OK;
}

void vypr_features_free(struct vypr_features *f)
{
	if (!f)
		return;
	vypr_trace_fini(&f->trace);
	vypr_walk_fini(&f->walk);
	vypr_map_fini(&f->branch_map);
	vypr_map_fini(&f->alias_map);
	vypr_map_fini(&f->outcome_map);
	vypr_map_fini(&f->path_map);
	vypr_map_fini(&f->call_map);
	free(f->branches);
	free(f->outcomes);
	free(f->place);
	free(f->branch);
	free(f->row_of);
	free(f->pool);
	free(f->paths);
	free(f->start);
	free(f->columns);
	free(f->stack);
	free(f);
}

/* ---- numbering ---- */

int vypr_is_branch(const struct vypr_unit *unit, const struct vypr_block *block)
{
	uint32_t ways = 0;

	for (uint32_t i = 0; i < block->edge_count; i++)
		ways += unit->edges[block->first_edge + i].kind != VYPR_EDGE_ABNORMAL ||
			block->kind == VYPR_BLOCK_GOTO;
	return ways > 1;
}

const char *vypr_outcome_word(const struct vypr_unit *unit, const struct vypr_edge *edge)
{
	const char *label = vypr_unit_string(unit, edge->label);

	switch ((enum vypr_edge_kind)edge->kind) {
	case VYPR_EDGE_TRUE: return "true";
	case VYPR_EDGE_FALSE: return "false";
	case VYPR_EDGE_CASE: return *label ? label : "case";
	case VYPR_EDGE_EXCEPTION: return "exception";
	case VYPR_EDGE_ABNORMAL: return *label ? label : "jump";
	case VYPR_EDGE_FALLTHROUGH: return "no exception";
	}
	return "";
}

static uint64_t join(uint64_t x, uint64_t y)
{
	return vypr_map_mix(x ^ vypr_map_mix(y));
}

static uint64_t text_hash(const struct vypr_unit *unit, vypr_str text)
{
	const char *s = vypr_unit_string(unit, text);

	return vypr_hash64(s, strlen(s), 0);
}

static enum vypr_status add_branch(struct vypr_features *f, const struct vypr_unit *unit,
				   uint32_t *ret_branch)
{
	if (!vypr_grow(&f->branches, f->branch_count, &f->branch_capacity,
		       sizeof *f->branches))
		return VYPR_NOMEM;
	f->branches[f->branch_count].first = f->branches[f->branch_count].last =
		unit->hash;
	*ret_branch = (uint32_t)f->branch_count++;
	return VYPR_OK;
}

/* The branch of another build with the same keys, or a new one. */
static enum vypr_status same_or_new(struct vypr_features *f, const struct vypr_unit *unit,
				    uint32_t function, const struct vypr_block *block,
				    uint32_t *ret_branch)
{
	const struct vypr_function *fn = &unit->functions[function];
	uint64_t key = join(join(text_hash(unit, fn->name), fn->key), block->key);
	const uint32_t *alias = block->key ? vypr_map_get(&f->alias_map, key) : NULL;
	enum vypr_status status;
	int is_new;

	if (alias && f->branches[*alias].first != unit->hash &&
	    f->branches[*alias].last != unit->hash) {
		f->branches[*alias].last = unit->hash;
		*ret_branch = *alias;
		return VYPR_OK;
	}
	status = add_branch(f, unit, ret_branch);
	if (status == VYPR_OK && block->key && !alias &&
	    !vypr_map_put(&f->alias_map, key, *ret_branch, &is_new))
		status = VYPR_NOMEM;
	return status;
}

static enum vypr_status number_branch(struct vypr_features *f, uint32_t block,
				      uint32_t *ret_branch)
{
	const struct vypr_trace *t = &f->trace;
	uint64_t key = join(join(t->unit->hash, t->function), block);
	const uint32_t *known = vypr_map_get(&f->branch_map, key);
	enum vypr_status status;
	int is_new;

	if (known) {
		*ret_branch = *known;
		return VYPR_OK;
	}
	status = same_or_new(
		f, t->unit, t->function,
		&t->unit->blocks[t->unit->functions[t->function].first_block + block],
		ret_branch);
	if (status == VYPR_OK && !vypr_map_put(&f->branch_map, key, *ret_branch, &is_new))
		status = VYPR_NOMEM;
	return status;
}

static enum vypr_status add_outcome(struct vypr_features *f, const struct vypr_outcome *o)
{
	size_t n = f->outcome_count;

	if (!vypr_grow(&f->outcomes, n, &f->outcome_capacity, sizeof *f->outcomes) ||
	    !vypr_grow(&f->place, n, &f->place_capacity, sizeof *f->place) ||
	    !vypr_grow(&f->branch, n, &f->branch_of_capacity, sizeof *f->branch) ||
	    !vypr_grow(&f->row_of, n, &f->row_of_capacity, sizeof *f->row_of))
		return VYPR_NOMEM;
	f->outcomes[n] = *o;
	f->branch[n] = o->branch;
	f->place[n] = UINT64_MAX;
	f->row_of[n] = 0;
	f->outcome_count++;
	return VYPR_OK;
}

/* The number of a step's outcome, or of the same taken again; *ret_outcome UINT32_MAX: no
 * choice was made. */
static enum vypr_status number_outcome(struct vypr_features *f,
				       const struct vypr_walk_step *step, int again,
				       uint32_t *ret_outcome)
{
	const struct vypr_unit *unit = f->trace.unit;
	const struct vypr_block *block =
		&unit->blocks[unit->functions[f->trace.function].first_block +
			      step->block];
	struct vypr_outcome o = {
		unit, f->trace.function, step->block, step->edge, 0, 0, again
	};
	const struct vypr_edge *edge;
	enum vypr_status status;
	uint64_t key;
	uint32_t *known;
	int is_new;

	*ret_outcome = UINT32_MAX;
	if (step->edge == VYPR_WALK_NO_EDGE || !vypr_is_branch(unit, block))
		return VYPR_OK;
	status = number_branch(f, step->block, &o.branch);
	if (status != VYPR_OK)
		return status;
	edge = &unit->edges[block->first_edge + step->edge];
	key = join(o.branch,
		   edge->kind * 0x10001u + (edge->label ? 0 : edge->target * 64u));
	if (edge->kind == VYPR_EDGE_TRUE || edge->kind == VYPR_EDGE_FALSE)
		key = join(o.branch, edge->kind);
	else if (edge->label)
		key = join(key, text_hash(unit, edge->label));
	if (again)
		key = join(key, 2);
	known = vypr_map_put(&f->outcome_map, key, (uint32_t)f->outcome_count, &is_new);
	if (!known)
		return VYPR_NOMEM;
	*ret_outcome = *known;
	return is_new ? add_outcome(f, &o) : VYPR_OK;
}

/* ---- paths ---- */

static int is_pooled(const struct vypr_features *f, size_t first, uint32_t outcome)
{
	for (size_t i = first; i < f->pool_count; i++)
		if (f->pool[i] == outcome)
			return 1;
	return 0;
}

static enum vypr_status pool_outcome(struct vypr_features *f, size_t first,
				     uint32_t outcome)
{
	if (is_pooled(f, first, outcome))
		return VYPR_OK;
	if (!vypr_grow(&f->pool, f->pool_count, &f->pool_capacity, sizeof *f->pool))
		return VYPR_NOMEM;
	f->pool[f->pool_count++] = outcome;
	return VYPR_OK;
}

/* One stretch of a path, its outcomes behind those that the pool has from first on. */
static enum vypr_status walk_part(struct vypr_features *f, size_t first, uint32_t stop)
{
	uint32_t outcome;
	enum vypr_status status =
		vypr_walk(f->trace.unit, f->trace.function, f->trace.start, stop,
			  f->trace.words, f->trace.count, &f->walk);

	for (size_t i = 0; status == VYPR_OK && i < f->walk.count; i++) {
		status = number_outcome(f, &f->walk.steps[i], 0, &outcome);
		if (status == VYPR_OK && outcome != UINT32_MAX &&
		    is_pooled(f, first, outcome))
			status = number_outcome(f, &f->walk.steps[i], 1, &outcome);
		if (status == VYPR_OK && outcome != UINT32_MAX)
			status = pool_outcome(f, first, outcome);
	}
	return status;
}

/* The beginning of a long path, when it has one, and its end. */
static enum vypr_status walk_path(struct vypr_features *f, struct path *p)
{
	enum vypr_status status = vypr_trace_read(&f->source, p->run, p->id, &f->trace);
	uint32_t head_stop = f->trace.head_stop, head = f->trace.head;

	p->first = f->pool_count;
	if (status == VYPR_OK && head) {
		status = vypr_trace_read(&f->source, p->run, head, &f->trace);
		if (status == VYPR_OK)
			status = walk_part(f, p->first, head_stop);
		if (status == VYPR_OK)
			status = vypr_trace_read(&f->source, p->run, p->id, &f->trace);
	}
	if (status == VYPR_OK)
		status = walk_part(f, p->first, p->stop);
	p->count = f->pool_count - p->first;
	p->jumped = status == VYPR_OK && f->walk.end == VYPR_WALK_JUMPED;
	return status;
}

static enum vypr_status find_path(struct vypr_features *f, uint32_t run, uint32_t id,
				  uint32_t stop, const struct path **ret_path)
{
	struct path p = { run, id, stop, 0, 0, VYPR_OK, 0 };
	uint64_t key = join((uint64_t)run << 32 | id, stop);
	const uint32_t *known = vypr_map_get(&f->path_map, key);
	int is_new;

	if (!known) {
		p.status = walk_path(f, &p);
		if (p.status == VYPR_NOMEM)
			return VYPR_NOMEM;
		if (!vypr_grow(&f->paths, f->path_count, &f->path_capacity,
			       sizeof *f->paths) ||
		    !(known = vypr_map_put(&f->path_map, key, (uint32_t)f->path_count,
					   &is_new)))
			return VYPR_NOMEM;
		f->paths[f->path_count++] = p;
	}
	*ret_path = &f->paths[*known];
	return (*ret_path)->status;
}

static enum vypr_status add_path(struct vypr_features *f, uint32_t run, uint32_t id,
				 uint32_t stop, uint32_t depth)
{
	const struct path *p;
	enum vypr_status status = find_path(f, run, id, stop, &p);

	f->jumped |= status == VYPR_OK && p->jumped;
	for (size_t i = 0; status == VYPR_OK && i < p->count; i++) {
		uint32_t outcome = f->pool[p->first + i];
		uint64_t place = (uint64_t)depth << 40 | i;

		if (place < f->place[outcome]) {
			f->place[outcome] = place;
			f->outcomes[outcome].depth = depth;
		}
		if (f->row_of[outcome] == f->row_count + 1)
			continue;
		f->row_of[outcome] = f->row_count + 1;
		if (!vypr_grow(&f->columns, f->column_count, &f->column_capacity,
			       sizeof *f->columns))
			return VYPR_NOMEM;
		f->columns[f->column_count++] = outcome;
	}
	return status;
}

/* ---- rows ---- */

enum vypr_status vypr_features_begin(struct vypr_features *f)
{
	vypr_map_fini(&f->call_map);
	f->column_count = f->start[f->row_count];
	f->jumped = 0;
	return VYPR_OK;
}

int vypr_features_jumped(const struct vypr_features *f)
{
	return f->jumped;
}

enum vypr_status vypr_features_add_path(struct vypr_features *f, uint32_t run,
					uint32_t path, uint32_t stop)
{
	return path ? add_path(f, run, path, stop, 0) : VYPR_OK;
}

/* Once per row and node. */
static enum vypr_status push_node(struct vypr_features *f, uint32_t id, uint32_t depth)
{
	int is_new;

	if (id == 0)
		return VYPR_OK;
	if (!vypr_map_put(&f->call_map, id, 0, &is_new))
		return VYPR_NOMEM;
	if (!is_new)
		return VYPR_OK;
	if (f->call_map.count > MOST_CALLS)
		return VYPR_FORMAT;
	if (!vypr_grow(&f->stack, f->stack_count, &f->stack_capacity, sizeof *f->stack))
		return VYPR_NOMEM;
	f->stack[f->stack_count].id = id;
	f->stack[f->stack_count].depth = depth;
	f->stack_count++;
	return VYPR_OK;
}

static enum vypr_status visit_node(struct vypr_features *f, uint32_t run,
				   struct pending at)
{
	struct vypr_path_node node;
	enum vypr_status status = f->source.node(f->source.ctx, run, at.id, &node);

	if (status != VYPR_OK)
		return status;
	if ((node.kind != VYPR_PATH_LIST && node.kind != VYPR_PATH_CALL) ||
	    node.a >= at.id || node.b >= at.id)
		return VYPR_FORMAT;
	if (node.kind == VYPR_PATH_LIST) {
		status = push_node(f, node.a, at.depth);
		return status == VYPR_OK ? push_node(f, (uint32_t)node.b, at.depth)
					 : status;
	}
	status = node.a ? add_path(f, run, node.a,
				   node.c == CALL_RUNNING ? VYPR_WALK_WHEREVER
							  : UINT32_MAX,
				   at.depth)
			: VYPR_OK;
	return status == VYPR_OK ? push_node(f, (uint32_t)node.b, at.depth + 1) : status;
}

enum vypr_status vypr_features_add_calls(struct vypr_features *f, uint32_t run,
					 uint32_t calls)
{
	enum vypr_status status;

	f->stack_count = 0;
	status = push_node(f, calls, 1);
	while (status == VYPR_OK && f->stack_count)
		status = visit_node(f, run, f->stack[--f->stack_count]);
	return status;
}

enum vypr_status vypr_features_end(struct vypr_features *f)
{
	if (!vypr_grow(&f->start, f->row_count + 1, &f->start_capacity, sizeof *f->start))
		return VYPR_NOMEM;
	f->start[++f->row_count] = f->column_count;
	return VYPR_OK;
}

void vypr_features_table(const struct vypr_features *f,
			 struct vypr_feature_table *ret_table)
{
	ret_table->outcomes = f->outcomes;
	ret_table->place = f->place;
	ret_table->branch = f->branch;
	ret_table->outcome_count = f->outcome_count;
	ret_table->branch_count = f->branch_count;
	ret_table->start = f->start;
	ret_table->columns = f->columns;
	ret_table->row_count = f->row_count;
}
