/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what the time of bad verdicts against that of good ones says: which of running, being
 * queued and waiting grew, and how sure that is.
 *
 * Bounds and chance are kept apart: for each verdict samples give a least and a most, which hold
 * whatever happened between two looks; which verdicts there happened to be is a matter of chance,
 * and for that they are drawn again (bootstrap, percentiles; Efron and Tibshirani, "An
 * Introduction to the Bootstrap", 1993).  The answer is given only if it holds at both ends.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/budget_group.h"

#define DRAWS 400
#define DRAW_LEAST 5
#define TELL_PARTS 10
#define FAULT_NS 500
#define FAULT_LEAST_NS 100
#define SAME_PATH 0.9

/* Means over the middle half. */
struct mean {
	double wall, queued;
	struct vypr_bounds_of ran, waited;
};

/* Shares of what bad ones took longer. */
struct shares {
	struct vypr_bounds_of ran, queued, waited;
};

/* ---- means ---- */

static void add_spent(struct mean *mean, const struct vypr_spent *spent, double weight)
{
	struct vypr_bounds_of waited = vypr_spent_waited(spent);

	mean->wall += spent->wall * weight;
	mean->queued += spent->queued * weight;
	mean->ran.least += spent->ran.least * weight;
	mean->ran.most += spent->ran.most * weight;
	mean->waited.least += waited.least * weight;
	mean->waited.most += waited.most * weight;
}

/* Of a group in which each item is there so many times; they lie in order. */
static struct mean mean_of(const struct vypr_group *group, const uint32_t *times)
{
	size_t at = 0, first = group->first_used, end = first + group->used;
	struct mean mean = { 0 };

	for (size_t i = 0; i < group->count && at < end; i++) {
		size_t from = at > first ? at : first, until;

		at += times ? times[i] : 1;
		until = at < end ? at : end;
		if (until > from)
			add_spent(&mean, &group->items[i].spent,
				  (double)(until - from) / (double)group->used);
	}
	return mean;
}

static struct vypr_bounds_of share(double least, double most, double longer)
{
	struct vypr_bounds_of share = { least / longer, most / longer };

	share.least = share.least < 0 ? 0 : share.least > 1 ? 1 : share.least;
	share.most = share.most < 0 ? 0 : share.most > 1 ? 1 : share.most;
	return share;
}

static int shares_of(const struct mean *bad, const struct mean *good,
		     struct shares *ret_shares)
{
	double longer = bad->wall - good->wall;

	if (longer <= 0)
		return 0;
	ret_shares->ran = share(bad->ran.least - good->ran.most,
				bad->ran.most - good->ran.least, longer);
	ret_shares->waited = share(bad->waited.least - good->waited.most,
				   bad->waited.most - good->waited.least, longer);
	ret_shares->queued = share(bad->queued - good->queued, bad->queued - good->queued,
				   longer);
	return 1;
}

/* ---- chance ---- */

static uint32_t draw(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

static void draw_times(uint64_t *state, size_t count, uint32_t *times)
{
	memset(times, 0, count * sizeof *times);
	for (size_t i = 0; i < count; i++)
		times[(uint64_t)draw(state) * count >> 31]++;
}

static int compare_doubles(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* The middle 95 % of what was drawn, where that is more than the bounds. */
static void widen(double *values, size_t draws, struct vypr_bounds_of *bounds)
{
	double *most = values + DRAWS;

	qsort(values, draws, sizeof *values, compare_doubles);
	qsort(most, draws, sizeof *most, compare_doubles);
	if (values[draws / 40] < bounds->least)
		bounds->least = values[draws / 40];
	if (most[draws - 1 - draws / 40] > bounds->most)
		bounds->most = most[draws - 1 - draws / 40];
}

static void keep(double *values, size_t draw, const struct vypr_bounds_of *bounds)
{
	values[draw] = bounds->least;
	values[DRAWS + draw] = bounds->most;
}

static enum vypr_status widen_by_chance(const struct vypr_groups *g, struct shares *shares)
{
	const struct vypr_group *good = &g->group[0], *bad = &g->group[1];
	uint32_t *times = calloc(g->count + 1, sizeof *times);
	double *values = calloc(6 * DRAWS, sizeof *values);
	uint64_t state = 1;
	size_t draws = 0;

	for (int i = 0; times && values && i < DRAWS; i++) {
		struct shares drawn;
		struct mean means[2];

		draw_times(&state, bad->count, times);
		means[1] = mean_of(bad, times);
		draw_times(&state, good->count, times);
		means[0] = mean_of(good, times);
		if (!shares_of(&means[1], &means[0], &drawn))
			drawn = (struct shares){ { 0, 1 }, { 0, 1 }, { 0, 1 } };
		keep(values, draws, &drawn.ran);
		keep(values + 2 * DRAWS, draws, &drawn.queued);
		keep(values + 4 * DRAWS, draws, &drawn.waited);
		draws++;
	}
	if (draws) {
		widen(values, draws, &shares->ran);
		widen(values + 2 * DRAWS, draws, &shares->queued);
		widen(values + 4 * DRAWS, draws, &shares->waited);
	}
	free(values);
	free(times);
	return draws ? VYPR_OK : VYPR_NOMEM;
}

static enum vypr_status compare(const struct vypr_groups *g, struct shares *ret_shares)
{
	struct mean good = mean_of(&g->group[0], NULL), bad = mean_of(&g->group[1], NULL);

	*ret_shares = (struct shares){ { 0, 1 }, { 0, 1 }, { 0, 1 } };
	if (!g->group[0].count || !g->group[1].count ||
	    !shares_of(&bad, &good, ret_shares))
		return VYPR_OK;
	if (g->group[0].count < DRAW_LEAST || g->group[1].count < DRAW_LEAST)
		return VYPR_OK;
	return widen_by_chance(g, ret_shares);
}

static const char *answer_of(const struct shares *s, const struct mean *bad)
{
	if (bad->ran.least <= 0 && bad->ran.most >= bad->wall)
		return "";
	if (s->waited.least > 0.5)
		return "waiting";
	if (s->ran.least > 0.5)
		return "running";
	if (s->queued.least > 0.5)
		return "queued";
	return "unclear";
}

/* ---- telling ---- */

static void add_bounds(struct vypr_bounds_of *to, const struct vypr_bounds_of *from,
		       double weight)
{
	to->least += from->least * weight;
	to->most += from->most * weight;
}

static void tell_side(const struct vypr_group *group, struct vypr_report *report,
		      struct vypr_analysis_budget_side *side)
{
	struct vypr_spent mean = { 0 };
	double weight = group->used ? 1.0 / (double)group->used : 0;

	for (size_t i = 0; i < group->used; i++) {
		const struct vypr_spent *s = &group->items[group->first_used + i].spent;

		mean.wall += s->wall * weight;
		mean.looked += s->looked * weight;
		mean.queued += s->queued * weight;
		add_bounds(&mean.ran, &s->ran, weight);
		add_bounds(&mean.minor, &s->minor, weight);
		add_bounds(&mean.major, &s->major, weight);
		add_bounds(&mean.turns, &s->turns, weight);
		for (int w = 0; w < VYPR_WAITS; w++)
			mean.waits[w] += s->waits[w] * weight;
	}
	side->count = group->count;
	side->used = group->used;
	vypr_budget_tell_spent(&mean, report, &side->spent);
}

static int compare_parts(const void *x, const void *y)
{
	const struct vypr_analysis_budget_part *a = x, *b = y;
	double grew = a->bad - a->good, other = b->bad - b->good;

	return (grew < other) - (grew > other);
}

static void tell_part(const struct vypr_groups *g, const struct vypr_part *part,
		      struct vypr_report *report, struct vypr_analysis_budget_part *ret)
{
	ret->kind = part->is_segment ? "segment" : "callee";
	ret->from = ret->to = ret->file = "";
	if (part->is_segment) {
		ret->from = vypr_moment_name(report, g->form, &part->from);
		ret->to = vypr_moment_name(report, g->form, &part->to);
	} else {
		const struct vypr_site *site = &part->unit->sites[part->site];

		ret->to = vypr_site_callee(part->unit, part->site);
		ret->file = vypr_function_file(part->unit, site->function);
		ret->line = site->line;
	}
	for (int bad = 0; bad < 2; bad++) {
		double used = (double)g->group[bad].used;

		*(bad ? &ret->bad : &ret->good) = used > 0 ? part->time[bad] / used : 0;
		*(bad ? &ret->bad_calls : &ret->good_calls) =
			used > 0 ? part->calls[bad] / used : 0;
	}
}

static void tell_parts(const struct vypr_groups *g, struct vypr_report *report,
		       struct vypr_analysis_budgets *b)
{
	double longer = b->bad.spent.wall - b->good.spent.wall;

	for (size_t i = 0; i < g->part_count; i++) {
		struct vypr_analysis_budget_part *part = vypr_report_push(
			report, &b->parts, &b->part_count, sizeof *part);

		if (!part)
			return;
		tell_part(g, &g->parts[i], report, part);
		part->share = longer > 0 ? (part->bad - part->good) / longer : 0;
	}
	if (b->part_count > 1)
		qsort(b->parts, b->part_count, sizeof *b->parts, compare_parts);
	if (b->part_count > TELL_PARTS)
		b->part_count = TELL_PARTS;
}

static void tell_late(const struct vypr_groups *g, struct vypr_analysis_budgets *b)
{
	b->late_of = g->late_of;
	for (size_t i = 0; i < g->part_count; i++) {
		const struct vypr_part *part = &g->parts[i];
		const struct vypr_site *site;

		if (part->late <= b->late_count)
			continue;
		site = &part->unit->sites[part->site];
		b->late_count = part->late;
		b->late_callee = vypr_site_callee(part->unit, part->site);
		b->late_file = vypr_function_file(part->unit, site->function);
		b->late_line = site->line;
	}
}

/* The share of bad ones whose way good ones went too. */
static enum vypr_status same_path(const struct vypr_budget_member *members, size_t count,
				  double *ret_share)
{
	uint32_t ways = 0, bad = 0, shared = 0;
	unsigned char *good;

	for (size_t i = 0; i < count; i++)
		if (members[i].way != UINT32_MAX && members[i].way >= ways)
			ways = members[i].way + 1;
	good = calloc((size_t)ways + 1, 1);
	if (!good)
		return VYPR_NOMEM;
	for (size_t i = 0; i < count; i++)
		if (members[i].way != UINT32_MAX && !members[i].bad)
			good[members[i].way] = 1;
	for (size_t i = 0; i < count; i++)
		if (members[i].way != UINT32_MAX && members[i].bad) {
			bad++;
			shared += good[members[i].way];
		}
	free(good);
	*ret_share = bad ? (double)shared / bad : 0;
	return VYPR_OK;
}

/* ---- words ---- */

static const char *time_text(struct vypr_report *report, double value)
{
	char buf[40];

	return vypr_report_string(report,
				  vypr_analysis_quantity(value, 1, buf, sizeof buf));
}

static const char *percent_text(struct vypr_report *report, double low, double high)
{
	int from = (int)floor(100 * low + 1e-9), to = (int)ceil(100 * high - 1e-9);

	if (from == to)
		return vypr_report_format(report, "%d %%", from);
	return vypr_report_format(report, "%d to %d %%", from, to);
}

static const char *base(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? slash + 1 : file;
}

/* "99 % of that in await at spent.c:70" */
static const char *where_text(const struct vypr_analysis_budgets *b,
			      struct vypr_report *report)
{
	for (size_t i = 0; i < b->part_count; i++) {
		const struct vypr_analysis_budget_part *p = &b->parts[i];
		int percent = (int)(100 * p->share + 0.5);

		if (p->share < 0.5)
			break;
		if (percent > 100)
			percent = 100;
		if (!strcmp(p->kind, "segment"))
			return vypr_report_format(report,
						  "; %d %% of that lies between %s and %s",
						  percent, p->from, p->to);
		return vypr_report_format(report, "; %d %% of that lies in %s at %s:%u",
					  percent, p->to, base(p->file), p->line);
	}
	return "";
}

static const char *wait_text(const struct vypr_analysis_budgets *b,
			     struct vypr_report *report)
{
	const struct vypr_analysis_spent *s = &b->bad.spent;

	if (strcmp(b->answer, "waiting") || !s->wait_count ||
	    s->waits->time < s->waited_most / 2 || !*s->waits->text)
		return "";
	return vypr_report_format(report, ", most of it for %s%s%s%s", s->waits->text,
				  strcmp(s->waits->call, "stopped") ? " (" : "",
				  strcmp(s->waits->call, "stopped") ? s->waits->call : "",
				  strcmp(s->waits->call, "stopped") ? ")" : "");
}

/* What they did most of the time that they took longer. */
static const char *did_text(const struct vypr_analysis_budgets *b,
			    struct vypr_report *report)
{
	if (!strcmp(b->answer, "waiting"))
		return vypr_report_format(
			report, "they waited for %s of it",
			percent_text(report, b->waited_low, b->waited_high));
	if (!strcmp(b->answer, "running"))
		return vypr_report_format(
			report, "they ran for %s of it",
			percent_text(report, b->ran_low, b->ran_high));
	if (!strcmp(b->answer, "queued"))
		return vypr_report_format(
			report,
			"for %s of it they were ready to run, but the machine was busy",
			percent_text(report, b->queued_low, b->queued_high));
	if (!*b->answer)
		return "whether they ran or waited is not known";
	return vypr_report_format(
		report, "they ran for %s of it, waited for %s, and were queued for %s",
		percent_text(report, b->ran_low, b->ran_high),
		percent_text(report, b->waited_low, b->waited_high),
		percent_text(report, b->queued_low, b->queued_high));
}

/* Page faults, when there are so many that they are a part of it: about half a microsecond
 * each.  Where nobody has counted them there are as many as there was time for. */
static const char *fault_text(const struct vypr_analysis_budgets *b,
			      struct vypr_report *report)
{
	const struct vypr_analysis_spent *bad = &b->bad.spent, *good = &b->good.spent;
	double others = good->minor_most;

	if (others < good->wall / FAULT_LEAST_NS)
		others = good->wall / FAULT_LEAST_NS;
	if (bad->major_least >= 1 && bad->major_least > 2 * good->major_most)
		return vypr_report_format(report,
					  ", with %.0f page faults or more from files in "
					  "each",
					  floor(bad->major_least));
	if (bad->minor_least < 2 * others ||
	    (bad->minor_least - others) * FAULT_NS * 10 < bad->ran_most - good->ran_least)
		return "";
	return vypr_report_format(report, ", with %.0f to %.0f page faults in each",
				  floor(bad->minor_least), ceil(bad->minor_most));
}

static const char *sentence(const struct vypr_analysis_budgets *b,
			    struct vypr_report *report)
{
	double longer = b->bad.spent.wall - b->good.spent.wall;
	const char *where = where_text(b, report);

	if (!b->bad.count || !b->good.count || longer <= 0 || (!*b->answer && !*where))
		return "";
	return vypr_report_format(report, "%sthey took %s longer: %s%s%s%s.",
				  b->same_path ? "on the same paths " : "",
				  time_text(report, longer), did_text(b, report),
				  wait_text(b, report), fault_text(b, report), where);
}

/* ---- the whole ---- */

static enum vypr_status tell(const struct vypr_groups *g, struct vypr_report *report,
			     struct vypr_analysis_budgets *b)
{
	struct mean bad = mean_of(&g->group[1], NULL);
	struct shares shares;
	enum vypr_status status = compare(g, &shares);

	if (status != VYPR_OK)
		return status;
	tell_side(&g->group[1], report, &b->bad);
	tell_side(&g->group[0], report, &b->good);
	b->ran_low = shares.ran.least;
	b->ran_high = shares.ran.most;
	b->queued_low = shares.queued.least;
	b->queued_high = shares.queued.most;
	b->waited_low = shares.waited.least;
	b->waited_high = shares.waited.most;
	b->answer = answer_of(&shares, &bad);
	tell_parts(g, report, b);
	tell_late(g, b);
	b->same_path = b->same_path_share >= SAME_PATH;
	b->sentence = sentence(b, report);
	return VYPR_OK;
}

enum vypr_status vypr_budgets_of(const struct vypr_analysis *a,
				 const struct vypr_subject *subject,
				 const struct vypr_budget_member *members, size_t count,
				 struct vypr_report *report,
				 const struct vypr_analysis_budgets **ret_budgets)
{
	struct vypr_analysis_budgets *b;
	struct vypr_groups groups;
	enum vypr_status status = vypr_groups_read(a, subject, members, count, &groups);

	*ret_budgets = NULL;
	if (status != VYPR_OK)
		return status;
	b = groups.group[0].count || groups.group[1].count
		    ? vypr_report_alloc(report, sizeof *b)
		    : NULL;
	if (b) {
		status = same_path(members, count, &b->same_path_share);
		if (status == VYPR_OK)
			status = tell(&groups, report, b);
		*ret_budgets = b;
	}
	vypr_groups_fini(&groups);
	return status;
}
