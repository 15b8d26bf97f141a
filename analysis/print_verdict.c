/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how verdicts look: in a list, and one in full.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "analysis/print.h"
#include "spec/unit.h"

/* ---- JSON ---- */

void vypr_json_verdict(struct vypr_json *j, const struct vypr_analysis_verdict *v)
{
	vypr_json_string(j, "id", v->id);
	vypr_json_time(j, "time", v->time);
	vypr_json_string(j, "formula", v->formula);
	vypr_json_string(j, "file", v->file);
	vypr_json_string(j, "function", v->function);
	vypr_json_string(j, "verdict", v->verdict);
	if (*v->reason)
		vypr_json_string(j, "reason", v->reason);
	vypr_json_string(j, "unit", v->is_time ? "ns" : "");
	vypr_json_quantity(j, "value", v->has_value ? v->value : NAN, v->is_time);
	vypr_json_quantity(j, "severity", v->has_severity ? v->severity : NAN,
			   v->severity_is_time);
	vypr_json_string(j, "severity_unit", v->severity_is_time ? "ns" : "");
	vypr_json_unsigned(j, "run", v->run);
	vypr_json_unsigned(j, "thread", v->thread);
	vypr_json_unsigned(j, "call", v->call);
	if (v->transaction)
		vypr_json_unsigned(j, "transaction", v->transaction);
	else
		vypr_json_null(j, "transaction");
	vypr_json_unsigned(j, "line", v->line);
}

static void json_place(struct vypr_json *j, const char *name,
		       const struct vypr_analysis_place *p)
{
	if (!p->seen) {
		vypr_json_null(j, name);
		return;
	}
	vypr_json_open(j, name, '{');
	vypr_json_unsigned(j, "line", p->line);
	vypr_json_unsigned(j, "column", p->column);
	vypr_json_string(j, "text", p->text);
	vypr_json_time(j, "time", p->time);
	vypr_json_close(j, '}');
}

void vypr_json_observation(struct vypr_json *j,
			   const struct vypr_analysis_observation *o)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "name", o->name);
	vypr_json_string(j, "what", o->what);
	vypr_json_string(j, "subject", o->subject);
	vypr_json_string(j, "during", o->during);
	vypr_json_string(j, "file", o->file);
	vypr_json_bool(j, "bound", o->bound);
	json_place(j, "begin", &o->begin);
	json_place(j, "end", &o->end);
	if (o->duration >= 0)
		vypr_json_integer(j, "duration", o->duration);
	else
		vypr_json_null(j, "duration");
	vypr_json_bool(j, "running", o->running);
	vypr_json_open(j, "stack", '[');
	for (size_t i = 0; i < o->stack_count; i++)
		vypr_json_string(j, NULL, o->stack[i]);
	vypr_json_close(j, ']');
	vypr_json_unsigned(j, "path", o->path);
	vypr_json_unsigned(j, "callee", o->callee);
	vypr_json_unsigned(j, "callee_calls", o->callee_calls);
	vypr_json_close(j, '}');
}

static void json_value(struct vypr_json *j, const struct vypr_analysis_value *v)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "name", v->name);
	vypr_json_string(j, "type", v->type);
	if (v->known)
		vypr_json_string(j, "value", v->text);
	else
		vypr_json_null(j, "value");
	vypr_json_bool(j, "seen", v->seen);
	vypr_json_bool(j, "at_least", v->at_least);
	vypr_json_bool(j, "truncated", v->truncated);
	vypr_json_string(j, "enumerator", v->enumerator);
	vypr_json_bool(j, "recorded", v->recorded);
	vypr_json_close(j, '}');
}

