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
#include "analysis/respec_private.h"

#include <stdio.h>
#include <string.h>

#include "spec/parse.h"

/* ---- formulas ---- */

static vypr_str formula_text(struct respec_maker *m, struct respec_draft *d,
			     const struct vypr_ast *ast)
{
	size_t size = vypr_print(ast, ast->root, NULL, 0) + 1;
	char *text = vypr_respec_get(m, size);

	if (!text)
		return 0;
	vypr_print(ast, ast->root, text, size);
	return vypr_respec_string(m, d, text);
}

static const char *formula_name(struct respec_maker *m, const char *function)
{
	const struct vypr_property *p = m->property;

	if (p->name.text)
		return p->name.text;
	return vypr_report_format(
		m->r->report, "%s#%d",
		vypr_is_glob(p->function.text) ? function : p->function.text, p->ordinal);
}

/* function UINT32_MAX: its scope is in another file.  Returns its index. */
static uint32_t add_formula(struct respec_maker *m, uint32_t unit, uint32_t function)
{
	const struct vypr_property *p = m->property;
	struct respec_draft *d = &m->drafts[unit];
	struct vypr_formula *f = vypr_report_push(m->r->report, &d->formulas,
						  &d->formula_count, sizeof *f);

	m->out_of_memory |= f == NULL;
	if (!f)
		return 0;
	f->key = vypr_respec_key(m);
	f->flags = function == UINT32_MAX ? VYPR_FORMULA_FOREIGN : 0;
	f->function = function;
	f->name = vypr_respec_string(
		m, d,
		formula_name(m, function == UINT32_MAX
					? ""
					: vypr_respec_function_name(d->from, function)));
	f->spec_file = vypr_respec_string(m, d, m->r->spec->file);
	f->spec_line = (uint32_t)p->line;
	f->order = m->order;
	f->paths = p->paths;
	f->objective = p->objective;
	f->capture_count = (uint32_t)m->form.capture_count;
	f->capture_types =
		vypr_respec_get(m, (f->capture_count + 1) * sizeof *f->capture_types);
	for (uint32_t i = 0; f->capture_types && i < f->capture_count; i++)
		f->capture_types[i] = vypr_respec_plain_type(&m->form.captures[i]);
	if (vypr_respec_copy_ast(m, unit, &p->ast, &f->ast))
		f->text = formula_text(m, d, &f->ast);
	return (uint32_t)d->formula_count - 1;
}

uint64_t vypr_respec_key(const struct respec_maker *m)
{
	return vypr_hash64(&m->order, sizeof m->order, m->r->spec->hash);
}

uint32_t vypr_respec_formula_in(struct respec_maker *m, uint32_t unit, uint64_t key)
{
	const struct respec_draft *d = &m->drafts[unit];

	for (size_t i = 0; i < d->formula_count; i++)
		if (d->formulas[i].key == key)
			return (uint32_t)i;
	return add_formula(m, unit, UINT32_MAX);
}

/* Does the function say when it is left? */
static void check_scope(struct respec_maker *m, const struct vypr_unit *unit,
			uint32_t function)
{
	const uint32_t both = VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT;
	int exit_site = vypr_respec_own_moment(unit, function, VYPR_SLOT_EXIT);

	if (m->form.needs_exit && (unit->functions[function].flags & both) != both)
		vypr_respec_problem(m, m->form.ast->root,
				    "where '%s' is entered and left was not recorded",
				    vypr_respec_function_name(unit, function));
	else if (m->form.timed_exit && exit_site >= 0 &&
		 !(unit->sites[exit_site].flags & VYPR_SITE_TIMED))
		vypr_respec_problem(m, m->form.ast->root,
				    "when '%s' is left was not recorded",
				    vypr_respec_function_name(unit, function));
}

