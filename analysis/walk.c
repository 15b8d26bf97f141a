/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a path is read back.  At each block: does the way out consume bits,
 * does the next block's entry consume bits, is there one way only?
 *
 *      if (a) x(); else y();     word 0b1_0   ──►  cond ──false──► y ──► join ...
 *
 * A branch without bits took the only way that leads to where the path ended: the
 * compiler gives bits to all others (plugin/path.cc has the rule).  Most blocks have
 * one answer for all walks to one goal; these are in a table (walk_plan.c), and the
 * table alone is followed while the word at hand has bits.
 *
 * Exceptions: the word ends where the last branch before the throw was; from
 * there the walk goes straight on until a block that has an exception edge
 * into the landing block.
 */
#include "analysis/walk_plan.h"

#include <stdlib.h>

struct reader {
	const struct vypr_walk_word *words;
	size_t count, at; /* at: the word being read */
	unsigned left; /* bits left in it */
};

struct walker {
	const struct vypr_unit *unit;
	const struct vypr_function *function;
	struct reader bits;
	struct vypr_walk *walk;
	uint32_t block;
	uint32_t stop; /* UINT32_MAX: the exit */
	uint32_t idle; /* blocks passed since the last bit: bounds the walk */
	const struct vypr_walk_plan
		*plan; /* for where the bits that are being read end */
	size_t plan_until; /* the word that ends there */
};

void vypr_walk_fini(struct vypr_walk *walk)
{
	free(walk->steps);
	vypr_walk_plans_free(walk->plans);
	walk->steps = NULL;
	walk->plans = NULL;
	walk->count = walk->capacity = 0;
}

static unsigned bits_in(uint64_t word)
{
	return word ? 63u - (unsigned)__builtin_clzll(word) : 0;
}

/* Go on to the next word that has bits, but not across a landing. */
static void settle(struct reader *r)
{
	while (r->left == 0 && r->at < r->count && r->words[r->at].landing == 0) {
		r->at++;
		r->left = r->at < r->count ? bits_in(r->words[r->at].word) : 0;
	}
}

static void reader_begin(struct reader *r, const struct vypr_walk_word *words,
			 size_t count)
{
	r->words = words;
	r->count = count;
	r->at = 0;
	r->left = count ? bits_in(words[0].word) : 0;
	settle(r);
}

/* Take n bits; 0 when there are not that many before the end or the next landing.
 * peek leaves them. */
static int take_bits(struct reader *r, unsigned n, int peek, uint64_t *ret_value)
{
	struct reader copy = *r;
	uint64_t value = 0;

	while (n--) {
		if (copy.left == 0)
			return 0;
		copy.left--;
		value = value << 1 | (copy.words[copy.at].word >> copy.left & 1);
		settle(&copy);
	}
	*ret_value = value;
	if (!peek)
		*r = copy;
	return 1;
}

static const struct vypr_block *block_at(const struct walker *w, uint32_t block)
{
	return &w->unit->blocks[w->function->first_block + block];
}

static const struct vypr_edge *edge_at(const struct walker *w, const struct vypr_block *b,
				       uint32_t edge)
{
	return &w->unit->edges[b->first_edge + edge];
}

static int grow_steps(struct vypr_walk *walk)
{
	size_t capacity = walk->capacity ? walk->capacity * 2 : 64;
	struct vypr_walk_step *steps = realloc(walk->steps, capacity * sizeof *steps);

	if (!steps)
		return 0;
	walk->steps = steps;
	walk->capacity = capacity;
	return 1;
}

static enum vypr_status push_step(struct walker *w, uint32_t block)
{
	struct vypr_walk *walk = w->walk;

	if (walk->count == walk->capacity && !grow_steps(walk))
		return VYPR_NOMEM;
	walk->steps[walk->count].block = block;
	walk->steps[walk->count].edge = VYPR_WALK_NO_EDGE;
	walk->count++;
	w->block = block;
	return VYPR_OK;
}

static uint32_t edge_by_entry(struct walker *w, const struct vypr_block *b)
{
	for (uint32_t i = 0; i < b->edge_count; i++) {
		const struct vypr_edge *edge = edge_at(w, b, i);
		const struct vypr_block *target = block_at(w, edge->target);
		uint64_t value;

		if (edge->kind != VYPR_EDGE_EXCEPTION && target->entry_bits &&
		    take_bits(&w->bits, target->entry_bits, 1, &value) &&
		    value == target->entry_value)
			return i;
	}
	return VYPR_WALK_NO_EDGE;
}

/* ---- the plan ---------------------------------------------------------------- */

/* For where the bits that are being read end: at the next landing, else at the stop. */
static enum vypr_status want_plan(struct walker *w)
{
	uint32_t goal = w->stop == VYPR_WALK_WHEREVER ? UINT32_MAX : w->stop;
	size_t i = w->bits.at;