static void json_detail(FILE *out, const struct vypr_analysis_detail *d)
{
	struct vypr_json j;

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	vypr_json_verdict(&j, &d->head);
	vypr_json_string(&j, "text", d->text);
	vypr_json_string(&j, "note", d->note);
	vypr_json_string(&j, "spec_file", d->spec_file);
	vypr_json_unsigned(&j, "spec_line", d->spec_line);
	vypr_json_string(&j, "program", d->program);
	vypr_json_string(&j, "host", d->host);
	vypr_json_unsigned(&j, "pid", d->pid);
	vypr_json_string(&j, "atom", d->atom);
	vypr_json_string(&j, "side", d->side);
	vypr_json_bool(&j, "at_least", d->atom_at_least);
	if (*d->left) {
		vypr_json_string(&j, "atom_value", d->left);
		vypr_json_string(&j, "atom_bound", d->right);
	} else {
		int bounded = *d->atom && !d->measured;

		vypr_json_quantity(&j, "atom_value", *d->atom ? d->atom_value : NAN,
				   d->atom_is_time);
		vypr_json_quantity(&j, "atom_bound", bounded ? d->atom_bound : NAN,
				   d->atom_is_time);
	}
	vypr_json_open(&j, "observations", '[');
	for (size_t i = 0; i < d->observation_count; i++)
		vypr_json_observation(&j, &d->observations[i]);
	vypr_json_close(&j, ']');
	vypr_json_budget(&j, "budget", d->budget);
	vypr_json_open(&j, "values", '[');
	for (size_t i = 0; i < d->value_count; i++)
		json_value(&j, &d->values[i]);
	vypr_json_close(&j, ']');
	vypr_json_close(&j, '}');
}

/* ---- a list ---- */

static const char *short_time(int64_t time, char *buf, size_t size)
{
	char full[64];

	if (time == 0)
		return "-";
	vypr_rfc3339(time, full, sizeof full); /* 2026-11-22T17:20:44.123456789Z */
	snprintf(buf, size, "%.5s %.12s", full + 5, full + 11);
	return buf;
}

static int has_name(const struct vypr_verdict_list *list,
		    const struct vypr_analysis_verdict *v)
{
	return list->count &&
	       strncmp(list->formula, v->formula, sizeof list->formula - 1) == 0 &&
	       strncmp(list->function, v->function, sizeof list->function - 1) == 0 &&
	       strncmp(list->file, v->file, sizeof list->file - 1) == 0;
}

