/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts again what an explanation claims, in the slowest and plainest way: one verdict after
 * the other, each path rebuilt and read as vypr-analyse path shows it.  Uses what
 * vypr-analysis.h offers and nothing that the explanation was made with.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"

/* What was counted of one cause, among the verdicts that no earlier one explains. */
struct recount {
	uint64_t bad_taken, good_taken, bad_reached, good_reached, bad, good;
	int checked; /* its kind can be counted so */
};

struct verifying {
	struct vypr_analysis *analysis;
	const struct vypr_analysis_explanation *e;
	struct recount *causes;
	uint64_t bad, good, unexplained, cut;
	int needs_path, needs_values;
	int code;
	struct vypr_analysis_error *reterr;
};

/* One verdict while it is looked at. */
struct subject {
	const struct vypr_analysis_path *path; /* NULL none */
	const struct vypr_analysis_detail *detail;
};

enum answer { UNREACHED = -1, NO, YES };

/* ---- does a predicate hold? ---- */

static int is_kind(const struct vypr_analysis_predicate *p, const char *kind)
{
	return strcmp(p->kind, kind) == 0;
}

/* "true" of "true, 4+ times" */
static int same_outcome(const char *said, const char *outcome)
{
	size_t length = strcspn(said, ",");

	return strlen(outcome) == length && strncmp(said, outcome, length) == 0;
}

static enum answer branch_holds(const struct vypr_analysis_predicate *p,
				const struct vypr_analysis_path *path)
{
	double times = 0;
	int reached = 0;

	for (size_t w = 0; path && w < path->walk_count; w++) {
		const struct vypr_analysis_walk *walk = &path->walks[w];

		if (strcmp(walk->function, p->function) || strcmp(walk->file, p->file))
			continue;
		for (size_t b = 0; b < walk->branch_count; b++) {
			const struct vypr_analysis_branch *taken = &walk->branches[b];

			if (taken->key != p->key)
				continue;
			reached = 1;
			if (same_outcome(p->outcome, taken->outcome))
				times += (double)taken->count * (double)walk->repeated;
		}
	}
	if (!reached)
		return UNREACHED;
	return times > (is_kind(p, "count") ? p->threshold : 0) ? YES : NO;
}

static enum answer callee_holds(const struct vypr_analysis_predicate *p,
				const struct vypr_analysis_path *path)
{
	double times = 0;

	if (!path)
		return UNREACHED;
	for (size_t w = 0; w < path->walk_count; w++)
		if (path->walks[w].depth > 0 && !path->walks[w].continued &&
		    strcmp(path->walks[w].function, p->function) == 0 &&
		    strcmp(path->walks[w].file, p->file) == 0)
			times += (double)path->walks[w].repeated;
	return times > p->threshold ? YES : NO;
}

static enum answer value_holds(const struct vypr_analysis_predicate *p,
			       const struct vypr_analysis_detail *detail)
{
	for (size_t i = 0; detail && i < detail->value_count; i++) {
		const struct vypr_analysis_value *v = &detail->values[i];
		double number;

		if (strcmp(v->name, p->subject) || !v->known)
			continue;
		if (strcmp(p->comparison, "==") == 0)
			return strcmp(v->text, p->class_name) == 0 ||
				       (*v->enumerator &&
					strcmp(v->enumerator, p->class_name) == 0)
				       ? YES
				       : NO;
		number = strtod(v->text, NULL);
		return (strcmp(p->comparison, ">") == 0 ? number > p->threshold
							: number <= p->threshold)
			       ? YES
			       : NO;
	}
	return UNREACHED;
}

static enum answer holds(const struct vypr_analysis_predicate *p, const struct subject *s)
{
	if (is_kind(p, "conjunction")) {
		enum answer one = holds(&p->parts[0], s), two = holds(&p->parts[1], s);

		return one == YES && two == YES ? YES : NO;
	}
	if (is_kind(p, "branch") || is_kind(p, "count"))
		return branch_holds(p, s->path);
	if (is_kind(p, "callee"))
		return callee_holds(p, s->path);
	return value_holds(p, s->detail);
}

static int is_checked(const struct vypr_analysis_predicate *p)
{
	if (is_kind(p, "conjunction"))
		return is_checked(&p->parts[0]) && is_checked(&p->parts[1]);
	return is_kind(p, "branch") || is_kind(p, "count") || is_kind(p, "callee") ||
	       is_kind(p, "value");
}

static int needs(const struct vypr_analysis_predicate *p, int values)
{
	for (size_t i = 0; i < p->part_count; i++)
		if (needs(&p->parts[i], values))
			return 1;
	return !p->part_count && is_kind(p, "value") == values;
}

/* ---- counting ---- */

/* 1 bad, 0 good, -1 neither. */
static int group_of(const struct vypr_analysis_explanation *e,
		    const struct vypr_analysis_verdict *v)
{
	if (strcmp(e->grouping, "false") == 0)
		return strcmp(v->verdict, "false") == 0	 ? 1
		       : strcmp(v->verdict, "true") == 0 ? 0
							 : -1;
	return v->has_value ? v->value >= e->cut : -1;
}

static void count(struct recount *r, enum answer answer, int bad)
{
	r->bad += (uint64_t)bad;
	r->good += (uint64_t)!bad;
	if (answer != UNREACHED) {
		r->bad_reached += (uint64_t)bad;
		r->good_reached += (uint64_t)!bad;
	}
	if (answer == YES) {
		r->bad_taken += (uint64_t)bad;
		r->good_taken += (uint64_t)!bad;
	}
}

