/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the bytes of a unit.  Each record is described once, by a function that moves
 * its fields between a struct and the bytes in either direction, so that what is
 * written is what is read.
 *
 *   offset  0  "VYPRUNIT"
 *           8  version u32
 *          12  size u32, of the whole
 *          16  hash u64, of everything from 24 on
 *          24  head: strings of the unit, hashes, counts
 *              functions | blocks | edges | sites | roles | formulas
 *              nodes of all formulas | capture types of all | strings of all
 *              strings
 *
 * What a unit may refer to is checked by spec/unit_check.c, after decoding and before
 * encoding.
 */
#include "spec/unit_private.h"

#include <stdlib.h>
#include <string.h>

#define HEAD_BYTES 24
#define SIZE_MOST 0x40000000u

uint64_t vypr_hash64(const void *bytes, size_t size, uint64_t seed)
{
	const unsigned char *p = bytes;
	uint64_t hash = seed ? seed : 0xcbf29ce484222325u;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ p[i]) * 0x100000001b3u;
	return hash;
}

/* One direction at a time: out grows, or in is consumed.  The first failure sticks.
 * While writing, the structs are only read. */
struct codec {
	unsigned char *out;
	const unsigned char *in;
	size_t pos, size;
	enum vypr_status status;
};

static unsigned char *room(struct codec *c, size_t bytes)
{
	size_t size = c->size ? c->size : 1024;
	unsigned char *out;

	while (size - c->pos < bytes)
		size *= 2;
	if (size > SIZE_MOST) {
		c->status = VYPR_LIMIT;
		return NULL;
	}
	if (size != c->size) {
		out = realloc(c->out, size);
		if (!out) {
			c->status = VYPR_NOMEM;
			return NULL;
		}
		c->out = out;
		c->size = size;
	}
	return c->out + c->pos;
}

static void number(struct codec *c, uint64_t *value, size_t bytes)
{
	unsigned char *out;

	if (c->status != VYPR_OK)
		return;
	if (c->in) {
		if (c->size - c->pos < bytes) {
			c->status = VYPR_FORMAT;
			return;
		}
		*value = 0;
		for (size_t i = 0; i < bytes; i++)
			*value |= (uint64_t)c->in[c->pos + i] << 8 * i;
	} else {
		out = room(c, bytes);
		if (!out)
			return;
		for (size_t i = 0; i < bytes; i++)
			out[i] = (unsigned char)(*value >> 8 * i);
	}
	c->pos += bytes;
}

static void u32(struct codec *c, uint32_t *value)
{
	uint64_t wide = *value;

	number(c, &wide, 4);
	if (c->in)
		*value = (uint32_t)wide;
}

static void i32(struct codec *c, int32_t *value)
{
	uint64_t wide = (uint32_t)*value;

	number(c, &wide, 4);
	if (c->in)
		*value = (int32_t)(uint32_t)wide;
}

static void u8(struct codec *c, uint8_t *value)
{
	uint64_t wide = *value;

	number(c, &wide, 1);
	if (c->in)
		*value = (uint8_t)wide;
}

static void f64(struct codec *c, double *value)
{
	uint64_t wide;

	memcpy(&wide, value, sizeof wide);
	number(c, &wide, 8);
	if (c->in)
		memcpy(value, &wide, sizeof wide);
}

static void text(struct codec *c, char *bytes, size_t size)
{
	unsigned char *out;

	if (c->status != VYPR_OK || size == 0)
		return;
	if (c->in) {
		if (c->size - c->pos < size) {
			c->status = VYPR_FORMAT;
			return;
		}
		memcpy(bytes, c->in + c->pos, size);
	} else {
		out = room(c, size);
		if (!out)
			return;
		memcpy(out, bytes, size);
	}
	c->pos += size;
}

static void function(struct codec *c, struct vypr_function *f)
{
	u32(c, &f->name);
	u32(c, &f->symbol);
	u32(c, &f->file);
	u32(c, &f->line);
	u32(c, &f->end_line);
	u32(c, &f->flags);
	u32(c, &f->first_block);
	u32(c, &f->block_count);
	u32(c, &f->entry_block);
	number(c, &f->key, 8);
}

