/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a formula that was not compiled comes to its sites: by the roles that
 * recorded formulas have there.
 *
 *   property ─► functions of the units that it names ─► for each slot and capture a
 *   recorded one that covers it ─► the same sites get a role of the new formula
 *
 * What the compiler writes into a formula (values of constants, types) is taken from the
 * recorded ones too.
 */
#include "analysis/respec.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "analysis/cover.h"
#include "spec/parse.h"

struct site_role {
	uint32_t site;
	struct vypr_role role;
};

/* A unit while it is made. */
struct draft {
	const struct vypr_unit *from;
	struct vypr_form **forms; /* of its recorded formulas; NULL: paths only */
	struct vypr_formula *formulas;
	size_t formula_count;
	struct site_role *roles;
	size_t role_count;
	char *strings;
	size_t strings_size, strings_room;
};

/* A recorded slot or capture. */
struct found {
	uint32_t unit, formula;
	int slot, capture;
};

struct maker {
	struct vypr_respec *r;
	struct draft *drafts;
	uint32_t draft_count;
	int out_of_memory;
	/* the property that is matched */
	const struct vypr_property *property;
	uint32_t order;
	struct vypr_form form;
	int seen; /* something that it looks at was recorded in the function */
	struct vypr_respec_problem *problems; /* of the function */
	size_t problem_count;
};

/* ---- memory ---- */

static void *get(struct maker *m, size_t size)
{
	void *memory = vypr_report_alloc(m->r->report, size);

	m->out_of_memory |= memory == NULL;
	return memory;
}

