/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paths into one parametric path and back, over graphs made by hand and at random.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/intersect.h"
#include "testsuite/suite.h"

#define MOST_NODES 64
#define MOST_EDGES 512

/* ---- graphs and paths as text ---------------------------------------------------- */

struct maker {
	struct vypr_graph graph;
	uint32_t first[MOST_NODES + 1], target[MOST_EDGES];
};

/* "1,2 3 3 -": where each node leads; the last one is the sink, the first the source. */
static void make_graph(struct maker *m, const char *text)
{
	uint32_t nodes = 0, edges = 0;

	memset(m, 0, sizeof *m);
	while (*text) {
		char *end;

		m->first[nodes++] = edges;
		while (*text && *text != ' ') {
			if (*text == '-' || *text == ',') {
				text++;
				continue;
			}
			m->target[edges++] = (uint32_t)strtoul(text, &end, 10);
			text = end;
		}
		text += *text == ' ';
	}
	m->first[nodes] = edges;
	m->graph = (struct vypr_graph){ nodes, 0, nodes - 1, m->first, m->target };
}

static uint32_t edge_between(const struct vypr_graph *g, uint32_t from, uint32_t to)
{
	for (uint32_t e = g->first_edge[from]; e < g->first_edge[from + 1]; e++)
		if (g->target[e] == to)
			return e;
	ck_abort_msg("no edge from %u to %u", from, to);
	return 0;
}

static size_t edges_of(const struct vypr_graph *g, const char *nodes, uint32_t *edges)
{
	size_t count = 0;
	char *end;
	uint32_t from = (uint32_t)strtoul(nodes, &end, 10);

	while (*end) {
		uint32_t to = (uint32_t)strtoul(end, &end, 10);

		edges[count++] = edge_between(g, from, to);
		from = to;
	}
	return count;
}

/* ---- elements and values as text --------------------------------------------------- */

struct text {
	char bytes[8192];
	size_t used;
};

static void put(struct text *t, const char *format, unsigned number)
{
	t->used += (size_t)snprintf(t->bytes + t->used, sizeof t->bytes - t->used, format,
				    number);
	ck_assert_uint_lt(t->used, sizeof t->bytes);
}

static size_t tell(struct text *t, const struct vypr_parametric *p, size_t at);

static size_t tell_inside(struct text *t, const struct vypr_parametric *p, size_t at)
{
	uint32_t depth = p->elements[at].depth;

	put(t, "(", 0);
	for (at++; at < p->element_count && p->elements[at].depth > depth;)
		at = tell(t, p, at);
	put(t, " )", 0);
	return at;
}

static size_t tell(struct text *t, const struct vypr_parametric *p, size_t at)
{
	const struct vypr_element *e = &p->elements[at];

	switch (e->kind) {
	case VYPR_ELEMENT_NODE: put(t, " %u", e->node); return at + 1;
	case VYPR_ELEMENT_BRANCH: put(t, " ?%u", e->node); break;
	case VYPR_ELEMENT_WAY: put(t, " to %u", e->node); break;
	case VYPR_ELEMENT_SHARED: put(t, " both", 0); break;
	case VYPR_ELEMENT_LOOP: put(t, " loop %u", e->node); break;
	case VYPR_ELEMENT_TURN: put(t, " turn", 0); break;
	case VYPR_ELEMENT_LEAVE: put(t, " last", 0); break;
	case VYPR_ELEMENT_PART: put(t, " part %u", e->node); return at + 1;
	}
	return tell_inside(t, p, at);
}

/* "0=0,1": the values of a sequence; "-" where the path never came. */
static void put_reading(struct text *t, const struct vypr_parametric *p,
			const struct vypr_slot_values *s, uint32_t path)
{
	for (size_t i = 0; i < s->reading_count; i++) {
		const struct vypr_reading *r = &p->readings[s->first_reading + i];
		const struct vypr_sequence *q = &p->sequences[r->sequence];

		if (r->path != path)
			continue;
		for (uint32_t k = 0; k < q->count; k++)
			put(t, k ? ",%u" : "%u", p->items[q->first + k]);
		return;
	}
	put(t, "-", 0);
}

