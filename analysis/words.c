/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how findings are said in plain English: counts first, no more certainty
 * than the numbers have.
 */
#include "analysis/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/rank.h"
#include "spec/parse.h"

const char *vypr_analysis_quantity(double value, int is_time, char *buf, size_t size)
{
	static const struct {
		double ns;
		const char *name;
	} units[] = { { 1, "ns" }, { 1e3, "us" }, { 1e6, "ms" }, { 1e9, "s" } };
	double magnitude = fabs(value);
	size_t u = 0;

	if (!is_time) {
		snprintf(buf, size, "%.10g", value);
		return buf;
	}
	while (u < 3 && magnitude >= units[u].ns * 999.5)
		u++;
	if (u == 3 && magnitude >= 1e12)
		snprintf(buf, size, "%.0f s", value / 1e9);
	else
		snprintf(buf, size, "%.3g %s", value / units[u].ns, units[u].name);
	return buf;
}

static const char *number(struct vypr_report *report, uint64_t n)
{
	return vypr_report_format(report, "%llu", (unsigned long long)n);
}

/* ---- the subject: "calls of f at f.c:3", "took 13 ms or longer" ---- */

static const char *base_name(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? slash + 1 : file;
}

static const char *where(const struct vypr_gather *g, struct vypr_report *report)
{
	const struct vypr_subject *s = g->subject;

	if (g->line)
		return vypr_report_format(report, "at %s:%u", base_name(s->file),
					  g->line);
	return vypr_report_format(report, "in %s (%s)", s->function, base_name(s->file));
}

static int whole_body(const struct vypr_form *form)
{
	return form->measured_atom >= 0 && form->body == form->atoms[form->measured_atom];
}

/* The call whose bare duration is measured for each verdict; NULL when it is something
 * else, or a next call that there need not be. */
static const char *measured_callee(const struct vypr_form *form)
{
	int32_t node = vypr_measured_node(form);
	int slot = vypr_measured_slot(form);

	if (node < 0 || slot < 0 || form->ast->nodes[node].kind != VYPR_NODE_DURATION ||
	    form->slots[slot].kind != VYPR_SLOT_CALL)
		return NULL;
	if (form->slots[slot].quantifier < 0 && !whole_body(form))
		return NULL;
	return vypr_ast_string(form->ast, form->slots[slot].what);
}

static const char *things(const struct vypr_gather *g, struct vypr_report *report)
{
	const char *callee = measured_callee(g->subject->form);

	if (callee)
		return vypr_report_format(report, "calls of %s %s", callee,
					  where(g, report));
	return vypr_report_format(report, "verdicts of %s", g->subject->name);
}

/* An atom that is the whole body says how it fails. */
static const char *failure_of_compare(struct vypr_report *report,
				      const struct vypr_ast *ast,
				      const struct vypr_node *atom)
{
	const char *bound = vypr_node_text(report, ast, atom->b);

	switch ((enum vypr_compare)atom->op) {
	case VYPR_LT: return vypr_report_format(report, "took %s or longer", bound);
	case VYPR_LE: return vypr_report_format(report, "took longer than %s", bound);
	case VYPR_GT: return vypr_report_format(report, "took %s or less", bound);
	case VYPR_GE: return vypr_report_format(report, "took less than %s", bound);
	case VYPR_EQ:
	case VYPR_NE: break;
	}
	return NULL;
}

static const char *failure_of_interval(struct vypr_report *report,
				       const struct vypr_ast *ast,
				       const struct vypr_node *atom)
{
	const struct vypr_node *interval = &ast->nodes[atom->b];
	const struct vypr_node *low = &ast->nodes[interval->a];
	const char *high = vypr_node_text(report, ast, interval->b);
	int from_zero = (low->kind == VYPR_NODE_INTEGER && low->v.i == 0) ||
			(low->kind == VYPR_NODE_REAL && low->v.f == 0);

	if (!from_zero)
		return vypr_report_format(report, "took a time outside of %s",
					  vypr_node_text(report, ast, atom->b));
	return vypr_report_format(
		report, interval->op & 2 ? "took %s or longer" : "took longer than %s",
		high);
}

