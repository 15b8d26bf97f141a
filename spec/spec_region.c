/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the texts of one specification are kept together and freed at once.
 */
#include "spec/spec_yaml.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 16 * 1024 };

struct block {
	struct block *next;
	size_t used, size;
	alignas(max_align_t) unsigned char bytes[];
};

struct vypr_region {
	struct block *blocks; /* the one that is being filled first */
};

struct vypr_region *vypr_region_new(void)
{
	return calloc(1, sizeof(struct vypr_region));
}

void vypr_region_free(struct vypr_region *region)
{
	if (!region)
		return;
	while (region->blocks) {
		struct block *block = region->blocks;

		region->blocks = block->next;
		free(block);
	}
	free(region);
}

void *vypr_region_alloc(struct vypr_region *region, size_t size)
{
	struct block *block = region->blocks;
	void *memory;

	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (!block || block->size - block->used < size) {
		size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;

		block = calloc(1, sizeof *block + room);
		if (!block)
			return NULL;
		block->size = room;
		block->next = region->blocks;
		region->blocks = block;
	}
	memory = block->bytes + block->used;
	block->used += size;
	return memory;
}

char *vypr_region_copy(struct vypr_region *region, const char *text, size_t size)
{
	char *copy = vypr_region_alloc(region, size + 1);

	if (copy && size)
		memcpy(copy, text, size);
	return copy;
}