static void put_parameters(struct text *t, const struct vypr_parametric *p)
{
	for (size_t i = 0; i < p->slot_count; i++) {
		static const char *const kinds[] = { " edge %u:", " count %u:",
						     " way %u:" };

		if (p->slots[i].agreement != VYPR_DIFFERS)
			continue;
		put(t, kinds[p->slots[i].kind], p->slots[i].node);
		for (uint32_t path = 0; path < p->path_count; path++) {
			put(t, path ? "|" : " ", 0);
			put_reading(t, p, &p->slots[i], path);
		}
	}
}

static void check_back(const struct vypr_intersection *x, uint32_t path,
		       const uint32_t *edges, size_t count, const char *what)
{
	uint32_t *back;
	size_t back_count;

	ck_assert_msg(!vypr_intersection_expand(x, path, &back, &back_count),
		      "%s: path %u cannot be expanded", what, path);
	ck_assert_msg(back_count == count && !memcmp(back, edges, count * sizeof *back),
		      "%s: path %u comes back as another", what, path);
	free(back);
}

/* ---- by hand ----------------------------------------------------------------------- */

static const struct {
	const char *what, *graph;
	const char *paths[4];
	const char *elements, *parameters;
} rows[] = {
	{ "a sequence", "1 2 3 -", { "0 1 2 3", "0 1 2 3" }, " 0 1 2", "" },
	{ "a branch all take alike", "1,2 3 3 -", { "0 1 3", "0 1 3" }, " 0 1", "" },
	{ "a branch",
	  "1,2 3 3 4 -",
	  { "0 1 3 4", "0 2 3 4" },
	  " 0 ?0( to 1( 1 ) to 2( 2 ) ) 3",
	  " edge 0: 0|1" },
	{ "an if without else",
	  "1,2 2 3 -",
	  { "0 1 2 3", "0 2 3", "0 1 2 3" },
	  " 0 ?0( to 1( 1 ) to 2( ) ) 2",
	  " edge 0: 0|1|0" },
	{ "nested: who never came there has no value",
	  "1,5 2,3 4 4 5 6 -",
	  { "0 1 2 4 5 6", "0 1 3 4 5 6", "0 5 6" },
	  " 0 ?0( to 1( 1 ?1( to 2( 2 ) to 3( 3 ) ) 4 ) to 5( ) ) 5",
	  " edge 0: 0|0|1 edge 1: 0|1|-" },
	{ "the slides: if, then a loop with 2 and with 3 turns",
	  "1,2 3 3 4,5 3 6 -",
	  { "0 2 3 4 3 4 3 5 6", "0 1 3 4 3 4 3 4 3 5 6" },
	  " 0 ?0( to 1( 1 ) to 2( 2 ) ) loop 3( turn( 3 4 ) last( 3 ) ) 5",
	  " edge 0: 1|0 count 3: 2|3" },
	{ "equal counts are no parameter",
	  "1 2,3 1 4 -",
	  { "0 1 2 1 3 4", "0 1 2 1 3 4" },
	  " 0 loop 1( turn( 1 2 ) last( 1 ) ) 3",
	  "" },
	{ "a loop that one path does not turn in",
	  "1 2,3 1 4 -",
	  { "0 1 3 4", "0 1 2 1 3 4" },
	  " 0 loop 1( turn( 1 2 ) last( 1 ) ) 3",
	  " count 1: 0|1" },
	{ "turns that differ inside",
	  "1 2,6 3,4 5 5 1 7 -",
	  { "0 1 2 3 5 1 2 4 5 1 6 7", "0 1 2 4 5 1 2 4 5 1 6 7" },
	  " 0 loop 1( turn( 1 2 ?2( to 3( 3 ) to 4( 4 ) ) 5 ) last( 1 ) ) 6",
	  " edge 2: 0,1|1,1" },
	{ "turns in step: only how many differs",
	  "1 2,6 3,4 5 5 1 7 -",
	  { "0 1 2 3 5 1 2 4 5 1 6 7", "0 1 2 3 5 1 6 7" },
	  " 0 loop 1( turn( 1 2 ?2( to 3( 3 ) to 4( 4 ) ) 5 ) last( 1 ) ) 6",
	  " count 1: 2|1" },
	{ "break: how the last turn left",
	  "1 2,5 3,4 5 1 6 -",
	  { "0 1 2 4 1 5 6", "0 1 2 3 5 6" },
	  " 0 loop 1( turn( 1 2 4 ) last( 1 ?1( to 2( 2 ) to 5( ) ) )"
	  " to 5( ) to 3( 3 ) ) 5",
	  " count 1: 1|0 edge 1: 1|0" },
	{ "return out of a loop",
	  "1 2,4 3,5 1 5 6 -",
	  { "0 1 2 3 1 4 5 6", "0 1 2 5 6" },
	  " 0 loop 1( turn( 1 2 3 ) last( 1 ?1( to 2( 2 ) to 4( ) ) )"
	  " to 4( 4 ) to 5( ) ) 5",
	  " count 1: 1|0 edge 1: 1|0" },
	{ "early return",
	  "1,2 4 3 4 5 -",
	  { "0 1 4 5", "0 2 3 4 5" },
	  " 0 ?0( to 1( 1 ) to 2( 2 3 ) ) 4",
	  " edge 0: 0|1" },
	{ "a && b: the else part is shared",
	  "1,3 2,3 4 4 5 -",
	  { "0 1 2 4 5", "0 3 4 5", "0 1 3 4 5" },
	  " 0 ?0( to 1( 1 ?1( to 2( 2 ) to 3( ) ) ) to 3( ) both( 3 ) ) 4",
	  " edge 0: 0|1|0 edge 1: 0|-|1" },
	{ "a switch with fall through",
	  "1,2,3 2 4 4 5 -",
	  { "0 1 2 4 5", "0 2 4 5", "0 3 4 5" },
	  " 0 ?0( to 1( 1 ) to 2( ) to 3( 3 ) both( 2 ) ) 4",
	  " edge 0: 0|1|2" },
	{ "a goto forward over a label",
	  "1,3 2,4 3 5 5 6 -",
	  { "0 1 2 3 5 6", "0 3 5 6", "0 1 4 5 6" },
	  " 0 ?0( to 1( 1 ?1( to 2( 2 ) to 4( 4 ) ) ) to 3( ) both( 3 ) ) 5",
	  " edge 0: 0|1|0 edge 1: 0|-|1" },
	{ "a goto into a loop: one part, its ways are the values",
	  "1,2 2 1,3 4 -",
	  { "0 1 2 3 4", "0 2 1 2 3 4", "0 2 3 4" },
	  " 0 ?0( to 1( ) to 2( ) ) part 1 3",
	  " edge 0: 0|1|1 way 1: 0|1|2" },
	{ "a loop in a loop",
	  "1 2,5 3,4 2 1 6 -",
	  { "0 1 2 3 2 4 1 2 4 1 5 6", "0 1 2 4 1 2 3 2 3 2 4 1 5 6" },
	  " 0 loop 1( turn( 1 loop 2( turn( 2 3 ) last( 2 ) ) 4 ) last( 1 ) ) 5",
	  " count 2: 1,0|0,2" },
	{ "left from the inner loop: the rest of the outer turn is not asked about",
	  "1 2,5 3,4 2,5 1 6 -",
	  { "0 1 2 3 2 3 5 6", "0 1 2 4 1 2 3 5 6" },
	  " 0 loop 1( turn( 1 loop 2( last( 2 ) ) 4 )"
	  " last( 1 loop 2( turn( 2 3 ) last( 2 3 ) ) ) ) 5",
	  " count 1: 0|1 count 2: 1|0" },
	{ "do while",
	  "1 1,2 3 -",
	  { "0 1 2 3", "0 1 1 1 2 3" },
	  " 0 loop 1( turn( 1 ) last( 1 ) ) 2",
	  " count 1: 0|2" },
	{ "the observation is in the loop",
	  "1 2,4 3,5 1 6 6 -",
	  { "0 1 2 5 6", "0 1 2 3 1 2 5 6" },
	  " 0 loop 1( turn( 1 2 3 ) last( 1 2 ) ) 5",
	  " count 1: 0|1" },
	{ "the paths begin at a loop's header",
	  "1,2 0 3 -",
	  { "0 2 3", "0 1 0 2 3" },
	  " loop 0( turn( 0 1 ) last( 0 ) ) 2",
	  " count 0: 0|1" },
};

