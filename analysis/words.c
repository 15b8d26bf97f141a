/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how findings are said in plain English: counts first, no more certainty
 * than the numbers have.
 */
#include "analysis/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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

/* "took `n > 100` (true) at demo.c:15", "had argument(c, 1) > 6" */
static const char *did(struct vypr_report *report, const struct vypr_analysis_predicate *p)
{
	if (strcmp(p->kind, "conjunction") == 0 && p->part_count == 2)
		return vypr_report_format(report, "%s and %s", did(report, &p->parts[0]),
					  did(report, &p->parts[1]));
	if (strcmp(p->kind, "callee") == 0)
		return p->threshold < 1 ? vypr_report_format(report, "called %s", p->subject)
					: vypr_report_format(report, "called %s %.0f+ times",
							     p->subject, p->threshold + 1);
	if (strcmp(p->kind, "value") == 0)
		return vypr_report_format(report, "had %s", p->text);
	if (strcmp(p->kind, "attribute") == 0)
		return vypr_report_format(report, "were of %s", p->text);
	if (strcmp(p->kind, "path") == 0)
		return "took one and the same whole path";
	if (!*p->condition)
		return vypr_report_format(report, "left line %u by '%s' (%s:%u)", p->line,
					  p->outcome, base_name(p->file), p->line);
	return vypr_report_format(report, "took `%s` (%s) at %s:%u%s%s", p->condition,
				  p->outcome, base_name(p->file), p->line,
				  *p->behind ? " behind " : "", p->behind);
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

static const char *others(struct vypr_report *report, const struct vypr_analysis_predicate *p,
			  uint64_t all)
{
	const char *verb = strcmp(p->kind, "attribute") == 0 ? "were" : "did";

	if (p->good_taken == 0)
		return vypr_report_format(report, "none of the %llu others %s",
					  (unsigned long long)all, verb);
	return vypr_report_format(report, "so %s %llu of the %llu others", verb,
				  (unsigned long long)p->good_taken, (unsigned long long)all);
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

static int is_branch(const struct vypr_analysis_predicate *p)
{
	return strcmp(p->kind, "branch") == 0 || strcmp(p->kind, "conjunction") == 0 ||
	       (strcmp(p->kind, "count") == 0 && p->threshold < 2);
}

static int is_explained_by_branch(const struct vypr_analysis_explanation *e)
{
	for (size_t i = 0; i < e->predicate_count; i++)
		if (e->predicates[i].separates && is_branch(&e->predicates[i]))
			return 1;
	return 0;
}

/* "how often `i < n` at a.c:7 was taken (median 4000 against 12)" */
static const char *growing(struct vypr_report *report, const struct vypr_analysis_predicate *p)
{
	char bad[40], good[40];
	const char *what = p->text;

	if (!(p->bad_median > p->good_median))
		return NULL;
	if (strcmp(p->kind, "count") == 0)
		what = vypr_report_format(report, "how often `%s` at %s:%u is run", p->condition,
					  base_name(p->file), p->line);
	else if (strcmp(p->kind, "callee") == 0)
		what = vypr_report_format(report, "how often %s is called", p->subject);
	else if (strcmp(p->kind, "value") == 0)
		what = p->subject;
	else
		return NULL;
	return vypr_report_format(report, "it grows with %s (median %s against %s)", what,
				  vypr_analysis_quantity(p->bad_median, 0, bad, sizeof bad),
				  vypr_analysis_quantity(p->good_median, 0, good, sizeof good));
}

static const char *importance(struct vypr_report *report,
			      const struct vypr_analysis_predicate *p)
{
	return vypr_report_format(report, "Importance %.2f, 95 %% CI %.2f to %.2f",
				  p->importance, p->importance_low, p->importance_high);
}

/* How many of a group there are of which it could have been told. */
static uint64_t group_of(uint64_t with_path, uint64_t all,
			 const struct vypr_analysis_predicate *p)
{
	int on_path = strcmp(p->kind, "value") != 0 && strcmp(p->kind, "attribute") != 0 &&
		      strcmp(p->kind, "conjunction") != 0;

	return on_path ? with_path : all;
}

static const char *separating(const struct vypr_analysis_explanation *e,
			      struct vypr_report *report)
{
	const struct vypr_analysis_predicate *p = e->causes;
	const char *grows = growing(report, p), *lead = "";

	if (!is_explained_by_branch(e))
		lead = grows ? vypr_report_format(report, "no branch explains it; %s: ", grows)
			     : "no branch explains it; ";
	return vypr_report_format(
		report, "; %s%s %s, %s; %s.", lead,
		part(report, p->bad_taken, group_of(e->bad_paths, e->bad, p), "these"),
		did(report, p),
		others(report, p, group_of(e->good_paths, e->good, p)),
		importance(report, p));
}

/* The next causes, each of what the ones before have left. */
static const char *remaining(const struct vypr_analysis_explanation *e,
			     struct vypr_report *report)
{
	uint64_t left = e->bad, others_left = e->good;
	const char *text = "";

	if (!e->separates)
		return "";
	for (size_t i = 0; i < e->cause_count; i++) {
		const struct vypr_analysis_predicate *p = &e->causes[i];

		if (i > 0)
			text = vypr_report_format(
				report, "%s  Of the %llu that are left, %s %s, %s; %s.", text,
				(unsigned long long)left,
				p->bad_taken == left ? "all" : number(report, p->bad_taken),
				did(report, p), others(report, p, others_left),
				importance(report, p));
		left -= p->bad_taken;
		others_left -= p->good_taken;
	}
	if (e->unexplained == 0)
		return text;
	return vypr_report_format(report, "%s  %llu %s left unexplained.", text,
				  (unsigned long long)e->unexplained,
				  e->unexplained == 1 ? "is" : "are");
}

static const char *nearest(const struct vypr_gather *g,
			   const struct vypr_analysis_explanation *e,
			   struct vypr_report *report)
{
	const struct vypr_analysis_predicate *p = e->predicates;
	int chance = p->p > 0.05;
	const char *grows = chance ? NULL : growing(report, p);

	if (grows)
		return vypr_report_format(
			report, "; no branch separates them; %s, but %llu of the %llu others %s, too.",
			grows, (unsigned long long)p->good_taken,
			(unsigned long long)group_of(e->good_paths, e->good, p),
			did(report, p));
	return vypr_report_format(
		report,
		"; no branch separates them: the nearest, %s, %s %llu of these %llu and %s %llu "
		"of the %llu others%s",
		p->text, is_branch(p) ? "was taken by" : "holds for",
		(unsigned long long)p->bad_taken,
		(unsigned long long)group_of(e->bad_paths, e->bad, p),
		is_branch(p) ? "by" : "for", (unsigned long long)p->good_taken,
		(unsigned long long)group_of(e->good_paths, e->good, p),
		chance ? ", which can be chance." : elsewhere(g));
}

static const char *finding(const struct vypr_gather *g,
			   const struct vypr_analysis_explanation *e,
			   struct vypr_report *report)
{
	if (e->separates)
		return separating(e, report);
	if (e->bad_paths + e->good_paths == 0)
		return "; no paths were recorded, so nothing can be said about branches.";
	if (e->bad_paths == 0 || e->good_paths == 0)
		return unseen(g, e, report);
	if (e->predicate_count == 0)
		return vypr_report_format(
			report,
			"; no branch separates them: no outcome was taken, or taken more often, "
			"by a larger share of these than of the others%s",
			elsewhere(g));
	return nearest(g, e, report);
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
	return vypr_report_format(report, "%s%s%s%s", opening, finding(g, e, report),
				  remaining(e, report), known(g, e, report));
}
