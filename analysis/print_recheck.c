/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how it is told what a run says when it is judged again.
 */
#include <stdio.h>
#include <string.h>

#include "analysis/print.h"

/* ---- JSON ---- */

static void json_formula(struct vypr_json *j, const struct vypr_analysis_rechecked *f,
			 int compared)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "name", f->name);
	vypr_json_string(j, "file", f->file);
	vypr_json_string(j, "function", f->function);
	vypr_json_string(j, "text", f->text);
	vypr_json_unsigned(j, "true", f->true_count);
	vypr_json_unsigned(j, "false", f->false_count);
	vypr_json_open(j, "unknown", '{');
	for (size_t i = 0; i < f->unknown_kinds; i++)
		vypr_json_unsigned(j, f->unknown[i].reason, f->unknown[i].count);
	vypr_json_close(j, '}');
	vypr_json_unsigned(j, "measured_verdicts", f->measured_count);
	if (compared) {
		vypr_json_unsigned(j, "stored", f->stored);
		vypr_json_unsigned(j, "different", f->different);
		vypr_json_string(j, "first", f->first);
		vypr_json_string(j, "first_stored", f->first_stored);
		vypr_json_string(j, "first_now", f->first_now);
		vypr_json_string(j, "first_parts", f->first_parts);
	}
	vypr_json_close(j, '}');
}

static void json_recheck(FILE *out, const struct vypr_analysis_recheck *r)
{
	struct vypr_json j;

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	vypr_json_open(&j, "formulas", '[');
	for (size_t i = 0; i < r->formula_count; i++)
		json_formula(&j, &r->formulas[i], r->compared);
	vypr_json_close(&j, ']');
	vypr_json_unsigned(&j, "runs", r->runs);
	vypr_json_unsigned(&j, "unrecorded", r->unrecorded);
	vypr_json_unsigned(&j, "events", r->events);
	vypr_json_unsigned(&j, "verdicts", r->verdicts);
	if (r->compared)
		vypr_json_bool(&j, "agrees", r->agrees);
	else
		vypr_json_null(&j, "agrees");
	vypr_json_close(&j, '}');
}

/* ---- text ---- */

static void text_difference(const struct vypr_output *o,
			    const struct vypr_analysis_rechecked *f)
{
	char buf[40];

	if (!f->different)
		return;
	fputs("  ", o->out);
	vypr_text_colour(o, VYPR_RED);
	fprintf(o->out, "%s",
		vypr_count_text(f->different, "verdict differs", "verdicts differ", buf,
				sizeof buf));
	vypr_text_colour(o, VYPR_PLAIN);
	fprintf(o->out, " from the store; first %s: stored %s, now %s", f->first,
		*f->first_stored ? f->first_stored : "not at all",
		*f->first_now ? f->first_now : "not at all");
	if (*f->first_parts)
		fprintf(o->out, " (different: %s)", f->first_parts);
	putc('\n', o->out);
}

static void text_formula(const struct vypr_output *o,
			 const struct vypr_analysis_rechecked *f)
{
	struct vypr_counts counts = {
		f->true_count,	   f->false_count, f->unknown_count,
		f->measured_count, f->unknown,	   f->unknown_kinds
	};

	vypr_text_colour(o, VYPR_BOLD);
	fputs(f->name, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	fprintf(o->out, " in %s (%s)\n  ", f->function, f->file);
	vypr_text_wrap(o, 2, 4, f->text);
	fputs("  ", o->out);
	vypr_print_counts(o, &counts);
	putc('\n', o->out);
	text_difference(o, f);
	putc('\n', o->out);
}

void vypr_print_recheck(struct vypr_output *o, const struct vypr_analysis_recheck *r)
{
	char runs[40], events[40], verdicts[40];

	if (o->json) {
		json_recheck(o->out, r);
		return;
	}
	for (size_t i = 0; i < r->formula_count; i++)
		text_formula(o, &r->formulas[i]);
	fprintf(o->out, "%s judged again, %s, %s",
		vypr_count_text(r->runs, "run", "runs", runs, sizeof runs),
		vypr_count_text(r->events, "event", "events", events, sizeof events),
		vypr_count_text(r->verdicts, "verdict", "verdicts", verdicts,
				sizeof verdicts));
	if (r->compared)
		fputs(r->agrees ? ", all as stored" : ", not all as stored", o->out);
	if (r->unrecorded)
		fprintf(o->out, "; %s not recorded",
			vypr_count_text(r->unrecorded, "run was", "runs were", runs,
					sizeof runs));
	putc('\n', o->out);
}