	if (w->plan && w->bits.at <= w->plan_until)
		return VYPR_OK;
	while (i < w->bits.count && w->bits.words[i].landing == 0)
		i++;
	if (i < w->bits.count)
		goal = w->bits.words[i].landing - 1;
	w->plan_until = i;
	w->plan = vypr_walk_plan(&w->walk->plans, w->unit,
				 (uint32_t)(w->function - w->unit->functions), goal);
	return w->plan ? VYPR_OK : VYPR_NOMEM;
}

/* Follow the table while the word at hand has bits; at block, whose step is the last. */
static enum vypr_status run(struct walker *w)
{
	const struct vypr_walk_entry *entries = w->plan->entries;
	const struct vypr_walk_way *ways = w->plan->ways;
	uint64_t word = w->bits.words[w->bits.at].word;
	unsigned left = w->bits.left;
	uint32_t block = w->block;
	size_t count = w->walk->count;

	while (left && entries[block].bits <= left) {
		unsigned rest = left - entries[block].bits;
		uint64_t value = word >> rest & ((1ULL << entries[block].bits) - 1);
		struct vypr_walk_way way = ways[entries[block].first_way + value];

		if (way.edge == VYPR_WALK_NO_EDGE)
			break;
		if (count == w->walk->capacity && !grow_steps(w->walk))
			return VYPR_NOMEM;
		w->walk->steps[count - 1].edge = way.edge;
		w->walk->steps[count].block = way.target;
		count++;
		left = rest;
		block = way.target;
	}
	w->walk->steps[count - 1].edge = VYPR_WALK_NO_EDGE;
	w->walk->count = count;
	if (left != w->bits.left)
		w->idle = 0;
	w->bits.left = left;
	w->block = block;
	settle(&w->bits);
	return VYPR_OK;
}

/* What the table knows, word after word. */
static enum vypr_status run_on(struct walker *w)
{
	enum vypr_status status = VYPR_OK;
	size_t before = 0;

	while (status == VYPR_OK && w->bits.left && before != w->walk->count) {
		before = w->walk->count;
		status = want_plan(w);
		if (status == VYPR_OK)
			status = run(w);
	}
	return status;
}

/* The way on from a block that has no bits. */
static enum vypr_status straight_edge(struct walker *w, uint32_t *ret_edge)
{
	enum vypr_status status = want_plan(w);

	if (status == VYPR_OK)
		*ret_edge = w->plan->straight[w->block];
	return status;
}

/* The way out of the current block; OK with NO_EDGE when nothing tells. */
static enum vypr_status choose(struct walker *w, uint32_t *ret_edge)
{
	const struct vypr_block *b = block_at(w, w->block);
	enum vypr_status status;
	uint64_t value;

	*ret_edge = VYPR_WALK_NO_EDGE;
	if (b->bits) {
		if (!take_bits(&w->bits, b->bits, 0, &value))
			return VYPR_OK;
		w->idle = 0;
		*ret_edge = vypr_walk_edge_of(w->unit, b, value);
		return *ret_edge == VYPR_WALK_NO_EDGE ? VYPR_FORMAT : VYPR_OK;
	}
	status = straight_edge(w, ret_edge);
	if (status == VYPR_OK && *ret_edge == VYPR_WALK_NO_EDGE)
		*ret_edge = edge_by_entry(w, b);
	return status;
}

/* Pass along an edge.  OK with *ret_moved 0: the entry of the target has no bits left. */
static enum vypr_status follow(struct walker *w, uint32_t edge, int *ret_moved)
{
	const struct vypr_edge *e = edge_at(w, block_at(w, w->block), edge);
	const struct vypr_block *target = block_at(w, e->target);
	uint64_t value;

	*ret_moved = 0;
	if (target->entry_bits) {
		if (!take_bits(&w->bits, target->entry_bits, 0, &value))
			return VYPR_OK;
		if (value != target->entry_value)
			return VYPR_FORMAT;
		w->idle = 0;
	}
	w->walk->steps[w->walk->count - 1].edge = edge;
	*ret_moved = 1;
	return push_step(w, e->target);
}

static uint32_t exception_edge(struct walker *w, uint32_t landing)
{
	const struct vypr_block *b = block_at(w, w->block);

	for (uint32_t i = 0; i < b->edge_count; i++)
		if (!vypr_walk_is_normal(edge_at(w, b, i)) &&
		    edge_at(w, b, i)->target == landing)
			return i;
	return VYPR_WALK_NO_EDGE;
}

static int is_landing(struct walker *w, uint32_t landing)
{
	for (uint32_t i = 0; i < w->function->block_count; i++) {
		const struct vypr_block *b = block_at(w, i);

		for (uint32_t k = 0; k < b->edge_count; k++)
			if (!vypr_walk_is_normal(edge_at(w, b, k)) &&
			    edge_at(w, b, k)->target == landing)
				return 1;
	}
	return 0;
}

/* The bits before a landing are used up: go straight on to the throw, and land. */
static enum vypr_status land(struct walker *w)
{
	struct reader *r = &w->bits;
	uint32_t landing = r->words[r->at].landing - 1, edge;
	enum vypr_status status;
	int moved = 1;