/* Another formula of the same name shows its text. */
static void heading(struct vypr_verdict_list *list, const struct vypr_analysis_verdict *v)
{
	const struct vypr_output *o = list->output;
	uint64_t text = vypr_hash64(v->text, strlen(v->text), 0);
	int same_name = has_name(list, v);

	if (same_name && list->text == text)
		return;
	list->text = text;
	snprintf(list->formula, sizeof list->formula, "%s", v->formula);
	snprintf(list->function, sizeof list->function, "%s", v->function);
	snprintf(list->file, sizeof list->file, "%s", v->file);
	fprintf(o->out, "%s", list->count ? "\n" : "");
	vypr_text_colour(o, VYPR_BOLD);
	fputs(v->formula, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	fprintf(o->out, " in %s (%s)\n", v->function, v->file);
	if (same_name) {
		fputs("  ", o->out);
		vypr_text_wrap(o, 2, 4, v->text);
	}
	vypr_text_colour(o, VYPR_DIM);
	fprintf(o->out, "%-12s  %-18s  %-7s  %9s  %9s  %6s  %5s", "ID", "TIME (UTC)",
		"VERDICT", "MEASURED", "SEVERITY", "THREAD", "LINE");
	vypr_text_colour(o, VYPR_PLAIN);
	putc('\n', o->out);
}

static void text_verdict(struct vypr_verdict_list *list,
			 const struct vypr_analysis_verdict *v)
{
	const struct vypr_output *o = list->output;
	char time[40], value[40] = "-", severity[40] = "-", reason[40];

	heading(list, v);
	if (v->has_value)
		vypr_analysis_quantity(v->value, v->is_time, value, sizeof value);
	if (v->has_severity)
		vypr_analysis_quantity(v->severity, v->severity_is_time, severity,
				       sizeof severity);
	fprintf(o->out, "%-12s  %-18s  ", v->id, short_time(v->time, time, sizeof time));
	vypr_text_colour(o, vypr_verdict_colour(v->verdict));
	fprintf(o->out, "%-8s", v->verdict);
	vypr_text_colour(o, VYPR_PLAIN);
	if (*v->reason && !v->has_value) {
		snprintf(reason, sizeof reason, "(%s)", v->reason);
		fprintf(o->out, " %-20s", reason);
	} else {
		fprintf(o->out, " %9s  %9s", value, severity);
	}
	fprintf(o->out, "  %6u  %5u%s%s\n", v->thread, v->line,
		*v->reason && v->has_value ? "  " : "",
		*v->reason && v->has_value ? v->reason : "");
}

void vypr_print_verdict(struct vypr_verdict_list *list,
			const struct vypr_analysis_verdict *v)
{
	struct vypr_json j;

	if (list->output->json) {
		vypr_json_begin(&j, list->output->out);
		vypr_json_open(&j, NULL, '{');
		vypr_json_verdict(&j, v);
		vypr_json_close(&j, '}');
	} else {
		text_verdict(list, v);
	}
	list->count++;
}

void vypr_print_verdicts_end(struct vypr_verdict_list *list)
{
	if (list->count == 0 && !list->output->json)
		fputs("No such verdicts.\n", list->output->out);
}

/* ---- one in full ---- */

/* One verdict deserves more digits than a table has room for. */
static const char *full_text(double value, int is_time, char *buf, size_t size)
{
	static const char *const names[] = { "ns", "us", "ms", "s" };
	int u = 0;

	if (!is_time)
		return vypr_analysis_quantity(value, 0, buf, size);
	for (; u < 3 && fabs(value) >= 1000; u++)
		value /= 1000;
	snprintf(buf, size, "%.10g %s", value, names[u]);
	return buf;
}

static void text_head(const struct vypr_output *o, const struct vypr_analysis_detail *d)
{
	char time[64];

	vypr_text_colour(o, VYPR_BOLD);
	fputs(d->head.id, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	fputs("  ", o->out);
	vypr_text_colour(o, vypr_verdict_colour(d->head.verdict));
	fputs(d->head.verdict, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	fprintf(o->out, "%s%s%s  %s in %s (%s)\n  ", *d->head.reason ? " (" : "",
		d->head.reason, *d->head.reason ? ")" : "", d->head.formula,
		d->head.function, d->head.file);
	vypr_text_wrap(o, 2, 4, d->text);
	if (*d->note) {
		fputs("  note: ", o->out);
		vypr_text_wrap(o, 8, 4, d->note);
	}
	fprintf(o->out, "  specified in %s:%u\n", d->spec_file, d->spec_line);
	fprintf(o->out, "  run %u (%s, pid %u on %s), thread %u, call %llu", d->head.run,
		d->program, d->pid, d->host, d->head.thread,
		(unsigned long long)d->head.call);
	if (d->head.transaction)
		fprintf(o->out, ", transaction %llu",
			(unsigned long long)d->head.transaction);
	putc('\n', o->out);
	if (d->head.time)
		fprintf(o->out, "  at %s\n",
			vypr_rfc3339(d->head.time, time, sizeof time));
}

static void text_atom(const struct vypr_output *o, const struct vypr_analysis_detail *d)
{
	char value[40], bound[40], severity[40];
	const char *side = strcmp(d->side, "low") == 0	  ? "low bound"
			   : strcmp(d->side, "high") == 0 ? "high bound"
							  : "right side";

	if (!*d->atom)
		return;
	full_text(d->atom_value, d->atom_is_time, value, sizeof value);
	if (d->measured && !*d->left) {
		fprintf(o->out, "\nmeasured by `%s`\n  left side %s\n", d->atom, value);
		return;
	}
	full_text(d->atom_bound, d->atom_is_time, bound, sizeof bound);
	full_text(d->head.severity, d->atom_is_time, severity, sizeof severity);
	fprintf(o->out, "\ndecided by `%s`\n", d->atom);
	if (*d->left) {
		fprintf(o->out, "  left side %s, right side %s\n", d->left, d->right);
		return;
	}
	fprintf(o->out, "  left side %s%s, %s %s, severity %s\n",
		d->atom_at_least ? "at least " : "", value, side, bound, severity);
}

static void text_place(const struct vypr_output *o, const char *word, const char *file,
		       const struct vypr_analysis_place *p)
{
	char time[64];

	if (!p->seen) {
		fprintf(o->out, "  %-6s not seen\n", word);
		return;
	}
	fprintf(o->out, "  %-6s %s:%u", word, file, p->line);
	if (*p->text)
		fprintf(o->out, "  %s", p->text);
	if (p->time)
		fprintf(o->out, "\n         %s",
			vypr_rfc3339(p->time, time, sizeof time));
	putc('\n', o->out);
}

/* "call of work", "entry of f", "line 7", "change of r during g" */
static void text_what(const struct vypr_output *o,
		      const struct vypr_analysis_observation *seen)
{
	fputs(seen->what, o->out);
	if (*seen->subject)
		fprintf(o->out, "%s%s", strcmp(seen->what, "line") == 0 ? " " : " of ",
			seen->subject);
	if (*seen->during)
		fprintf(o->out, " during %s", seen->during);
}

/* Of a call that had not ended when its verdict was decided. */
static void text_running(const struct vypr_output *o,
			 const struct vypr_analysis_observation *seen, int64_t decided)
{
	char time[64];

	fputs("  after  still running when its deadline passed", o->out);
	if (decided)
		fprintf(o->out, " at %s", vypr_rfc3339(decided, time, sizeof time));
	for (size_t i = 0; i < seen->stack_count; i++)
		fprintf(o->out, "%s%s", i ? " > " : "\n         in: ", seen->stack[i]);
	putc('\n', o->out);
}

static void text_observation(const struct vypr_output *o,
			     const struct vypr_analysis_detail *d,
			     const struct vypr_analysis_observation *seen)
{
	char buf[64];

	fprintf(o->out, "\n%s: ", seen->name);
	text_what(o, seen);
	putc('\n', o->out);
	if (strcmp(seen->what, "call") == 0) {
		text_place(o, "before", seen->file, &seen->begin);
		if (seen->running)
			text_running(o, seen, d->head.time);
		else
			text_place(o, "after", seen->file, &seen->end);
	} else {
		text_place(o, "at", seen->file, &seen->end);
	}
	if (seen->duration >= 0)
		fprintf(o->out, "  took   %s\n",
			full_text((double)seen->duration, 1, buf, sizeof buf));
	if (seen->path)
		fputs("  path   recorded\n", o->out);
	if (seen->callee)
		fprintf(o->out, "  inside %s\n",
			vypr_count_text(seen->callee_calls, "recorded call",
					"recorded calls", buf, sizeof buf));
}

static void text_values(const struct vypr_output *o, const struct vypr_analysis_detail *d,
			int recorded)
{
	int any = 0;

	for (size_t i = 0; i < d->value_count; i++) {
		const struct vypr_analysis_value *v = &d->values[i];

		if (v->recorded != recorded)
			continue;
		if (!any++)
			fputs(recorded ? "\nrecorded\n" : "\nvalues\n", o->out);
		fprintf(o->out, "  %s = %s%s", v->name, v->at_least ? "at least " : "",
			v->known  ? v->text
			: v->seen ? "(no value there)"
				  : "(not seen)");
		fprintf(o->out, *v->enumerator ? " (%s)\n" : "%s\n", v->enumerator);
	}
}

void vypr_print_detail(struct vypr_output *o, const struct vypr_analysis_detail *d)
{
	if (o->json) {
		json_detail(o->out, d);
		return;
	}
	text_head(o, d);
	text_atom(o, d);
	for (size_t i = 0; i < d->observation_count; i++)
		text_observation(o, d, &d->observations[i]);
	vypr_print_budget(o, d->budget);
	text_values(o, d, 0);
	text_values(o, d, 1);
}
