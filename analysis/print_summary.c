/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a summary looks, as text and as JSON.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/print.h"

/* ---- JSON ---- */

static void json_measured(struct vypr_json *j, const struct vypr_analysis_formula *f)
{
	const struct {
		const char *name;
		double value;
	} rows[] = { { "min", f->min }, { "mean", f->mean }, { "p50", f->p50 },
		     { "p90", f->p90 }, { "p99", f->p99 },   { "p999", f->p999 },
		     { "max", f->max } };

	vypr_json_string(j, "measured", f->measured);
	vypr_json_string(j, "unit", f->is_time ? "ns" : "");
	vypr_json_unsigned(j, "measured_count", f->measured_count);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		vypr_json_quantity(j, rows[i].name,
				   f->measured_count ? rows[i].value : NAN, f->is_time);
	vypr_json_quantity(j, "worst_severity", f->worst_severity, f->is_time);
}

static void json_formula(struct vypr_json *j, const struct vypr_analysis_formula *f)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "name", f->name);
	vypr_json_string(j, "file", f->file);
	vypr_json_string(j, "function", f->function);
	vypr_json_string(j, "text", f->text);
	vypr_json_string(j, "note", f->note);
	vypr_json_string(j, "spec_file", f->spec_file);
	vypr_json_unsigned(j, "spec_line", f->spec_line);
	vypr_json_unsigned(j, "true", f->true_count);
	vypr_json_unsigned(j, "false", f->false_count);
	vypr_json_open(j, "unknown", '{');
	for (size_t i = 0; i < f->unknown_kinds; i++)
		vypr_json_unsigned(j, f->unknown[i].reason, f->unknown[i].count);
	vypr_json_close(j, '}');
	vypr_json_unsigned(j, "measured_verdicts", f->judged_measured);
	json_measured(j, f);
	vypr_json_number(j, "objective", f->objective);
	vypr_json_number(j, "share",
			 f->met < 0 ? NAN
				    : (double)f->true_count /
					      (double)(f->true_count + f->false_count));
	if (f->met < 0)
		vypr_json_null(j, "met");
	else
		vypr_json_bool(j, "met", f->met);
	vypr_json_unsigned(j, "runs", f->runs);
	vypr_json_close(j, '}');
}

static void json_run(struct vypr_json *j, const struct vypr_analysis_run *r)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_unsigned(j, "run", r->id);
	vypr_json_string(j, "state", r->state);
	vypr_json_string(j, "program", r->program);
	vypr_json_string(j, "arguments", r->arguments);
	vypr_json_string(j, "host", r->host);
	vypr_json_unsigned(j, "pid", r->pid);
	vypr_json_time(j, "start", r->start);
	vypr_json_time(j, "end", r->end);
	vypr_json_unsigned(j, "threads", r->threads);
	vypr_json_unsigned(j, "events", r->events);
	vypr_json_unsigned(j, "verdicts", r->verdicts);
	vypr_json_unsigned(j, "lost", r->lost);
	vypr_json_unsigned(j, "strays", r->strays);
	vypr_json_close(j, '}');
}

static void json_missing(struct vypr_json *j, const struct vypr_analysis_missing *m)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "program", m->program);
	vypr_json_string(j, "module", m->module);
	vypr_json_string(j, "function", m->function);
	vypr_json_string(j, "spec_file", m->spec_file);
	vypr_json_unsigned(j, "spec_line", m->spec_line);
	vypr_json_close(j, '}');
}

static void json_dropped(struct vypr_json *j, const struct vypr_analysis_dropped *d)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "program", d->program);
	vypr_json_string(j, "function", d->function);
	vypr_json_string(j, "file", d->file);
	vypr_json_unsigned(j, "line", d->line);
	vypr_json_close(j, '}');
}

static void json_mixed(struct vypr_json *j, const struct vypr_analysis_mixed *m)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "program", m->program);
	vypr_json_string(j, "source_file", m->source_file);
	vypr_json_string(j, "spec_file", m->spec_file);
	vypr_json_close(j, '}');
}

static void json_remarks(struct vypr_json *j, const struct vypr_analysis_summary *s)
{
	vypr_json_open(j, "missing", '[');
	for (size_t i = 0; i < s->missing_count; i++)
		json_missing(j, &s->missing[i]);
	vypr_json_close(j, ']');
	vypr_json_open(j, "dropped", '[');
	for (size_t i = 0; i < s->dropped_count; i++)
		json_dropped(j, &s->dropped[i]);
	vypr_json_close(j, ']');
	vypr_json_open(j, "mixed", '[');
	for (size_t i = 0; i < s->mixed_count; i++)
		json_mixed(j, &s->mixed[i]);
	vypr_json_close(j, ']');
}