	if (landing >= w->function->block_count || !is_landing(w, landing))
		return VYPR_FORMAT;
	for (w->idle = 0; (edge = exception_edge(w, landing)) == VYPR_WALK_NO_EDGE;) {
		if (w->idle++ > w->function->block_count)
			break;
		if (block_at(w, w->block)->bits)
			break;
		status = straight_edge(w, &edge);
		if (status != VYPR_OK)
			return status;
		if (edge == VYPR_WALK_NO_EDGE)
			break;
		status = follow(w, edge, &moved);
		if (status != VYPR_OK)
			return status;
		if (!moved)
			break;
	}
	edge = exception_edge(w, landing); /* none: thrown somewhere behind here */
	w->walk->steps[w->walk->count - 1].edge = edge;
	r->at++;
	r->left = r->at < r->count ? bits_in(r->words[r->at].word) : 0;
	settle(r);
	w->idle = 0;
	return push_step(w, landing);
}

static int at_end(const struct walker *w)
{
	return w->bits.at >= w->bits.count;
}

static enum vypr_status finish(struct walker *w, enum vypr_walk_end end)
{
	w->walk->end = end;
	return at_end(w) ? VYPR_OK : VYPR_FORMAT;
}

static enum vypr_status walk_on(struct walker *w, uint32_t stop)
{
	enum vypr_status status;
	uint32_t edge;
	int moved;

	for (;;) {
		status = run_on(w);
		if (status != VYPR_OK)
			return status;
		if (at_end(w) && (w->block == stop || stop == VYPR_WALK_WHEREVER))
			return finish(w, VYPR_WALK_STOP);
		if (!at_end(w) && w->bits.left == 0) {
			status = land(w);
			if (status != VYPR_OK)
				return status;
			continue;
		}
		if (block_at(w, w->block)->edge_count == 0)
			return finish(w, VYPR_WALK_EXIT);
		if (w->idle++ > w->function->block_count)
			return finish(w, VYPR_WALK_OUT_OF_BITS);
		status = choose(w, &edge);
		if (status != VYPR_OK)
			return status;
		if (edge == VYPR_WALK_NO_EDGE)
			return finish(w, VYPR_WALK_OUT_OF_BITS);
		status = follow(w, edge, &moved);
		if (status != VYPR_OK)
			return status;
		if (!moved)
			return finish(w, VYPR_WALK_OUT_OF_BITS);
	}
}

/* ---- longjmp ----------------------------------------------------------------- */

/* A call that a longjmp may leave has an abnormal edge, and so has what it comes to. */
static int jumps(const struct walker *w, uint32_t block)
{
	const struct vypr_block *b = block_at(w, block);

	for (uint32_t i = 0; b->kind != VYPR_BLOCK_GOTO && i < b->edge_count; i++)
		if (edge_at(w, b, i)->kind == VYPR_EDGE_ABNORMAL)
			return 1;
	return 0;
}

static int is_jumped_to(const struct walker *w, uint32_t block)
{
	for (uint32_t i = 0; i < w->function->block_count; i++) {
		const struct vypr_block *b = block_at(w, i);

		for (uint32_t k = 0; jumps(w, i) && k < b->edge_count; k++)
			if (edge_at(w, b, k)->kind == VYPR_EDGE_ABNORMAL &&
			    edge_at(w, b, k)->target == block)
				return 1;
	}
	return 0;
}

/* Keep what was passed for certain; 0: there was no setjmp. */
static int cut_at_jump(struct walker *w)
{
	struct vypr_walk *walk = w->walk;
	int set = 0;

	for (size_t i = 0; i < walk->count; i++) {
		if (set && jumps(w, walk->steps[i].block)) {
			walk->steps[i].edge = VYPR_WALK_NO_EDGE;
			walk->count = i + 1;
			walk->end = VYPR_WALK_JUMPED;
			return 1;
		}
		set = set || is_jumped_to(w, walk->steps[i].block);
	}
	return 0;
}

static int is_missed(const struct walker *w, enum vypr_status status)
{
	return status == VYPR_FORMAT ||
	       (status == VYPR_OK && w->stop < w->function->block_count &&
		w->walk->end != VYPR_WALK_STOP);
}

enum vypr_status vypr_walk(const struct vypr_unit *unit, uint32_t function,
			   uint32_t start, uint32_t stop,
			   const struct vypr_walk_word *words, size_t word_count,
			   struct vypr_walk *walk)
{
	struct walker w = { .unit = unit, .walk = walk, .stop = stop };
	enum vypr_status status;

	walk->count = 0;
	walk->end = VYPR_WALK_OUT_OF_BITS;
	if (function >= unit->function_count)
		return VYPR_FORMAT;
	w.function = &unit->functions[function];
	if (start >= w.function->block_count)
		return VYPR_FORMAT;
	for (size_t i = 0; i < word_count; i++)
		if (words[i].word == 0)
			return VYPR_FORMAT;
	reader_begin(&w.bits, words, word_count);
	status = push_step(&w, start);
	if (status == VYPR_OK)
		status = walk_on(&w, stop);
	if (is_missed(&w, status) && cut_at_jump(&w))
		status = VYPR_OK;
	return status;
}
