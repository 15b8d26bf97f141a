/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a path looks: the source with the passed lines marked, the branches taken.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "analysis/print.h"

#define CONTEXT 2 /* lines shown around passed ones */
#define LEAST_LEFT_OUT 3

/* ---- JSON ---- */

static void json_branch(struct vypr_json *j, const struct vypr_analysis_branch *b)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_unsigned(j, "line", b->line);
	vypr_json_unsigned(j, "column", b->column);
	vypr_json_string(j, "condition", b->condition);
	vypr_json_string(j, "outcome", b->outcome);
	vypr_json_unsigned(j, "count", b->count);
	vypr_json_close(j, '}');
}

static void json_line(struct vypr_json *j, const struct vypr_analysis_line *l)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_unsigned(j, "line", l->number);
	vypr_json_unsigned(j, "passed", l->passed);
	vypr_json_string(j, "text", l->text);
	vypr_json_close(j, '}');
}

static void json_walk(struct vypr_json *j, const struct vypr_analysis_walk *w)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_string(j, "function", w->function);
	vypr_json_string(j, "file", w->file);
	vypr_json_unsigned(j, "depth", w->depth);
	vypr_json_unsigned(j, "repeated", w->repeated);
	vypr_json_string(j, "leads_to", w->leads_to);
	vypr_json_string(j, "ends", w->ends);
	vypr_json_bool(j, "from_entry", w->from_entry);
	vypr_json_bool(j, "continued", w->continued);
	vypr_json_bool(j, "from_disk", w->from_disk);
	vypr_json_open(j, "blocks", '[');
	for (size_t i = 0; i < w->block_count; i++)
		vypr_json_unsigned(j, NULL, w->blocks[i]);
	vypr_json_close(j, ']');
	vypr_json_open(j, "branches", '[');
	for (size_t i = 0; i < w->branch_count; i++)
		json_branch(j, &w->branches[i]);
	vypr_json_close(j, ']');
	vypr_json_open(j, "lines", '[');
	for (size_t i = 0; i < w->line_count; i++)
		json_line(j, &w->lines[i]);
	vypr_json_close(j, ']');
	vypr_json_close(j, '}');
}

static void json_turns(struct vypr_json *j, const struct vypr_analysis_turns *t)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_unsigned(j, "walk", t->walk);
	vypr_json_unsigned(j, "line", t->line);
	vypr_json_unsigned(j, "depth", t->depth);
	vypr_json_string(j, "loop", t->loop);
	vypr_json_unsigned(j, "entered", t->entered);
	vypr_json_string(j, "iterations", t->iterations);
	vypr_json_close(j, '}');
}

static void json_path(FILE *out, const struct vypr_analysis_path *p)
{
	struct vypr_json j;

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	vypr_json_verdict(&j, &p->head);
	vypr_json_open(&j, "walks", '[');
	for (size_t i = 0; i < p->walk_count; i++)
		json_walk(&j, &p->walks[i]);
	vypr_json_close(&j, ']');
	vypr_json_bool(&j, "cut", p->cut);
	vypr_json_open(&j, "observations", '[');
	for (size_t i = 0; i < p->observation_count; i++)
		vypr_json_observation(&j, &p->observations[i]);
	vypr_json_close(&j, ']');
	vypr_json_open(&j, "loops", '[');
	for (size_t i = 0; i < p->turns_count; i++)
		json_turns(&j, &p->turns[i]);
	vypr_json_close(&j, ']');
	vypr_json_open(&j, "graphs", '[');
	for (size_t i = 0; i < p->graph_count; i++)
		vypr_json_graph(&j, NULL, &p->graphs[i]);
	vypr_json_close(&j, ']');
	vypr_json_close(&j, '}');
}

/* ---- text ---- */

