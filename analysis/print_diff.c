/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a comparison of two builds looks, as text and as JSON.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/print.h"

#define MOST_OUTCOMES 8 /* lines of text */
#define MOST_PATHS 6

/* ---- JSON ---- */

static void json_share(struct vypr_json *j, const char *name,
		       const struct vypr_analysis_share *s)
{
	vypr_json_open(j, name, '{');
	vypr_json_unsigned(j, "before", s->before);
	vypr_json_unsigned(j, "before_all", s->before_all);
	vypr_json_unsigned(j, "after", s->after);
	vypr_json_unsigned(j, "after_all", s->after_all);
	vypr_json_number(j, "low", isnan(s->p) ? NAN : s->low);
	vypr_json_number(j, "high", isnan(s->p) ? NAN : s->high);
	vypr_json_number(j, "p", s->p);
	vypr_json_number(j, "q", s->q);
	vypr_json_bool(j, "significant", s->significant);
	vypr_json_close(j, '}');
}

static void json_counts(struct vypr_json *j, const char *name, uint64_t true_count,
			uint64_t false_count, uint64_t unknown, uint64_t measured)
{
	vypr_json_open(j, name, '{');
	vypr_json_unsigned(j, "true", true_count);
	vypr_json_unsigned(j, "false", false_count);
	vypr_json_unsigned(j, "unknown", unknown);
	vypr_json_unsigned(j, "measured", measured);
	vypr_json_close(j, '}');
}

static void json_shift(struct vypr_json *j, const struct vypr_analysis_formula_change *f)
{
	const struct vypr_analysis_shift *s = &f->shift;
	const struct {
		const char *name;
		double value;
	} rows[] = { { "before_mean", s->before_mean },
		     { "after_mean", s->after_mean },
		     { "before_median", s->before_median },
		     { "after_median", s->after_median },
		     { "before_p99", s->before_p99 },
		     { "after_p99", s->after_p99 },
		     { "difference", s->difference },
		     { "low", s->low },
		     { "high", s->high },
		     { "mean_change", s->mean_change },
		     { "path_part", s->path_part },
		     { "path_low", s->path_low },
		     { "path_high", s->path_high },
		     { "time_part", s->time_part },
		     { "time_low", s->time_low },
		     { "time_high", s->time_high } };

	if (!s->before_count || !s->after_count) {
		vypr_json_null(j, "shift");
		return;
	}
	vypr_json_open(j, "shift", '{');
	vypr_json_unsigned(j, "before_count", s->before_count);
	vypr_json_unsigned(j, "after_count", s->after_count);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		vypr_json_quantity(j, rows[i].name, rows[i].value, f->is_time);
	vypr_json_number(j, "more", s->more);
	vypr_json_number(j, "unmatched", s->unmatched);
	vypr_json_number(j, "p", s->p);
	vypr_json_number(j, "q", s->q);
	vypr_json_bool(j, "significant", s->significant);
	vypr_json_number(j, "same_path_p", s->same_path_p);
	vypr_json_number(j, "same_path_q", s->same_path_q);
	vypr_json_bool(j, "same_path_significant", s->same_path_significant);
	vypr_json_close(j, '}');
}

/* Where it is; null: not there. */
static void json_line(struct vypr_json *j, const char *name, uint32_t line)
{
	if (line)
		vypr_json_unsigned(j, name, line);
	else
		vypr_json_null(j, name);
}

static void json_outcome(struct vypr_json *j, const struct vypr_analysis_outcome_change *o)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "function", o->function);
	vypr_json_string(j, "file", o->file);
	vypr_json_string(j, "condition", o->condition);
	vypr_json_string(j, "outcome", o->outcome);
	json_line(j, "line_before", o->line_before);
	json_line(j, "line_after", o->line_after);
	vypr_json_unsigned(j, "depth", o->depth);
	json_share(j, "share", &o->share);
	vypr_json_number(j, "before_times", o->before_times);
	vypr_json_number(j, "after_times", o->after_times);
	vypr_json_unsigned(j, "same", o->same);
	vypr_json_close(j, '}');
}

