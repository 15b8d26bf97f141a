/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the marked source of an explanation looks.
 */
#include <stdio.h>

#include "analysis/print.h"

static void text_line(const struct vypr_output *o,
		      const struct vypr_analysis_marked_line *line)
{
	int marked = line->cause >= 0;
	char text[512];

	fprintf(o->out, "%c %5u  ", marked ? '>' : ' ', line->number);
	if (marked)
		vypr_text_colour(o, VYPR_BOLD);
	fputs(vypr_text_expand(line->text, text, sizeof text), o->out);
	if (marked) {
		vypr_text_colour(o, VYPR_PLAIN);
		vypr_text_colour(o, VYPR_RED);
		fprintf(o->out, "   <- %s", line->note);
		vypr_text_colour(o, VYPR_PLAIN);
	}
	putc('\n', o->out);
}

void vypr_print_excerpts(const struct vypr_output *o,
			 const struct vypr_analysis_explanation *e)
{
	for (size_t i = 0; i < e->excerpt_count; i++) {
		const struct vypr_analysis_excerpt *x = &e->excerpts[i];

		fprintf(o->out, "\n%s in %s\n", x->file, x->function);
		for (size_t k = 0; k < x->line_count; k++) {
			if (k > 0 && x->lines[k].number != x->lines[k - 1].number + 1)
				fputs("        ...\n", o->out);
			text_line(o, &x->lines[k]);
		}
	}
}

void vypr_json_excerpts(struct vypr_json *j, const struct vypr_analysis_explanation *e)
{
	vypr_json_open(j, "excerpts", '[');
	for (size_t i = 0; i < e->excerpt_count; i++) {
		const struct vypr_analysis_excerpt *x = &e->excerpts[i];

		vypr_json_open(j, NULL, '{');
		vypr_json_string(j, "file", x->file);
		vypr_json_string(j, "function", x->function);
		vypr_json_open(j, "lines", '[');
		for (size_t k = 0; k < x->line_count; k++) {
			vypr_json_open(j, NULL, '{');
			vypr_json_unsigned(j, "number", x->lines[k].number);
			vypr_json_string(j, "text", x->lines[k].text);
			vypr_json_string(j, "note", x->lines[k].note);
			vypr_json_close(j, '}');
		}
		vypr_json_close(j, ']');
		vypr_json_close(j, '}');
	}
	vypr_json_close(j, ']');
}
