/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which lines around a cause are shown, and what is written behind them.
 */
#include <string.h>

#include "analysis/excerpt.h"
#include "analysis/source.h"

#define CONTEXT 3 /* lines on either side */
#define MOST_MARKS 32

struct mark {
	const struct vypr_analysis_predicate *predicate;
	size_t cause;
};

struct marks {
	struct mark marks[MOST_MARKS]; /* by file, function, line */
	size_t count;
};

/* ---- which lines ---- */

static int compare_marks(const struct vypr_analysis_predicate *x,
			 const struct vypr_analysis_predicate *y)
{
	int order = strcmp(x->file, y->file);

	if (order == 0)
		order = strcmp(x->function, y->function);
	if (order == 0)
		order = (x->line > y->line) - (x->line < y->line);
	return order;
}

static void add_mark(struct marks *m, const struct vypr_analysis_predicate *p,
		     size_t cause)
{
	size_t at = m->count;

	if (p->line == 0 || !*p->function || m->count == MOST_MARKS)
		return;
	while (at > 0 && compare_marks(m->marks[at - 1].predicate, p) > 0) {
		m->marks[at] = m->marks[at - 1];
		at--;
	}
	m->marks[at].predicate = p;
	m->marks[at].cause = cause;
	m->count++;
}

static void find_marks(const struct vypr_analysis_explanation *e, struct marks *m)
{
	for (size_t i = 0; i < e->cause_count; i++) {
		const struct vypr_analysis_predicate *p = &e->causes[i];

		add_mark(m, p, i);
		for (size_t k = 0; k < p->part_count; k++)
			add_mark(m, &p->parts[k], i);
	}
}

/* ---- where they are ---- */

static int find_function(const struct vypr_unit *unit,
			 const struct vypr_analysis_predicate *p, uint32_t *ret_function)
{
	for (uint32_t f = 0; f < unit->function_count; f++) {
		if (strcmp(vypr_unit_string(unit, unit->functions[f].name),
			   p->function) == 0 &&
		    strcmp(vypr_function_file(unit, f), p->file) == 0) {
			*ret_function = f;
			return 1;
		}
	}
	return 0;
}

/* Newest runs last: their units are the ones to look at. */
static const struct vypr_unit *find_unit(const struct vypr_analysis *a,
					 const struct vypr_analysis_predicate *p,
					 uint32_t *ret_function)
{
	for (size_t r = a->run_count; r-- > 0;) {
		const struct vypr_unit *unit;

		for (uint32_t n = 0; vypr_store_run_unit(a->store, a->runs[r].id, n,
							 &unit) == VYPR_OK;
		     n++)
			if (find_function(unit, p, ret_function))
				return unit;
	}
	return NULL;
}

/* ---- lines ---- */

static const char *note_of(struct vypr_report *report,
			   const struct vypr_analysis_explanation *e,
			   const struct mark *mark)
{
	const struct vypr_analysis_predicate *p = mark->predicate;
	int is_false = strcmp(e->grouping, "false") == 0;

	if (!*p->outcome)
		return p->text;
	return vypr_report_format(report, "%s: %llu of %llu %s, %llu of %llu %s",
				  p->outcome, (unsigned long long)p->bad_taken,
				  (unsigned long long)e->bad_paths,
				  is_false ? "false" : "slow",
				  (unsigned long long)p->good_taken,
				  (unsigned long long)e->good_paths,
				  is_false ? "true" : "others");
}

static int add_line(struct vypr_report *report, struct vypr_analysis_excerpt *x,
		    uint32_t number, const char *text)
{
	struct vypr_analysis_marked_line *line =
		vypr_report_push(report, &x->lines, &x->line_count, sizeof *line);

	if (!line)
		return 0;
	line->number = number;
	line->text = vypr_report_string(report, text);
	line->note = "";
	line->cause = -1;
	return 1;
}

static void note_last(struct vypr_report *report, struct vypr_analysis_excerpt *x,
		      const struct vypr_analysis_explanation *e, const struct mark *mark)
{
	struct vypr_analysis_marked_line *line = &x->lines[x->line_count - 1];

	line->note = *line->note ? vypr_report_format(report, "%s; %s", line->note,
						      note_of(report, e, mark))
				 : note_of(report, e, mark);
	if (line->cause < 0)
		line->cause = (int)mark->cause;
}

/* Is the line near one of the marks, and in the function? */
static int is_near(const struct mark *marks, size_t count, const struct vypr_function *f,
		   uint32_t number)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t line = marks[i].predicate->line;

		if (number == line)
			return 1;
		if (number + CONTEXT >= line && number <= line + CONTEXT &&
		    (!f || (number >= f->line && number <= f->end_line)))
			return 1;
	}
	return 0;
}

/* Without the source, what the unit knows of the marked lines. */
static const char *line_text(const struct mark *marks, size_t count,
			     const struct vypr_source *source, uint32_t number)
{
	if (source)
		return vypr_source_line(source, number);
	for (size_t i = 0; i < count; i++)
		if (marks[i].predicate->line == number)
			return marks[i].predicate->source;
	return NULL;
}

static int excerpt(struct vypr_report *report, const struct vypr_analysis_explanation *e,
		   struct vypr_analysis_excerpt *x, const struct mark *marks, size_t count,
		   const struct vypr_function *f, const struct vypr_source *source)
{
	uint32_t first = marks[0].predicate->line;
	uint32_t last = marks[count - 1].predicate->line + CONTEXT;

	for (uint32_t n = first > CONTEXT ? first - CONTEXT : 1; n <= last; n++) {
		const char *text = line_text(marks, count, source, n);

		if (!text || !is_near(marks, count, f, n))
			continue;
		if (!add_line(report, x, n, text))
			return 0;
		for (size_t i = 0; i < count; i++)
			if (marks[i].predicate->line == n)
				note_last(report, x, e, &marks[i]);
	}
	return 1;
}

static int same_function(const struct mark *x, const struct mark *y)
{
	return strcmp(x->predicate->file, y->predicate->file) == 0 &&
	       strcmp(x->predicate->function, y->predicate->function) == 0;
}

static int one_function(const struct vypr_analysis *a, struct vypr_analysis_explanation *e,
			const struct mark *marks, size_t count,
			struct vypr_source *source)
{
	const struct vypr_analysis_predicate *p = marks[0].predicate;
	uint32_t function = 0;
	const struct vypr_unit *unit = find_unit(a, p, &function);
	struct vypr_analysis_excerpt *x = vypr_report_push(
		e->memory, &e->excerpts, &e->excerpt_count, sizeof *x);
	int here = unit && vypr_source_open(source, unit, p->file);

	if (!x)
		return 0;
	x->file = p->file;
	x->function = p->function;
	return excerpt(e->memory, e, x, marks, count,
		       unit ? &unit->functions[function] : NULL, here ? source : NULL);
}

enum vypr_status vypr_excerpts(const struct vypr_analysis *analysis,
			       struct vypr_analysis_explanation *e)
{
	struct vypr_source source = { 0 };
	struct marks m = { .count = 0 };
	int ok = 1;

	find_marks(e, &m);
	for (size_t i = 0, end; ok && i < m.count; i = end) {
		for (end = i + 1;
		     end < m.count && same_function(&m.marks[i], &m.marks[end]); end++)
			;
		ok = one_function(analysis, e, &m.marks[i], end - i, &source);
	}
	vypr_source_fini(&source);
	return ok && !vypr_report_failed(e->memory) ? VYPR_OK : VYPR_NOMEM;
}
