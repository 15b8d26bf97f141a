/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how an explanation looks as one page that needs nothing else: style and picture
 * are inside.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plot.h"

static const char style[] =
	"body{font:15px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;"
	"padding:0 1em;color:#222;background:#fff}\n"
	"h1{font-size:1.4em}h1 small{font-weight:normal;color:#666}\n"
	"h2{font-size:1.1em;margin-top:2em}\n"
	"pre,code,.source{font-family:ui-monospace,monospace;font-size:13px}\n"
	".answer{font-size:1.15em;border-left:4px solid #d73027;padding-left:1em}\n"
	"table{border-collapse:collapse}td,th{padding:.2em .8em .2em 0;text-align:left;"
	"vertical-align:top}th{color:#666;font-weight:normal}\n"
	"td.n{text-align:right;white-space:nowrap}\n"
	".source td{padding:0 .8em 0 0;white-space:pre}.source td.n{color:#999}\n"
	".source tr.mark{background:#fdecea}.source .note{color:#b2182b}\n"
	"svg{max-width:100%;height:auto}footer{margin-top:2em;color:#666}\n";

static void escaped(FILE *out, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		default:
			putc(*text, out);
		}
}

static void element(FILE *out, const char *open, const char *text, const char *close)
{
	fputs(open, out);
	escaped(out, text);
	fputs(close, out);
}

static void page_head(FILE *out, const struct vypr_analysis_explanation *e)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n", out);
	element(out, "<title>", e->name, "</title>\n");
	fprintf(out, "<style>\n%s</style></head><body>\n", style);
	element(out, "<h1>", e->name, " <small>in ");
	element(out, "", e->function, " (");
	element(out, "", e->file, ")</small></h1>\n");
	element(out, "<pre>", e->text, "</pre>\n");
	element(out, "<p class=\"answer\">", e->sentence, "</p>\n");
}

static void source_line(FILE *out, const struct vypr_analysis_marked_line *line)
{
	char text[1024];

	fprintf(out, "<tr%s><td class=\"n\">%u</td><td>",
		line->cause >= 0 ? " class=\"mark\"" : "", line->number);
	escaped(out, vypr_text_expand(line->text, text, sizeof text));
	element(out, "</td><td class=\"note\">", line->note, "</td></tr>\n");
}

static void source(FILE *out, const struct vypr_analysis_explanation *e)
{
	for (size_t i = 0; i < e->excerpt_count; i++) {
		const struct vypr_analysis_excerpt *x = &e->excerpts[i];

		element(out, "<h2>", x->file, " in ");
		element(out, "<code>", x->function, "</code></h2>\n<table class=\"source\">\n");
		for (size_t k = 0; k < x->line_count; k++) {
			if (k > 0 && x->lines[k].number != x->lines[k - 1].number + 1)
				fputs("<tr><td class=\"n\">...</td></tr>\n", out);
			source_line(out, &x->lines[k]);
		}
		fputs("</table>\n", out);
	}
}

static void share(FILE *out, uint64_t some, uint64_t all)
{
	char text[16];

	fprintf(out, "<td class=\"n\">%llu</td><td class=\"n\">%s</td>",
		(unsigned long long)some,
		vypr_percent_text(all ? (double)some / (double)all : 0, text,
				  sizeof text));
}

static void predicate(FILE *out, const struct vypr_analysis_explanation *e,
		      const struct vypr_analysis_predicate *p)
{
	element(out, "<tr><td>", p->text, "</td>");
	share(out, p->bad_taken, e->bad_paths);
	share(out, p->good_taken, e->good_paths);
	if (isnan(p->importance))
		fputs("<td></td>", out);
	else
		fprintf(out, "<td>%.2f (%.2f to %.2f)</td>", p->importance,
			p->importance_low, p->importance_high);
	element(out, "<td>", p->relation, "</td></tr>\n");
}

static void predicates(FILE *out, const struct vypr_analysis_explanation *e,
		       const char *title, const struct vypr_analysis_predicate *list,
		       size_t count)
{
	int is_false = strcmp(e->grouping, "false") == 0;

	if (count == 0)
		return;
	fprintf(out,
		"<h2>%s</h2>\n<table><tr><th></th><th colspan=\"2\">%s</th>"
		"<th colspan=\"2\">%s</th><th>importance, 95 %%</th><th></th></tr>\n",
		title, is_false ? "false" : "slow", is_false ? "true" : "others");
	for (size_t i = 0; i < count; i++)
		predicate(out, e, &list[i]);
	fputs("</table>\n", out);
}

static void example(FILE *out, const struct vypr_analysis_explanation *e, const char *word,
		    const char *id, double value)
{
	char text[40];

	if (!*id)
		return;
	element(out, "<li><code>vypr-analyse path ", id, "</code> a ");
	fprintf(out, "%s one", word);
	if (!isnan(value))
		element(out, ", ",
			vypr_analysis_quantity(value, e->is_time, text, sizeof text), "");
	fputs("</li>\n", out);
}

static void page_end(FILE *out, const struct vypr_analysis_explanation *e)
{
	int is_false = strcmp(e->grouping, "false") == 0;

	if (*e->bad_example || *e->good_example) {
		fputs("<h2>Compare</h2>\n<ul>\n", out);
		example(out, e, is_false ? "false" : "slow", e->bad_example,
			e->bad_example_value);
		example(out, e, is_false ? "true" : "fast", e->good_example,
			e->good_example_value);
		fputs("</ul>\n", out);
	}
	fprintf(out,
		"<footer>Paths: %llu of %llu verdicts, %llu different ways; %llu "
		"compared.</footer>\n</body></html>\n",
		(unsigned long long)(e->bad_paths + e->good_paths),
		(unsigned long long)(e->bad + e->good), (unsigned long long)e->distinct,
		(unsigned long long)e->compared);
}

int vypr_print_html(FILE *out, const struct vypr_analysis_explanation *e,
		    const struct vypr_histogram_words *words,
		    struct vypr_analysis_error *reterr)
{
	char *svg = NULL;
	int code = 0;

	if (e->distribution.bin_count)
		code = vypr_plot_distribution(&e->distribution, e->is_time, words, &svg,
					      reterr);
	if (code)
		return code;
	page_head(out, e);
	source(out, e);
	if (svg)
		fprintf(out, "<h2>Distribution</h2>\n%s\n",
			strstr(svg, "<svg") ? strstr(svg, "<svg") : "");
	predicates(out, e, "Causes", e->causes, e->cause_count);
	predicates(out, e, "What was compared, best first", e->predicates,
		   e->predicate_count);
	page_end(out, e);
	free(svg);
	return 0;
}
