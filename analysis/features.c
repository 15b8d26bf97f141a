/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which steps of a walk are choices, how outcomes and functions are numbered over
 * several builds, and how often what lies in shared calls inside a call was passed.
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
#define MOST_CALLS 1000000u /* different ones of one row, against nonsense */
#define NO_FEATURE UINT32_MAX

struct branch {
	uint64_t first, last; /* hashes of the units it was seen in */
};

/* One path: pool[first .. first + count - 1], in order of first passing. */
struct path {
	uint32_t run, id, stop;
	uint32_t function; /* the feature that is its call */
	size_t first, count;
	enum vypr_status status;
	int jumped;
};

/* A node that was reached by so many ways. */
struct pending {
	uint32_t id, depth;
	uint64_t times;
};

struct vypr_features {
	struct vypr_path_source source;
	struct vypr_trace trace;
	struct vypr_walk walk;
	struct vypr_map branch_map, alias_map, outcome_map, path_map;
	struct branch *branches;
	size_t branch_count, branch_capacity;
	struct vypr_feature *features;
	size_t *in_pool, *in_row; /* of features: where it was put last, + 1 */
	size_t feature_count, feature_capacity, in_pool_capacity, in_row_capacity;
	struct vypr_feature_cell *pool;
	size_t pool_count, pool_capacity;
	struct path *paths;
	size_t path_count, path_capacity;
	size_t *start;
	size_t row_count, start_capacity;
	struct vypr_feature_cell *cells;
	size_t cell_count, cell_capacity;
	struct pending *heap; /* the greatest id first: what refers to it was seen before */
	size_t heap_count, heap_capacity;
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
	free(f->branches);
	free(f->features);
	free(f->in_pool);
	free(f->in_row);
	free(f->pool);
	free(f->paths);
	free(f->start);
	free(f->cells);
	free(f->heap);
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

static enum vypr_status add_feature(struct vypr_features *f, const struct vypr_feature *o)
{
	size_t n = f->feature_count;

	if (!vypr_grow(&f->features, n, &f->feature_capacity, sizeof *f->features) ||
	    !vypr_grow(&f->in_pool, n, &f->in_pool_capacity, sizeof *f->in_pool) ||
	    !vypr_grow(&f->in_row, n, &f->in_row_capacity, sizeof *f->in_row))
		return VYPR_NOMEM;
	f->features[n] = *o;
	f->features[n].place = UINT64_MAX;
	f->in_pool[n] = f->in_row[n] = 0;
	f->feature_count++;
	return VYPR_OK;
}

static enum vypr_status number_feature(struct vypr_features *f, uint64_t key,
				       const struct vypr_feature *o, uint32_t *ret_feature)
{
	int is_new;
	uint32_t *known = vypr_map_put(&f->outcome_map, key, (uint32_t)f->feature_count, &is_new);

	if (!known)
		return VYPR_NOMEM;
	*ret_feature = *known;
	return is_new ? add_feature(f, o) : VYPR_OK;
}

/* A call of the trace's function. */
static enum vypr_status number_function(struct vypr_features *f, uint32_t *ret_feature)
{
	const struct vypr_unit *unit = f->trace.unit;
	const struct vypr_function *fn = &unit->functions[f->trace.function];
	struct vypr_feature o = { unit, f->trace.function, 0, 0, VYPR_NO_BRANCH, 0, 0 };

