/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A map from 64-bit keys to 32-bit numbers: open addressing, no deletion.
 */
#ifndef VYPR_ANALYSIS_MAP_H
#define VYPR_ANALYSIS_MAP_H

#include <stddef.h>
#include <stdint.h>

struct vypr_map_entry {
	uint64_t key;
	uint32_t value;
	uint32_t used;
};

/* Zero to begin, fini to end. */
struct vypr_map {
	struct vypr_map_entry *entries;
	size_t count, size; /* size 0 or a power of two */
};
void vypr_map_fini(struct vypr_map *map);

/* The value at key, with value put there when there was none; NULL: out of memory.
 * Valid until the next put. */
uint32_t *vypr_map_put(struct vypr_map *map, uint64_t key, uint32_t value, int *ret_new);
/* NULL: absent. */
const uint32_t *vypr_map_get(const struct vypr_map *map, uint64_t key);

uint64_t vypr_map_mix(uint64_t x);

/* Grow an array to hold one more; 0 when out of memory. */
int vypr_grow(void *array, size_t count, size_t *capacity, size_t item_size);

#endif
