/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan: what was understood and what will be watched, for a person to read.
 *
 *   plan for upload.c
 *   auth-then-fast in check_hashes: forall q in changes(auth): ...
 *     upload.c:12:9: change auth «auth = login(u)» [value]
 *     upload.c:14:2: call execute «execute(q)» [time]
 *     upload.c:30:2: call commit «commit(q)» during store
 *   retry in another file: forall t in calls(read) during refill: ...
 *     upload.c:40:6: call read «read(fd)» [time] during refill
 *   how-long in check_hashes: forall t in calls(execute): duration(t) < ?
 *     measures duration(t)
 *     upload.c:14:2: call execute «execute(q)» [time]
 *   function check_hashes: path (2 branches)
 *   other modules: server.c
 *   note: ...
 */
#include "plugin/look.h"

#include "spec/parse.h"

struct printer {
	const struct vp_look *look;
	const struct vp_unit *unit;
	FILE *out;
};

static const char *text(const struct printer *p, vypr_str s)
{
	return &p->unit->strings[s];
}

static const char *flags_of(const struct vypr_site *site)
{
	return concat(site->flags & VYPR_SITE_UNWINDS ? " [exception]" : "",
		      site->flags & VYPR_SITE_TIMED ? " [time]" : "",
		      site->flags & VYPR_SITE_COPIED   ? " [value, copied]"
		      : site->flags & VYPR_SITE_VALUED ? " [value]" : "", NULL);
}

/* A call whose begin and end are watched is one line; that of a line says so itself. */
static const char *kind_of(const struct printer *p, const struct vypr_site *site)
{
	if (site->kind == VYPR_EVENT_BEGIN && site->pair != UINT32_MAX)
		return "call ";
	if (site->kind == VYPR_EVENT_CHANGE && startswith(text(p, site->subject), "line("))
		return "";
	return concat(vypr_event_name((enum vypr_event_kind)site->kind), " ", NULL);
}

/* In a function that the formula only looks at. */
static const char *during(const struct printer *p, const struct vypr_site *site,
			  const struct vypr_formula *formula)
{
	if (site->function == formula->function)
		return "";
	return concat(" during ", text(p, p->unit->functions[site->function].name), NULL);
}

static void print_site(const struct printer *p, const struct vypr_site *site,
		       const struct vypr_formula *formula)
{
	const char *file = text(p, p->unit->functions[site->function].file);
	const char *flags = flags_of(site);
	bool end_only;

	if (site->kind == VYPR_EVENT_END &&
	    (site->pair != UINT32_MAX || (site->flags & VYPR_SITE_UNWINDS)))
		return;
	if (site->kind == VYPR_EVENT_BEGIN && site->pair != UINT32_MAX) {
		end_only = !(site->flags & VYPR_SITE_TIMED) &&
			   (p->unit->sites[site->pair].flags & VYPR_SITE_TIMED);
		if (end_only)
			flags = " [time of end]";
		else if ((site->flags & VYPR_SITE_TIMED) &&
			 !(p->unit->sites[site->pair].flags & VYPR_SITE_TIMED))
			flags = " [time of begin]";
	}
	fprintf(p->out, "  %s:%u:%u: %s%s \xc2\xab%s\xc2\xbb%s%s\n", lbasename(file),
		site->line, site->column, kind_of(p, site), text(p, site->subject),
		text(p, site->text), flags, during(p, site, formula));
}

/* What is seen "during" another function belongs to every formula of the property. */
static bool is_for(const struct printer *p, const struct vypr_site *site, uint32_t holder,
		   uint32_t formula)
{
	const struct vypr_formula *formulas = p->unit->formulas.address();

	return holder == formula || (formulas[holder].key == formulas[formula].key &&
				     formulas[holder].function != site->function);
}

static bool has_role(const struct printer *p, uint32_t site, uint32_t formula)
{
	const struct vypr_site *s = &p->unit->sites[site];
	uint32_t i;

	for (i = 0; i < s->role_count; i++)
		if (is_for(p, s, p->unit->roles[s->first_role + i].formula, formula))
			return true;
	return false;
}

