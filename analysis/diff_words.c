/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a comparison is said in plain English: counts first, no more certainty than the
 * numbers have.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/diff.h"

static const char *probability(double p, struct vypr_report *report)
{
	if (p < 0.0001)
		return "p < 0.0001";
	return vypr_report_format(report, "p = %.2g", p);
}

static const char *failed(const struct vypr_analysis_formula_change *f,
			  struct vypr_report *report)
{
	const struct vypr_analysis_share *s = &f->failed;

	if (!s->before_all && !s->after_all)
		return "";
	return vypr_report_format(report, "%llu of %llu are false, %llu of %llu were%s%s%s",
				  (unsigned long long)s->after,
				  (unsigned long long)s->after_all,
				  (unsigned long long)s->before,
				  (unsigned long long)s->before_all, isnan(s->q) ? "" : " (",
				  isnan(s->q) ? "" : probability(s->q, report),
				  isnan(s->q) ? "" : ")");
}

static const char *quantity(double value, const struct vypr_analysis_formula_change *f,
			    struct vypr_report *report)
{
	char buf[40];

	if (!f->is_time)
		return vypr_report_format(report, "%.4g", value);
	return vypr_report_string(report, vypr_analysis_quantity(value, 1, buf, sizeof buf));
}

static const char *larger(const struct vypr_analysis_formula_change *f)
{
	if (f->shift.more > 0.5)
		return f->is_time ? "longer" : "larger";
	return f->is_time ? "shorter" : "smaller";
}

static const char *shifted(const struct vypr_analysis_formula_change *f,
			   struct vypr_report *report)
{
	const struct vypr_analysis_shift *s = &f->shift;
	int by_mean = s->after_median == s->before_median;

	if (!s->before_count || !s->after_count)
		return "";
	if (!s->significant && s->same_path_significant)
		return vypr_report_format(report, "; %s changed on a path (%s)", f->measured,
					  probability(s->same_path_q, report));
	if (!s->significant)
		return vypr_report_format(report, "; how %s %s is differs by no more than chance "
						  "(%s)",
					  f->is_time ? "long" : "large", f->measured,
					  probability(s->q, report));
	return vypr_report_format(
		report, "; %s is %s (%s in the %s, %s before; %s)", f->measured, larger(f),
		quantity(by_mean ? s->after_mean : s->after_median, f, report),
		by_mean ? "mean" : "median",
		quantity(by_mean ? s->before_mean : s->before_median, f, report),
		probability(s->q, report));
}

/* The first outcome that is not chance and pulls the way the mean went. */
static const char *above_all(const struct vypr_analysis_formula_change *f,
			     struct vypr_report *report)
{
	const struct vypr_analysis_outcome_change *o = f->outcomes;
	const char *slash;

	if (!f->outcome_count || !o->share.significant)
		return "";
	slash = strrchr(o->file, '/');
	return vypr_report_format(
		report, ", above all `%s` (%s) at %s:%u: %.3g %% of them, %.3g %% before",
		*o->condition ? o->condition : o->function, o->outcome,
		slash ? slash + 1 : o->file, o->line_after,
		100 * (double)o->share.after / (double)o->share.after_all,
		100 * (double)o->share.before / (double)o->share.before_all);
}

static int excludes_zero(double low, double high)
{
	return low > 0 || high < 0;
}

/* The path that changes the mean most, of those that take another time for sure. */
static const char *which_path(const struct vypr_analysis_formula_change *f,
			      struct vypr_report *report)
{
	for (size_t i = 0; i < f->path_count; i++) {
		const struct vypr_analysis_path_change *p = &f->paths[i];

		if (!p->significant)
			continue;
		if (!*p->outcomes)
			return vypr_report_format(report, " (%s in the mean, %s before)",
						  quantity(p->after_mean, f, report),
						  quantity(p->before_mean, f, report));
		return vypr_report_format(report,
					  ", above all the one with %s (%s in the mean, %s before)",
					  p->outcomes, quantity(p->after_mean, f, report),
					  quantity(p->before_mean, f, report));
	}
	return "";
}

/* Why the mean is another: paths, what is measured on them, or both. */
static const char *because(const struct vypr_analysis_formula_change *f,
			   struct vypr_report *report)
{
	const struct vypr_analysis_shift *s = &f->shift;
	int path = s->significant && excludes_zero(s->path_low, s->path_high);
	int time = s->same_path_significant;
	const char *takes = f->is_time ? "take another time" : "have other values";

	if (path && !time)
		return vypr_report_format(report,
					  ".  Other paths are taken (%s of the mean's %s)%s",
					  quantity(s->path_part, f, report),
					  quantity(s->mean_change, f, report),
					  above_all(f, report));
	if (time && !path)
		return vypr_report_format(report, ".  The same paths %s (%s of the mean's %s)%s",
					  takes, quantity(s->time_part, f, report),
					  quantity(s->mean_change, f, report),
					  which_path(f, report));
	if (!time)
		return "";
	return vypr_report_format(
		report, ".  Of the mean's %s, %s is because other paths are taken%s; %s because "
			"the same paths %s%s",
		quantity(s->mean_change, f, report), quantity(s->path_part, f, report),
		above_all(f, report), quantity(s->time_part, f, report), takes,
		which_path(f, report));
}

static const char *unknown(const struct vypr_analysis_formula_change *f,
			   struct vypr_report *report)
{
	const struct vypr_analysis_share *s = &f->unknown;

	if (!s->significant)
		return "";
	return vypr_report_format(report, "; %llu of %llu are unknown, %llu of %llu were (%s)",
				  (unsigned long long)s->after,
				  (unsigned long long)s->after_all,
				  (unsigned long long)s->before,
				  (unsigned long long)s->before_all,
				  probability(s->q, report));
}

static const char *opening(const struct vypr_analysis_formula_change *f)
{
	if (strcmp(f->state, "changed") == 0)
		return "The formula was changed, so its verdicts cannot be compared: ";
	if (strcmp(f->result, "worse") == 0)
		return "Worse: ";
	if (strcmp(f->result, "better") == 0)
		return "Better: ";
	if (strcmp(f->result, "different") == 0)
		return "Different: ";
	return "No difference that could not be chance: ";
}

const char *vypr_diff_sentence(const struct vypr_analysis_formula_change *f,
			       struct vypr_report *report)
{
	const char *all;

	if (strcmp(f->state, "new") == 0)
		return "It is new.";
	if (strcmp(f->state, "gone") == 0)
		return "It is gone.";
	if (!*f->result && strcmp(f->state, "changed") != 0)
		return "One of the sides has no verdict of it.";
	all = vypr_report_format(report, "%s%s%s", failed(f, report), unknown(f, report),
				 shifted(f, report));
	if (all[0] == ';')
		all += 2;
	return vypr_report_format(report, "%s%s%s.", opening(f), all, because(f, report));
}