/* The property on one function; undone when nothing of it was recorded there. */
static int match_function(struct respec_maker *m, uint32_t unit, uint32_t function)
{
	struct respec_draft *d = &m->drafts[unit];
	size_t formulas = d->formula_count, roles = d->role_count;
	uint32_t formula;

	m->seen = 0;
	m->problem_count = 0;
	formula = add_formula(m, unit, function);
	check_scope(m, d->from, function);
	for (int i = 0; i < m->form.slot_count; i++)
		if (m->form.slots[i].during < 0)
			vypr_respec_match_slot(m, i, unit, function, formula);
	for (int i = 0; i < m->form.capture_count; i++)
		if (m->form.slots[m->form.captures[i].slot].during < 0)
			vypr_respec_match_capture(m, i, unit, function, formula);
	if (!m->seen && vypr_is_glob(m->property->function.text)) {
		d->formula_count = formulas;
		d->role_count = roles;
		return 0;
	}
	vypr_respec_keep_problems(m);
	return 1;
}

/* What it sees in other functions, once for all its scopes. */
static void match_during(struct respec_maker *m, uint32_t unit, uint32_t function)
{
	m->problem_count = 0;
	for (int i = 0; i < m->form.slot_count; i++)
		if (m->form.slots[i].during >= 0)
			vypr_respec_match_slot(m, i, unit, function, 0);
	for (int i = 0; i < m->form.capture_count; i++)
		if (m->form.slots[m->form.captures[i].slot].during >= 0)
			vypr_respec_match_capture(m, i, unit, function, 0);
	vypr_respec_keep_problems(m);
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
	return name_matches(p->function.text,
			    vypr_respec_function_name(unit, function)) ||
	       name_matches(p->function.text,
			    vypr_unit_string(unit, unit->functions[function].symbol));
}

static void property_problem(struct respec_maker *m, const struct vypr_text *at,
			     const char *text)
{
	m->problem_count = 0;
	vypr_respec_problem_at(m, at->line, at->column, at->end_column, text);
	vypr_respec_keep_problems(m);
}

static void match_functions(struct respec_maker *m)
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

static enum vypr_status match_property(struct respec_maker *m)
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

static enum vypr_status begin_draft(struct respec_maker *m, struct respec_draft *d,
				    const struct vypr_unit *from)
{
	d->from = from;
	d->forms = vypr_respec_get(
		m, (from->formula_count + 1) * sizeof(struct vypr_form *));
	d->strings = from->strings;
	d->strings_size = d->strings_room = from->strings_size;
	if (!d->forms)
		return VYPR_NOMEM;
	for (uint32_t i = 0; i < from->formula_count; i++) {
		enum vypr_status status;

		if (!from->formulas[i].ast.node_count ||
		    from->formulas[i].flags & VYPR_FORMULA_OFF)
			continue;
		d->forms[i] = vypr_respec_get(m, sizeof *d->forms[i]);
		if (!d->forms[i])
			return VYPR_NOMEM;
		status = vypr_form_make(&from->formulas[i].ast, d->forms[i], NULL);
		if (status != VYPR_OK)
			return status;
	}
	return VYPR_OK;
}

static void end_drafts(struct respec_maker *m)
{
	for (uint32_t u = 0; u < m->draft_count; u++)
		for (uint32_t i = 0; i < m->drafts[u].from->formula_count; i++)
			if (m->drafts[u].forms && m->drafts[u].forms[i])
				vypr_form_fini(m->drafts[u].forms[i]);
}

/* Roles beside their sites. */
static enum vypr_status make_unit(struct respec_maker *m, const struct respec_draft *d,
				  const struct vypr_unit **ret_unit)
{
	struct vypr_unit *unit = vypr_respec_get(m, sizeof *unit);
	struct vypr_site *sites =
		vypr_respec_get(m, (d->from->site_count + 1) * sizeof *sites);
	struct vypr_role *roles = vypr_respec_get(m, (d->role_count + 1) * sizeof *roles);
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

static enum vypr_status make_units(struct respec_maker *m)
{
	const struct vypr_unit **units =
		vypr_respec_get(m, (m->draft_count + 1) * sizeof(struct vypr_unit *));
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
	struct respec_maker m = { .r = &r };
	enum vypr_status status = VYPR_OK;

	m.drafts = vypr_respec_get(&m, (recorded->count + 1) * sizeof *m.drafts);
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