/* What stands beside a "?". */
static void print_measured(const struct printer *p, const struct vypr_ast *ast)
{
	char term[160];

	for (size_t i = 0; i < ast->node_count; i++) {
		if (!vypr_node_measures(ast, (int32_t)i))
			continue;
		vypr_print(ast, ast->nodes[i].a, term, sizeof term);
		fprintf(p->out, "  measures %s\n", term);
	}
}

static void print_formula(const struct printer *p, uint32_t number)
{
	const struct vypr_formula *formula = &p->unit->formulas[number];
	uint32_t i;

	fprintf(p->out, "%s in %s: %s\n", text(p, formula->name),
		formula->flags & VYPR_FORMULA_FOREIGN
			? "another file"
			: text(p, p->unit->functions[formula->function].name),
		text(p, formula->text));
	print_measured(p, &formula->ast);
	for (i = 0; i < p->unit->sites.length(); i++)
		if (has_role(p, i, number))
			print_site(p, &p->unit->sites[i], formula);
}

/* Events that serve no formula by themselves: entry, exit, branches. */
static void print_function(const struct printer *p, const struct vp_function *f)
{
	const struct vypr_function *function = &p->unit->functions[f->index];
	unsigned branches = 0;
	uint32_t i;

	for (i = 0; i < function->block_count; i++)
		branches += p->unit->blocks[function->first_block + i].bits > 0;
	fprintf(p->out, "function %s:%s%s%s%s%s%s", text(p, function->name),
		function->flags & VYPR_FUNCTION_ENTRY ? " entry" : "",
		function->flags & VYPR_FUNCTION_EXIT ? " exit" : "",
		function->flags & VYPR_FUNCTION_RECORDED ? " recorded" : "",
		f->keeps_path ? " path" : "",
		function->flags & VYPR_FUNCTION_TRANSACTION ? " transaction" : "",
		f->lands ? " landing" : "");
	if (branches)
		fprintf(p->out, " (%u %s)", branches,
			branches == 1 ? "branch" : "branches");
	fprintf(p->out, "\n");
}

/* Modules of the specification that are not this file, each once: one that no file
 * matches is misspelt. */
static void print_other_modules(const struct printer *p)
{
	auto_vec<const char *> said;
	struct vp_spec_file *file;
	const char *before = "other modules: ";
	unsigned i;
	size_t j;

	FOR_EACH_VEC_ELT (p->look->files, i, file)
		for (j = 0; j < file->spec.property_count; j++) {
			const char *module = file->spec.properties[j].module.text;

			if (vypr_module_matches(module, main_input_filename) ||
			    said.contains(module))
				continue;
			fprintf(p->out, "%s%s", before, module);
			said.safe_push(module);
			before = ", ";
		}
	if (said.length())
		fprintf(p->out, "\n");
}

static void print_all(const struct printer *p)
{
	struct vp_function *f;
	const char *note;
	unsigned i;

	fprintf(p->out, "vypr plan for %s\n", main_input_filename);
	for (i = 0; i < p->unit->formulas.length(); i++)
		print_formula(p, i);
	FOR_EACH_VEC_ELT (p->look->functions, i, f)
		print_function(p, f);
	print_other_modules(p);
	FOR_EACH_VEC_ELT (p->look->notes, i, note)
		fprintf(p->out, "note: %s\n", note);
}

void vp_plan_print(const struct vp_look *look)
{
	struct printer printer = { look, &look->unit, stderr };

	if (look->args->plan_file)
		printer.out = fopen(look->args->plan_file, "a");
	if (!printer.out) {
		vp_error(NULL, NULL, "cannot write the plan to '%s': %s",
			 look->args->plan_file, xstrerror(errno));
		return;
	}
	print_all(&printer);
	if (printer.out != stderr)
		fclose(printer.out);
}