static const char *failure(const struct vypr_gather *g, struct vypr_report *report)
{
	const struct vypr_form *form = g->subject->form;
	const struct vypr_node *atom;
	const char *said = NULL;

	if (!measured_callee(form) || !whole_body(form))
		return NULL;
	atom = &form->ast->nodes[form->body];
	if (atom->kind == VYPR_NODE_COMPARE && atom->b >= 0 &&
	    form->ast->nodes[atom->b].kind != VYPR_NODE_QUESTION)
		said = failure_of_compare(report, form->ast, atom);
	else if (atom->kind == VYPR_NODE_IN && atom->b >= 0)
		said = failure_of_interval(report, form->ast, atom);
	return said;
}

static const char *opening_false(const struct vypr_gather *g,
				 const struct vypr_analysis_explanation *e,
				 struct vypr_report *report)
{
	const char *failed = failure(g, report);
	const char *bad = number(report, e->bad), *all = number(report, e->bad + e->good);

	if (failed)
		return vypr_report_format(report, "%s of %s %s %s", bad, all,
					  things(g, report), failed);
	if (measured_callee(g->subject->form))
		return vypr_report_format(report, "for %s of %s %s, %s is false", bad,
					  all, things(g, report), g->subject->name);
	return vypr_report_format(report, "%s of %s %s are false", bad, all,
				  things(g, report));
}

static const char *opening_slowest(const struct vypr_gather *g,
				   const struct vypr_analysis_explanation *e,
				   struct vypr_report *report)
{
	char cut[40];
	const char *none = strcmp(e->grouping, "slowest of all false") == 0
				   ? "No verdict is true"
			   : g->subject->form->measures ? "Nothing is judged"
							: "No verdict is false";

	vypr_analysis_quantity(e->cut, e->is_time, cut, sizeof cut);
	return vypr_report_format(
		report, "%s, so the %s %llu of %llu %s (%s %s) are held against the rest",
		none, e->is_time ? "slowest" : "highest", (unsigned long long)e->bad,
		(unsigned long long)(e->bad + e->good), things(g, report), cut,
		e->is_time ? "or longer" : "or more");
}

/* ---- the finding ---- */

static const char *took(struct vypr_report *report,
			const struct vypr_analysis_predicate *p)
{
	if (!*p->condition)
		return vypr_report_format(report, "left line %u by '%s' (%s:%u)", p->line,
					  p->outcome, base_name(p->file), p->line);
	return vypr_report_format(report, "took `%s` (%s) at %s:%u", p->condition,
				  p->outcome, base_name(p->file), p->line);
}

/* "all 23", "20 of these 23" */
static const char *part(struct vypr_report *report, uint64_t some, uint64_t all,
			const char *of)
{
	if (some == all)
		return all == 1 ? "that one"
				: vypr_report_format(report, "all %llu",
						     (unsigned long long)all);
	return vypr_report_format(report, "%llu of %s %llu", (unsigned long long)some, of,
				  (unsigned long long)all);
}

static const char *others(struct vypr_report *report, uint64_t some, uint64_t all)
{
	if (some == 0)
		return vypr_report_format(report, "none of the %llu others did",
					  (unsigned long long)all);
	return vypr_report_format(report, "so did %llu of the %llu others",
				  (unsigned long long)some, (unsigned long long)all);
}

/* ---- verdicts without a path ---- */

/* How many of a group have no path, and lack this. */
static size_t lacking(const struct vypr_gather *g, int bad, enum vypr_lack lack)
{
	size_t count = 0;

	for (size_t i = 0; i < g->count; i++) {
		const struct vypr_gathered *v = &g->verdicts[i];

		count += (bad ? v->bad : v->good) && v->way == VYPR_NO_WAY &&
			 v->lack == lack;
	}
	return count;
}

/* "next_call(e, log)" */
static const char *awaited(const struct vypr_gather *g, struct vypr_report *report)
{
	const struct vypr_form *form = g->subject->form;

	return vypr_node_text(report, form->ast, form->slots[g->awaited].node);
}

/* One of the groups has no paths at all: why. */
static const char *unseen(const struct vypr_gather *g,
			  const struct vypr_analysis_explanation *e,
			  struct vypr_report *report)
{
	int bad = e->bad_paths == 0;
	uint64_t all = bad ? e->bad : e->good;
	const char *group = bad ? "these" : "the others";
	const struct vypr_ast *ast = g->subject->form->ast;

