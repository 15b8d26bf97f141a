/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the map probes and grows.
 */
#include "analysis/map.h"

#include <stdlib.h>
#include <string.h>

uint64_t vypr_map_mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15ULL;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
	return x ^ x >> 31;
}

void vypr_map_fini(struct vypr_map *map)
{
	free(map->entries);
	memset(map, 0, sizeof *map);
}

static struct vypr_map_entry *find(const struct vypr_map *map, uint64_t key)
{
	size_t at = vypr_map_mix(key) & (map->size - 1);

	while (map->entries[at].used && map->entries[at].key != key)
		at = (at + 1) & (map->size - 1);
	return &map->entries[at];
}

static int grow(struct vypr_map *map)
{
	struct vypr_map bigger = { NULL, map->count, map->size ? map->size * 2 : 64 };

	bigger.entries = calloc(bigger.size, sizeof *bigger.entries);
	if (!bigger.entries)
		return 0;
	for (size_t i = 0; i < map->size; i++)
		if (map->entries[i].used)
			*find(&bigger, map->entries[i].key) = map->entries[i];
	free(map->entries);
	*map = bigger;
	return 1;
}

uint32_t *vypr_map_put(struct vypr_map *map, uint64_t key, uint32_t value, int *ret_new)
{
	struct vypr_map_entry *entry;

	if (map->count * 2 >= map->size && !grow(map))
		return NULL;
	entry = find(map, key);
	*ret_new = !entry->used;
	if (!entry->used) {
		entry->used = 1;
		entry->key = key;
		entry->value = value;
		map->count++;
	}
	return &entry->value;
}

const uint32_t *vypr_map_get(const struct vypr_map *map, uint64_t key)
{
	const struct vypr_map_entry *entry;

	if (map->size == 0)
		return NULL;
	entry = find(map, key);
	return entry->used ? &entry->value : NULL;
}

int vypr_grow(void *array, size_t count, size_t *capacity, size_t item_size)
{
	size_t room = *capacity ? *capacity * 2 : 16;
	void *old, *more;

	if (count < *capacity)
		return 1;
	memcpy(&old, array, sizeof old);
	more = room > SIZE_MAX / item_size ? NULL : realloc(old, room * item_size);
	if (!more)
		return 0;
	memcpy(array, &more, sizeof more);
	*capacity = room;
	return 1;
}
