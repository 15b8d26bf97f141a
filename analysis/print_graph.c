/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a control-flow graph with its counts is written for Graphviz, and in JSON.
 */
#include <string.h>

#include "analysis/print.h"

/* ---- JSON ---- */

static void json_edge(struct vypr_json *j, const struct vypr_analysis_edge *e)
{
	vypr_json_open(j, NULL, '{');
	vypr_json_unsigned(j, "from", e->from);
	vypr_json_unsigned(j, "to", e->to);
	vypr_json_string(j, "outcome", e->outcome);
	vypr_json_unsigned(j, "passed", e->passed);
	vypr_json_unsigned(j, "bad", e->bad);
	vypr_json_unsigned(j, "good", e->good);
	if (e->parameter == VYPR_ANALYSIS_NO_PARAMETER)
		vypr_json_null(j, "parameter");
	else
		vypr_json_unsigned(j, "parameter", e->parameter);
	vypr_json_close(j, '}');
}

void vypr_json_graph(struct vypr_json *j, const char *name,
		     const struct vypr_analysis_graph *g)
{
	vypr_json_open(j, name, '{');
	vypr_json_unsigned(j, "start", g->start);
	if (g->end == UINT32_MAX)
		vypr_json_null(j, "end");
	else
		vypr_json_unsigned(j, "end", g->end);
	vypr_json_open(j, "nodes", '[');
	for (size_t i = 0; i < g->node_count; i++) {
		vypr_json_open(j, NULL, '{');
		vypr_json_unsigned(j, "line", g->nodes[i].line);
		vypr_json_unsigned(j, "end_line", g->nodes[i].end_line);
		vypr_json_string(j, "kind", g->nodes[i].kind);
		vypr_json_string(j, "condition", g->nodes[i].condition);
		vypr_json_unsigned(j, "passed", g->nodes[i].passed);
		vypr_json_close(j, '}');
	}
	vypr_json_close(j, ']');
	vypr_json_open(j, "edges", '[');
	for (size_t i = 0; i < g->edge_count; i++)
		json_edge(j, &g->edges[i]);
	vypr_json_close(j, ']');
	vypr_json_close(j, '}');
}

/* ---- Graphviz ---- */

static void put_escaped(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			putc('\\', out);
		putc(*text == '\n' ? ' ' : *text, out);
	}
}

static void dot_node(FILE *out, const struct vypr_analysis_graph *g, size_t i)
{
	const struct vypr_analysis_node *n = &g->nodes[i];

	fprintf(out, "\tb%zu [label=\"", i);
	if (n->line && n->end_line > n->line)
		fprintf(out, "%u-%u", n->line, n->end_line);
	else if (n->line)
		fprintf(out, "%u", n->line);
	else
		fputs(strcmp(n->kind, "exit") == 0 ? "exit" : "-", out);
	if (*n->condition) {
		fputs("\\n", out);
		put_escaped(out, n->condition);
	}
	if (n->passed > 1)
		fprintf(out, "\\n%llu times", (unsigned long long)n->passed);
	fputs("\"", out);
	if (*n->condition)
		fputs(" shape=diamond", out);
	if (i == g->start || i == g->end)
		fputs(" peripheries=2", out);
	fputs(n->passed ? " style=filled fillcolor=\"#e3f2e1\"]\n"
			: " color=\"#999999\" fontcolor=\"#999999\"]\n",
	      out);
}

/* Of the verdicts of a group, the share that took the edge. */
static double share(uint64_t took, uint64_t all)
{
	return all ? (double)took / (double)all : 0;
}

/* Red where the bad ones go more often than the others, blue the other way round. */
static const char *edge_colour(const struct vypr_analysis_edge *e,
			       const struct vypr_groups *groups)
{
	double difference = share(e->bad, groups->bad) - share(e->good, groups->good);

	if (!e->passed)
		return "#999999";
	if (!groups->name || difference == 0)
		return "#222222";
	return difference > 0 ? "#c62828" : "#1565c0";
}

static void dot_edge(FILE *out, const struct vypr_analysis_edge *e,
		     const struct vypr_groups *groups)
{
	const char *sep = "";

	fprintf(out, "\tb%u -> b%u [label=\"", e->from, e->to);
	if (*e->outcome) {
		put_escaped(out, e->outcome);
		sep = "\\n";
	}
	if (groups->name && e->passed)
		fprintf(out, "%s%llu %s, %llu other", sep, (unsigned long long)e->bad,
			groups->name, (unsigned long long)e->good);
	else if (e->passed > 1)
		fprintf(out, "%s%llu times", sep, (unsigned long long)e->passed);
	fprintf(out, "\" color=\"%s\"%s%s]\n", edge_colour(e, groups),
		e->passed ? " penwidth=2" : " style=dashed",
		e->parameter == VYPR_ANALYSIS_NO_PARAMETER ? ""
							   : " fontcolor=\"#c62828\"");
}

void vypr_print_dot(FILE *out, const struct vypr_analysis_graph *g,
		    const struct vypr_groups *groups)
{
	fputs("digraph \"", out);
	put_escaped(out, g->function);
	fputs("\" {\n\tlabel=\"", out);
	put_escaped(out, g->function);
	fputs(" (", out);
	put_escaped(out, g->file);
	fputs(")\"\n\tnode [shape=box fontname=\"monospace\"]\n"
	      "\tedge [fontname=\"monospace\"]\n",
	      out);
	for (size_t i = 0; i < g->node_count; i++)
		dot_node(out, g, i);
	for (size_t i = 0; i < g->edge_count; i++)
		dot_edge(out, &g->edges[i], groups);
	fputs("}\n", out);
}