static void json_summary(FILE *out, const struct vypr_analysis_summary *s)
{
	struct vypr_json j;

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	vypr_json_open(&j, "formulas", '[');
	for (size_t i = 0; i < s->formula_count; i++)
		json_formula(&j, &s->formulas[i]);
	vypr_json_close(&j, ']');
	vypr_json_open(&j, "runs", '[');
	for (size_t i = 0; i < s->run_count; i++)
		json_run(&j, &s->runs[i]);
	vypr_json_close(&j, ']');
	json_remarks(&j, s);
	vypr_json_unsigned(&j, "lost", s->lost);
	vypr_json_unsigned(&j, "died", s->died);
	vypr_json_close(&j, '}');
}

/* ---- text ---- */

void vypr_print_counts(const struct vypr_output *o, const struct vypr_counts *c)
{
	unsigned long long decided = c->true_count + c->false_count;
	int judged = decided || c->unknown_count || !c->measured_count;
	char share[16];

	if (judged) {
		fprintf(o->out, "%llu true, ", c->true_count);
		vypr_text_colour(o, c->false_count ? VYPR_RED : VYPR_PLAIN);
		fprintf(o->out, "%llu false", c->false_count);
		if (c->false_count)
			fprintf(o->out, " (%s)",
				vypr_percent_text(
					(double)c->false_count / (double)decided, share,
					sizeof share));
		vypr_text_colour(o, VYPR_PLAIN);
		fprintf(o->out, ", %llu unknown", c->unknown_count);
	}
	for (size_t i = 0; i < c->unknown_kinds; i++)
		fprintf(o->out, "%s%s %llu", i ? ", " : " (", c->unknown[i].reason,
			(unsigned long long)c->unknown[i].count);
	fputs(c->unknown_kinds ? ")" : "", o->out);
	if (c->measured_count)
		fprintf(o->out, "%s%llu measured", judged ? ", " : "", c->measured_count);
}

static void text_counts(const struct vypr_output *o,
			const struct vypr_analysis_formula *f)
{
	struct vypr_counts counts = { f->true_count,	f->false_count,
				      f->unknown_count, f->judged_measured,
				      f->unknown,	f->unknown_kinds };

	fputs("  ", o->out);
	vypr_print_counts(o, &counts);
	putc('\n', o->out);
}

/* Cut, not rounded: 99.99 % is not 100 %, and what misses an objective does not look
 * like it. */
static const char *share_text(double share, char *buf, size_t size)
{
	snprintf(buf, size, "%.6g %%", floor(share * 1e5 + 1e-7) / 1e3);
	return buf;
}

static void text_objective(const struct vypr_output *o,
			   const struct vypr_analysis_formula *f)
{
	unsigned long long decided = f->true_count + f->false_count;
	char share[32], is[32], runs[32];

	fputs("  ", o->out);
	if (f->met >= 0 || !f->judged_measured) {
		fprintf(o->out, "objective %s ",
			share_text(f->objective, share, sizeof share));
		if (f->met < 0) {
			fputs("has nothing to judge by", o->out);
		} else {
			vypr_text_colour(o, f->met ? VYPR_GREEN : VYPR_RED);
			fputs(f->met ? "kept" : "missed", o->out);
			vypr_text_colour(o, VYPR_PLAIN);
			fprintf(o->out, " (%s true)",
				share_text((double)f->true_count / (double)decided, is,
					   sizeof is));
		}
		fputs("; ", o->out);
	}
	fprintf(o->out, "%s\n",
		vypr_count_text(f->runs, "run", "runs", runs, sizeof runs));
}

static void text_measured(const struct vypr_output *o,
			  const struct vypr_analysis_formula *f)
{
	const struct {
		const char *name;
		double value;
	} rows[] = { { "50 %", f->p50 },
		     { "90 %", f->p90 },
		     { "99 %", f->p99 },
		     { "99.9 %", f->p999 },
		     { "max", f->max } };
	char buf[40], line[512];
	size_t used;

	if (f->measured_count == 0)
		return;
	used = (size_t)snprintf(line, sizeof line, "%.200s:", f->measured);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		used += (size_t)snprintf(line + used, sizeof line - used, "%s %s %s",
					 i ? "," : "", rows[i].name,
					 vypr_analysis_quantity(rows[i].value, f->is_time,
								buf, sizeof buf));
	fputs("  ", o->out);
	vypr_text_wrap(o, 2, 4, line);
}