static void json_path(struct vypr_json *j, const struct vypr_analysis_path_change *p,
		      int is_time)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "outcomes", p->outcomes);
	json_share(j, "share", &p->share);
	vypr_json_quantity(j, "before_mean", p->before_mean, is_time);
	vypr_json_quantity(j, "after_mean", p->after_mean, is_time);
	vypr_json_number(j, "p", p->p);
	vypr_json_number(j, "q", p->q);
	vypr_json_number(j, "more", p->more);
	vypr_json_bool(j, "significant", p->significant);
	vypr_json_string(j, "before_example", p->before_example);
	vypr_json_string(j, "after_example", p->after_example);
	vypr_json_close(j, '}');
}

static void json_site(struct vypr_json *j, const struct vypr_analysis_site_change *s,
		      int is_time)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "file", s->file);
	vypr_json_string(j, "text", s->text);
	json_line(j, "line_before", s->line_before);
	json_line(j, "line_after", s->line_after);
	vypr_json_unsigned(j, "before", s->before);
	vypr_json_unsigned(j, "after", s->after);
	vypr_json_unsigned(j, "before_false", s->before_false);
	vypr_json_unsigned(j, "after_false", s->after_false);
	vypr_json_quantity(j, "before_mean", s->before_mean, is_time);
	vypr_json_quantity(j, "after_mean", s->after_mean, is_time);
	vypr_json_close(j, '}');
}

static void json_lists(struct vypr_json *j, const struct vypr_analysis_formula_change *f)
{
	vypr_json_open(j, "outcomes", '[');
	for (size_t i = 0; i < f->outcome_count; i++)
		json_outcome(j, &f->outcomes[i]);
	vypr_json_close(j, ']');
	vypr_json_open(j, "paths", '[');
	for (size_t i = 0; i < f->path_count; i++)
		json_path(j, &f->paths[i], f->is_time);
	vypr_json_close(j, ']');
	vypr_json_open(j, "sites", '[');
	for (size_t i = 0; i < f->site_count; i++)
		json_site(j, &f->sites[i], f->is_time);
	vypr_json_close(j, ']');
}

static void json_formula(struct vypr_json *j, const struct vypr_analysis_formula_change *f)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "name", f->name);
	vypr_json_string(j, "file", f->file);
	vypr_json_string(j, "function", f->function);
	vypr_json_string(j, "text", f->text);
	vypr_json_string(j, "text_before", *f->text_before ? f->text_before : f->text);
	vypr_json_string(j, "state", f->state);
	if (*f->result)
		vypr_json_string(j, "result", f->result);
	else
		vypr_json_null(j, "result");
	vypr_json_string(j, "sentence", f->sentence);
	json_counts(j, "before", f->before_true, f->before_false, f->before_unknown,
		    f->before_measured);
	json_counts(j, "after", f->after_true, f->after_false, f->after_unknown,
		    f->after_measured);
	json_share(j, "failed", &f->failed);
	json_share(j, "unknown", &f->unknown);
	vypr_json_string(j, "measured", f->measured);
	vypr_json_string(j, "unit", f->is_time ? "ns" : "");
	json_shift(j, f);
	vypr_json_number(j, "alike", f->alike);
	vypr_json_bool(j, "by_run", f->by_run);
	vypr_json_unsigned(j, "new_branches", f->new_branches);
	vypr_json_unsigned(j, "gone_branches", f->gone_branches);
	vypr_json_unsigned(j, "distinct_paths", f->distinct_paths);
	json_lists(j, f);
	vypr_json_close(j, '}');
}

static void json_diff(FILE *out, const struct vypr_analysis_diff *d)
{
	struct vypr_json j;

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	vypr_json_unsigned(&j, "before_runs", d->before_runs);
	vypr_json_unsigned(&j, "after_runs", d->after_runs);
	vypr_json_number(&j, "level", d->level);
	vypr_json_unsigned(&j, "tests", d->tests);
	vypr_json_unsigned(&j, "worse", d->worse);
	vypr_json_unsigned(&j, "better", d->better);
	vypr_json_unsigned(&j, "different", d->different);
	vypr_json_open(&j, "formulas", '[');
	for (size_t i = 0; i < d->formula_count; i++)
		json_formula(&j, &d->formulas[i]);
	vypr_json_close(&j, ']');
	vypr_json_close(&j, '}');
}