START_TEST(what_paths_have_in_common_and_where_they_differ)
{
	struct maker m;
	struct vypr_intersection *x;
	struct vypr_parametric p;
	struct text text = { .used = 0 };
	uint32_t edges[4][64];
	size_t counts[4], paths = 0;

	make_graph(&m, rows[_i].graph);
	ck_assert(!vypr_intersection_new(&m.graph, &x));
	for (; paths < 4 && rows[_i].paths[paths]; paths++) {
		counts[paths] = edges_of(&m.graph, rows[_i].paths[paths], edges[paths]);
		ck_assert(!vypr_intersection_add(x, edges[paths], counts[paths]));
	}
	ck_assert(!vypr_intersection_end(x));
	vypr_intersection_get(x, &p);
	for (size_t at = 0; at < p.element_count;)
		at = tell(&text, &p, at);
	ck_assert_msg(!strcmp(text.bytes, rows[_i].elements), "%s:%s", rows[_i].what,
		      text.bytes);
	text.bytes[text.used = 0] = '\0';
	put_parameters(&text, &p);
	ck_assert_msg(!strcmp(text.bytes, rows[_i].parameters), "%s:%s", rows[_i].what,
		      text.bytes);
	for (size_t i = 0; i < paths; i++)
		check_back(x, (uint32_t)i, edges[i], counts[i], rows[_i].what);
	vypr_intersection_free(x);
}
END_TEST