/* Also where nothing was measured: a call that hangs has one.  Texts have no distance. */
static void text_severity(const struct vypr_output *o,
			  const struct vypr_analysis_formula *f)
{
	char buf[40];

	if (!isnan(f->worst_severity) && (f->measured_count || f->is_time))
		fprintf(o->out, "  worst severity %s\n",
			vypr_analysis_quantity(f->worst_severity, f->is_time, buf,
					       sizeof buf));
}

static void text_formula(const struct vypr_output *o,
			 const struct vypr_analysis_formula *f)
{
	vypr_text_colour(o, VYPR_BOLD);
	fputs(f->name, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	fprintf(o->out, " in %s (%s)\n  ", f->function, f->file);
	vypr_text_wrap(o, 2, 4, f->text);
	if (*f->note) {
		fputs("  note: ", o->out);
		vypr_text_wrap(o, 8, 4, f->note);
	}
	text_counts(o, f);
	text_objective(o, f);
	text_measured(o, f);
	text_severity(o, f);
	putc('\n', o->out);
}

static void text_missing(const struct vypr_output *o, const struct vypr_analysis_missing *m)
{
	vypr_text_colour(o, VYPR_RED);
	fprintf(o->out, "No object file of %s has %s: %s", m->program, m->module, m->function);
	vypr_text_colour(o, VYPR_PLAIN);
	fprintf(o->out, " (%s:%u)\n", m->spec_file, (unsigned)m->spec_line);
}

static void text_dropped(const struct vypr_output *o, const struct vypr_analysis_dropped *d)
{
	vypr_text_colour(o, VYPR_RED);
	fprintf(o->out, "%s has a copy of %s that was compiled without the specification",
		d->program, d->function);
	vypr_text_colour(o, VYPR_PLAIN);
	fprintf(o->out, " (%s:%u)\n", d->file, (unsigned)d->line);
}

static void text_mixed(const struct vypr_output *o, const struct vypr_analysis_mixed *m)
{
	fprintf(o->out, "%s: %s was compiled with %s, others with another specification\n",
		m->program, m->source_file, m->spec_file);
}

static void text_remarks(const struct vypr_output *o, const struct vypr_analysis_summary *s)
{
	for (size_t i = 0; i < s->missing_count; i++)
		text_missing(o, &s->missing[i]);
	for (size_t i = 0; i < s->dropped_count; i++)
		text_dropped(o, &s->dropped[i]);
	for (size_t i = 0; i < s->mixed_count; i++)
		text_mixed(o, &s->mixed[i]);
	if (s->missing_count || s->dropped_count || s->mixed_count)
		putc('\n', o->out);
}

static void text_totals(const struct vypr_output *o,
			const struct vypr_analysis_summary *s)
{
	unsigned long long events = 0, verdicts = 0, strays = 0;
	char a[40], b[40], c[40];

	for (size_t i = 0; i < s->run_count; i++) {
		events += s->runs[i].events;
		verdicts += s->runs[i].verdicts;
		strays += s->runs[i].strays;
	}
	fprintf(o->out, "%s, %s, %s, ",
		vypr_count_text(s->run_count, "run", "runs", a, sizeof a),
		vypr_count_text(events, "event", "events", b, sizeof b),
		vypr_count_text(verdicts, "verdict", "verdicts", c, sizeof c));
	vypr_text_colour(o, s->lost ? VYPR_RED : VYPR_PLAIN);
	fprintf(o->out, "%llu events lost", (unsigned long long)s->lost);
	vypr_text_colour(o, VYPR_PLAIN);
	if (strays)
		fprintf(o->out, ", %s of no known call",
			vypr_count_text(strays, "event", "events", a, sizeof a));
	if (s->died)
		fprintf(o->out, ", %s ended without finishing",
			vypr_count_text(s->died, "run", "runs", a, sizeof a));
	putc('\n', o->out);
}

void vypr_print_summary(struct vypr_output *o, const struct vypr_analysis_summary *s)
{
	if (o->json) {
		json_summary(o->out, s);
		return;
	}
	if (s->formula_count == 0)
		fputs("The store has no formulas.\n\n", o->out);
	for (size_t i = 0; i < s->formula_count; i++)
		text_formula(o, &s->formulas[i]);
	text_remarks(o, s);
	text_totals(o, s);
}
