/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The truth about paths: reads a trace of a program whose every block sent an event
 * (torture.cc, "blocks"), walks the path bits that were sent beside, and compares
 * the blocks.  usage: paths UNIT TRACE [calls]
 * Prints how many paths were compared; exits 1 at the first that differs.
 * Of a path with exceptions only the part behind the last landing is compared: which of
 * several calls in a row threw, bits do not tell, and the walk takes the first.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/walk.h"
#include "spec/event.h"
#include "spec/path.h"
#include "spec/unit.h"

enum { DEPTH = 4096, WORDS = 1 << 14, PASSED = 1 << 16 };

/* An activation: the blocks it passed, the words it sent. */
struct frame {
	uint32_t function;
	uint64_t frame;
	struct vypr_walk_word *words;
	uint32_t *passed;
	size_t word_count, passed_count;
	uint32_t gap;            /* block behind the last gap + 1; 0 none */
};

static struct vypr_unit unit;
static struct frame stack[DEPTH];
static size_t depth;
static unsigned long compared, gaps;
static int exits = 1;

static unsigned char *read_file(const char *name, size_t *ret_size)
{
	FILE *file = fopen(name, "rb");
	unsigned char *bytes = malloc(1 << 24);
	if (!file || !bytes)
		exit(99);
	*ret_size = fread(bytes, 1, 1 << 24, file);
	fclose(file);
	return bytes;
}

static void push(uint32_t function, uint64_t frame)
{
	struct frame *f = &stack[depth++];
	if (depth == DEPTH)
		exit(99);
	f->function = function;
	f->frame = frame;
	f->word_count = f->passed_count = f->gap = 0;
	if (!f->words) {
		f->words = calloc(WORDS, sizeof *f->words);
		f->passed = calloc(PASSED, sizeof *f->passed);
	}
}

/* Activations above were left by an exception. */
static struct frame *find(uint32_t function, uint64_t frame)
{
	while (depth && (stack[depth - 1].function != function ||
			 stack[depth - 1].frame != frame))
		depth--;
	if (!depth) {
		fprintf(stderr, "an event of no activation: function %u\n", function);
		exit(1);
	}
	return &stack[depth - 1];
}

static int sends(uint32_t function, uint32_t block)
{
	for (uint32_t i = 0; i < unit.site_count; i++)
		if (unit.sites[i].kind == VYPR_EVENT_VALUE &&
		    unit.sites[i].function == function && unit.sites[i].block == block)
			return 1;
	return 0;
}

static void differs(const struct frame *f, const struct vypr_walk *walk, const char *what)
{
	fprintf(stderr, "function %u: %s after %lu equal paths; end %d\n passed:",
		f->function, what, compared, walk->end);
	for (size_t i = 0; i < f->passed_count; i++)
		fprintf(stderr, " %u", f->passed[i]);
	fprintf(stderr, "\n walked:");
	for (size_t i = 0; i < walk->count; i++)
		fprintf(stderr, " %u", walk->steps[i].block);
	fprintf(stderr, "\n words:");
	for (size_t i = 0; i < f->word_count; i++)
		fprintf(stderr, " %llx/%u", (unsigned long long)f->words[i].word,
			f->words[i].landing);
	fprintf(stderr, "\n");
	exit(1);
}

/* Where the register restarts, only what was passed since is told. */
static size_t passed_since(const struct frame *f, uint32_t start)
{
	size_t i = f->passed_count;
	if (start == unit.functions[f->function].entry_block)
		return 0;
	while (i > 0 && f->passed[i - 1] != start)
		i--;
	return i ? i - 1 : 0;
}

/* Behind a gap the end is what can be compared: as much of it as was walked. */
static size_t passed_at_end(const struct frame *f, const struct vypr_walk *walk)
{
	size_t walked = 0;
	for (size_t i = 0; i < walk->count; i++)
		walked += sends(f->function, walk->steps[i].block);
	return walked < f->passed_count ? f->passed_count - walked : 0;
}