START_TEST(what_is_no_path_is_refused)
{
	static const struct {
		uint32_t edges[3];
		size_t count;
	} bad[] = {
		{ { 0, 0, 0 }, 0 }, /* nothing */
		{ { 0, 0, 0 }, 1 }, /* not to the sink */
		{ { 2, 4, 0 }, 2 }, /* not from the source */
		{ { 0, 3, 4 }, 3 }, /* a gap */
		{ { 0, 2, 99 }, 3 }, /* no such edge */
	};
	struct maker m;
	struct vypr_intersection *x;

	make_graph(&m, "1,2 3 3 4 -");
	ck_assert(!vypr_intersection_new(&m.graph, &x));
	ck_assert_int_eq(vypr_intersection_add(x, bad[_i].edges, bad[_i].count),
			 VYPR_FORMAT);
	vypr_intersection_free(x);
}
END_TEST

/* ---- at random ------------------------------------------------------------------- */

static uint64_t seed;

static uint32_t draw(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 16) % below;
}

/* Edges mostly to near nodes, some back; the last node is the sink. */
static void random_graph(struct maker *m)
{
	uint32_t nodes = 3 + draw(14), edges = 0, back = draw(4);

	memset(m, 0, sizeof *m);
	for (uint32_t n = 0; n + 1 < nodes; n++) {
		uint32_t ways = 1 + draw(2) + (draw(8) == 0 ? draw(4) : 0);

		m->first[n] = edges;
		for (uint32_t i = 0; i < ways; i++) {
			uint32_t ahead =
				n + 1 + draw(nodes - n - 1 < 3 ? nodes - n - 1 : 3);

			m->target[edges++] = draw(6) < back ? draw(nodes) : ahead;
		}
	}
	m->first[nodes - 1] = m->first[nodes] = edges;
	m->graph = (struct vypr_graph){ nodes, 0, nodes - 1, m->first, m->target };
}

/* Steps to the sink; NOWHERE: it is not reached. */
static void distances(const struct vypr_graph *g, uint32_t *distance)
{
	for (uint32_t n = 0; n < g->node_count; n++)
		distance[n] = n == g->sink ? 0 : VYPR_NOWHERE;
	for (uint32_t round = 0; round < g->node_count; round++)
		for (uint32_t n = 0; n < g->node_count; n++)
			for (uint32_t e = g->first_edge[n]; e < g->first_edge[n + 1];
			     e++) {
				uint32_t d = distance[g->target[e]];

				if (d != VYPR_NOWHERE && d + 1 < distance[n])
					distance[n] = d + 1;
			}
}