/* ---- text ---- */

/* "12.5 %" */
static const char *share_text(uint64_t part, uint64_t all, char *buf, size_t size)
{
	if (!all)
		return "-";
	return vypr_percent_text((double)part / (double)all, buf, size);
}

static const char *base_name(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? slash + 1 : file;
}

/* "demo.c:15", "demo.c:15 -> 17", "demo.c:- -> 17" */
static const char *place_text(const char *file, uint32_t before, uint32_t after, char *buf,
			      size_t size)
{
	const char *name = base_name(file);

	if (before == after)
		snprintf(buf, size, "%.40s:%u", name, after);
	else if (!before)
		snprintf(buf, size, "%.40s:%u (new)", name, after);
	else if (!after)
		snprintf(buf, size, "%.40s:%u (gone)", name, before);
	else
		snprintf(buf, size, "%.40s:%u, was %u", name, after, before);
	return buf;
}

static void cell(const struct vypr_output *o, const char *text, int columns)
{
	vypr_text_cell(o, text, columns);
	putc(' ', o->out);
}

/* "+24..+76 %" */
static const char *interval_text(const struct vypr_analysis_share *s, char *buf, size_t size)
{
	if (isnan(s->p))
		return "-";
	snprintf(buf, size, "%+.2g..%+.2g %%", 100 * s->low, 100 * s->high);
	return buf;
}

static void share_cells(const struct vypr_output *o, const struct vypr_analysis_share *s)
{
	char buf[64];

	cell(o, share_text(s->before, s->before_all, buf, sizeof buf), -8);
	cell(o, share_text(s->after, s->after_all, buf, sizeof buf), -8);
	vypr_text_cell(o, interval_text(s, buf, sizeof buf), -16);
	putc('\n', o->out);
}

/* Of the columns, what stands in the first one has the rest. */
static int first_column(const struct vypr_output *o, int others)
{
	int columns = o->width - 2 - others;

	return columns > 56 ? 56 : columns < 20 ? 20 : columns;
}

static void outcome_row(const struct vypr_output *o,
			const struct vypr_analysis_outcome_change *c)
{
	char text[512], place[96];

	snprintf(text, sizeof text, "%.400s (%.60s)",
		 *c->condition ? c->condition : c->function, c->outcome);
	fputs("  ", o->out);
	cell(o, text, first_column(o, 58));
	cell(o, place_text(c->file, c->line_before, c->line_after, place, sizeof place), 22);
	share_cells(o, &c->share);
}

static size_t significant(const struct vypr_analysis_formula_change *f)
{
	size_t count = 0;

	while (count < f->outcome_count && f->outcomes[count].share.significant)
		count++;
	return count;
}

static void text_outcomes(const struct vypr_output *o,
			  const struct vypr_analysis_formula_change *f)
{
	size_t count = significant(f);

	if (!count)
		return;
	fputs("\n  ", o->out);
	cell(o, "BRANCH TAKEN", first_column(o, 58));
	cell(o, "AT", 22);
	cell(o, "BEFORE", -8);
	cell(o, "AFTER", -8);
	vypr_text_cell(o, "DIFFERENCE", -16);
	putc('\n', o->out);
	for (size_t i = 0; i < count && i < MOST_OUTCOMES; i++)
		outcome_row(o, &f->outcomes[i]);
	if (count > MOST_OUTCOMES)
		fprintf(o->out, "  and %zu more (--json has all)\n", count - MOST_OUTCOMES);
}

static const char *mean_text(double value, int is_time, char *buf, size_t size)
{
	if (is_time || isnan(value))
		return isnan(value) ? "-" : vypr_analysis_quantity(value, 1, buf, size);
	snprintf(buf, size, "%.4g", value);
	return buf;
}