static void text_heading(const struct vypr_output *o, const struct vypr_analysis_walk *w)
{
	fprintf(o->out, "\n%*s", (int)w->depth * 2, "");
	vypr_text_colour(o, VYPR_BOLD);
	fputs(w->function, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	fprintf(o->out, " (%s)", w->file);
	if (w->repeated > 1)
		fprintf(o->out, ", %llu times in a row", (unsigned long long)w->repeated);
	if (strcmp(w->ends, "longjmp") == 0)
		fputs(", up to the first call that a longjmp back here may have left",
		      o->out);
	else if (*w->leads_to)
		fprintf(o->out, ", up to %s", w->leads_to);
	else if (strcmp(w->ends, "unwound") == 0)
		fputs(", left by an exception or longjmp", o->out);
	else if (strcmp(w->ends, "running") == 0)
		fputs(", still running: how far it had come for certain", o->out);
	else if (strcmp(w->ends, "unknown") == 0)
		fputs(", not to its end", o->out);
	else if (strcmp(w->ends, "observation") == 0)
		fputs(", its beginning", o->out);
	if (w->continued)
		fputs(" (continued; turns of the loop between may be missing)", o->out);
	else if (!w->from_entry)
		fputs("; what came before is not recorded", o->out);
	putc('\n', o->out);
}

/* What is told behind a line. */
struct notes {
	char text[240];
	size_t used;
};

static void note(struct notes *n, const char *separator, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void note(struct notes *n, const char *separator, const char *format, ...)
{
	size_t room = sizeof n->text - n->used;
	va_list arguments;
	int length;

	length = snprintf(n->text + n->used, room, "%s", n->used ? separator : "");
	if (length < 0 || (size_t)length >= room)
		return;
	n->used += (size_t)length;
	room -= (size_t)length;
	va_start(arguments, format);
	length = vsnprintf(n->text + n->used, room, format, arguments);
	va_end(arguments);
	n->used += length < 0 ? 0 : (size_t)length < room ? (size_t)length : room - 1;
}

/* Outcomes on a line: "true", or "true 3, false 1". */
static void note_outcomes(struct notes *n, const struct vypr_analysis_walk *w,
			  uint32_t line)
{
	for (size_t i = 0; i < w->branch_count; i++) {
		const struct vypr_analysis_branch *b = &w->branches[i];

		if (b->line != line)
			continue;
		if (b->count > 1)
			note(n, ", ", "%s %llu", b->outcome,
			     (unsigned long long)b->count);
		else
			note(n, ", ", "%s", b->outcome);
	}
}

/* Of loops that were come to more than once: how often each time. */
static void note_turns(struct notes *n, const struct vypr_analysis_path *p, size_t walk,
		       uint32_t line)
{
	for (size_t i = 0; i < p->turns_count; i++)
		if (p->turns[i].walk == walk && p->turns[i].line == line &&
		    p->turns[i].entered > 1)
			note(n, "; ", "iterations: %s", p->turns[i].iterations);
}

/* ---- observations ---- */

static int64_t first_time(const struct vypr_analysis_path *p)
{
	int64_t first = 0;

	for (size_t i = 0; i < p->observation_count; i++) {
		const struct vypr_analysis_observation *o = &p->observations[i];
		int64_t own = o->begin.time ? o->begin.time : o->end.time;

		if (own && (!first || own < first))
			first = own;
	}
	return first;
}

/* "q, 3 ms later, took 12 ms": later than the first observation. */
static void note_observation(struct notes *n, const struct vypr_analysis_path *p,
			     const struct vypr_analysis_observation *o)
{
	int64_t own = o->begin.time ? o->begin.time : o->end.time;
	int64_t first = first_time(p);
	char text[40];

	note(n, "; ", "%s", o->name);
	if (own > first)
		note(n, "", ", %s later",
		     vypr_analysis_quantity((double)(own - first), 1, text, sizeof text));
	if (o->duration >= 0)
		note(n, "", ", took %s",
		     vypr_analysis_quantity((double)o->duration, 1, text, sizeof text));
	else if (o->running)
		note(n, "", ", has not ended");
}

/* Those made on a line of the scope, in the walk that leads to the last of them. */
static void note_observations(struct notes *n, const struct vypr_analysis_path *p,
			      size_t walk, uint32_t line)
{
	if (p->walks[walk].depth ||
	    (walk + 1 < p->walk_count && p->walks[walk + 1].continued))
		return;
	for (size_t i = 0; i < p->observation_count; i++) {
		const struct vypr_analysis_observation *o = &p->observations[i];
		const struct vypr_analysis_place *place =
			o->begin.seen ? &o->begin : &o->end;

		if (place->seen && place->line == line && !*o->during)
			note_observation(n, p, o);
	}
}

/* ---- lines ---- */

static void text_line(const struct vypr_output *o, const struct vypr_analysis_path *p,
		      size_t walk, const struct vypr_analysis_line *l)
{
	const struct vypr_analysis_walk *w = &p->walks[walk];
	char expanded[512], count[24] = "";
	struct notes notes = { "", 0 };
	const char *taken = notes.text;
	size_t used = 0;
	int room = o->width - 16 - (int)w->depth * 2;

	for (const char *s = l->text; *s && used + 8 < sizeof expanded; s++) {
		if (*s == '\t')
			do
				expanded[used++] = ' ';
			while (used % 8);
		else
			expanded[used++] = *s;
	}
	expanded[used] = '\0';
	note_outcomes(&notes, w, l->number);
	note_turns(&notes, p, walk, l->number);
	note_observations(&notes, p, walk, l->number);
	if (l->passed > 1)
		snprintf(count, sizeof count, "%llu", (unsigned long long)l->passed);
	fprintf(o->out, "%*s", (int)w->depth * 2, "");
	vypr_text_colour(o, l->passed ? VYPR_GREEN : VYPR_DIM);
	fprintf(o->out, "%c%6s %6u  ", l->passed ? '>' : ' ', count, l->number);
	if (*taken)
		room -= vypr_text_columns(taken) + 6;
	if (room < 20)
		room = 20;
	if (*taken || vypr_text_columns(expanded) > room)
		vypr_text_cell(o, expanded,
			       vypr_text_columns(expanded) > room
				       ? room
				       : vypr_text_columns(expanded));
	else
		fputs(expanded, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	if (*taken) {
		vypr_text_colour(o, VYPR_YELLOW);
		fprintf(o->out, "   <- %s", taken);
		vypr_text_colour(o, VYPR_PLAIN);
	}
	putc('\n', o->out);
}

static int near_passed(const struct vypr_analysis_walk *w, size_t at)
{
	size_t from = at < CONTEXT ? 0 : at - CONTEXT, to = at + CONTEXT;

	for (size_t i = from; i <= to && i < w->line_count; i++)
		if (w->lines[i].passed)
			return 1;
	return 0;
}

/* Lines from here on that are far from the path. */
static size_t count_far(const struct vypr_analysis_walk *w, size_t at)
{
	size_t count = 0;

	while (at + count < w->line_count && !near_passed(w, at + count))
		count++;
	return count;
}

static void text_lines(const struct vypr_output *o, const struct vypr_analysis_path *p,
		       size_t walk)
{
	const struct vypr_analysis_walk *w = &p->walks[walk];

	for (size_t i = 0; i < w->line_count; i++) {
		size_t far = w->from_disk ? count_far(w, i) : 0;

		if (far < LEAST_LEFT_OUT) {
			text_line(o, p, walk, &w->lines[i]);
			continue;
		}
		fprintf(o->out, "%*s  ... %zu lines not on the path\n", (int)w->depth * 2,
			"", far);
		i += far - 1;
	}
	if (w->from_disk)
		return;
	fprintf(o->out, "%*s", (int)w->depth * 2 + 2, "");
	vypr_text_wrap(
		o, (int)w->depth * 2 + 2, (int)w->depth * 2 + 3,
		"(the source file is not here as it was compiled; these are the lines "
		"that the store knows)");
}

void vypr_print_path(struct vypr_output *o, const struct vypr_analysis_path *p)
{
	if (o->json) {
		json_path(o->out, p);
		return;
	}
	fprintf(o->out, "%s  ", p->head.id);
	vypr_text_colour(o, vypr_verdict_colour(p->head.verdict));
	fputs(p->head.verdict, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	fprintf(o->out, "  %s in %s (%s)\n", p->head.formula, p->head.function,
		p->head.file);
	if (p->walk_count == 0)
		fputs("No path was recorded for this verdict.\n", o->out);
	for (size_t i = 0; i < p->walk_count; i++) {
		text_heading(o, &p->walks[i]);
		text_lines(o, p, i);
	}
	if (p->cut)
		fprintf(o->out, "\n(only the first %zu recorded calls are shown)\n",
			p->walk_count);
}
