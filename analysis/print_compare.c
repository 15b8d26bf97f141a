/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a comparison of paths looks: the parametric path with its parameters
 * numbered, then their values with the verdicts of each group.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/print.h"

#define MOST_VALUES 8 /* told of one parameter */
#define COLUMN 9 /* of counts */

/* ---- JSON ---- */

static void json_values(struct vypr_json *j, const char *name,
			const struct vypr_analysis_parameter_value *v, size_t count)
{
	vypr_json_open(j, name, '[');
	for (size_t i = 0; i < count; i++) {
		vypr_json_open(j, NULL, '{');
		vypr_json_string(j, "value", v[i].text);
		vypr_json_unsigned(j, "bad", v[i].bad);
		vypr_json_unsigned(j, "good", v[i].good);
		vypr_json_unsigned(j, "paths", v[i].paths);
		vypr_json_close(j, '}');
	}
	vypr_json_close(j, ']');
}

static void json_parameter(struct vypr_json *j, const struct vypr_analysis_parameter *p)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "kind", p->kind);
	vypr_json_string(j, "text", p->text);
	vypr_json_string(j, "inside", p->inside);
	vypr_json_string(j, "condition", p->condition);
	vypr_json_unsigned(j, "line", p->line);
	vypr_json_unsigned(j, "column", p->column);
	vypr_json_unsigned(j, "until", p->until);
	vypr_json_bool(j, "repeated", p->repeated);
	vypr_json_unsigned(j, "bad", p->bad);
	vypr_json_unsigned(j, "good", p->good);
	json_values(j, "values", p->values, p->value_count);
	json_values(j, "outcomes", p->outcomes, p->outcome_count);
	vypr_json_close(j, '}');
}

static void json_index(struct vypr_json *j, const char *name, uint32_t index)
{
	if (index == VYPR_ANALYSIS_NO_PARAMETER)
		vypr_json_null(j, name);
	else
		vypr_json_unsigned(j, name, index);
}

static void json_element(struct vypr_json *j, const struct vypr_analysis_element *e)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "kind", e->kind);
	vypr_json_unsigned(j, "depth", e->depth);
	vypr_json_unsigned(j, "line", e->line);
	vypr_json_unsigned(j, "end_line", e->end_line);
	vypr_json_string(j, "text", e->text);
	json_index(j, "parameter", e->parameter);
	vypr_json_unsigned(j, "passed", e->passed);
	vypr_json_open(j, "blocks", '[');
	for (size_t i = 0; i < e->block_count; i++)
		vypr_json_unsigned(j, NULL, e->blocks[i]);
	vypr_json_close(j, ']');
	vypr_json_close(j, '}');
}

static void json_path(struct vypr_json *j, const struct vypr_analysis_comparison *c,
		      const struct vypr_analysis_compared *p)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "id", p->id);
	vypr_json_unsigned(j, "bad", p->bad);
	vypr_json_unsigned(j, "good", p->good);
	vypr_json_unsigned(j, "blocks", p->blocks);
	vypr_json_open(j, "values", '[');
	for (size_t i = 0; p->values && i < c->parameter_count; i++)
		if (p->values[i] == VYPR_ANALYSIS_NO_PARAMETER)
			vypr_json_null(j, NULL);
		else
			vypr_json_string(j, NULL,
					 c->parameters[i].values[p->values[i]].text);
	vypr_json_close(j, ']');
	vypr_json_close(j, '}');
}

static void json_head(struct vypr_json *j, const struct vypr_analysis_comparison *c)
{
	vypr_json_string(j, "name", c->name);
	vypr_json_string(j, "function", c->function);
	vypr_json_string(j, "file", c->file);
	vypr_json_string(j, "text", c->text);
	vypr_json_string(j, "grouping", c->grouping);
	vypr_json_string(j, "from", c->from);
	vypr_json_string(j, "to", c->to);
	vypr_json_bool(j, "inside", c->inside);
	vypr_json_bool(j, "from_entry", c->from_entry);
	vypr_json_unsigned(j, "from_line", c->from_line);
	vypr_json_unsigned(j, "bad", c->bad);
	vypr_json_unsigned(j, "good", c->good);
	vypr_json_unsigned(j, "incomplete", c->incomplete);
	vypr_json_open(j, "left_out", '[');
	for (size_t i = 0; i < c->left_out_count; i++) {
		vypr_json_open(j, NULL, '{');
		vypr_json_string(j, "reason", c->left_out[i].reason);
		vypr_json_unsigned(j, "count", c->left_out[i].count);
		vypr_json_close(j, '}');
	}
	vypr_json_close(j, ']');
}