static vypr_str add_string(struct maker *m, struct draft *d, const char *text)
{
	size_t size = strlen(text) + 1, at = d->strings_size;

	if (d->strings_size + size > d->strings_room) {
		size_t room = (d->strings_size + size) * 2;
		char *more = get(m, room);

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

static void problem_at(struct maker *m, int line, int column, int end_column,
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

static void problem(struct maker *m, int32_t node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static void problem(struct maker *m, int32_t node, const char *format, ...)
{
	const struct vypr_node *n = &m->form.ast->nodes[node];
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	problem_at(m, (int)n->line, (int)n->column, (int)n->end_column,
		   vypr_report_string(m->r->report, text));
}

/* Problems of a function that are worth telling become problems of the whole. */
static void keep_problems(struct maker *m)
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

static const char *function_name(const struct vypr_unit *unit, uint32_t function)
{
	return vypr_unit_string(unit, unit->functions[function].name);
}

/* "calls of g", "changes of x", "line 7", "the entry" */
static const char *thing(struct maker *m, int slot)
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

static const char *place(struct maker *m, int slot, const struct vypr_unit *unit,
			 uint32_t function)
{
	const struct vypr_form_slot *s = &m->form.slots[slot];

	return vypr_report_format(m->r->report, "in '%s'",
				  s->during >= 0 ? vypr_ast_string(m->form.ast, s->during)
						 : function_name(unit, function));
}

/* Where a slot stands in the text. */
static int32_t node_of(const struct maker *m, int slot)
{
	int32_t node = m->form.slots[slot].node;
	const struct vypr_node *n = &m->form.ast->nodes[node];
	int quantifier = n->kind == VYPR_NODE_FORALL || n->kind == VYPR_NODE_EXISTS;

	return quantifier && n->a >= 0 ? n->a : node;
}

/* ---- recorded formulas ---- */

/* Call visit for each recorded formula that may have seen what this slot wants; stops
 * when it returns other than 0. */
static int each_candidate(struct maker *m, int during, uint32_t unit, uint32_t function,
			  int (*visit)(struct maker *m, uint32_t unit, uint32_t formula,
				       void *ctx),
			  void *ctx)
{
	for (uint32_t u = 0; u < m->draft_count; u++) {
		const struct vypr_unit *from = m->drafts[u].from;

		if (!during && u != unit)
			continue;
		for (uint32_t f = 0; f < from->formula_count; f++) {
			int code;

			if (!m->drafts[u].forms[f] ||
			    (!during && from->formulas[f].function != function))
				continue;
			code = visit(m, u, f, ctx);
			if (code)
				return code;
		}
	}
	return 0;
}

/* Sites with a role of this recorded slot or capture.  Those "during" another function
 * may lie in any unit, under any formula of the same key. */
static int has_role(const struct maker *m, uint32_t unit, const struct vypr_site *site,
		    enum vypr_role_kind kind, const struct found *found, int during)
{
	const struct vypr_unit *from = m->drafts[unit].from;
	uint64_t key = m->drafts[found->unit].from->formulas[found->formula].key;
	uint32_t index =
		(uint32_t)(kind == VYPR_ROLE_SLOT ? found->slot : found->capture);

	for (uint32_t i = 0; i < site->role_count; i++) {
		const struct vypr_role *role = &from->roles[site->first_role + i];

		if (role->kind != kind || role->index != index)
			continue;
		if (during ? from->formulas[role->formula].key == key
			   : unit == found->unit && role->formula == found->formula)
			return 1;
	}
	return 0;
}

/* ---- slots ---- */

/* What the sites of a recorded slot tell of the moments that the wanted one needs. */
enum telling { TELLS_ALL, TELLS_NOTHING, TELLS_BEGINNINGS, TELLS_ENDS, TELLS_NO_TIMES };

static enum telling telling_of(const struct maker *m, int slot, const struct found *found)
{
	const struct vypr_form_slot *s = &m->form.slots[slot];
	int begins = 0, ends = 0, untimed = 0;

	for (uint32_t u = 0; u < m->draft_count; u++) {
		const struct vypr_unit *from = m->drafts[u].from;

		for (uint32_t i = 0; i < from->site_count; i++) {
			const struct vypr_site *site = &from->sites[i];
			int begin = site->kind == VYPR_EVENT_BEGIN;

			if (!has_role(m, u, site, VYPR_ROLE_SLOT, found, s->during >= 0))
				continue;
			begins += begin;
			ends += !begin;
			untimed |= !(site->flags & VYPR_SITE_TIMED) &&
				   (begin ? s->timed_begin : s->timed_end);
		}
	}
	if (!begins && !ends)
		return TELLS_NOTHING;
	if (s->kind == VYPR_SLOT_CALL && s->needs_begin && !begins)
		return TELLS_ENDS;
	if (s->needs_end && !ends)
		return TELLS_BEGINNINGS;
	return untimed ? TELLS_NO_TIMES : TELLS_ALL;
}

struct looking {
	int slot;
	int same; /* a recorded slot looks at the same thing */
	const char *pruned; /* formula for which some were left out */
	enum telling telling; /* of the last one that covers it */
	struct found found;
	int capture; /* of the wanted form; -1: the slot itself */
};

static int look_at(struct maker *m, uint32_t unit, uint32_t formula, void *ctx)
{
	struct looking *l = ctx;
	const struct vypr_form *form = m->drafts[unit].forms[formula];
	const struct vypr_unit *from = m->drafts[unit].from;

	for (int s = 0; s < form->slot_count; s++) {
		if (!vypr_cover_same_thing(form, s, &m->form, l->slot))
			continue;
		l->same = 1;
		if (!vypr_cover_all(form, s, &m->form, l->slot)) {
			l->pruned = vypr_unit_string(from, from->formulas[formula].name);
			continue;
		}
		l->found = (struct found){ unit, formula, s, -1 };
		if (l->capture >= 0) {
			l->found.capture =
				vypr_cover_capture(form, s, &m->form, l->capture);
			if (l->found.capture >= 0)
				return 1;
			continue;
		}
		l->telling = telling_of(m, l->slot, &l->found);
		if (l->telling == TELLS_ALL)
			return 1;
	}
	return 0;
}

static void say_missing(struct maker *m, const struct looking *l, const char *where)
{
	int32_t node = node_of(m, l->slot);

	switch (l->telling) {
	case TELLS_BEGINNINGS:
	case TELLS_ENDS:
		problem(m, node, "of %s %s only the %s were recorded", thing(m, l->slot),
			where, l->telling == TELLS_ENDS ? "ends" : "beginnings");
		return;
	case TELLS_NO_TIMES:
		problem(m, node, "%s %s were recorded without their times",
			thing(m, l->slot), where);
		return;
	case TELLS_ALL:
	case TELLS_NOTHING: break;
	}
	if (l->pruned)
		problem(m, node,
			"not all %s %s were recorded, only those that matter to '%s'",
			thing(m, l->slot), where, l->pruned);
	else
		problem(m, node, "no events of %s %s were recorded", thing(m, l->slot),
			where);
}

static void add_role(struct maker *m, uint32_t unit, uint32_t site, uint32_t formula,
		     enum vypr_role_kind kind, int index)
{
	struct draft *d = &m->drafts[unit];
	struct site_role *r =
		vypr_report_push(m->r->report, &d->roles, &d->role_count, sizeof *r);

	m->out_of_memory |= r == NULL;
	if (r)
		*r = (struct site_role){ site,
					 { formula, (uint32_t)kind, (uint32_t)index } };
}

/* ENTRY and EXIT of the scope: there is one, or there is none. */
static int find_own_moment(const struct vypr_unit *unit, uint32_t function,
			   enum vypr_slot_kind kind)
{
	enum vypr_event_kind wanted =
		kind == VYPR_SLOT_ENTRY ? VYPR_EVENT_ENTRY : VYPR_EVENT_EXIT;

	for (uint32_t i = 0; i < unit->site_count; i++)
		if (unit->sites[i].function == function && unit->sites[i].kind == wanted)
			return (int)i;
	return -1;
}

static int is_own_moment(const struct vypr_form_slot *s)
{
	return s->during < 0 && s->what < 0 &&
	       (s->kind == VYPR_SLOT_ENTRY || s->kind == VYPR_SLOT_EXIT);
}

static void match_own_moment(struct maker *m, int slot, uint32_t unit, uint32_t function,
			     uint32_t formula)
{
	const struct vypr_unit *from = m->drafts[unit].from;
	const struct vypr_form_slot *s = &m->form.slots[slot];
	int site = find_own_moment(from, function, s->kind);

	if (site < 0) {
		problem(m, node_of(m, slot), "%s of '%s' was not recorded",
			thing(m, slot), function_name(from, function));
		return;
	}
	m->seen = 1;
	if ((s->timed_begin || s->timed_end) &&
	    !(from->sites[site].flags & VYPR_SITE_TIMED))
		problem(m, node_of(m, slot), "%s of '%s' was recorded without its time",
			thing(m, slot), function_name(from, function));
	for (uint32_t i = 0; i < from->site_count; i++)
		if (from->sites[i].function == function &&
		    from->sites[i].kind == from->sites[site].kind)
			add_role(m, unit, i, formula, VYPR_ROLE_SLOT, slot);
}

/* Which formula of the property is there in this unit; one of another file's is made. */
static uint32_t formula_in(struct maker *m, uint32_t unit, uint64_t key);

static uint64_t key_of(const struct maker *m)
{
	return vypr_hash64(&m->order, sizeof m->order, m->r->spec->hash);
}

static void give_roles(struct maker *m, enum vypr_role_kind kind, int index,
		       const struct found *found, int during, uint32_t formula)
{
	for (uint32_t u = 0; u < m->draft_count; u++) {
		const struct vypr_unit *from = m->drafts[u].from;

		if (!during && u != found->unit)
			continue;
		for (uint32_t i = 0; i < from->site_count; i++)
			if (has_role(m, u, &from->sites[i], kind, found, during))
				add_role(m, u, i,
					 during ? formula_in(m, u, key_of(m)) : formula,
					 kind, index);
	}
}

static void match_slot(struct maker *m, int slot, uint32_t unit, uint32_t function,
		       uint32_t formula)
{
	int during = m->form.slots[slot].during >= 0;
	struct looking l = { .slot = slot, .telling = TELLS_NOTHING, .capture = -1 };
	const char *where = place(m, slot, m->drafts[unit].from, function);

	if (is_own_moment(&m->form.slots[slot])) {
		match_own_moment(m, slot, unit, function, formula);
		return;
	}
	if (!each_candidate(m, during, unit, function, look_at, &l)) {
		m->seen |= l.same;
		say_missing(m, &l, where);
		return;
	}
	m->seen = 1;
	give_roles(m, VYPR_ROLE_SLOT, slot, &l.found, during, formula);
}

/* ---- captures ---- */

static const char *capture_words(struct maker *m, int capture)
{
	const struct vypr_form_capture *c = &m->form.captures[capture];
	const char *lvalue = vypr_ast_string(m->form.ast, c->lvalue);
	struct vypr_report *report = m->r->report;

	switch (c->kind) {
	case VYPR_CAPTURE_VALUE:
		return vypr_report_format(report, "the value of '%s'", lvalue);
	case VYPR_CAPTURE_LENGTH:
		return vypr_report_format(report, "the length of '%s'", lvalue);
	case VYPR_CAPTURE_ARGUMENT:
		return vypr_report_format(report, "argument %d", c->number);
	case VYPR_CAPTURE_RETURNED: return "what is returned";
	case VYPR_CAPTURE_CPU: return "the CPU time";
	case VYPR_CAPTURE_COUNT:
	case VYPR_CAPTURE_TOTAL: break;
	}
	return "";
}

static int is_counted(const struct vypr_form_capture *c)
{
	return c->kind == VYPR_CAPTURE_COUNT || c->kind == VYPR_CAPTURE_TOTAL;
}

static uint32_t plain_type(const struct vypr_form_capture *c)
{
	if (is_counted(c) || c->kind == VYPR_CAPTURE_LENGTH ||
	    c->kind == VYPR_CAPTURE_CPU)
		return VYPR_TYPE_U64;
	return VYPR_TYPE_NONE;
}

/* Types are the same wherever the slot's sites are. */
static void set_type(struct maker *m, int capture, uint32_t type)
{
	uint64_t key = key_of(m);

	for (uint32_t u = 0; u < m->draft_count; u++)
		for (size_t i = 0; i < m->drafts[u].formula_count; i++)
			if (m->drafts[u].formulas[i].key == key)
				m->drafts[u].formulas[i].capture_types[capture] = type;
}

static void match_capture(struct maker *m, int capture, uint32_t unit, uint32_t function,
			  uint32_t formula)
{
	const struct vypr_form_capture *c = &m->form.captures[capture];
	int during = m->form.slots[c->slot].during >= 0;
	struct looking l = { .slot = c->slot, .capture = capture };
	const struct vypr_formula *from;
	uint32_t type;

	if (is_counted(c))
		return;
	if (!each_candidate(m, during, unit, function, look_at, &l)) {
		if (l.same && c->needed)
			problem(m, c->node, "%s at %s %s was not recorded",
				capture_words(m, capture), thing(m, c->slot),
				place(m, c->slot, m->drafts[unit].from, function));
		return;
	}
	from = &m->drafts[l.found.unit].from->formulas[l.found.formula];
	type = from->capture_types[l.found.capture];
	if (during)
		set_type(m, capture, type);
	else
		m->drafts[unit].formulas[formula].capture_types[capture] = type;
	give_roles(m, VYPR_ROLE_CAPTURE, capture, &l.found, during, formula);
}

/* ---- what the compiler knows ---- */

/* The first node of the recorded formulas' of the unit for which same returns 1. */
static const struct vypr_node *
known_node(const struct maker *m, uint32_t unit,
	   int (*same)(const struct vypr_ast *recorded, const struct vypr_node *n,
		       const char *text),
	   const char *text, const struct vypr_ast **ret_ast)
{
	const struct vypr_unit *from = m->drafts[unit].from;

	for (uint32_t f = 0; f < from->formula_count; f++) {
		const struct vypr_ast *ast = &from->formulas[f].ast;

		for (size_t i = 0; i < ast->node_count; i++)
			if (same(ast, &ast->nodes[i], text)) {
				*ret_ast = ast;
				return &ast->nodes[i];
			}
	}
	return NULL;
}

static int is_constant(const struct vypr_ast *ast, const struct vypr_node *n,
		       const char *text)
{
	return n->kind == VYPR_NODE_CONSTANT && n->op != VYPR_TYPE_NONE &&
	       strcmp(vypr_ast_string(ast, n->str), text) == 0;
}

static int is_type(const struct vypr_ast *ast, const struct vypr_node *n,
		   const char *text)
{
	return n->kind == VYPR_NODE_TYPE && n->str >= 0 && n->a >= 0 &&
	       strcmp(vypr_ast_string(ast, ast->nodes[n->a].str), text) == 0;
}

/* A word beside type(...) is the name of a type. */
static int names_type(const struct vypr_ast *ast, int32_t node)
{
	for (size_t i = 0; i < ast->node_count; i++) {
		const struct vypr_node *n = &ast->nodes[i];

		if (n->kind != VYPR_NODE_COMPARE || n->a < 0 || n->b < 0)
			continue;
		if ((n->a == node && ast->nodes[n->b].kind == VYPR_NODE_TYPE) ||
		    (n->b == node && ast->nodes[n->a].kind == VYPR_NODE_TYPE))
			return 1;
	}
	return 0;
}

static int32_t add_ast_string(struct maker *m, struct vypr_ast *ast, const char *text)
{
	size_t size = strlen(text) + 1;
	char *strings = get(m, ast->strings_size + size);

	if (!strings)
		return -1;
	memcpy(strings, ast->strings, ast->strings_size);
	memcpy(strings + ast->strings_size, text, size);
	ast->strings = strings;
	ast->strings_size += size;
	return (int32_t)(ast->strings_size - size);
}

static void resolve_node(struct maker *m, uint32_t unit, struct vypr_ast *ast,
			 int32_t node)
{
	struct vypr_node *n = &ast->nodes[node];
	const struct vypr_node *known;
	const struct vypr_ast *where;

	if (n->kind == VYPR_NODE_CONSTANT && names_type(ast, node)) {
		n->kind = VYPR_NODE_STRING;
	} else if (n->kind == VYPR_NODE_CONSTANT && n->op == VYPR_TYPE_NONE) {
		known = known_node(m, unit, is_constant, vypr_ast_string(ast, n->str),
				   &where);
		if (!known) {
			problem(m, node, "the value of '%s' was not recorded",
				vypr_ast_string(ast, n->str));
			return;
		}
		n->op = known->op;
		n->v = known->v;
	} else if (n->kind == VYPR_NODE_TYPE && n->a >= 0) {
		const char *lvalue = vypr_ast_string(ast, ast->nodes[n->a].str);

		known = known_node(m, unit, is_type, lvalue, &where);
		if (!known)
			problem(m, node, "the type of '%s' was not recorded", lvalue);
		else
			n->str = add_ast_string(m, ast,
						vypr_ast_string(where, known->str));
	}
}

/* A copy in the report. */
static int copy_ast(struct maker *m, uint32_t unit, const struct vypr_ast *from,
		    struct vypr_ast *ret_ast)
{
	*ret_ast = *from;
	ret_ast->nodes = get(m, (from->node_count + 1) * sizeof *from->nodes);
	ret_ast->strings = get(m, from->strings_size + 1);
	if (!ret_ast->nodes || !ret_ast->strings)
		return 0;
	memcpy(ret_ast->nodes, from->nodes, from->node_count * sizeof *from->nodes);
	memcpy(ret_ast->strings, from->strings, from->strings_size);
	for (size_t i = 0; i < from->node_count; i++)
		resolve_node(m, unit, ret_ast, (int32_t)i);
	return 1;
}

/* ---- formulas ---- */

static vypr_str formula_text(struct maker *m, struct draft *d, const struct vypr_ast *ast)
{
	size_t size = vypr_print(ast, ast->root, NULL, 0) + 1;
	char *text = get(m, size);

	if (!text)
		return 0;
	vypr_print(ast, ast->root, text, size);
	return add_string(m, d, text);
}

static const char *formula_name(struct maker *m, const char *function)
{
	const struct vypr_property *p = m->property;

	if (p->name.text)
		return p->name.text;
	return vypr_report_format(
		m->r->report, "%s#%d",
		vypr_is_glob(p->function.text) ? function : p->function.text, p->ordinal);
}

/* function UINT32_MAX: its scope is in another file.  Returns its index. */
static uint32_t add_formula(struct maker *m, uint32_t unit, uint32_t function)
{
	const struct vypr_property *p = m->property;
	struct draft *d = &m->drafts[unit];
	struct vypr_formula *f = vypr_report_push(m->r->report, &d->formulas,
						  &d->formula_count, sizeof *f);

	m->out_of_memory |= f == NULL;
	if (!f)
		return 0;
	f->key = key_of(m);
	f->flags = function == UINT32_MAX ? VYPR_FORMULA_FOREIGN : 0;
	f->function = function;
	f->name = add_string(m, d,
			     formula_name(m, function == UINT32_MAX
						     ? ""
						     : function_name(d->from, function)));
	f->spec_file = add_string(m, d, m->r->spec->file);
	f->spec_line = (uint32_t)p->line;
	f->order = m->order;
	f->paths = p->paths;
	f->objective = p->objective;
	f->capture_count = (uint32_t)m->form.capture_count;
	f->capture_types = get(m, (f->capture_count + 1) * sizeof *f->capture_types);
	for (uint32_t i = 0; f->capture_types && i < f->capture_count; i++)
		f->capture_types[i] = plain_type(&m->form.captures[i]);
	if (copy_ast(m, unit, &p->ast, &f->ast))
		f->text = formula_text(m, d, &f->ast);
	return (uint32_t)d->formula_count - 1;
}

static uint32_t formula_in(struct maker *m, uint32_t unit, uint64_t key)
{
	const struct draft *d = &m->drafts[unit];

	for (size_t i = 0; i < d->formula_count; i++)
		if (d->formulas[i].key == key)
			return (uint32_t)i;
	return add_formula(m, unit, UINT32_MAX);
}

/* Does the function say when it is left? */
static void check_scope(struct maker *m, const struct vypr_unit *unit, uint32_t function)
{
	const uint32_t both = VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT;
	int exit_site = find_own_moment(unit, function, VYPR_SLOT_EXIT);

	if (m->form.needs_exit && (unit->functions[function].flags & both) != both)
		problem(m, m->form.ast->root,
			"where '%s' is entered and left was not recorded",
			function_name(unit, function));
	else if (m->form.timed_exit && exit_site >= 0 &&
		 !(unit->sites[exit_site].flags & VYPR_SITE_TIMED))
		problem(m, m->form.ast->root, "when '%s' is left was not recorded",
			function_name(unit, function));
}

/* The property on one function; undone when nothing of it was recorded there. */
static int match_function(struct maker *m, uint32_t unit, uint32_t function)
{
	struct draft *d = &m->drafts[unit];
	size_t formulas = d->formula_count, roles = d->role_count;
	uint32_t formula;

	m->seen = 0;
	m->problem_count = 0;
	formula = add_formula(m, unit, function);
	check_scope(m, d->from, function);
	for (int i = 0; i < m->form.slot_count; i++)
		if (m->form.slots[i].during < 0)
			match_slot(m, i, unit, function, formula);
	for (int i = 0; i < m->form.capture_count; i++)
		if (m->form.slots[m->form.captures[i].slot].during < 0)
			match_capture(m, i, unit, function, formula);
	if (!m->seen && vypr_is_glob(m->property->function.text)) {
		d->formula_count = formulas;
		d->role_count = roles;
		return 0;
	}
	keep_problems(m);
	return 1;
}

/* What it sees in other functions, once for all its scopes. */
static void match_during(struct maker *m, uint32_t unit, uint32_t function)
{
	m->problem_count = 0;
	for (int i = 0; i < m->form.slot_count; i++)
		if (m->form.slots[i].during >= 0)
			match_slot(m, i, unit, function, 0);
	for (int i = 0; i < m->form.capture_count; i++)
		if (m->form.slots[m->form.captures[i].slot].during >= 0)
			match_capture(m, i, unit, function, 0);
	keep_problems(m);
}

/* ---- functions ---- */

static int name_matches(const char *pattern, const char *name)
{
	char bare[512];

	if (strcmp(pattern, name) == 0)
		return 1;
	if (vypr_is_glob(pattern) && vypr_glob_matches(pattern, name))
		return 1;
	if (strchr(pattern, '(') || !strchr(name, '('))
		return 0;
	snprintf(bare, sizeof bare, "%.*s", (int)strcspn(name, "("), name);
	return strcmp(pattern, bare) == 0 ||
	       (vypr_is_glob(pattern) && vypr_glob_matches(pattern, bare));
}

static int is_meant(const struct vypr_property *p, const struct vypr_unit *unit,
		    uint32_t function)
{
	const char *file = vypr_function_file(unit, function);
	const char *source = vypr_unit_string(unit, unit->source_file);

	if (!vypr_module_matches(p->module.text, source) &&
	    !vypr_module_matches(p->module.text, file))
		return 0;
	return name_matches(p->function.text, function_name(unit, function)) ||
	       name_matches(p->function.text,
			    vypr_unit_string(unit, unit->functions[function].symbol));
}

static void property_problem(struct maker *m, const struct vypr_text *at,
			     const char *text)
{
	m->problem_count = 0;
	problem_at(m, at->line, at->column, at->end_column, text);
	keep_problems(m);
}

static void match_functions(struct maker *m)
{
	uint32_t unit = 0, function = 0;
	int matched = 0;

	for (uint32_t u = 0; u < m->draft_count; u++)
		for (uint32_t f = 0; f < m->drafts[u].from->function_count; f++)
			if (is_meant(m->property, m->drafts[u].from, f) &&
			    match_function(m, u, f)) {
				matched = 1;
				unit = u;
				function = f;
			}
	if (!matched)
		property_problem(
			m, &m->property->function,
			vypr_report_format(
				m->r->report, "nothing of '%s' in '%s' was recorded",
				m->property->function.text, m->property->module.text));
	else
		match_during(m, unit, function);
}

static enum vypr_status match_property(struct maker *m)
{
	const struct vypr_property *p = m->property;
	const struct vypr_text *filter = p->containing_call_of.text
						 ? &p->containing_call_of
						 : &p->containing_change_of;
	enum vypr_status status;

	if (!p->ast.node_count)
		return VYPR_OK;
	if (filter->text) {
		property_problem(
			m, filter,
			vypr_report_format(m->r->report,
					   "which functions contain '%s' was not "
					   "recorded",
					   filter->text));
		return VYPR_OK;
	}
	status = vypr_form_make(&p->ast, &m->form, NULL);
	if (status != VYPR_OK)
		return status;
	match_functions(m);
	vypr_form_fini(&m->form);
	return m->out_of_memory ? VYPR_NOMEM : VYPR_OK;
}

/* ---- units ---- */

static enum vypr_status begin_draft(struct maker *m, struct draft *d,
				    const struct vypr_unit *from)
{
	d->from = from;
	d->forms = get(m, (from->formula_count + 1) * sizeof(struct vypr_form *));
	d->strings = from->strings;
	d->strings_size = d->strings_room = from->strings_size;
	if (!d->forms)
		return VYPR_NOMEM;
	for (uint32_t i = 0; i < from->formula_count; i++) {
		enum vypr_status status;

		if (!from->formulas[i].ast.node_count)
			continue;
		d->forms[i] = get(m, sizeof *d->forms[i]);
		if (!d->forms[i])
			return VYPR_NOMEM;
		status = vypr_form_make(&from->formulas[i].ast, d->forms[i], NULL);
		if (status != VYPR_OK)
			return status;
	}
	return VYPR_OK;
}

static void end_drafts(struct maker *m)
{
	for (uint32_t u = 0; u < m->draft_count; u++)
		for (uint32_t i = 0; i < m->drafts[u].from->formula_count; i++)
			if (m->drafts[u].forms && m->drafts[u].forms[i])
				vypr_form_fini(m->drafts[u].forms[i]);
}

/* Roles beside their sites. */
static enum vypr_status make_unit(struct maker *m, const struct draft *d,
				  const struct vypr_unit **ret_unit)
{
	struct vypr_unit *unit = get(m, sizeof *unit);
	struct vypr_site *sites = get(m, (d->from->site_count + 1) * sizeof *sites);
	struct vypr_role *roles = get(m, (d->role_count + 1) * sizeof *roles);
	uint32_t count = 0;

	if (!unit || !sites || !roles)
		return VYPR_NOMEM;
	*unit = *d->from;
	memcpy(sites, d->from->sites, d->from->site_count * sizeof *sites);
	for (uint32_t s = 0; s < unit->site_count; s++) {
		sites[s].first_role = count;
		for (size_t i = 0; i < d->role_count; i++)
			if (d->roles[i].site == s)
				roles[count++] = d->roles[i].role;
		sites[s].role_count = count - sites[s].first_role;
	}
	unit->sites = sites;
	unit->roles = roles;
	unit->role_count = count;
	unit->formulas = d->formulas;
	unit->formula_count = (uint32_t)d->formula_count;
	unit->strings = d->strings;
	unit->strings_size = (uint32_t)d->strings_size;
	unit->region = NULL;
	*ret_unit = unit;
	return VYPR_OK;
}

static enum vypr_status make_units(struct maker *m)
{
	const struct vypr_unit **units =
		get(m, (m->draft_count + 1) * sizeof(struct vypr_unit *));
	enum vypr_status status = units ? VYPR_OK : VYPR_NOMEM;

	for (uint32_t u = 0; status == VYPR_OK && u < m->draft_count; u++)
		status = make_unit(m, &m->drafts[u], &units[u]);
	m->r->units.units = units;
	m->r->units.count = m->draft_count;
	return status;
}

enum vypr_status vypr_respec_make(const struct vypr_spec *spec,
				  const struct vypr_run_units *recorded,
				  struct vypr_report *report,
				  struct vypr_respec *ret_respec)
{
	struct vypr_respec r = { .report = report, .spec = spec, .recorded = recorded };
	struct maker m = { .r = &r };
	enum vypr_status status = VYPR_OK;

	m.drafts = get(&m, (recorded->count + 1) * sizeof *m.drafts);
	if (!m.drafts)
		return VYPR_NOMEM;
	for (; status == VYPR_OK && m.draft_count < recorded->count; m.draft_count++)
		status = begin_draft(&m, &m.drafts[m.draft_count],
				     recorded->units[m.draft_count]);
	for (size_t i = 0; status == VYPR_OK && i < spec->property_count; i++) {
		m.property = &spec->properties[i];
		m.order = (uint32_t)i;
		status = match_property(&m);
	}
	if (status == VYPR_OK && !r.problem_count)
		status = make_units(&m);
	end_drafts(&m);
	*ret_respec = r;
	return status;
}