	return number_feature(f, join(join(text_hash(unit, fn->name), fn->key), 3), &o,
			      ret_feature);
}

/* The number of a step's outcome; NO_FEATURE: no choice was made. */
static enum vypr_status number_outcome(struct vypr_features *f,
				       const struct vypr_walk_step *step,
				       uint32_t *ret_feature)
{
	const struct vypr_unit *unit = f->trace.unit;
	const struct vypr_block *block =
		&unit->blocks[unit->functions[f->trace.function].first_block +
			      step->block];
	struct vypr_feature o = {
		unit, f->trace.function, step->block, step->edge, 0, 0, 0
	};
	const struct vypr_edge *edge;
	enum vypr_status status;
	uint64_t key;

	*ret_feature = NO_FEATURE;
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
	return number_feature(f, key, &o, ret_feature);
}

/* ---- paths ---- */

static uint32_t add_times(uint32_t count, uint64_t times)
{
	return times > UINT32_MAX - count ? UINT32_MAX : count + (uint32_t)times;
}

/* head_end: what the beginning of a long path has before it is not counted on, as between the
 * beginning and the end any number of turns may be missing: a count is that of the beginning
 * then, and more of them are not less. */
static enum vypr_status pool_outcome(struct vypr_features *f, size_t first, size_t head_end,
				     uint32_t outcome)
{
	size_t at = f->in_pool[outcome];
	struct vypr_feature_cell cell = { outcome, 1 };

	if (at > first && at <= f->pool_count && f->pool[at - 1].feature == outcome) {
		if (at > head_end)
			f->pool[at - 1].count = add_times(f->pool[at - 1].count, 1);
		return VYPR_OK;
	}
	if (!vypr_grow(&f->pool, f->pool_count, &f->pool_capacity, sizeof *f->pool))
		return VYPR_NOMEM;
	f->pool[f->pool_count++] = cell;
	f->in_pool[outcome] = f->pool_count;
	return VYPR_OK;
}

/* One stretch of a path, its outcomes behind those that the pool has from first on. */
static enum vypr_status walk_part(struct vypr_features *f, size_t first, size_t head_end,
				  uint32_t stop)
{
	uint32_t outcome;
	enum vypr_status status =
		vypr_walk(f->trace.unit, f->trace.function, f->trace.start, stop,
			  f->trace.words, f->trace.count, &f->walk);

	for (size_t i = 0; status == VYPR_OK && i < f->walk.count; i++) {
		status = number_outcome(f, &f->walk.steps[i], &outcome);
		if (status == VYPR_OK && outcome != NO_FEATURE)
			status = pool_outcome(f, first, head_end, outcome);
	}
	return status;
}

/* The beginning of a long path, when it has one, and its end. */
static enum vypr_status walk_path(struct vypr_features *f, struct path *p)
{
	enum vypr_status status = vypr_trace_read(&f->source, p->run, p->id, &f->trace);
	uint32_t head_stop = f->trace.head_stop, head = f->trace.head;
	size_t head_end = 0;

