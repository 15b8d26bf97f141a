/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows a hash table with open addressing; removal moves later entries of the same
 * run back, so that no tombstones pile up under a stream of calls.
 */
#include "spec/monitor_private.h"

#include <stdlib.h>

static size_t hash(uint64_t high, uint64_t low)
{
	uint64_t h = (low ^ high * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;

	return (size_t)(h ^ h >> 32);
}

static struct vypr_monitor_map_entry *probe(const struct vypr_monitor_map *map,
					    uint64_t high, uint64_t low)
{
	size_t mask = map->size - 1;
	size_t i = hash(high, low) & mask;

	while (map->entries[i].value &&
	       (map->entries[i].low != low || map->entries[i].high != high))
		i = (i + 1) & mask;
	return &map->entries[i];
}

void *vypr_monitor_map_get(const struct vypr_monitor_map *map, uint64_t high,
			   uint64_t low)
{
	return map->count ? probe(map, high, low)->value : NULL;
}

static enum vypr_status grow(struct vypr_monitor_map *map)
{
	struct vypr_monitor_map bigger = { .size = map->size ? map->size * 2 : 64,
				   .count = map->count };

	bigger.entries = calloc(bigger.size, sizeof *bigger.entries);
	if (!bigger.entries)
		return VYPR_NOMEM;
	for (size_t i = 0; i < map->size; i++)
		if (map->entries[i].value)
			*probe(&bigger, map->entries[i].high, map->entries[i].low) =
				map->entries[i];
	free(map->entries);
	*map = bigger;
	return VYPR_OK;
}

enum vypr_status vypr_monitor_map_put(struct vypr_monitor_map *map, uint64_t high,
				      uint64_t low, void *value)
{
	struct vypr_monitor_map_entry *entry;

	if (map->count * 2 >= map->size && grow(map) != VYPR_OK)
		return VYPR_NOMEM;
	entry = probe(map, high, low);
	if (!entry->value)
		map->count++;
	*entry = (struct vypr_monitor_map_entry){ high, low, value };
	return VYPR_OK;
}

void vypr_monitor_map_remove(struct vypr_monitor_map *map, uint64_t high, uint64_t low)
{
	size_t mask = map->size - 1, hole, i, home;
	struct vypr_monitor_map_entry *entry;

	if (!map->count)
		return;
	entry = probe(map, high, low);
	if (!entry->value)
		return;
	map->count--;
	hole = (size_t)(entry - map->entries);
	for (i = (hole + 1) & mask; map->entries[i].value; i = (i + 1) & mask) {
		home = hash(map->entries[i].high, map->entries[i].low) & mask;
		if (((i - home) & mask) < ((i - hole) & mask))
			continue; /* still reachable from its home */
		map->entries[hole] = map->entries[i];
		hole = i;
	}
	map->entries[hole].value = NULL;
}

void vypr_monitor_map_fini(struct vypr_monitor_map *map)
{
	free(map->entries);
	*map = (struct vypr_monitor_map){ NULL, 0, 0 };
}
