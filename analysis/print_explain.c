/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how an explanation looks.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/print.h"

/* ---- JSON ---- */

static void json_predicate(struct vypr_json *j, const struct vypr_analysis_predicate *p,
			   int is_time);

static void json_predicates(struct vypr_json *j, const char *name,
			    const struct vypr_analysis_predicate *p, size_t count, int is_time)
{
	vypr_json_open(j, name, '[');
	for (size_t i = 0; i < count; i++)
		json_predicate(j, &p[i], is_time);
	vypr_json_close(j, ']');
}

static void json_place(struct vypr_json *j, const struct vypr_analysis_predicate *p)
{
	vypr_json_string(j, "kind", p->kind);
	vypr_json_string(j, "text", p->text);
	vypr_json_string(j, "function", p->function);
	vypr_json_string(j, "file", p->file);
	vypr_json_unsigned(j, "line", p->line);
	vypr_json_unsigned(j, "column", p->column);
	vypr_json_string(j, "condition", p->condition);
	vypr_json_string(j, "outcome", p->outcome);
	vypr_json_string(j, "source", p->source);
	vypr_json_unsigned(j, "depth", p->depth);
	vypr_json_string(j, "subject", p->subject);
	vypr_json_string(j, "comparison", p->comparison);
	vypr_json_number(j, "threshold", p->threshold);
	vypr_json_string(j, "class", p->class_name);
}

static void json_numbers(struct vypr_json *j, const struct vypr_analysis_predicate *p,
			 int is_time)
{
	vypr_json_unsigned(j, "bad_taken", p->bad_taken);
	vypr_json_unsigned(j, "good_taken", p->good_taken);
	vypr_json_unsigned(j, "bad_reached", p->bad_reached);
	vypr_json_unsigned(j, "good_reached", p->good_reached);
	vypr_json_number(j, "increase", p->increase);
	vypr_json_number(j, "importance", p->importance);
	vypr_json_number(j, "importance_low", p->importance_low);
	vypr_json_number(j, "importance_high", p->importance_high);
	vypr_json_number(j, "difference", p->difference);
	vypr_json_number(j, "low", p->low);
	vypr_json_number(j, "high", p->high);
	vypr_json_number(j, "p", p->p);
	vypr_json_number(j, "q", p->q);
	vypr_json_bool(j, "separates", p->separates);
	vypr_json_number(j, "bad_median", p->bad_median);
	vypr_json_number(j, "good_median", p->good_median);
	vypr_json_quantity(j, "effect", p->effect, is_time);
	vypr_json_quantity(j, "effect_low", p->effect_low, is_time);
	vypr_json_quantity(j, "effect_high", p->effect_high, is_time);
}

static void json_predicate(struct vypr_json *j, const struct vypr_analysis_predicate *p,
			   int is_time)
{
	vypr_json_open(j, NULL, '{');
	json_place(j, p);
	json_numbers(j, p, is_time);
	vypr_json_string(j, "behind", p->behind);
	vypr_json_string(j, "relation", p->relation);
	if (p->relation_to < 0)
		vypr_json_null(j, "relation_to");
	else
		vypr_json_integer(j, "relation_to", p->relation_to);
	json_predicates(j, "conjunction", p->parts, p->part_count, is_time);
	json_predicates(j, "same", p->same, p->same_count, is_time);
	vypr_json_close(j, '}');
}

static void json_example(struct vypr_json *j, const char *name, const char *id,
			 double value, int is_time)
{
	if (!*id) {
		vypr_json_null(j, name);
		return;
	}
	vypr_json_open(j, name, '{');
	vypr_json_string(j, "id", id);
	vypr_json_quantity(j, "value", value, is_time);
	vypr_json_close(j, '}');
}

static void json_distribution(struct vypr_json *j,
			      const struct vypr_analysis_distribution *d, int is_time)
{
	vypr_json_open(j, "distribution", '[');
	for (size_t i = 0; i < d->bin_count; i++) {
		vypr_json_open(j, NULL, '{');
		vypr_json_quantity(j, "low", d->bins[i].low, is_time);
		vypr_json_quantity(j, "high", d->bins[i].high, is_time);
		vypr_json_unsigned(j, "bad", d->bins[i].bad);
		vypr_json_unsigned(j, "good", d->bins[i].good);
		vypr_json_close(j, '}');
	}
	vypr_json_close(j, ']');
}

