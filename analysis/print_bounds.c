/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how proposed bounds look.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/print.h"

/* ---- JSON ---- */

static void json_bound(struct vypr_json *j, const struct vypr_analysis_bound *b,
		       int is_time)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "name", b->name);
	vypr_json_quantity(j, "value", b->value, is_time);
	vypr_json_string(j, "text", b->text);
	vypr_json_unsigned(j, "failed", b->failed);
	vypr_json_number(j, "share", b->share);
	vypr_json_number(j, "low", b->low);
	vypr_json_number(j, "high", b->high);
	vypr_json_close(j, '}');
}

static void json_measurement(struct vypr_json *j,
			     const struct vypr_analysis_measurement *m)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "name", m->name);
	vypr_json_string(j, "file", m->file);
	vypr_json_string(j, "function", m->function);
	vypr_json_string(j, "text", m->text);
	vypr_json_string(j, "term", m->term);
	vypr_json_string(j, "operator", m->operator);
	vypr_json_bool(j, "judged", m->judged);
	vypr_json_string(j, "unit", m->is_time ? "ns" : "");
	vypr_json_unsigned(j, "count", m->count);
	vypr_json_quantity(j, "min", m->count ? m->min : NAN, m->is_time);
	vypr_json_quantity(j, "median", m->count ? m->median : NAN, m->is_time);
	vypr_json_quantity(j, "max", m->count ? m->max : NAN, m->is_time);
	vypr_json_open(j, "bounds", '[');
	for (size_t i = 0; i < m->bound_count; i++)
		json_bound(j, &m->bounds[i], m->is_time);
	vypr_json_close(j, ']');
	if (m->bound_count)
		vypr_json_string(j, "chosen", m->bounds[m->chosen].text);
	else
		vypr_json_null(j, "chosen");
	vypr_json_close(j, '}');
}

static void json_bounds(FILE *out, const struct vypr_analysis_bounds *b)
{
	struct vypr_json j;

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	vypr_json_open(&j, "measurements", '[');
	for (size_t i = 0; i < b->count; i++)
		json_measurement(&j, &b->measurements[i]);
	vypr_json_close(&j, ']');
	vypr_json_number(&j, "share", b->share);
	vypr_json_string(&j, "interval", "Wilson score, 95 %");
	vypr_json_close(&j, '}');
}

/* ---- text ---- */

static void text_bound(const struct vypr_output *o, const struct vypr_analysis_bound *b,
		       int chosen)
{
	char share[16], low[16], high[16];

	vypr_text_colour(o, chosen ? VYPR_BOLD : VYPR_PLAIN);
	fprintf(o->out, "%c %-8s  %12s  %10llu  %8s   %8s .. %8s\n", chosen ? '>' : ' ',
		b->name, b->text, (unsigned long long)b->failed,
		vypr_percent_text(b->share, share, sizeof share),
		vypr_percent_text(b->low, low, sizeof low),
		vypr_percent_text(b->high, high, sizeof high));
	vypr_text_colour(o, VYPR_PLAIN);
}

static void text_table(const struct vypr_output *o,
		       const struct vypr_analysis_measurement *m)
{
	vypr_text_colour(o, VYPR_DIM);
	fprintf(o->out, "  %-8s  %12s  %10s  %8s   %s", "", "BOUND", "WOULD FAIL",
		"SHARE", "95 % INTERVAL (WILSON)");
	vypr_text_colour(o, VYPR_PLAIN);
	putc('\n', o->out);
	for (size_t i = 0; i < m->bound_count; i++)
		text_bound(o, &m->bounds[i], i == m->chosen);
}

static void text_measurement(const struct vypr_output *o,
			     const struct vypr_analysis_measurement *m)
{
	char count[40], min[40], median[40], max[40], line[512];

	vypr_text_colour(o, VYPR_BOLD);
	fputs(m->name, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	fprintf(o->out, " in %s (%s)\n  ", m->function, m->file);
	vypr_text_wrap(o, 2, 4, m->text);
	if (m->count == 0) {
		fputs("  nothing was measured\n\n", o->out);
		return;
	}
	snprintf(line, sizeof line, "%.200s: %s, from %s to %s, median %s", m->term,
		 vypr_count_text(m->count, "measurement", "measurements", count,
				 sizeof count),
		 vypr_analysis_quantity(m->min, m->is_time, min, sizeof min),
		 vypr_analysis_quantity(m->max, m->is_time, max, sizeof max),
		 vypr_analysis_quantity(m->median, m->is_time, median, sizeof median));
	fputs("  ", o->out);
	vypr_text_wrap(o, 2, 4, line);
	if (m->bound_count)
		text_table(o, m);
	else
		fprintf(o->out, "  there is no bound for '%s'\n", m->operator);
	putc('\n', o->out);
}

void vypr_print_bounds(struct vypr_output *o, const struct vypr_analysis_bounds *b)
{
	int any = 0;

	if (o->json) {
		json_bounds(o->out, b);
		return;
	}
	for (size_t i = 0; i < b->count; i++) {
		text_measurement(o, &b->measurements[i]);
		any |= b->measurements[i].bound_count > 0;
	}
	if (b->count == 0)
		fputs("No formula has a '?'.\n", o->out);
	if (any)
		fprintf(o->out,
			"> lets %.6g %% pass (--share); intervals hold for calls "
			"like these.\n",
			b->share * 100);
}