/* Any way for a while, then the shortest. */
static size_t random_path(const struct vypr_graph *g, const uint32_t *distance,
			  uint32_t *edges, uint32_t most)
{
	uint32_t node = g->source, loose = draw(most);
	size_t count = 0;

	while (node != g->sink) {
		uint32_t first = g->first_edge[node], e;

		do
			e = first + draw(g->first_edge[node + 1] - first);
		while (distance[g->target[e]] == VYPR_NOWHERE ||
		       (count >= loose && distance[g->target[e]] + 1 != distance[node]));
		edges[count++] = e;
		node = g->target[e];
	}
	return count;
}

/* A node outside of all loops that every path passes is told first and last; nothing else
 * is. */
static void check_common(const struct vypr_parametric *p, const struct vypr_graph *g,
			 uint32_t (*edges)[256], const size_t *counts, uint32_t paths)
{
	for (uint32_t n = 0; n < g->node_count; n++) {
		uint32_t passed = 0, told = 0;

		if (p->structure->loop_of[n] != 0 || n == g->sink)
			continue;
		for (uint32_t i = 0; i < paths; i++)
			for (size_t k = 0; k < counts[i]; k++)
				passed += p->structure->source_of[edges[i][k]] == n;
		for (size_t i = 0; i < p->element_count; i++)
			told += p->elements[i].kind == VYPR_ELEMENT_NODE &&
				p->elements[i].node == n && p->elements[i].depth == 0;
		ck_assert_uint_eq(told, passed == paths);
	}
}

static size_t count_parameters(const struct vypr_parametric *p)
{
	size_t count = 0;

	for (size_t i = 0; i < p->slot_count; i++)
		count += p->slots[i].agreement == VYPR_DIFFERS;
	return count;
}

static int all_equal(uint32_t (*edges)[256], const size_t *counts, uint32_t paths)
{
	for (uint32_t i = 1; i < paths; i++)
		if (counts[i] != counts[0] ||
		    memcmp(edges[i], edges[0], counts[0] * sizeof **edges) != 0)
			return 0;
	return 1;
}

START_TEST(any_path_comes_back_from_the_parametric_one)
{
	static uint32_t edges[20][256];
	uint32_t distance[MOST_NODES], paths, unstructured = 0;
	size_t counts[20];
	struct vypr_intersection *x;
	struct vypr_parametric p;
	struct maker m;

	for (uint32_t round = 0; round < 4000; round++) {
		seed = 0x9e3779b97f4a7c15ULL * (_i * 4000u + round + 1);
		random_graph(&m);
		distances(&m.graph, distance);
		if (distance[0] == VYPR_NOWHERE)
			continue;
		ck_assert(!vypr_intersection_new(&m.graph, &x));
		paths = 1 + draw(20);
		for (uint32_t i = 0; i < paths; i++) {
			counts[i] = random_path(&m.graph, distance, edges[i],
						draw(2) ? 10 : 200);
			ck_assert(!vypr_intersection_add(x, edges[i], counts[i]));
		}
		ck_assert(!vypr_intersection_end(x));
		for (uint32_t i = 0; i < paths; i++)
			check_back(x, i, edges[i], counts[i], "random");
		vypr_intersection_get(x, &p);
		ck_assert_int_eq(count_parameters(&p) == 0,
				 all_equal(edges, counts, paths));
		check_common(&p, &m.graph, edges, counts, paths);
		for (uint32_t l = 0; l < p.structure->loop_count; l++)
			unstructured += p.structure->loops[l].unstructured != 0;
		vypr_intersection_free(x);
	}
	ck_assert_uint_gt(unstructured, 100);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("intersect");
	TCase *tcase = tcase_create("intersect");

	tcase_add_loop_test(tcase, what_paths_have_in_common_and_where_they_differ, 0,
			    sizeof rows / sizeof rows[0]);
	tcase_add_loop_test(tcase, what_is_no_path_is_refused, 0, 5);
	tcase_add_loop_test(tcase, any_path_comes_back_from_the_parametric_one, 0, 4);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
