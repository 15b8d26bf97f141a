/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how it is said what was not recorded.
 */
#include "analysis/respec_private.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- memory ---- */

void *vypr_respec_get(struct respec_maker *m, size_t size)
{
	void *memory = vypr_report_alloc(m->r->report, size);

	m->out_of_memory |= memory == NULL;
	return memory;
}

vypr_str vypr_respec_string(struct respec_maker *m, struct respec_draft *d,
			    const char *text)
{
	size_t size = strlen(text) + 1, at = d->strings_size;

	if (d->strings_size + size > d->strings_room) {
		size_t room = (d->strings_size + size) * 2;
		char *more = vypr_respec_get(m, room);

		if (!more)
			return 0;
		memcpy(more, d->strings, d->strings_size);
		d->strings = more;
		d->strings_room = room;
	}
	memcpy(d->strings + at, text, size);
	d->strings_size += size;
	return (vypr_str)at;
}

/* ---- problems ---- */

void vypr_respec_problem_at(struct respec_maker *m, int line, int column, int end_column,
			    const char *text)
{
	struct vypr_respec_problem *p;

	for (size_t i = 0; i < m->problem_count; i++)
		if (m->problems[i].line == line && m->problems[i].column == column &&
		    strcmp(m->problems[i].text, text) == 0)
			return;
	p = vypr_report_push(m->r->report, &m->problems, &m->problem_count, sizeof *p);
	m->out_of_memory |= p == NULL;
	if (!p)
		return;
	p->line = line;
	p->column = column;
	p->end_column = end_column;
	p->text = text;
}

void vypr_respec_problem(struct respec_maker *m, int32_t node, const char *format, ...)
{
	const struct vypr_node *n = &m->form.ast->nodes[node];
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	vypr_respec_problem_at(m, (int)n->line, (int)n->column, (int)n->end_column,
			       vypr_report_string(m->r->report, text));
}

/* Problems of a function that are worth telling become problems of the whole. */
void vypr_respec_keep_problems(struct respec_maker *m)
{
	for (size_t i = 0; i < m->problem_count; i++) {
		struct vypr_respec_problem *p = vypr_report_push(
			m->r->report, &m->r->problems, &m->r->problem_count, sizeof *p);

		m->out_of_memory |= p == NULL;
		if (p)
			*p = m->problems[i];
	}
}

/* ---- words ---- */

const char *vypr_respec_function_name(const struct vypr_unit *unit, uint32_t function)
{
	return vypr_unit_string(unit, unit->functions[function].name);
}

/* "calls of g", "changes of x", "line 7", "the entry" */
const char *vypr_respec_thing(struct respec_maker *m, int slot)
{
	const struct vypr_form_slot *s = &m->form.slots[slot];
	const char *what = vypr_ast_string(m->form.ast, s->what);

	switch (s->kind) {
	case VYPR_SLOT_CALL:
		return vypr_report_format(m->r->report, "calls of '%s'", what);
	case VYPR_SLOT_CHANGE:
		return vypr_report_format(m->r->report, "changes of '%s'", what);
	case VYPR_SLOT_LINE:
		return vypr_report_format(m->r->report, "line %lld", (long long)s->line);
	case VYPR_SLOT_ENTRY: return "the entry";
	case VYPR_SLOT_EXIT: return "the exit";
	}
	return "";
}

const char *vypr_respec_place(struct respec_maker *m, int slot,
			      const struct vypr_unit *unit, uint32_t function)
{
	const struct vypr_form_slot *s = &m->form.slots[slot];

	return vypr_report_format(m->r->report, "in '%s'",
				  s->during >= 0
					  ? vypr_ast_string(m->form.ast, s->during)
					  : vypr_respec_function_name(unit, function));
}

/* Where a slot stands in the text. */
int32_t vypr_respec_node_of(const struct respec_maker *m, int slot)
{
	int32_t node = m->form.slots[slot].node;
	const struct vypr_node *n = &m->form.ast->nodes[node];
	int quantifier = n->kind == VYPR_NODE_FORALL || n->kind == VYPR_NODE_EXISTS;

	return quantifier && n->a >= 0 ? n->a : node;
}