static void count_causes(struct verifying *v, const struct subject *s, int bad)
{
	for (size_t i = 0; i < v->e->cause_count; i++) {
		enum answer answer;

		if (!v->causes[i].checked)
			return;
		answer = holds(&v->e->causes[i], s);
		if (s->path || !needs(&v->e->causes[i], 0))
			count(&v->causes[i], answer, bad);
		if (answer == YES)
			return;
	}
	v->unexplained += (uint64_t)bad;
}

static int visit(void *ctx, const struct vypr_analysis_verdict *verdict)
{
	struct verifying *v = ctx;
	struct vypr_analysis_path *path = NULL;
	struct vypr_analysis_detail *detail = NULL;
	int bad = group_of(v->e, verdict);

	if (bad < 0 || strcmp(verdict->text, v->e->text))
		return 0;
	v->bad += (uint64_t)bad;
	v->good += (uint64_t)!bad;
	/* what has no path takes no part in what is said of paths */
	if (v->needs_path && vypr_analysis_path(v->analysis, verdict->id, &path, NULL) == 0)
		v->cut += path->cut != 0;
	if (v->needs_values)
		v->code = vypr_analysis_show(v->analysis, verdict->id, &detail, v->reterr);
	if (!v->code)
		count_causes(v,
			     &(struct subject){ path && path->walk_count ? path : NULL,
						detail },
			     bad);
	vypr_analysis_free(path);
	vypr_analysis_free(detail);
	return v->code;
}

/* ---- what is said of it ---- */

static void claim(struct vypr_analysis_verification *r, const char *what, double claimed,
		  double found)
{
	struct vypr_analysis_claim *c =
		vypr_report_push(r->memory, &r->claims, &r->claim_count, sizeof *c);

	if (!c)
		return;
	c->what = vypr_report_string(r->memory, what);
	c->claimed = claimed;
	c->found = found;
	c->agrees = fabs(claimed - found) <= 1e-9 * fmax(1, fabs(claimed));
	r->agrees &= c->agrees;
}

/* Liblit et al. (2005), section 3.  What all took who came to it is held against all. */
static double importance(const struct recount *r)
{
	int all = r->bad_taken == r->bad_reached && r->good_taken == r->good_reached;
	double bad = (double)(all ? r->bad : r->bad_reached);
	double good = (double)(all ? r->good : r->good_reached);
	double failure = (double)r->bad_taken / (double)(r->bad_taken + r->good_taken);
	double context = bad / (bad + good);
	double sensitivity = log((double)r->bad_taken + 1) / log((double)r->bad + 1);
	double increase = failure - context;

	return increase > 0 ? 2 / (1 / increase + 1 / sensitivity) : 0;
}

static void claim_cause(struct vypr_analysis_verification *r,
			const struct vypr_analysis_predicate *p, const struct recount *c)
{
	if (!c->checked) {
		vypr_report_push(r->memory, &r->unchecked, &r->unchecked_count,
				 sizeof *r->unchecked);
		if (!vypr_report_failed(r->memory))
			r->unchecked[r->unchecked_count - 1] = p->text;
		return;
	}
	claim(r, vypr_report_format(r->memory, "bad with %s", p->text), (double)p->bad_taken,
	      (double)c->bad_taken);
	claim(r, vypr_report_format(r->memory, "good with %s", p->text),
	      (double)p->good_taken, (double)c->good_taken);
	claim(r, vypr_report_format(r->memory, "importance of %s", p->text), p->importance,
	      importance(c));
}

static void tell(const struct verifying *v, struct vypr_analysis_verification *r)
{
	const struct vypr_analysis_explanation *e = v->e;
	int all = 1;

	r->agrees = 1;
	r->cut = v->cut;
	claim(r, "bad verdicts", (double)e->bad, (double)v->bad);
	claim(r, "good verdicts", (double)e->good, (double)v->good);
	for (size_t i = 0; i < e->cause_count; i++) {
		claim_cause(r, &e->causes[i], &v->causes[i]);
		all = all && v->causes[i].checked;
	}
	if (e->cause_count && all)
		claim(r, "bad verdicts that are left unexplained", (double)e->unexplained,
		      (double)v->unexplained);
}

int vypr_analysis_verify(struct vypr_analysis *analysis,
			 const struct vypr_analysis_explanation *e,
			 struct vypr_analysis_verification **ret_verification,
			 struct vypr_analysis_error *reterr)
{
	struct vypr_analysis_query query = { .formula = e->name,
					     .function = e->function,
					     .file = e->file };
	struct verifying v = { .analysis = analysis, .e = e, .reterr = reterr };
	struct vypr_report *report = vypr_report_new();
	struct vypr_analysis_verification *r =
		report ? vypr_report_alloc(report, sizeof *r) : NULL;
	int code = 0;

	v.causes = calloc(e->cause_count + 1, sizeof *v.causes);
	if (!r || !v.causes)
		code = vypr_fail_status(reterr, VYPR_NOMEM);
	for (size_t i = 0; !code && i < e->cause_count; i++) {
		v.causes[i].checked = is_checked(&e->causes[i]);
		v.needs_path |= needs(&e->causes[i], 0);
		v.needs_values |= needs(&e->causes[i], 1);
	}
	if (!code)
		code = vypr_analysis_verdicts(analysis, &query, visit, &v, reterr);
	if (!code)
		code = v.code;
	if (!code) {
		r->memory = report;
		tell(&v, r);
		if (vypr_report_failed(report))
			code = vypr_fail_status(reterr, VYPR_NOMEM);
	}
	free(v.causes);
	if (code)
		vypr_report_free(report);
	else
		*ret_verification = r;
	return code;
}