	p->first = f->pool_count;
	if (status == VYPR_OK)
		status = number_function(f, &p->function);
	if (status == VYPR_OK && head) {
		status = vypr_trace_read(&f->source, p->run, head, &f->trace);
		if (status == VYPR_OK)
			status = walk_part(f, p->first, 0, head_stop);
		head_end = f->pool_count;
		if (status == VYPR_OK)
			status = vypr_trace_read(&f->source, p->run, p->id, &f->trace);
	}
	if (status == VYPR_OK)
		status = walk_part(f, p->first, head_end, p->stop);
	p->count = f->pool_count - p->first;
	p->jumped = status == VYPR_OK && f->walk.end == VYPR_WALK_JUMPED;
	return status;
}

static enum vypr_status find_path(struct vypr_features *f, uint32_t run, uint32_t id,
				  uint32_t stop, const struct path **ret_path)
{
	struct path p = { run, id, stop, NO_FEATURE, 0, 0, VYPR_OK, 0 };
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

static enum vypr_status add_cell(struct vypr_features *f, uint32_t feature, uint64_t place,
				 uint64_t times)
{
	size_t at = f->in_row[feature];
	struct vypr_feature_cell cell = { feature, 0 };

	if (place < f->features[feature].place) {
		f->features[feature].place = place;
		f->features[feature].depth = (uint32_t)(place >> 40);
	}
	if (at <= f->start[f->row_count] || at > f->cell_count ||
	    f->cells[at - 1].feature != feature) {
		if (!vypr_grow(&f->cells, f->cell_count, &f->cell_capacity, sizeof *f->cells))
			return VYPR_NOMEM;
		f->cells[f->cell_count++] = cell;
		at = f->in_row[feature] = f->cell_count;
	}
	f->cells[at - 1].count = add_times(f->cells[at - 1].count, times);
	return VYPR_OK;
}

static enum vypr_status add_path(struct vypr_features *f, uint32_t run, uint32_t id,
				 uint32_t stop, uint32_t depth, uint64_t times)
{
	const struct path *p;
	enum vypr_status status = find_path(f, run, id, stop, &p);

	f->jumped |= status == VYPR_OK && p->jumped;
	for (size_t i = 0; status == VYPR_OK && i < p->count; i++) {
		struct vypr_feature_cell cell = f->pool[p->first + i];

		status = add_cell(f, cell.feature, (uint64_t)depth << 40 | (i + 1),
				  cell.count * times);
	}
	if (status == VYPR_OK && depth)
		status = add_cell(f, p->function, (uint64_t)depth << 40, times);
	return status;
}

/* ---- rows ---- */

enum vypr_status vypr_features_begin(struct vypr_features *f)
{
	f->cell_count = f->start[f->row_count];
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
	return path ? add_path(f, run, path, stop, 0, 1) : VYPR_OK;
}

/* ---- calls ---- */

static void sink(struct pending *heap, size_t count, size_t at)
{
	for (;;) {
		size_t child = 2 * at + 1;
		struct pending kept = heap[at];

		if (child + 1 < count && heap[child + 1].id > heap[child].id)
			child++;
		if (child >= count || heap[child].id <= kept.id)
			return;
		heap[at] = heap[child];
		heap[child] = kept;
		at = child;
	}
}

static void pop(struct vypr_features *f)
{
	f->heap[0] = f->heap[--f->heap_count];
	sink(f->heap, f->heap_count, 0);
}

/* Equal ids may lie in the heap several times; they come out one after the other. */
static enum vypr_status push_node(struct vypr_features *f, uint64_t id, uint32_t depth,
				  uint64_t times)
{
	struct pending node = { (uint32_t)id, depth, times };
	size_t at = f->heap_count;

	if (id == 0)
		return VYPR_OK;
	if (f->heap_count > MOST_CALLS)
		return VYPR_FORMAT;
	if (!vypr_grow(&f->heap, f->heap_count, &f->heap_capacity, sizeof *f->heap))
		return VYPR_NOMEM;
	for (f->heap_count++; at > 0 && f->heap[(at - 1) / 2].id < node.id; at = (at - 1) / 2)
		f->heap[at] = f->heap[(at - 1) / 2];
	f->heap[at] = node;
	return VYPR_OK;
}

/* All that lead to one node, together. */
static struct pending pop_node(struct vypr_features *f)
{
	struct pending node = f->heap[0];

	for (pop(f); f->heap_count && f->heap[0].id == node.id; pop(f)) {
		node.times += f->heap[0].times;
		node.depth = f->heap[0].depth < node.depth ? f->heap[0].depth : node.depth;
	}
	if (node.times > UINT32_MAX)
		node.times = UINT32_MAX;
	return node;
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
		status = push_node(f, node.a, at.depth, at.times);
		return status == VYPR_OK ? push_node(f, node.b, at.depth,
						     at.times * (node.c ? node.c : 1))
					 : status;
	}
	status = node.a ? add_path(f, run, node.a,
				   node.c == CALL_RUNNING ? VYPR_WALK_WHEREVER
							  : UINT32_MAX,
				   at.depth, at.times)
			: VYPR_OK;
	return status == VYPR_OK ? push_node(f, node.b, at.depth + 1, at.times) : status;
}

enum vypr_status vypr_features_add_calls(struct vypr_features *f, uint32_t run,
					 uint32_t calls)
{
	enum vypr_status status;

	f->heap_count = 0;
	status = push_node(f, calls, 1, 1);
	for (size_t visited = 0; status == VYPR_OK && f->heap_count; visited++)
		status = visited > MOST_CALLS ? VYPR_FORMAT : visit_node(f, run, pop_node(f));
	return status;
}

enum vypr_status vypr_features_end(struct vypr_features *f)
{
	if (!vypr_grow(&f->start, f->row_count + 1, &f->start_capacity, sizeof *f->start))
		return VYPR_NOMEM;
	f->start[++f->row_count] = f->cell_count;
	return VYPR_OK;
}

void vypr_features_table(const struct vypr_features *f,
			 struct vypr_feature_table *ret_table)
{
	ret_table->features = f->features;
	ret_table->feature_count = f->feature_count;
	ret_table->start = f->start;
	ret_table->cells = f->cells;
	ret_table->row_count = f->row_count;
}