/* Does the path itself take longer? */
static const char *trend_text(const struct vypr_analysis_path_change *p)
{
	if (!p->significant)
		return isnan(p->p) ? "" : "alike";
	return p->more > 0.5 ? "more" : "less";
}

static void path_row(const struct vypr_output *o, const struct vypr_analysis_path_change *p,
		     int is_time)
{
	char buf[64];

	fputs("  ", o->out);
	cell(o, *p->outcomes ? p->outcomes : "(no branch tells it)", first_column(o, 48));
	cell(o, share_text(p->share.before, p->share.before_all, buf, sizeof buf), -8);
	cell(o, share_text(p->share.after, p->share.after_all, buf, sizeof buf), -8);
	cell(o, mean_text(p->before_mean, is_time, buf, sizeof buf), -11);
	cell(o, mean_text(p->after_mean, is_time, buf, sizeof buf), -11);
	vypr_text_cell(o, trend_text(p), -5);
	putc('\n', o->out);
}

/* Of one path there is nothing to say that the formula's line does not. */
static void text_paths(const struct vypr_output *o,
		       const struct vypr_analysis_formula_change *f)
{
	if (f->distinct_paths < 2 || !strcmp(f->result, "alike"))
		return;
	fputs("\n  ", o->out);
	cell(o, "PATH", first_column(o, 48));
	cell(o, "BEFORE", -8);
	cell(o, "AFTER", -8);
	cell(o, "MEAN BEFORE", -11);
	cell(o, "MEAN AFTER", -11);
	vypr_text_cell(o, "EACH", -5);
	putc('\n', o->out);
	for (size_t i = 0; i < f->path_count && i < MOST_PATHS; i++)
		path_row(o, &f->paths[i], f->is_time);
	if (f->distinct_paths > MOST_PATHS)
		fprintf(o->out, "  and %zu more\n", f->distinct_paths - MOST_PATHS);
}

static int moved(const struct vypr_analysis_site_change *s)
{
	return s->line_before != s->line_after;
}

static void site_row(const struct vypr_output *o, const struct vypr_analysis_site_change *s,
		     int is_time)
{
	char buf[96];

	fputs("  ", o->out);
	cell(o, s->text, first_column(o, 60));
	cell(o, place_text(s->file, s->line_before, s->line_after, buf, sizeof buf), 22);
	snprintf(buf, sizeof buf, "%llu", (unsigned long long)s->before);
	cell(o, buf, -6);
	snprintf(buf, sizeof buf, "%llu", (unsigned long long)s->after);
	cell(o, buf, -6);
	cell(o, mean_text(s->before_mean, is_time, buf, sizeof buf), -11);
	vypr_text_cell(o, mean_text(s->after_mean, is_time, buf, sizeof buf), -11);
	putc('\n', o->out);
}

/* One statement that has not moved is the formula itself. */
static void text_sites(const struct vypr_output *o,
		       const struct vypr_analysis_formula_change *f)
{
	if (!f->site_count || (f->site_count == 1 && !moved(&f->sites[0])))
		return;
	fputs("\n  ", o->out);
	cell(o, "STATEMENT", first_column(o, 60));
	cell(o, "AT", 22);
	cell(o, "BEFORE", -6);
	cell(o, "AFTER", -6);
	cell(o, "MEAN BEFORE", -11);
	vypr_text_cell(o, "MEAN AFTER", -11);
	putc('\n', o->out);
	for (size_t i = 0; i < f->site_count; i++)
		site_row(o, &f->sites[i], f->is_time);
}