	if (lacking(g, bad, VYPR_LACK_EVENT) == all)
		return vypr_report_format(
			report,
			"; what %s asked for did not happen, so they have no path to "
			"compare: nothing in %s made them true before %s was left.",
			group, vypr_node_text(report, ast, ast->nodes[ast->root].a),
			g->subject->function);
	if (lacking(g, bad, VYPR_LACK_NEXT) == all)
		return vypr_report_format(
			report,
			"; %s were decided because time had passed, before %s came, so they "
			"have no path to compare.",
			group, awaited(g, report));
	return "; no paths were recorded for one of the groups, so nothing can be said about "
	       "branches.";
}

static const char *known(const struct vypr_gather *g,
			 const struct vypr_analysis_explanation *e,
			 struct vypr_report *report)
{
	size_t waited = lacking(g, 1, VYPR_LACK_NEXT) + lacking(g, 0, VYPR_LACK_NEXT);
	const char *why = "";

	if ((e->bad_paths == e->bad && e->good_paths == e->good) || e->bad_paths == 0 ||
	    e->good_paths == 0)
		return "";
	if (waited)
		why = vypr_report_format(report,
					 "; %s decided because time had passed, before %s came",
					 waited == 1 ? "1 was"
						     : vypr_report_format(report, "%zu were",
									  waited),
					 awaited(g, report));
	return vypr_report_format(
		report,
		" (Paths are known for %llu of the %llu and for "
		"%llu of the %llu others%s.)",
		(unsigned long long)e->bad_paths, (unsigned long long)e->bad,
		(unsigned long long)e->good_paths, (unsigned long long)e->good, why);
}

/* Where else to look; with "paths: deep" all there is was compared. */
static const char *elsewhere(const struct vypr_gather *g)
{
	const struct vypr_row *row = &g->analysis->rows[g->subject->rows[0]];

	return row->unit->formulas[row->formula].paths == VYPR_PATHS_DEEP
		       ? ".  What decides may be a value that no branch tests."
		       : ".  What decides may lie in a function whose path is not recorded "
			 "(paths in vypr-spec(5)).";
}

static const char *finding(const struct vypr_gather *g,
			   const struct vypr_analysis_explanation *e,
			   struct vypr_report *report)
{
	const struct vypr_analysis_predicate *p = e->predicates;

	if (e->bad_paths + e->good_paths == 0)
		return "; no paths were recorded, so nothing can be said about branches.";
	if (e->bad_paths == 0 || e->good_paths == 0)
		return unseen(g, e, report);
	if (e->separates)
		return vypr_report_format(
			report, "; %s %s, %s.",
			part(report, p->bad_taken, e->bad_paths, "these"),
			took(report, p), others(report, p->good_taken, e->good_paths));
	if (e->predicate_count == 0)
		return vypr_report_format(
			report,
			"; no branch separates them: no outcome was taken, or taken twice or "
			"more, by a larger share of these than of the others%s",
			elsewhere(g));
	return vypr_report_format(
		report,
		"; no branch separates them: the nearest, `%s` (%s) at "
		"%s:%u, was taken by %llu of these %llu and by %llu of the "
		"%llu others%s",
		p->condition, p->outcome, base_name(p->file), p->line,
		(unsigned long long)p->bad_taken, (unsigned long long)e->bad_paths,
		(unsigned long long)p->good_taken, (unsigned long long)e->good_paths,
		p->low > VYPR_RANK_LEAST_DIFFERENCE ? elsewhere(g)
						    : ", which can be chance.");
}

const char *vypr_explanation_sentence(const struct vypr_gather *g,
				      const struct vypr_analysis_explanation *e,
				      struct vypr_report *report)
{
	const char *opening;

	if (e->bad + e->good == 0)
		return vypr_report_format(report, "No verdict of %s has been decided.",
					  g->subject->name);
	if (e->bad == 0 || e->good == 0)
		return vypr_report_format(
			report,
			"All %llu %s are alike, so there are no two groups "
			"to compare.",
			(unsigned long long)(e->bad + e->good), things(g, report));
	opening = strcmp(e->grouping, "false") == 0 ? opening_false(g, e, report)
						    : opening_slowest(g, e, report);
	return vypr_report_format(report, "%s%s%s", opening, finding(g, e, report),
				  known(g, e, report));
}
