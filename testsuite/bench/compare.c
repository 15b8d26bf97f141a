/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long the intersection of 1,000 different paths of 1,000 branches takes: a loop with
 * three ifs in its body and a loop in that.  Least time of several rounds, one thread.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "analysis/intersect.h"

#define PATHS 1000
#define BRANCHES 1000
#define ROUNDS 5

/*   0 ─► 1 more? ─► 2 a? ─► 3, 4 ─► 5 b? ─► 6 ─► 7 inner? ─► 8 c? ─► 9 ─► 7
 *        └► 10 ─► 11                                  └► 1      └► 7 */
static uint32_t first[] = { 0, 1, 3, 5, 6, 7, 9, 10, 12, 14, 15, 16, 16 };
static uint32_t target[] = { 1, 2, 10, 3, 4, 5, 5, 6, 7, 7, 8, 1, 9, 7, 7, 11 };
static const struct vypr_graph graph = { 12, 0, 11, first, target };

static uint32_t draw(void)
{
	static uint64_t seed = 88172645463325252ULL;

	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 20);
}

/* The outer loop is left as soon as there are branches enough. */
static size_t make_path(uint32_t *edges)
{
	size_t count = 0;
	uint32_t node = 0, branches = 0;

	while (node != graph.sink) {
		uint32_t ways = first[node + 1] - first[node], way = 0;

		branches += ways > 1;
		if (node == 1)
			way = branches > BRANCHES;
		else if (ways > 1)
			way = draw() % ways;
		edges[count++] = first[node] + way;
		node = target[first[node] + way];
	}
	return count;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int main(void)
{
	static uint32_t edges[PATHS][4 * BRANCHES];
	static size_t counts[PATHS];
	struct vypr_intersection *x;
	struct vypr_parametric p;
	double least = 1e9, begin;
	size_t parameters = 0, elements = 0;

	for (int i = 0; i < PATHS; i++)
		counts[i] = make_path(edges[i]);
	for (int round = 0; round < ROUNDS; round++) {
		begin = seconds();
		if (vypr_intersection_new(&graph, &x))
			return 1;
		for (int i = 0; i < PATHS; i++)
			if (vypr_intersection_add(x, edges[i], counts[i]))
				return 1;
		if (vypr_intersection_end(x))
			return 1;
		if (seconds() - begin < least)
			least = seconds() - begin;
		vypr_intersection_get(x, &p);
		elements = p.element_count;
		parameters = 0;
		for (size_t i = 0; i < p.slot_count; i++)
			parameters += p.slots[i].agreement == VYPR_DIFFERS;
		vypr_intersection_free(x);
	}
	printf("%d paths of %d branches: %.0f ms, %zu parameters, %zu elements\n", PATHS,
	       BRANCHES, least * 1e3, parameters, elements);
	return 0;
}