static void text_median(const struct vypr_output *o,
			const struct vypr_analysis_formula_change *f)
{
	const struct vypr_analysis_shift *s = &f->shift;
	const double values[] = { s->before_median, s->after_median, s->difference, s->low,
				  s->high,	    s->before_p99,   s->after_p99 };
	char v[sizeof values / sizeof values[0]][40], line[640];

	if (!s->before_count || !s->after_count)
		return;
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
		mean_text(values[i], f->is_time, v[i], sizeof v[i]);
	snprintf(line, sizeof line,
		 "%.200s: median %s, was %s: %s%s (95 %% interval %s to %s); 99 %% %s, was %s",
		 f->measured, v[1], v[0], s->difference > 0 ? "+" : "", v[2], v[3], v[4], v[6],
		 v[5]);
	fputs("  ", o->out);
	vypr_text_wrap(o, 2, 4, line);
}

static void text_caution(const struct vypr_output *o,
			 const struct vypr_analysis_formula_change *f)
{
	char line[256];

	if (f->alike < 2)
		return;
	snprintf(line, sizeof line,
		 "Verdicts %s are alike: %.2g tell as much as one that is drawn by itself.",
		 f->by_run ? "of one run" : "that follow each other", f->alike);
	fputs("  ", o->out);
	vypr_text_wrap(o, 2, 4, line);
}

static void text_branches(const struct vypr_output *o,
			  const struct vypr_analysis_formula_change *f)
{
	char new[40], gone[40];

	if (f->new_branches || f->gone_branches)
		fprintf(o->out, "  %s of the paths new, %s gone\n",
			vypr_count_text(f->new_branches, "branch", "branches", new,
					sizeof new),
			vypr_count_text(f->gone_branches, "branch", "branches", gone,
					sizeof gone));
}

static enum vypr_colour result_colour(const char *result)
{
	if (strcmp(result, "worse") == 0)
		return VYPR_RED;
	if (strcmp(result, "better") == 0)
		return VYPR_GREEN;
	return strcmp(result, "different") == 0 ? VYPR_YELLOW : VYPR_PLAIN;
}

static void text_formula(const struct vypr_output *o,
			 const struct vypr_analysis_formula_change *f)
{
	vypr_text_colour(o, VYPR_BOLD);
	fputs(f->name, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	fprintf(o->out, " in %s (%s)\n", f->function, f->file);
	if (*f->text_before) {
		fputs("- ", o->out);
		vypr_text_wrap(o, 2, 4, f->text_before);
	}
	fputs(strcmp(f->state, "new") == 0    ? "+ "
	      : strcmp(f->state, "gone") == 0 ? "- "
	      : *f->text_before		      ? "+ "
					      : "  ",
	      o->out);
	vypr_text_wrap(o, 2, 4, f->text);
	fputs("  ", o->out);
	vypr_text_colour(o, result_colour(f->result));
	vypr_text_wrap(o, 2, 4, f->sentence);
	vypr_text_colour(o, VYPR_PLAIN);
	text_median(o, f);
	text_caution(o, f);
	text_branches(o, f);
	text_outcomes(o, f);
	text_paths(o, f);
	text_sites(o, f);
	putc('\n', o->out);
}

static void text_end(const struct vypr_output *o, const struct vypr_analysis_diff *d)
{
	char all[40], before[40], after[40], line[256];

	snprintf(line, sizeof line,
		 "%s: %zu worse, %zu better, %zu different; %s before, %s after; at a level of "
		 "%g %% over %zu tests",
		 vypr_count_text(d->formula_count, "formula", "formulas", all, sizeof all),
		 d->worse, d->better, d->different,
		 vypr_count_text(d->before_runs, "run", "runs", before, sizeof before),
		 vypr_count_text(d->after_runs, "run", "runs", after, sizeof after),
		 100 * d->level, d->tests);
	vypr_text_wrap(o, 0, 2, line);
	if (d->before_runs == 1 || d->after_runs == 1)
		vypr_text_wrap(o, 0, 2,
			       "With one run on a side, what differs may be the machine of that "
			       "moment: with three or more on each, runs are compared.");
}

void vypr_print_diff(struct vypr_output *o, const struct vypr_analysis_diff *d)
{
	if (o->json) {
		json_diff(o->out, d);
		return;
	}
	for (size_t i = 0; i < d->formula_count; i++)
		text_formula(o, &d->formulas[i]);
	text_end(o, d);
}