static void block(struct codec *c, struct vypr_block *b)
{
	u32(c, &b->line);
	u32(c, &b->end_line);
	u32(c, &b->first_edge);
	u32(c, &b->edge_count);
	u32(c, &b->kind);
	u32(c, &b->bits);
	u32(c, &b->entry_bits);
	u32(c, &b->entry_value);
	u32(c, &b->loop_depth);
	u32(c, &b->loop_header);
	u32(c, &b->condition);
	u32(c, &b->condition_line);
	u32(c, &b->condition_column);
	u32(c, &b->condition_end_column);
	number(c, &b->key, 8);
}

static void edge(struct codec *c, struct vypr_edge *e)
{
	u32(c, &e->target);
	u32(c, &e->kind);
	u32(c, &e->value);
	u32(c, &e->label);
}

static void site(struct codec *c, struct vypr_site *s)
{
	u32(c, &s->kind);
	u32(c, &s->function);
	u32(c, &s->block);
	u32(c, &s->line);
	u32(c, &s->column);
	u32(c, &s->end_column);
	u32(c, &s->text);
	u32(c, &s->subject);
	u32(c, &s->flags);
	u32(c, &s->type);
	u32(c, &s->pair);
	u32(c, &s->path_start);
	u32(c, &s->first_role);
	u32(c, &s->role_count);
	number(c, &s->key, 8);
}

static void role(struct codec *c, struct vypr_role *r)
{
	u32(c, &r->formula);
	u32(c, &r->kind);
	u32(c, &r->index);
}

static void formula(struct codec *c, struct vypr_formula *f)
{
	uint32_t nodes = (uint32_t)f->ast.node_count;
	uint32_t strings = (uint32_t)f->ast.strings_size;

	u32(c, &f->name);
	u32(c, &f->text);
	u32(c, &f->note);
	u32(c, &f->spec_file);
	u32(c, &f->spec_line);
	u32(c, &f->order);
	u32(c, &f->function);
	u32(c, &f->paths);
	f64(c, &f->objective);
	i32(c, &f->ast.root);
	u32(c, &nodes);
	u32(c, &strings);
	u32(c, &f->capture_count);
	if (c->in) {
		f->ast.node_count = nodes;
		f->ast.strings_size = strings;
	}
}

static void node(struct codec *c, struct vypr_node *n)
{
	uint64_t value = 0;

	memcpy(&value, &n->v, sizeof value);
	u8(c, &n->kind);
	u8(c, &n->op);
	i32(c, &n->a);
	i32(c, &n->b);
	i32(c, &n->c);
	i32(c, &n->d);
	i32(c, &n->str);
	number(c, &value, 8);
	u32(c, &n->line);
	u32(c, &n->column);
	u32(c, &n->end_column);
	if (c->in)
		memcpy(&n->v, &value, sizeof value);
}

/* The head of the unit, and how much of everything there is in all formulas. */
static void head(struct codec *c, struct vypr_unit *u, struct unit_totals *totals)
{
	u32(c, &u->source_file);
	u32(c, &u->directory);
	u32(c, &u->compiler);
	number(c, &u->source_hash, 8);
	number(c, &u->spec_hash, 8);
	u32(c, &u->function_count);
	u32(c, &u->block_count);
	u32(c, &u->edge_count);
	u32(c, &u->site_count);
	u32(c, &u->role_count);
	u32(c, &u->formula_count);
	u32(c, &totals->nodes);
	u32(c, &totals->captures);
	u32(c, &totals->strings);
	u32(c, &u->strings_size);
}

#define EACH(c, unit, records, count, move)                                             \
	for (uint32_t i = 0; i < (unit)->count && (c)->status == VYPR_OK; i++)           \
		move(c, &(unit)->records[i])

static void records(struct codec *c, struct vypr_unit *u)
{
	EACH(c, u, functions, function_count, function);
	EACH(c, u, blocks, block_count, block);
	EACH(c, u, edges, edge_count, edge);
	EACH(c, u, sites, site_count, site);
	EACH(c, u, roles, role_count, role);
	EACH(c, u, formulas, formula_count, formula);
}

