/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how equal paths become one: nodes are hash-consed, that is, the content of a
 * node (which names earlier nodes by id) is looked up in an open-addressing table of ids
 * before a new id is given out.
 */
#include "spec/path.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_TABLE 256u   /* a power of two */

enum vypr_status vypr_paths_init(struct vypr_paths *paths)
{
	memset(paths, 0, sizeof *paths);
	paths->table = calloc(FIRST_TABLE, sizeof *paths->table);
	paths->nodes = calloc(FIRST_TABLE / 2, sizeof *paths->nodes);
	if (!paths->table || !paths->nodes) {
		vypr_paths_fini(paths);
		return VYPR_NOMEM;
	}
	paths->table_size = FIRST_TABLE;
	paths->capacity = FIRST_TABLE / 2;
	paths->count = 1;
	return VYPR_OK;
}

void vypr_paths_fini(struct vypr_paths *paths)
{
	free(paths->nodes);
	free(paths->table);
	memset(paths, 0, sizeof *paths);
}

static uint32_t hash_node(uint32_t kind, uint32_t a, uint64_t b, uint32_t c)
{
	uint64_t h = b * 0x9e3779b97f4a7c15u;

	h ^= (uint64_t)a << 32 | (uint64_t)c << 3 | kind;
	h *= 0xff51afd7ed558ccdu;
	return (uint32_t)(h >> 32 ^ h >> 7);
}

/* The place in the table that holds this content, or the empty one where it belongs. */
static uint32_t *probe(const struct vypr_paths *paths, const struct vypr_path_node *key)
{
	uint32_t mask = paths->table_size - 1;
	uint32_t i = hash_node(key->kind, key->a, key->b, key->c) & mask;

	for (;; i = (i + 1) & mask) {
		const struct vypr_path_node *n = &paths->nodes[paths->table[i]];

		if (paths->table[i] == 0)
			return &paths->table[i];
		if (n->a == key->a && n->b == key->b && n->c == key->c &&
		    n->kind == key->kind)
			return &paths->table[i];
	}
}

/* Room for one node more, with the table at most half full. */
static int grow(struct vypr_paths *paths)
{
	uint32_t capacity = paths->capacity * 2, id;
	struct vypr_path_node *nodes;
	uint32_t *table;

	if (paths->count < paths->capacity)
		return 1;
	if (capacity > UINT32_MAX / 4)
		return 0;
	nodes = realloc(paths->nodes, (size_t)capacity * sizeof *nodes);
	if (!nodes)
		return 0;
	paths->nodes = nodes;
	table = calloc((size_t)capacity * 2, sizeof *table);
	if (!table)
		return 0;
	free(paths->table);
	paths->table = table;
	paths->table_size = capacity * 2;
	paths->capacity = capacity;
	for (id = 1; id < paths->count; id++)
		*probe(paths, &nodes[id]) = id;
	return 1;
}

static uint32_t length_of(const struct vypr_paths *paths,
			  const struct vypr_path_node *node)
{
	const struct vypr_path_node *before = &paths->nodes[node->a];

	switch ((enum vypr_path_kind)node->kind) {
	case VYPR_PATH_BITS:
		return before->length + 1;
	case VYPR_PATH_LIST:
		return before->length + node->c;
	case VYPR_PATH_NONE:
	case VYPR_PATH_ROOT:
	case VYPR_PATH_CALL:
		break;
	}
	return 0;
}

uint32_t vypr_paths_intern(struct vypr_paths *paths, enum vypr_path_kind kind,
			   uint32_t a, uint64_t b, uint32_t c)
{
	struct vypr_path_node node = { .kind = kind, .a = a, .b = b, .c = c };
	uint32_t *place = probe(paths, &node);

	if (*place)
		return *place;
	if (!grow(paths))
		return 0;
	if (kind != VYPR_PATH_ROOT && a >= paths->count)
		return 0;
	node.length = length_of(paths, &node);
	place = probe(paths, &node);
	*place = paths->count;
	paths->nodes[paths->count] = node;
	return paths->count++;
}