static uint32_t last_landing(const struct frame *f)
{
	uint32_t landing = 0;
	for (size_t i = 0; i < f->word_count; i++)
		landing = f->words[i].landing ? f->words[i].landing : landing;
	return landing;
}

/* Skip to the last time that the landing was entered. */
static void skip_to_landing(const struct frame *f, const struct vypr_walk *walk,
			    uint32_t landing, size_t *at, size_t *step)
{
	if (!landing || !sends(f->function, landing - 1)) {
		*step = landing ? walk->count : 0;
		*at = landing ? f->passed_count : *at;
		return;
	}
	for (*at = f->passed_count; *at > 0 && f->passed[*at - 1] != landing - 1;)
		--*at;
	for (*step = walk->count; *step > 0 && walk->steps[*step - 1].block != landing - 1;)
		--*step;
	--*at;
	--*step;
}

static void compare(struct frame *f, const struct vypr_site *site, uint32_t stop)
{
	static struct vypr_walk walk;
	uint32_t start = f->gap ? f->gap - 1 : site->path_start;
	size_t at, i;
	if (vypr_walk(&unit, f->function, start, stop, f->words, f->word_count, &walk) !=
	    VYPR_OK)
		differs(f, &walk, "the bits do not fit");
	at = f->gap ? passed_at_end(f, &walk) : passed_since(f, start);
	for (skip_to_landing(f, &walk, last_landing(f), &at, &i); i < walk.count; i++) {
		if (!sends(f->function, walk.steps[i].block))
			continue;
		if (at == f->passed_count || f->passed[at++] != walk.steps[i].block)
			differs(f, &walk, "another block was passed");
	}
	if (at != f->passed_count)
		differs(f, &walk, "more blocks were passed");
	compared++;
}

static void add_word(struct frame *f, uint64_t word, uint32_t landing)
{
	if (f->word_count == WORDS || f->passed_count == PASSED)
		exit(99);
	f->words[f->word_count].word = word;
	f->words[f->word_count++].landing = landing;
}

static void feed(const struct vypr_site *site, uint64_t value, uint64_t frame)
{
	struct frame *f;
	if (site->kind != VYPR_EVENT_VALUE)
		value &= ~VYPR_PATH_FIRST;
	if (site->kind == VYPR_EVENT_ENTRY) {
		push(site->function, frame);
		return;
	}
	f = find(site->function, frame);
	if (site->kind == VYPR_EVENT_VALUE)
		f->passed[f->passed_count++] = site->block;
	if (site->kind == VYPR_EVENT_PATH || site->kind == VYPR_EVENT_UNWIND)
		add_word(f, value, site->kind == VYPR_EVENT_UNWIND ? site->block + 1 : 0);
	if (site->kind == VYPR_EVENT_GAP) {
		f->word_count = 0;
		f->gap = (uint32_t)value + 1;
		gaps++;
	}
	if (site->kind == VYPR_EVENT_BEGIN || (site->kind == VYPR_EVENT_EXIT && exits)) {
		add_word(f, value, 0);
		compare(f, site, site->kind == VYPR_EVENT_EXIT ? UINT32_MAX : site->block);
		f->word_count--;
	}
	if (site->kind == VYPR_EVENT_EXIT)
		depth--;
}

int main(int argc, char **argv)
{
	size_t size;
	unsigned long long site, value, frame;
	unsigned char *bytes;
	FILE *trace;
	if (argc < 3)
		return 99;
	exits = argc == 3;
	bytes = read_file(argv[1], &size);
	trace = fopen(argv[2], "r");
	if (!trace || vypr_unit_decode(bytes, size, &unit) != VYPR_OK)
		return 99;
	while (fscanf(trace, "0:%llu %llu %llu\n", &site, &value, &frame) == 3)
		feed(&unit.sites[site], value, frame);
	printf("%lu paths, %lu gaps\n", compared, gaps);
	return !feof(trace) || !compared;
}