static void contents(struct codec *c, struct vypr_unit *u)
{
	for (uint32_t f = 0; f < u->formula_count; f++)
		EACH(c, &u->formulas[f], ast.nodes, ast.node_count, node);
	for (uint32_t f = 0; f < u->formula_count; f++)
		EACH(c, &u->formulas[f], capture_types, capture_count, u32);
	for (uint32_t f = 0; f < u->formula_count; f++)
		text(c, u->formulas[f].ast.strings, u->formulas[f].ast.strings_size);
	text(c, u->strings, u->strings_size);
}

/* ---- encode ---------------------------------------------------------------- */

static void sum_totals(const struct vypr_unit *unit, struct unit_totals *ret_totals)
{
	memset(ret_totals, 0, sizeof *ret_totals);
	for (uint32_t i = 0; i < unit->formula_count; i++) {
		const struct vypr_formula *f = &unit->formulas[i];

		ret_totals->nodes += (uint32_t)f->ast.node_count;
		ret_totals->captures += f->capture_count;
		ret_totals->strings += (uint32_t)f->ast.strings_size;
	}
}

/* Size and hash are known last; they are the only bytes written twice. */
static void seal(struct codec *c)
{
	uint32_t size = (uint32_t)c->pos;
	uint64_t hash = vypr_hash64(c->out + HEAD_BYTES, size - HEAD_BYTES, 0);

	c->pos = 12;
	u32(c, &size);
	number(c, &hash, 8);
	c->pos = size;
}

enum vypr_status vypr_unit_encode(const struct vypr_unit *unit, unsigned char **ret_bytes,
				  size_t *ret_size)
{
	struct vypr_unit copy = *unit;
	struct codec c = { .status = vypr_unit_check(unit) };
	struct unit_totals totals;
	char magic[] = VYPR_UNIT_MAGIC;
	uint32_t version = VYPR_UNIT_VERSION, size = 0;
	uint64_t hash = 0;

	if (c.status != VYPR_OK)
		return VYPR_RANGE;
	sum_totals(unit, &totals);
	text(&c, magic, 8);
	u32(&c, &version);
	u32(&c, &size);
	number(&c, &hash, 8);
	head(&c, &copy, &totals);
	records(&c, &copy);
	contents(&c, &copy);
	if (c.status == VYPR_OK)
		seal(&c);
	if (c.status != VYPR_OK) {
		free(c.out);
		return c.status;
	}
	*ret_bytes = c.out;
	*ret_size = c.pos;
	return VYPR_OK;
}

/* ---- decode ---------------------------------------------------------------- */

size_t vypr_unit_size(const unsigned char *bytes, size_t available)
{
	struct codec c = { .in = bytes, .pos = 12, .size = available };
	uint32_t size = 0;

	if (available < 16 || memcmp(bytes, VYPR_UNIT_MAGIC, 8) != 0)
		return 0;
	u32(&c, &size);
	return c.status == VYPR_OK ? size : 0;
}

/* A region is cut from the front: structs first, texts last, so all is aligned. */
static void *cut(char **region, size_t count, size_t bytes)
{
	void *piece = *region;

	*region += count * bytes;
	return piece;
}

/* Every count is bounded by the size of the bytes, as each record takes at least one:
 * the region is then within a small factor of the bytes. */
