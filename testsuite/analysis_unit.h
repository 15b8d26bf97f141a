/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A unit made by hand for the tests of the analysis: functions, blocks and edges
 * are added one after another, as the plugin would.
 */
#ifndef TESTSUITE_ANALYSIS_UNIT_H
#define TESTSUITE_ANALYSIS_UNIT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec/event.h"
#include "spec/parse.h"
#include "spec/unit.h"

#define UNIT_MOST 256

struct unit_maker {
	struct vypr_unit unit;
	struct vypr_function functions[16];
	struct vypr_block blocks[UNIT_MOST];
	struct vypr_edge edges[UNIT_MOST];
	struct vypr_site sites[16];
	struct vypr_role roles[16];
	struct vypr_formula formulas[8];
	uint32_t types[8][8];
	char strings[8192];
};

static inline void unit_begin(struct unit_maker *m, const char *file)
{
	memset(m, 0, sizeof *m);
	m->unit.functions = m->functions;
	m->unit.blocks = m->blocks;
	m->unit.edges = m->edges;
	m->unit.sites = m->sites;
	m->unit.roles = m->roles;
	m->unit.formulas = m->formulas;
	m->unit.strings = m->strings;
	m->unit.strings_size = 1;
	m->unit.hash = 1;
	(void)file;
}

static inline vypr_str unit_text(struct unit_maker *m, const char *text)
{
	vypr_str at = m->unit.strings_size;

	if (!*text)
		return 0;
	strcpy(m->strings + at, text);
	m->unit.strings_size += (uint32_t)strlen(text) + 1;
	return at;
}

static inline uint32_t unit_function(struct unit_maker *m, const char *name,
				     const char *file, uint32_t line, uint32_t end_line)
{
	struct vypr_function *f = &m->functions[m->unit.function_count];

	f->name = f->symbol = unit_text(m, name);
	f->file = unit_text(m, file);
	f->line = line;
	f->end_line = end_line;
	f->first_block = m->unit.block_count;
	f->key = 1000 + m->unit.function_count;
	return m->unit.function_count++;
}

/* A block of the newest function. */
static inline uint32_t unit_block(struct unit_maker *m, enum vypr_block_kind kind,
				  uint32_t bits, uint32_t line, uint32_t end_line,
				  const char *condition)
{
	struct vypr_function *f = &m->functions[m->unit.function_count - 1];
	struct vypr_block *b = &m->blocks[m->unit.block_count++];

	b->kind = kind;
	b->bits = bits;
	b->line = line;
	b->end_line = end_line;
	b->first_edge = m->unit.edge_count;
	b->loop_header = UINT32_MAX;
	b->condition = unit_text(m, condition);
	b->condition_line = *condition ? end_line : 0;
	b->condition_column = *condition ? 9 : 0;
	b->key = 5000 + m->unit.block_count;
	return f->block_count++;
}

/* An edge out of the newest block. */
static inline void unit_edge(struct unit_maker *m, uint32_t target,
			     enum vypr_edge_kind kind, uint32_t value, const char *label)
{
	struct vypr_edge *e = &m->edges[m->unit.edge_count++];

	e->target = target;
	e->kind = kind;
	e->value = value;
	e->label = unit_text(m, label);
	m->blocks[m->unit.block_count - 1].edge_count++;
}

static inline void unit_plain(struct unit_maker *m, uint32_t line, uint32_t target)
{
	unit_block(m, VYPR_BLOCK_PLAIN, 0, line, line, "");
	unit_edge(m, target, VYPR_EDGE_FALLTHROUGH, 0, "");
}

/* if (condition) to one else to the other; a 1 bit is true. */
static inline void unit_cond(struct unit_maker *m, uint32_t line, const char *condition,
			     uint32_t if_true, uint32_t if_false)
{
	unit_block(m, VYPR_BLOCK_COND, 1, line, line, condition);
	unit_edge(m, if_true, VYPR_EDGE_TRUE, 1, "");
	unit_edge(m, if_false, VYPR_EDGE_FALSE, 0, "");
}

static inline uint32_t unit_exit(struct unit_maker *m, uint32_t line)
{
	return unit_block(m, VYPR_BLOCK_EXIT, 0, line, line, "");
}

static inline uint32_t unit_site(struct unit_maker *m, enum vypr_event_kind kind,
				 uint32_t function, uint32_t block, uint32_t line,
				 const char *text, const char *subject)
{
	struct vypr_site *s = &m->sites[m->unit.site_count];

	s->kind = kind;
	s->function = function;
	s->block = block;
	s->line = line;
	s->column = 9;
	s->text = unit_text(m, text);
	s->subject = unit_text(m, subject);
	s->flags = VYPR_SITE_TIMED;
	s->pair = UINT32_MAX;
	s->key = 9000 + m->unit.site_count;
	return m->unit.site_count++;
}

/* A formula on a function.  Its tree is malloc'ed. */
static inline void unit_formula(struct unit_maker *m, const char *name, const char *text,
				uint32_t function, uint32_t captures)
{
	uint32_t n = m->unit.formula_count++;
	struct vypr_formula *f = &m->formulas[n];
	struct vypr_diag diag;
	char canonical[512];

	if (vypr_parse(text, strlen(text), NULL, &f->ast, &diag)) {
		fprintf(stderr, "%s: %s\n", text, diag.text);
		abort();
	}
	vypr_print(&f->ast, f->ast.root, canonical, sizeof canonical);
	f->name = unit_text(m, name);
	f->text = unit_text(m, canonical);
	f->spec_file = unit_text(m, "demo.yml");
	f->spec_line = 3 + n;
	f->order = n;
	f->function = function;
	f->objective = 1;
	f->paths = VYPR_PATHS_CALLEE;
	f->capture_count = captures;
	f->capture_types = captures ? m->types[n] : NULL;
	for (uint32_t i = 0; i < captures; i++)
		m->types[n][i] = VYPR_TYPE_I64;
}

static inline void unit_end(struct unit_maker *m)
{
	for (uint32_t i = 0; i < m->unit.formula_count; i++)
		vypr_ast_fini(&m->formulas[i].ast);
}

#endif