static void json_explanation(FILE *out, const struct vypr_analysis_explanation *e)
{
	struct vypr_json j;

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	vypr_json_string(&j, "name", e->name);
	vypr_json_string(&j, "file", e->file);
	vypr_json_string(&j, "function", e->function);
	vypr_json_string(&j, "text", e->text);
	vypr_json_string(&j, "sentence", e->sentence);
	vypr_json_bool(&j, "separates", e->separates);
	vypr_json_string(&j, "grouping", e->grouping);
	vypr_json_string(&j, "unit", e->is_time ? "ns" : "");
	vypr_json_quantity(&j, "cut", strcmp(e->grouping, "false") == 0 ? NAN : e->cut,
			   e->is_time);
	vypr_json_unsigned(&j, "bad", e->bad);
	vypr_json_unsigned(&j, "good", e->good);
	vypr_json_unsigned(&j, "bad_paths", e->bad_paths);
	vypr_json_unsigned(&j, "good_paths", e->good_paths);
	vypr_json_unsigned(&j, "unreadable", e->unreadable);
	vypr_json_unsigned(&j, "jumped", e->jumped);
	vypr_json_unsigned(&j, "distinct", e->distinct);
	vypr_json_unsigned(&j, "compared", e->compared);
	json_predicates(&j, "predicates", e->predicates, e->predicate_count, e->is_time);
	json_predicates(&j, "causes", e->causes, e->cause_count, e->is_time);
	vypr_json_unsigned(&j, "unexplained", e->unexplained);
	json_example(&j, "bad_example", e->bad_example, e->bad_example_value, e->is_time);
	json_example(&j, "good_example", e->good_example, e->good_example_value,
		     e->is_time);
	vypr_json_budgets(&j, "budget", e->budget);
	json_distribution(&j, &e->distribution, e->is_time);
	vypr_json_excerpts(&j, e);
	vypr_json_close(&j, '}');
}

/* ---- text ---- */

static const char *base_name(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? slash + 1 : file;
}

static void text_same(const struct vypr_output *o,
		      const struct vypr_analysis_predicate *p)
{
	if (p->same_count == 0)
		return;
	fputs("\nTaken by the same verdicts:\n", o->out);
	for (size_t i = 0; i < p->same_count; i++)
		fprintf(o->out, "  %s\n", p->same[i].text);
}

static void share_cell(const struct vypr_output *o, uint64_t some, uint64_t all)
{
	char share[16], cell[48];

	snprintf(cell, sizeof cell, "%llu %7s", (unsigned long long)some,
		 vypr_percent_text(all ? (double)some / (double)all : 0, share,
				   sizeof share));
	vypr_text_cell(o, cell, -15);
}

/* What was tested may be cut short, how it came out not. */
static void branch_cell(const struct vypr_output *o,
			const struct vypr_analysis_predicate *p, int columns)
{
	const char *condition = *p->condition ? p->condition : "statement";
	char outcome[160], whole[512];
	int left;

	if (!*p->outcome) {
		vypr_text_cell(o, p->text, columns);
		return;
	}
	snprintf(outcome, sizeof outcome, " (%s)", p->outcome);
	left = columns - vypr_text_columns(outcome);
	if (left >= 4 && vypr_text_columns(condition) > left) {
		vypr_text_cell(o, condition, left);
		fputs(outcome, o->out);
		return;
	}
	snprintf(whole, sizeof whole, "%s%s", condition, outcome);
	vypr_text_cell(o, whole, columns);
}

static void place_text(const struct vypr_analysis_predicate *p, char *buf, size_t size)
{
	snprintf(buf, size, *p->file ? "%s:%u" : "", base_name(p->file), p->line);
}

/* What the longest place needs, within reason. */
static int place_columns(const struct vypr_analysis_explanation *e)
{
	char place[160];
	int most = 4;

	for (size_t i = 0; i < e->predicate_count; i++) {
		place_text(&e->predicates[i], place, sizeof place);
		if (vypr_text_columns(place) > most)
			most = vypr_text_columns(place);
	}
	return most > 24 ? 24 : most;
}

static const char *relation_text(const char *relation)
{
	if (strcmp(relation, "same") == 0)
		return "the same verdicts as";
	if (strcmp(relation, "part of") == 0)
		return "only verdicts of";
	if (strcmp(relation, "on the way") == 0)
		return "on the way to";
	return relation;
}

/* What has to do with a cause is said to; what may be chance need not be. */
static void text_relation(const struct vypr_output *o, const struct vypr_analysis_predicate *p)
{
	static const char *const ordinals[] = { "first", "second", "third", "fourth", "fifth" };

	if (p->relation_to < 0 || p->relation_to > 4 || p->p > 0.05)
		return;
	vypr_text_colour(o, VYPR_DIM);
	fprintf(o->out, "    %s the %s cause\n", relation_text(p->relation),
		ordinals[p->relation_to]);
	vypr_text_colour(o, VYPR_PLAIN);
}

static void text_row(const struct vypr_output *o,
		     const struct vypr_analysis_explanation *e,
		     const struct vypr_analysis_predicate *p, int flexible, int at)
{
	char place[160], interval[64];

	place_text(p, place, sizeof place);
	snprintf(interval, sizeof interval, "%+.0f..%+.0f %%", p->low * 100,
		 p->high * 100);
	branch_cell(o, p, flexible);
	putc(' ', o->out);
	vypr_text_cell(o, place, at);
	share_cell(o, p->bad_taken, e->bad_paths);
	share_cell(o, p->good_taken, e->good_paths);
	vypr_text_cell(o, interval, -13);
	putc('\n', o->out);
}

