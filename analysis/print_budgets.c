/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the time of bad verdicts against that of good ones looks.
 */
#include <stdio.h>
#include <string.h>

#include "analysis/print.h"

#define NAME_COLUMNS 30
#define TIME_COLUMNS 20
#define TELL_PARTS 5

/* ---- JSON ---- */

static void json_side(struct vypr_json *j, const char *name,
		      const struct vypr_analysis_budget_side *side)
{
	vypr_json_open(j, name, '{');
	vypr_json_unsigned(j, "count", side->count);
	vypr_json_unsigned(j, "used", side->used);
	vypr_json_spent(j, "spent", &side->spent);
	vypr_json_close(j, '}');
}

static void json_share(struct vypr_json *j, const char *name, double low, double high)
{
	vypr_json_open(j, name, '[');
	vypr_json_number(j, NULL, low);
	vypr_json_number(j, NULL, high);
	vypr_json_close(j, ']');
}

static void json_part(struct vypr_json *j, const struct vypr_analysis_budget_part *p)
{
	int is_callee = strcmp(p->kind, "callee") == 0;

	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "kind", p->kind);
	if (is_callee) {
		vypr_json_string(j, "callee", p->to);
		vypr_json_string(j, "file", p->file);
		vypr_json_unsigned(j, "line", p->line);
	} else {
		vypr_json_string(j, "from", p->from);
		vypr_json_string(j, "to", p->to);
	}
	vypr_json_quantity(j, "bad", p->bad, 1);
	vypr_json_quantity(j, "good", p->good, 1);
	vypr_json_number(j, "bad_calls", p->bad_calls);
	vypr_json_number(j, "good_calls", p->good_calls);
	vypr_json_number(j, "share", p->share);
	vypr_json_close(j, '}');
}

static void json_late(struct vypr_json *j, const struct vypr_analysis_budgets *b)
{
	if (!b->late_callee) {
		vypr_json_null(j, "late");
		return;
	}
	vypr_json_open(j, "late", '{');
	vypr_json_string(j, "callee", b->late_callee);
	vypr_json_string(j, "file", b->late_file);
	vypr_json_unsigned(j, "line", b->late_line);
	vypr_json_unsigned(j, "count", b->late_count);
	vypr_json_unsigned(j, "of", b->late_of);
	vypr_json_close(j, '}');
}

void vypr_json_budgets(struct vypr_json *j, const char *name,
		       const struct vypr_analysis_budgets *b)
{
	if (!b) {
		vypr_json_null(j, name);
		return;
	}
	vypr_json_open(j, name, '{');
	vypr_json_string(j, "sentence", b->sentence);
	vypr_json_string(j, "answer", b->answer);
	json_share(j, "ran_share", b->ran_low, b->ran_high);
	json_share(j, "queued_share", b->queued_low, b->queued_high);
	json_share(j, "waited_share", b->waited_low, b->waited_high);
	vypr_json_bool(j, "same_path", b->same_path);
	vypr_json_number(j, "same_path_share", b->same_path_share);
	json_side(j, "bad", &b->bad);
	json_side(j, "good", &b->good);
	vypr_json_open(j, "parts", '[');
	for (size_t i = 0; i < b->part_count; i++)
		json_part(j, &b->parts[i]);
	vypr_json_close(j, ']');
	json_late(j, b);
	vypr_json_close(j, '}');
}

/* ---- text ---- */

static const char *bounds_text(double least, double most, double whole, char *buf,
			       size_t size)
{
	char from[40], to[40];

	vypr_analysis_quantity(most - least <= whole / 50 ? (least + most) / 2 : least, 1,
			       from, sizeof from);
	vypr_analysis_quantity(most, 1, to, sizeof to);
	if (most - least <= whole / 50)
		snprintf(buf, size, "%s", from);
	else if (least <= 0)
		snprintf(buf, size, "at most %s", to);
	else
		snprintf(buf, size, "%s to %s", from, to);
	return buf;
}

static void row(const struct vypr_output *o, const char *name, const char *bad,
		const char *good)
{
	fputs("  ", o->out);
	vypr_text_cell(o, name, NAME_COLUMNS);
	vypr_text_cell(o, bad, -TIME_COLUMNS);
	vypr_text_cell(o, good, -TIME_COLUMNS);
	putc('\n', o->out);
}

static void time_row(const struct vypr_output *o, const char *name, double bad_least,
		     double bad_most, double good_least, double good_most,
		     const struct vypr_analysis_budgets *b)
{
	char bad[96], good[96];

	row(o, name,
	    bounds_text(bad_least, bad_most, b->bad.spent.wall, bad, sizeof bad),
	    bounds_text(good_least, good_most, b->good.spent.wall, good, sizeof good));
}

static void text_spent(const struct vypr_output *o, const struct vypr_analysis_budgets *b)
{
	const struct vypr_analysis_spent *x = &b->bad.spent, *y = &b->good.spent;

	time_row(o, "took", x->wall, x->wall, y->wall, y->wall, b);
	if (!*b->answer)
		return;
	time_row(o, "  ran", x->ran_least, x->ran_most, y->ran_least, y->ran_most, b);
	time_row(o, "  was ready, others ran", x->queued, x->queued, y->queued, y->queued,
		 b);
	time_row(o, "  waited", x->waited_least, x->waited_most, y->waited_least,
		 y->waited_most, b);
}

static void text_part(const struct vypr_output *o, const struct vypr_analysis_budgets *b,
		      const struct vypr_analysis_budget_part *p)
{
	const char *slash = strrchr(p->file, '/');
	char name[256];

	if (strcmp(p->kind, "callee") == 0)
		snprintf(name, sizeof name, "in %.100s at %.100s:%u", p->to,
			 slash ? slash + 1 : p->file, p->line);
	else
		snprintf(name, sizeof name, "%.120s to %.120s", p->from, p->to);
	time_row(o, name, p->bad, p->bad, p->good, p->good, b);
}

static void text_late(const struct vypr_output *o, const struct vypr_analysis_budgets *b)
{
	const char *slash;
	char line[600];

	if (!b->late_callee)
		return;
	slash = strrchr(b->late_file, '/');
	snprintf(line, sizeof line,
		 "When the allowed time was used up, the next call was %.100s at "
		 "%.200s:%u, in %llu of %llu.",
		 b->late_callee, slash ? slash + 1 : b->late_file, b->late_line,
		 (unsigned long long)b->late_count, (unsigned long long)b->late_of);
	fputs("  ", o->out);
	vypr_text_wrap(o, 2, 2, line);
}

void vypr_print_budgets(const struct vypr_output *o, const struct vypr_analysis_budgets *b,
			const char *bad, const char *good)
{
	if (!b || !*b->sentence)
		return;
	fputs("\nWhere the time went: ", o->out);
	vypr_text_wrap(o, 21, 0, b->sentence);
	row(o, "MEANS OF THE MIDDLE HALF", bad, good);
	text_spent(o, b);
	for (size_t i = 0; i < b->part_count && i < TELL_PARTS; i++)
		text_part(o, b, &b->parts[i]);
	text_late(o, b);
}
