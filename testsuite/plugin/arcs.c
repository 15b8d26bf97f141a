/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often each branch was taken, by the paths of a program that torture.cc made with "arcs":
 * every activation's path is walked from its entry to its exit, or to the last call in an
 * activation that was left otherwise.  usage: arcs UNIT TRACE, which prints
 *
 *   function NAME FILE CALLS
 *   branch NAME LINE COUNT...      of a block with several ways out, how often each was taken
 *
 * Functions into which a longjmp can come are left out, as it leaves no bit; and those with a
 * computed goto, as gcov counts their calls wrongly.
 * Exits 3 when there were more events than a trace holds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/walk.h"
#include "spec/event.h"
#include "spec/path.h"
#include "spec/unit.h"

enum { DEPTH = 1 << 17, TRACE_MOST = 1 << 22 };

/* An activation: the words it sent, and where it was last seen. */
struct frame {
	uint32_t function, last_block;
	uint64_t frame, last_word;
	struct vypr_walk_word *words;
	size_t count, capacity;
	int seen;
};

static struct vypr_unit unit;
static struct frame *stack;
static size_t depth;
static uint64_t *taken, *calls;

static int is_left_out(uint32_t function)
{
	const struct vypr_function *f = &unit.functions[function];

	for (uint32_t i = 0; i < f->block_count; i++) {
		const struct vypr_block *b = &unit.blocks[f->first_block + i];

		for (uint32_t e = 0; e < b->edge_count; e++)
			if (unit.edges[b->first_edge + e].kind == VYPR_EDGE_ABNORMAL)
				return 1;
	}
	return 0;
}

static void add_word(struct frame *f, uint64_t word, uint32_t landing)
{
	if (f->count == f->capacity) {
		f->capacity = f->capacity * 2 + 16;
		f->words = realloc(f->words, f->capacity * sizeof *f->words);
		if (!f->words)
			exit(99);
	}
	f->words[f->count].word = word;
	f->words[f->count++].landing = landing;
}

static void give_up(const struct frame *f, const char *why)
{
	fprintf(stderr, "%s: %s\n", vypr_unit_string(&unit, unit.functions[f->function].name), why);
	exit(1);
}

/* The path up to a block, or the exit, is what this activation did. */
static void add_path(struct frame *f, uint64_t word, uint32_t stop)
{
	static struct vypr_walk walk;
	const struct vypr_function *function = &unit.functions[f->function];

	if (is_left_out(f->function))
		return;
	add_word(f, word, 0);
	if (vypr_walk(&unit, f->function, function->entry_block, stop, f->words, f->count,
		      &walk) != VYPR_OK)
		give_up(f, "the bits do not fit");
	if (walk.end != (stop == UINT32_MAX ? VYPR_WALK_EXIT : VYPR_WALK_STOP))
		give_up(f, "the path does not end where the activation did");
	for (size_t i = 0; i < walk.count; i++) {
		const struct vypr_walk_step *step = &walk.steps[i];

		if (step->edge != VYPR_WALK_NO_EDGE)
			taken[unit.blocks[function->first_block + step->block].first_edge +
			      step->edge]++;
	}
}

/* Left by something else than a return: its last call never came back. */
static void abandon(void)
{
	struct frame *f = &stack[--depth];

	if (f->seen)
		add_path(f, f->last_word, f->last_block);
}

static void push(uint32_t function, uint64_t frame)
{
	struct frame *f;

	/* a frame is used again: what had it is over */
	for (size_t i = depth; i-- > 0;)
		if (stack[i].frame == frame)
			while (depth > i)
				abandon();
	if (depth == DEPTH)
		exit(3);
	f = &stack[depth++];
	f->function = function;
	f->frame = frame;
	f->count = 0;
	f->seen = 0;
	calls[function]++;
}

static struct frame *find(uint32_t function, uint64_t frame)
{
	while (depth && (stack[depth - 1].function != function ||
			 stack[depth - 1].frame != frame))
		abandon();
	if (!depth) {
		fprintf(stderr, "an event of no activation: function %u\n", function);
		exit(1);
	}
	return &stack[depth - 1];
}

static void feed(const struct vypr_site *site, uint64_t value, uint64_t frame)
{
	struct frame *f;

	if (site->kind == VYPR_EVENT_ENTRY) {
		push(site->function, frame);
		return;
	}
	f = find(site->function, frame);
	value &= ~VYPR_PATH_FIRST;
	if (site->kind == VYPR_EVENT_PATH || site->kind == VYPR_EVENT_UNWIND)
		add_word(f, value, site->kind == VYPR_EVENT_UNWIND ? site->block + 1 : 0);
	if (site->kind == VYPR_EVENT_GAP)
		give_up(f, "a gap");
	if (site->kind == VYPR_EVENT_BEGIN) {
		f->seen = 1;
		f->last_word = value;
		f->last_block = site->block;
	}
	if (site->kind == VYPR_EVENT_EXIT) {
		add_path(f, value, UINT32_MAX);
		depth--;
	}
}

static void print_function(uint32_t function)
{
	const struct vypr_function *f = &unit.functions[function];
	const char *name = vypr_unit_string(&unit, f->name);

	printf("function %s %s %llu\n", name, vypr_unit_string(&unit, f->file),
	       (unsigned long long)calls[function]);
	for (uint32_t i = 0; i < f->block_count; i++) {
		const struct vypr_block *b = &unit.blocks[f->first_block + i];

		if (b->edge_count < 2)
			continue;
		printf("branch %s %u", name, b->end_line);
		for (uint32_t e = 0; e < b->edge_count; e++)
			printf(" %llu", (unsigned long long)taken[b->first_edge + e]);
		printf("\n");
	}
}

static void read_unit(const char *name)
{
	static unsigned char bytes[1 << 24];
	FILE *file = fopen(name, "rb");
	size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;

	if (vypr_unit_decode(bytes, size, &unit) != VYPR_OK)
		exit(99);
	stack = calloc(DEPTH, sizeof *stack);
	taken = calloc(unit.edge_count + 1, sizeof *taken);
	calls = calloc(unit.function_count + 1, sizeof *calls);
}

int main(int argc, char **argv)
{
	unsigned long long site, value, frame;
	unsigned long events = 0;
	FILE *trace = argc == 3 ? fopen(argv[2], "r") : NULL;

	if (!trace)
		return 99;
	read_unit(argv[1]);
	for (; fscanf(trace, "0:%llu %llu %llu\n", &site, &value, &frame) == 3; events++)
		feed(&unit.sites[site], value, frame);
	if (events == TRACE_MOST)
		return 3;
	while (depth)
		abandon();
	for (uint32_t i = 0; i < unit.function_count; i++)
		if (!is_left_out(i))
			print_function(i);
	return !feof(trace);
}
