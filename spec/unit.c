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

#include "spec/codec.h"

#define HEAD_BYTES 24
#define VERSION_WITHOUT_WANTED 2

uint64_t vypr_hash64(const void *bytes, size_t size, uint64_t seed)
{
	const unsigned char *p = bytes;
	uint64_t hash = seed ? seed : 0xcbf29ce484222325u;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ p[i]) * 0x100000001b3u;
	return hash;
}

static void function(struct vypr_codec *c, struct vypr_function *f)
{
	vypr_codec_u32(c, &f->name);
	vypr_codec_u32(c, &f->symbol);
	vypr_codec_u32(c, &f->file);
	vypr_codec_u32(c, &f->line);
	vypr_codec_u32(c, &f->end_line);
	vypr_codec_u32(c, &f->flags);
	vypr_codec_u32(c, &f->first_block);
	vypr_codec_u32(c, &f->block_count);
	vypr_codec_u32(c, &f->entry_block);
	vypr_codec_number(c, &f->key, 8);
}

static void block(struct vypr_codec *c, struct vypr_block *b)
{
	vypr_codec_u32(c, &b->line);
	vypr_codec_u32(c, &b->end_line);
	vypr_codec_u32(c, &b->first_edge);
	vypr_codec_u32(c, &b->edge_count);
	vypr_codec_u32(c, &b->kind);
	vypr_codec_u32(c, &b->bits);
	vypr_codec_u32(c, &b->entry_bits);
	vypr_codec_u32(c, &b->entry_value);
	vypr_codec_u32(c, &b->loop_depth);
	vypr_codec_u32(c, &b->loop_header);
	vypr_codec_u32(c, &b->condition);
	vypr_codec_u32(c, &b->condition_line);
	vypr_codec_u32(c, &b->condition_column);
	vypr_codec_u32(c, &b->condition_end_column);
	vypr_codec_number(c, &b->key, 8);
}

static void edge(struct vypr_codec *c, struct vypr_edge *e)
{
	vypr_codec_u32(c, &e->target);
	vypr_codec_u32(c, &e->kind);
	vypr_codec_u32(c, &e->value);
	vypr_codec_u32(c, &e->label);
}

static void site(struct vypr_codec *c, struct vypr_site *s)
{
	vypr_codec_u32(c, &s->kind);
	vypr_codec_u32(c, &s->function);
	vypr_codec_u32(c, &s->block);
	vypr_codec_u32(c, &s->line);
	vypr_codec_u32(c, &s->column);
	vypr_codec_u32(c, &s->end_column);
	vypr_codec_u32(c, &s->text);
	vypr_codec_u32(c, &s->subject);
	vypr_codec_u32(c, &s->flags);
	vypr_codec_u32(c, &s->type);
	vypr_codec_u32(c, &s->pair);
	vypr_codec_u32(c, &s->path_start);
	vypr_codec_u32(c, &s->first_role);
	vypr_codec_u32(c, &s->role_count);
	vypr_codec_number(c, &s->key, 8);
}

static void role(struct vypr_codec *c, struct vypr_role *r)
{
	vypr_codec_u32(c, &r->formula);
	vypr_codec_u32(c, &r->kind);
	vypr_codec_u32(c, &r->index);
}

static void formula(struct vypr_codec *c, struct vypr_formula *f)
{
	uint32_t nodes = (uint32_t)f->ast.node_count;
	uint32_t strings = (uint32_t)f->ast.strings_size;

	vypr_codec_number(c, &f->key, 8);
	vypr_codec_u32(c, &f->flags);
	vypr_codec_u32(c, &f->name);
	vypr_codec_u32(c, &f->text);
	vypr_codec_u32(c, &f->note);
	vypr_codec_u32(c, &f->spec_file);
	vypr_codec_u32(c, &f->spec_line);
	vypr_codec_u32(c, &f->order);
	vypr_codec_u32(c, &f->function);
	vypr_codec_u32(c, &f->paths);
	vypr_codec_f64(c, &f->objective);
	vypr_codec_i32(c, &f->ast.root);
	vypr_codec_u32(c, &nodes);
	vypr_codec_u32(c, &strings);
	vypr_codec_u32(c, &f->capture_count);
	if (c->in) {
		f->ast.node_count = nodes;
		f->ast.strings_size = strings;
	}
}

static void wanted(struct vypr_codec *c, struct vypr_wanted *w)
{
	vypr_codec_u32(c, &w->module);
	vypr_codec_u32(c, &w->function);
	vypr_codec_u32(c, &w->spec_file);
	vypr_codec_u32(c, &w->spec_line);
	vypr_codec_u32(c, &w->found);
}

static void node(struct vypr_codec *c, struct vypr_node *n)
{
	uint64_t value = 0;

	memcpy(&value, &n->v, sizeof value);
	vypr_codec_u8(c, &n->kind);
	vypr_codec_u8(c, &n->op);
	vypr_codec_i32(c, &n->a);
	vypr_codec_i32(c, &n->b);
	vypr_codec_i32(c, &n->c);
	vypr_codec_i32(c, &n->d);
	vypr_codec_i32(c, &n->str);
	vypr_codec_number(c, &value, 8);
	vypr_codec_u32(c, &n->line);
	vypr_codec_u32(c, &n->column);
	vypr_codec_u32(c, &n->end_column);
	if (c->in)
		memcpy(&n->v, &value, sizeof value);
}

