/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how path nodes link: BITS to the BITS before it, down to a ROOT.
 */
#include "analysis/trace.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/map.h"
#include "spec/path.h"

#define MOST_WORDS (1u << 16)

static enum vypr_status store_node(void *ctx, uint32_t run, uint32_t id,
				   struct vypr_path_node *ret_node)
{
	return vypr_store_path_node(ctx, run, id, ret_node);
}

static enum vypr_status store_unit(void *ctx, uint32_t run, uint32_t number,
				   const struct vypr_unit **ret_unit)
{
	return vypr_store_run_unit(ctx, run, number, ret_unit);
}

struct vypr_path_source vypr_path_source_of(struct vypr_store *store)
{
	struct vypr_path_source source = { store_node, store_unit, store };

	return source;
}

void vypr_trace_fini(struct vypr_trace *trace)
{
	free(trace->words);
	memset(trace, 0, sizeof *trace);
}

static enum vypr_status push_word(struct vypr_trace *t, const struct vypr_path_node *n)
{
	if (t->count >= MOST_WORDS)
		return VYPR_FORMAT;
	if (!vypr_grow(&t->words, t->count, &t->capacity, sizeof *t->words))
		return VYPR_NOMEM;
	t->words[t->count].word = n->b;
	t->words[t->count].landing = n->c;
	t->count++;
	return VYPR_OK;
}

static void reverse(struct vypr_trace *t)
{
	for (size_t i = 0; i < t->count / 2; i++) {
		struct vypr_walk_word word = t->words[i];

		t->words[i] = t->words[t->count - 1 - i];
		t->words[t->count - 1 - i] = word;
	}
}

/* The beginning of a path that started again. */
static enum vypr_status read_head(const struct vypr_path_source *source, uint32_t run,
				  uint32_t id, struct vypr_path_node root,
				  struct vypr_trace *t)
{
	struct vypr_path_node node;
	enum vypr_status status;

	t->head = t->head_stop = 0;
	for (int i = 0; i < 2 && root.c; i++) {
		status = root.c < id ? source->node(source->ctx, run, root.c, &node)
				     : VYPR_FORMAT;
		if (status != VYPR_OK)
			return status;
		if (node.kind == VYPR_PATH_BITS) {
			t->head = root.c;
			t->head_stop = (uint32_t)root.b;
			return VYPR_OK;
		}
		if (node.kind != VYPR_PATH_ROOT)
			return VYPR_FORMAT;
		id = root.c;
		root = node;
	}
	return root.c ? VYPR_FORMAT : VYPR_OK;
}

static enum vypr_status read_root(const struct vypr_path_source *source, uint32_t run,
				  const struct vypr_path_node *root, struct vypr_trace *t)
{
	enum vypr_status status = source->unit(source->ctx, run, root->a >> 16, &t->unit);

	if (status != VYPR_OK)
		return status;
	t->function = root->a & 0xffff;
	if (t->function >= t->unit->function_count || root->b > UINT32_MAX)
		return VYPR_FORMAT;
	t->start = (uint32_t)root->b;
	reverse(t);
	return VYPR_OK;
}

enum vypr_status vypr_trace_read(const struct vypr_path_source *source, uint32_t run,
				 uint32_t id, struct vypr_trace *trace)
{
	struct vypr_path_node node;
	enum vypr_status status;

	trace->count = 0;
	for (;;) {
		status = source->node(source->ctx, run, id, &node);
		if (status != VYPR_OK)
			return status;
		if (node.kind == VYPR_PATH_ROOT) {
			status = read_head(source, run, id, node, trace);
			return status == VYPR_OK ? read_root(source, run, &node, trace)
						 : status;
		}
		if (node.kind != VYPR_PATH_BITS || node.a >= id)
			return VYPR_FORMAT;
		status = push_word(trace, &node);
		if (status != VYPR_OK)
			return status;
		id = node.a;
	}
}
