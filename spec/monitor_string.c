/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the contents of string values, each once: an event's bytes become a number, which
 * travels as any other value.  What a run may keep is bounded; beyond that a string has
 * no value, and is counted.
 */
#include "spec/monitor_private.h"

#include <stdlib.h>
#include <string.h>

static uint64_t high_of(uint32_t size, int truncated)
{
	return (uint64_t)size << 1 | (truncated != 0);
}

/* The one with this content, or where it would be: keys that collide lie one after
 * another. */
static struct vypr_string *find(const struct vypr_monitor *m, const char *bytes,
				uint32_t size, int truncated, uint64_t *ret_low)
{
	uint64_t low = vypr_hash64(bytes, size, 0);
	struct vypr_string *s;

	for (;; low++) {
		s = vypr_monitor_map_get(&m->string_map, high_of(size, truncated), low);
		if (!s || memcmp(s->bytes, bytes, size) == 0)
			break;
	}
	*ret_low = low;
	return s;
}

static int make_room(struct vypr_monitor *m)
{
	uint32_t room = m->string_room ? m->string_room * 2 : 64;
	struct vypr_string **strings;

	if (m->string_count < m->string_room)
		return 1;
	strings = realloc(m->strings, room * sizeof(struct vypr_string *));
	if (!strings)
		return 0;
	m->strings = strings;
	m->string_room = room;
	return 1;
}

static uint32_t add(struct vypr_monitor *m, const char *bytes, uint32_t size,
		    int truncated, uint64_t low)
{
	struct vypr_string *s;

	if (!make_room(m))
		return 0;
	s = malloc(sizeof *s + size + 1u);
	if (!s)
		return 0;
	s->id = m->string_count + 1;
	s->size = size;
	s->truncated = truncated != 0;
	memcpy(s->bytes, bytes, size);
	s->bytes[size] = '\0';
	if (vypr_monitor_map_put(&m->string_map, high_of(size, truncated), low, s) !=
	    VYPR_OK) {
		free(s);
		return 0;
	}
	m->strings[m->string_count++] = s;
	m->string_bytes += size;
	return s->id;
}

uint64_t vypr_monitor_intern(struct vypr_monitor *m, const char *bytes,
			     uint64_t described)
{
	uint32_t size = (uint32_t)described, id;
	int truncated = described >> 32 != 0;
	const struct vypr_string *s;
	uint64_t low;

	if (size > VYPR_STRING_MOST) {
		size = VYPR_STRING_MOST;
		truncated = 1;
	}
	s = find(m, bytes, size, truncated, &low);
	if (s)
		return s->id;
	if (m->string_count >= VYPR_STRINGS_MOST ||
	    m->string_bytes + size > VYPR_STRING_BYTES_MOST) {
		m->counts.strings_refused++;
		return VYPR_STRING_UNKNOWN;
	}
	id = add(m, bytes, size, truncated, low);
	if (!id) {
		vypr_monitor_fail(m, VYPR_NOMEM);
		return VYPR_STRING_UNKNOWN;
	}
	return id;
}

uint32_t vypr_monitor_string_count(const struct vypr_monitor *m)
{
	return m->string_count;
}

const struct vypr_string *vypr_monitor_string(const struct vypr_monitor *m, uint32_t id)
{
	return id && id <= m->string_count ? m->strings[id - 1] : NULL;
}

enum vypr_status vypr_monitor_load_string(struct vypr_monitor *m, const char *bytes,
					  uint32_t size, int truncated)
{
	uint64_t low;

	if (size > VYPR_STRING_MOST || find(m, bytes, size, truncated, &low))
		return VYPR_FORMAT;
	if (m->string_count >= VYPR_STRINGS_MOST ||
	    m->string_bytes + size > VYPR_STRING_BYTES_MOST)
		return VYPR_LIMIT;
	return add(m, bytes, size, truncated, low) ? VYPR_OK : VYPR_NOMEM;
}

void vypr_monitor_free_strings(struct vypr_monitor *m)
{
	for (uint32_t i = 0; i < m->string_count; i++)
		free(m->strings[i]);
	free(m->strings);
	vypr_monitor_map_fini(&m->string_map);
}