/* The head of the unit, and how much of everything there is in all formulas. */
static void head(struct vypr_codec *c, struct vypr_unit *u, struct unit_totals *totals)
{
	vypr_codec_u32(c, &u->source_file);
	vypr_codec_u32(c, &u->directory);
	vypr_codec_u32(c, &u->compiler);
	vypr_codec_number(c, &u->source_hash, 8);
	vypr_codec_number(c, &u->spec_hash, 8);
	vypr_codec_u32(c, &u->function_count);
	vypr_codec_u32(c, &u->block_count);
	vypr_codec_u32(c, &u->edge_count);
	vypr_codec_u32(c, &u->site_count);
	vypr_codec_u32(c, &u->role_count);
	vypr_codec_u32(c, &u->formula_count);
	if (totals->version > VERSION_WITHOUT_WANTED)
		vypr_codec_u32(c, &u->wanted_count);
	vypr_codec_u32(c, &totals->nodes);
	vypr_codec_u32(c, &totals->captures);
	vypr_codec_u32(c, &totals->strings);
	vypr_codec_u32(c, &u->strings_size);
}

#define EACH(c, unit, records, count, move)                                             \
	for (uint32_t i = 0; i < (unit)->count && (c)->status == VYPR_OK; i++)           \
		move(c, &(unit)->records[i])

static void records(struct vypr_codec *c, struct vypr_unit *u)
{
	EACH(c, u, functions, function_count, function);
	EACH(c, u, blocks, block_count, block);
	EACH(c, u, edges, edge_count, edge);
	EACH(c, u, sites, site_count, site);
	EACH(c, u, roles, role_count, role);
	EACH(c, u, formulas, formula_count, formula);
	EACH(c, u, wanted, wanted_count, wanted);
}

static void contents(struct vypr_codec *c, struct vypr_unit *u)
{
	for (uint32_t f = 0; f < u->formula_count; f++)
		EACH(c, &u->formulas[f], ast.nodes, ast.node_count, node);
	for (uint32_t f = 0; f < u->formula_count; f++)
		EACH(c, &u->formulas[f], capture_types, capture_count, vypr_codec_u32);
	for (uint32_t f = 0; f < u->formula_count; f++)
		vypr_codec_text(c, u->formulas[f].ast.strings,
				u->formulas[f].ast.strings_size);
	vypr_codec_text(c, u->strings, u->strings_size);
}

/* ---- encode ---------------------------------------------------------------- */

static void sum_totals(const struct vypr_unit *unit, struct unit_totals *ret_totals)
{
	memset(ret_totals, 0, sizeof *ret_totals);
	ret_totals->version = VYPR_UNIT_VERSION;
	for (uint32_t i = 0; i < unit->formula_count; i++) {
		const struct vypr_formula *f = &unit->formulas[i];

		ret_totals->nodes += (uint32_t)f->ast.node_count;
		ret_totals->captures += f->capture_count;
		ret_totals->strings += (uint32_t)f->ast.strings_size;
	}
}

/* Size and hash are known last; they are the only bytes written twice. */
static void seal(struct vypr_codec *c)
{
	uint32_t size = (uint32_t)c->pos;
	uint64_t hash = vypr_hash64(c->out + HEAD_BYTES, size - HEAD_BYTES, 0);

	c->pos = 12;
	vypr_codec_u32(c, &size);
	vypr_codec_number(c, &hash, 8);
	c->pos = size;
}

enum vypr_status vypr_unit_encode(const struct vypr_unit *unit, unsigned char **ret_bytes,
				  size_t *ret_size)
{
	struct vypr_unit copy = *unit;
	struct vypr_codec c = { .status = vypr_unit_check(unit) };
	struct unit_totals totals;
	char magic[] = VYPR_UNIT_MAGIC;
	uint32_t version = VYPR_UNIT_VERSION, size = 0;
	uint64_t hash = 0;

	if (c.status != VYPR_OK)
		return VYPR_RANGE;
	sum_totals(unit, &totals);
	vypr_codec_text(&c, magic, 8);
	vypr_codec_u32(&c, &version);
	vypr_codec_u32(&c, &size);
	vypr_codec_number(&c, &hash, 8);
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
	struct vypr_codec c = { .in = bytes, .pos = 12, .size = available };
	uint32_t size = 0;

	if (available < 16 || memcmp(bytes, VYPR_UNIT_MAGIC, 8) != 0)
		return 0;
	vypr_codec_u32(&c, &size);
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
				    u->wanted_count, totals->nodes, totals->captures, totals->strings,
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
				   u->wanted_count * sizeof *u->wanted +
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
	u->wanted = cut(&region, u->wanted_count, sizeof *u->wanted);
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

static enum vypr_status read_frame(struct vypr_codec *c, uint64_t *ret_hash,
				   uint32_t *ret_version)
{
	uint32_t version = 0, size = 0;

	if (c->size < HEAD_BYTES || memcmp(c->in, VYPR_UNIT_MAGIC, 8) != 0)
		return VYPR_FORMAT;
	c->pos = 8;
	vypr_codec_u32(c, &version);
	vypr_codec_u32(c, &size);
	vypr_codec_number(c, ret_hash, 8);
	*ret_version = version;
	if (version != VYPR_UNIT_VERSION && version != VERSION_WITHOUT_WANTED)
		return VYPR_VERSION;
	if (size > c->size || size < HEAD_BYTES)
		return VYPR_FORMAT;
	c->size = size;
	if (vypr_hash64(c->in + HEAD_BYTES, size - HEAD_BYTES, 0) != *ret_hash)
		return VYPR_FORMAT;
	return VYPR_OK;
}

static enum vypr_status read_body(struct vypr_codec *c, struct vypr_unit *u, uint32_t version)
{
	struct unit_totals totals = { .version = version };
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
	struct vypr_codec c = { .in = bytes, .size = size };
	struct vypr_unit unit;
	enum vypr_status status;
	uint32_t version;

	memset(&unit, 0, sizeof unit);
	status = read_frame(&c, &unit.hash, &version);
	if (status == VYPR_OK)
		status = read_body(&c, &unit, version);
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
