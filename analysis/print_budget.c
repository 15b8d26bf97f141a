/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how it looks where time went.
 */
#include <math.h>
#include <string.h>

#include "analysis/print.h"

/* ---- JSON ---- */

static void json_pair(struct vypr_json *j, const char *name, double least, double most)
{
	vypr_json_open(j, name, '[');
	vypr_json_quantity(j, NULL, least, 1);
	vypr_json_quantity(j, NULL, most, 1);
	vypr_json_close(j, ']');
}

static void json_counts(struct vypr_json *j, const char *name, double least, double most)
{
	vypr_json_open(j, name, '[');
	vypr_json_unsigned(j, NULL, (uint64_t)least);
	vypr_json_unsigned(j, NULL, (uint64_t)most);
	vypr_json_close(j, ']');
}

void vypr_json_spent(struct vypr_json *j, const char *name,
		     const struct vypr_analysis_spent *s)
{
	vypr_json_open(j, name, '{');
	vypr_json_quantity(j, "wall", s->wall, 1);
	vypr_json_quantity(j, "looked", s->looked, 1);
	json_pair(j, "ran", s->ran_least, s->ran_most);
	vypr_json_quantity(j, "queued", s->queued, 1);
	json_pair(j, "waited", s->waited_least, s->waited_most);
	json_counts(j, "minor_faults", s->minor_least, s->minor_most);
	json_counts(j, "major_faults", s->major_least, s->major_most);
	json_counts(j, "turns", s->turns_least, s->turns_most);
	vypr_json_open(j, "waits", '[');
	for (size_t i = 0; i < s->wait_count; i++) {
		vypr_json_open(j, NULL, '{');
		vypr_json_string(j, "call", s->waits[i].call);
		vypr_json_string(j, "for", s->waits[i].text);
		vypr_json_quantity(j, "time", s->waits[i].time, 1);
		vypr_json_close(j, '}');
	}
	vypr_json_close(j, ']');
	vypr_json_close(j, '}');
}

static void json_late(struct vypr_json *j, const char *callee, const char *file,
		      uint32_t line)
{
	vypr_json_string(j, "callee", callee);
	vypr_json_string(j, "file", file);
	vypr_json_unsigned(j, "line", line);
}

static void json_inside(struct vypr_json *j, const struct vypr_analysis_inside *in)
{
	vypr_json_open(j, NULL, '{');
	json_late(j, in->callee, in->file, in->line);
	vypr_json_unsigned(j, "calls", in->calls);
	vypr_json_quantity(j, "time", in->time, 1);
	vypr_json_quantity(j, "longest", in->longest, 1);
	vypr_json_close(j, '}');
}

void vypr_json_budget(struct vypr_json *j, const char *name,
		      const struct vypr_analysis_budget *b)
{
	if (!b) {
		vypr_json_null(j, name);
		return;
	}
	vypr_json_open(j, name, '{');
	vypr_json_string(j, "from", b->from);
	vypr_json_string(j, "to", b->to);
	vypr_json_string(j, "sentence", b->sentence);
	vypr_json_spent(j, "spent", &b->spent);
	vypr_json_open(j, "segments", '[');
	for (size_t i = 0; i < b->segment_count; i++) {
		vypr_json_open(j, NULL, '{');
		vypr_json_string(j, "from", b->segments[i].from);
		vypr_json_string(j, "to", b->segments[i].to);
		vypr_json_spent(j, "spent", &b->segments[i].spent);
		vypr_json_close(j, '}');
	}
	vypr_json_close(j, ']');
	vypr_json_open(j, "inside", '[');
	for (size_t i = 0; i < b->inside_count; i++)
		json_inside(j, &b->insides[i]);
	vypr_json_close(j, ']');
	vypr_json_quantity(j, "allowed", b->allowed, 1);
	if (b->late_callee) {
		vypr_json_open(j, "late", '{');
		json_late(j, b->late_callee, b->late_file, b->late_line);
		vypr_json_quantity(j, "after", b->late_after, 1);
		vypr_json_close(j, '}');
	} else {
		vypr_json_null(j, "late");
	}
	vypr_json_close(j, '}');
}

/* ---- text ---- */

static const char *base(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? slash + 1 : file;
}

static void text_time(const struct vypr_output *o, double time)
{
	char buf[40];

	fputs(vypr_analysis_quantity(time, 1, buf, sizeof buf), o->out);
}

static void text_share(const struct vypr_output *o, double time, double whole)
{
	char buf[16];

	text_time(o, time);
	if (whole > 0)
		fprintf(o->out, ", %s", vypr_percent_text(time / whole, buf, sizeof buf));
}

void vypr_print_budget(const struct vypr_output *o, const struct vypr_analysis_budget *b)
{
	char buf[40];

	if (!b || (!*b->sentence && !b->segment_count && !b->inside_count))
		return;
	fprintf(o->out, "\ntime from %s to %s\n", b->from, b->to);
	if (*b->sentence) {
		fputs("  ", o->out);
		vypr_text_wrap(o, 2, 2, b->sentence);
	}
	for (size_t i = 0; i < b->segment_count; i++) {
		fprintf(o->out, "  %s to %s: ", b->segments[i].from, b->segments[i].to);
		text_share(o, b->segments[i].spent.wall, b->spent.wall);
		putc('\n', o->out);
	}
	for (size_t i = 0; i < b->inside_count && i < 8; i++) {
		const struct vypr_analysis_inside *in = &b->insides[i];

		fprintf(o->out, "  in %s of %s at %s:%u: ",
			vypr_count_text(in->calls, "call", "calls", buf, sizeof buf),
			in->callee, base(in->file), in->line);
		text_share(o, in->time, b->spent.wall);
		putc('\n', o->out);
	}
	if (b->late_callee) {
		fputs("  the allowed ", o->out);
		text_time(o, b->allowed);
		fprintf(o->out, " were used up ");
		text_time(o, b->late_after);
		fprintf(o->out, " before %s was called at %s:%u\n", b->late_callee,
			base(b->late_file), b->late_line);
	}
}