static const char *bad_word(const struct vypr_analysis_explanation *e)
{
	if (strcmp(e->grouping, "false") == 0)
		return "FALSE";
	return e->is_time ? "SLOW" : "HIGH";
}

static const char *good_word(const struct vypr_analysis_explanation *e)
{
	return strcmp(e->grouping, "false") == 0 ? "TRUE" : "REST";
}

struct vypr_histogram_words
vypr_explanation_words(const struct vypr_analysis_explanation *e)
{
	return (struct vypr_histogram_words){ e->is_time ? "TIME FROM" : "VALUE FROM",
					      bad_word(e), good_word(e) };
}

static void text_histogram(const struct vypr_output *o,
			   const struct vypr_analysis_explanation *e)
{
	struct vypr_histogram_words words = vypr_explanation_words(e);

	vypr_print_histogram(o, &e->distribution, e->is_time, &words);
}

static void text_table(const struct vypr_output *o,
		       const struct vypr_analysis_explanation *e)
{
	int at = place_columns(e), rest = o->width - 44 - at;
	int flexible = rest > 60 ? 60 : rest < 16 ? 16 : rest;
	char bad[32], good[32];

	if (e->predicate_count == 0)
		return;
	snprintf(bad, sizeof bad, "%s %llu", bad_word(e),
		 (unsigned long long)e->bad_paths);
	snprintf(good, sizeof good, "%s %llu", good_word(e),
		 (unsigned long long)e->good_paths);
	putc('\n', o->out);
	vypr_text_colour(o, VYPR_DIM);
	vypr_text_cell(o, "FINDING", flexible);
	putc(' ', o->out);
	vypr_text_cell(o, "AT", at);
	vypr_text_cell(o, bad, -15);
	vypr_text_cell(o, good, -15);
	vypr_text_cell(o, "DIFFERENCE", -13);
	vypr_text_colour(o, VYPR_PLAIN);
	putc('\n', o->out);
	for (size_t i = 0; i < e->predicate_count; i++) {
		text_row(o, e, &e->predicates[i], flexible, at);
		text_relation(o, &e->predicates[i]);
	}
}

static void text_example(const struct vypr_output *o,
			 const struct vypr_analysis_explanation *e, const char *word,
			 const char *id, double value)
{
	char buf[40];

	if (!*id)
		return;
	fprintf(o->out, "  vypr-analyse %s%s%spath %-14s a %s one", o->store ? "-d " : "",
		o->store ? o->store : "", o->store ? " " : "", id, word);
	if (!isnan(value))
		fprintf(o->out, ", %s",
			vypr_analysis_quantity(value, e->is_time, buf, sizeof buf));
	putc('\n', o->out);
}

static void text_examples(const struct vypr_output *o,
			  const struct vypr_analysis_explanation *e)
{
	int is_false = strcmp(e->grouping, "false") == 0;

	if (!*e->bad_example && !*e->good_example)
		return;
	fputs("\nCompare:\n", o->out);
	text_example(o, e,
		     is_false	  ? "false"
		     : e->is_time ? "slow"
				  : "high",
		     e->bad_example, e->bad_example_value);
	text_example(o, e,
		     is_false	  ? "true"
		     : e->is_time ? "fast"
				  : "low",
		     e->good_example, e->good_example_value);
}

static void text_basis(const struct vypr_output *o,
		       const struct vypr_analysis_explanation *e)
{
	char outcomes[48], ways[48], line[400];

	if (e->bad_paths + e->good_paths == 0)
		return;
	snprintf(line, sizeof line,
		 "Paths: %llu of %llu verdicts, %s; %s compared; intervals are of the "
		 "difference of the shares, 95 %% for all together.",
		 (unsigned long long)(e->bad_paths + e->good_paths),
		 (unsigned long long)(e->bad + e->good),
		 vypr_count_text(e->distinct, "different way", "different ways", ways,
				 sizeof ways),
		 vypr_count_text(e->compared, "finding", "findings", outcomes,
				 sizeof outcomes));
	putc('\n', o->out);
	vypr_text_wrap(o, 0, 0, line);
	if (e->jumped)
		fprintf(o->out, "%s known up to a longjmp only.\n",
			vypr_count_text(e->jumped, "path is", "paths are", ways,
					sizeof ways));
	if (e->unreadable)
		fprintf(o->out, "The paths of %llu verdicts could not be rebuilt.\n",
			(unsigned long long)e->unreadable);
}

void vypr_print_explanation(struct vypr_output *o,
			    const struct vypr_analysis_explanation *e)
{
	if (o->json) {
		json_explanation(o->out, e);
		return;
	}
	vypr_text_wrap(o, 0, 0, e->sentence);
	vypr_print_excerpts(o, e);
	if (e->separates)
		text_same(o, &e->predicates[0]);
	text_table(o, e);
	text_histogram(o, e);
	vypr_print_budgets(o, e->budget,
			   strcmp(e->grouping, "false") == 0 ? "FALSE" : "SLOWEST",
			   strcmp(e->grouping, "false") == 0 ? "TRUE" : "OTHERS");
	text_examples(o, e);
	text_basis(o, e);
}