static void json_comparison(FILE *out, const struct vypr_analysis_comparison *c)
{
	struct vypr_json j;

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	json_head(&j, c);
	vypr_json_open(&j, "parameters", '[');
	for (size_t i = 0; i < c->parameter_count; i++)
		json_parameter(&j, &c->parameters[i]);
	vypr_json_close(&j, ']');
	vypr_json_open(&j, "elements", '[');
	for (size_t i = 0; i < c->element_count; i++)
		json_element(&j, &c->elements[i]);
	vypr_json_close(&j, ']');
	vypr_json_open(&j, "paths", '[');
	for (size_t i = 0; i < c->path_count; i++)
		json_path(&j, c, &c->paths[i]);
	vypr_json_close(&j, ']');
	vypr_json_graph(&j, "graph", &c->graph);
	vypr_json_close(&j, '}');
}

/* ---- the parametric path ---- */

static const char *word_of(const struct vypr_analysis_element *e)
{
	static const struct {
		const char *kind, *word;
	} words[] = { { "turn", "each turn" },
		      { "last", "last turn" },
		      { "shared", "several of these" } };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(e->kind, words[i].kind) == 0)
			return words[i].word;
	return e->text;
}

static void put_parameter(const struct vypr_output *o,
			  const struct vypr_analysis_parameter *p)
{
	vypr_text_colour(o, VYPR_BOLD);
	fputs(p->text, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	if (p->line && !strstr(p->text, " at line "))
		fprintf(o->out, ", line %u", p->line);
}

/* Do the lines at i + 1 lie in the way at i, alone? */
static int has_only_lines(const struct vypr_analysis_comparison *c, size_t i)
{
	const struct vypr_analysis_element *e = c->elements;

	return i + 1 < c->element_count && strcmp(e[i + 1].kind, "lines") == 0 &&
	       e[i + 1].depth > e[i].depth &&
	       (i + 2 == c->element_count || e[i + 2].depth <= e[i].depth);
}

static size_t text_element(const struct vypr_output *o,
			   const struct vypr_analysis_comparison *c, size_t i)
{
	const struct vypr_analysis_element *e = &c->elements[i];
	int lines = strcmp(e->kind, "lines") == 0;

	if (lines && !*e->text)
		return i + 1;
	if (e->parameter != VYPR_ANALYSIS_NO_PARAMETER)
		fprintf(o->out, "%5s[%u] %*s", "", e->parameter + 1, (int)e->depth * 2,
			"");
	else
		fprintf(o->out, "%9s%*s", "", (int)e->depth * 2, "");
	if (lines) {
		fputs(e->text, o->out);
	} else if (e->parameter != VYPR_ANALYSIS_NO_PARAMETER) {
		put_parameter(o, &c->parameters[e->parameter]);
		if (c->parameters[e->parameter].until)
			fprintf(o->out, "; together again at %u",
				c->parameters[e->parameter].until);
	} else {
		fputs(word_of(e), o->out);
		if (strcmp(e->kind, "loop") == 0 && e->line)
			fprintf(o->out, ", line %u", e->line);
	}
	if (!lines && has_only_lines(c, i)) {
		i++;
		fprintf(o->out, "%s%s", *c->elements[i].text ? ": " : "",
			c->elements[i].text);
	}
	putc('\n', o->out);
	return i + 1;
}

/* ---- values ---- */

static void put_counts(const struct vypr_output *o,
		       const struct vypr_analysis_comparison *c, uint64_t bad,
		       uint64_t good)
{
	if (strcmp(c->grouping, "none") != 0)
		fprintf(o->out, " %*llu", COLUMN - 1, (unsigned long long)bad);
	fprintf(o->out, " %*llu\n", COLUMN - 1, (unsigned long long)good);
}

static int columns_of(const struct vypr_analysis_comparison *c)
{
	return strcmp(c->grouping, "none") == 0 ? COLUMN : 2 * COLUMN;
}

static void put_name(const struct vypr_output *o,
		     const struct vypr_analysis_comparison *c, int indent,
		     const char *name)
{
	fprintf(o->out, "%*s", indent, "");
	vypr_text_cell(o, name, o->width - indent - columns_of(c) - 1);
}

/* The value that half of the group have less than. */
static const char *median(const struct vypr_analysis_parameter *p, int bad)
{
	uint64_t all = bad ? p->bad : p->good, below = 0;

	for (size_t i = 0; i < p->outcome_count; i++) {
		below += bad ? p->outcomes[i].bad : p->outcomes[i].good;
		if (2 * below >= all)
			return p->outcomes[i].text;
	}
	return "";
}

/* "false ones 3 to 40, median 20" */
static void put_range(const struct vypr_output *o, const char *group,
		      const struct vypr_analysis_parameter *p, int bad)
{
	const char *least = "", *most = "";

	for (size_t i = 0; i < p->outcome_count; i++) {
		if (!(bad ? p->outcomes[i].bad : p->outcomes[i].good))
			continue;
		if (!*least)
			least = p->outcomes[i].text;
		most = p->outcomes[i].text;
	}
	if (*least)
		fprintf(o->out, "%9s%s: %s to %s, median %s\n", "", group, least, most,
			median(p, bad));
}

static int is_range(const struct vypr_analysis_parameter *p)
{
	return strcmp(p->kind, "count") == 0 && !p->repeated &&
	       p->value_count > MOST_VALUES;
}

static void text_values(const struct vypr_output *o,
			const struct vypr_analysis_comparison *c,
			const struct vypr_analysis_parameter *p)
{
	size_t told = p->outcome_count;

	if (is_range(p)) {
		if (strcmp(c->grouping, "none") != 0)
			put_range(o, c->grouping, p, 1);
		put_range(o, "other", p, 0);
		return;
	}
	if (told > MOST_VALUES)
		told = MOST_VALUES - 1;
	for (size_t i = 0; i < told; i++) {
		put_name(o, c, 9, p->outcomes[i].text);
		put_counts(o, c, p->outcomes[i].bad, p->outcomes[i].good);
	}
	if (told < p->outcome_count)
		fprintf(o->out, "%9s... and %zu more\n", "", p->outcome_count - told);
}

static void text_parameter(const struct vypr_output *o,
			   const struct vypr_analysis_comparison *c, size_t i)
{
	const struct vypr_analysis_parameter *p = &c->parameters[i];

	fprintf(o->out, "%5s[%zu] ", "", i + 1);
	put_parameter(o, p);
	if (*p->inside)
		fprintf(o->out, ", %s", p->inside);
	if (p->repeated)
		fputs(" (at least once)", o->out);
	putc('\n', o->out);
	text_values(o, c, p);
}

static void text_columns(const struct vypr_output *o,
			 const struct vypr_analysis_comparison *c)
{
	int grouped = strcmp(c->grouping, "none") != 0;

	putc('\n', o->out);
	put_name(o, c, 0, "where they differ, and how many verdicts have each value");
	if (grouped)
		fprintf(o->out, " %*s", COLUMN - 1, c->grouping);
	fprintf(o->out, " %*s\n", COLUMN - 1, grouped ? "other" : "verdicts");
}

/* ---- the whole ---- */

static void text_head(const struct vypr_output *o,
		      const struct vypr_analysis_comparison *c)
{
	char paths[48], verdicts[48];

	if (*c->name)
		fprintf(o->out, c->inside ? "%s, inside " : "%s in ", c->name);
	fprintf(o->out, "%s (%s): %s of %s", c->function, c->file,
		vypr_count_text(c->path_count, "path", "different paths", paths,
				sizeof paths),
		vypr_count_text(c->bad + c->good, "verdict", "verdicts", verdicts,
				sizeof verdicts));
	if (strcmp(c->grouping, "none") != 0)
		fprintf(o->out, ", %llu %s", (unsigned long long)c->bad, c->grouping);
	fputs("\n  from ", o->out);
	if (*c->from)
		fputs(c->from, o->out);
	else if (c->from_entry)
		fputs("the entry", o->out);
	else
		fprintf(o->out,
			"line %u, the head of a loop: what came before is not recorded",
			c->from_line);
	fprintf(o->out, " to %s\n", *c->to ? c->to : "the last observation");
}

static void text_left_out(const struct vypr_output *o,
			  const struct vypr_analysis_comparison *c)
{
	for (size_t i = 0; i < c->left_out_count; i++)
		fprintf(o->out, "  left out: %llu, %s\n",
			(unsigned long long)c->left_out[i].count, c->left_out[i].reason);
	if (c->incomplete)
		fprintf(o->out,
			"  %llu of them are long: turns of a loop may be missing\n",
			(unsigned long long)c->incomplete);
}

void vypr_print_comparison(struct vypr_output *o,
			   const struct vypr_analysis_comparison *c)
{
	if (o->json) {
		json_comparison(o->out, c);
		return;
	}
	if (c->path_count == 0) {
		fputs("There is no path to compare.\n", o->out);
		text_left_out(o, c);
		return;
	}
	text_head(o, c);
	text_left_out(o, c);
	fputs("\nwhat they have in common, by lines\n", o->out);
	for (size_t i = 0; i < c->element_count;)
		i = text_element(o, c, i);
	if (c->parameter_count)
		text_columns(o, c);
	for (size_t i = 0; i < c->parameter_count; i++)
		text_parameter(o, c, i);
}