static enum vypr_status allocate(struct vypr_unit *u, const struct unit_totals *totals,
				 size_t size)
{
	const uint32_t counts[] = { u->function_count, u->block_count, u->edge_count,
				    u->site_count, u->role_count, u->formula_count,
				    totals->nodes, totals->captures, totals->strings,
				    u->strings_size };
	char *region;

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (counts[i] > size)
			return VYPR_FORMAT;
	region = calloc(1, u->function_count * sizeof *u->functions +
				   u->block_count * sizeof *u->blocks +
				   u->edge_count * sizeof *u->edges +
				   u->site_count * sizeof *u->sites +
				   u->role_count * sizeof *u->roles +
				   u->formula_count * sizeof *u->formulas +
				   totals->nodes * sizeof(struct vypr_node) +
				   totals->captures * sizeof(uint32_t) + totals->strings +
				   u->strings_size + 1);
	if (!region)
		return VYPR_NOMEM;
	u->region = region;
	u->functions = cut(&region, u->function_count, sizeof *u->functions);
	u->formulas = cut(&region, u->formula_count, sizeof *u->formulas);
	u->sites = cut(&region, u->site_count, sizeof *u->sites);
	u->blocks = cut(&region, u->block_count, sizeof *u->blocks);
	if (u->formula_count)
		u->formulas[0].ast.nodes =
			cut(&region, totals->nodes, sizeof(struct vypr_node));
	u->edges = cut(&region, u->edge_count, sizeof *u->edges);
	u->roles = cut(&region, u->role_count, sizeof *u->roles);
	if (u->formula_count) {
		u->formulas[0].capture_types =
			cut(&region, totals->captures, sizeof(uint32_t));
		u->formulas[0].ast.strings = cut(&region, totals->strings, 1);
	}
	u->strings = region;
	return VYPR_OK;
}

/* The pieces of each formula follow those of the one before it. */
static enum vypr_status share_out(struct vypr_unit *u, const struct unit_totals *totals)
{
	uint64_t nodes = 0, captures = 0, strings = 0;

	for (uint32_t i = 0; i < u->formula_count; i++) {
		struct vypr_formula *f = &u->formulas[i];

		f->ast.nodes = u->formulas[0].ast.nodes + nodes;
		f->capture_types = u->formulas[0].capture_types + captures;
		f->ast.strings = u->formulas[0].ast.strings + strings;
		nodes += f->ast.node_count;
		captures += f->capture_count;
		strings += f->ast.strings_size;
		if (nodes > totals->nodes || captures > totals->captures ||
		    strings > totals->strings)
			return VYPR_FORMAT;
	}
	return nodes == totals->nodes && captures == totals->captures &&
			       strings == totals->strings
		       ? VYPR_OK
		       : VYPR_FORMAT;
}

static enum vypr_status read_frame(struct codec *c, uint64_t *ret_hash)
{
	uint32_t version = 0, size = 0;

	if (c->size < HEAD_BYTES || memcmp(c->in, VYPR_UNIT_MAGIC, 8) != 0)
		return VYPR_FORMAT;
	c->pos = 8;
	u32(c, &version);
	u32(c, &size);
	number(c, ret_hash, 8);
	if (version != VYPR_UNIT_VERSION)
		return VYPR_VERSION;
	if (size > c->size || size < HEAD_BYTES)
		return VYPR_FORMAT;
	c->size = size;
	if (vypr_hash64(c->in + HEAD_BYTES, size - HEAD_BYTES, 0) != *ret_hash)
		return VYPR_FORMAT;
	return VYPR_OK;
}

static enum vypr_status read_body(struct codec *c, struct vypr_unit *u)
{
	struct unit_totals totals = { 0, 0, 0 };
	enum vypr_status status;

	head(c, u, &totals);
	if (c->status != VYPR_OK)
		return c->status;
	status = allocate(u, &totals, c->size);
	if (status != VYPR_OK)
		return status;
	records(c, u);
	if (c->status != VYPR_OK)
		return c->status;
	status = share_out(u, &totals);
	if (status != VYPR_OK)
		return status;
	contents(c, u);
	if (c->status != VYPR_OK)
		return c->status;
	return c->pos == c->size ? vypr_unit_check(u) : VYPR_FORMAT;
}

enum vypr_status vypr_unit_decode(const unsigned char *bytes, size_t size,
				  struct vypr_unit *ret_unit)
{
	struct codec c = { .in = bytes, .size = size };
	struct vypr_unit unit;
	enum vypr_status status;

	memset(&unit, 0, sizeof unit);
	status = read_frame(&c, &unit.hash);
	if (status == VYPR_OK)
		status = read_body(&c, &unit);
	if (status != VYPR_OK) {
		free(unit.region);
		return status;
	}
	*ret_unit = unit;
	return VYPR_OK;
}

void vypr_unit_fini(struct vypr_unit *unit)
{
	free(unit->region);
	memset(unit, 0, sizeof *unit);
}
