/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Bytes that grow while they are written, and bytes that are read with every bound
 * checked.  All numbers are little endian.  A writer that ran out of memory and a reader
 * that ran past its end remember it in "bad", so that a caller checks once, at the end.
 */
#ifndef VYPR_RUNTIME_BYTES_H
#define VYPR_RUNTIME_BYTES_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct vypr_bytes {
	unsigned char *at;       /* malloc'ed */
	size_t size, capacity;
	int bad;
};

struct vypr_cursor {
	const unsigned char *at, *end;
	int bad;
};

static inline unsigned char *vypr_bytes_room(struct vypr_bytes *bytes, size_t size)
{
	unsigned char *room;

	if (bytes->bad)
		return NULL;
	if (bytes->capacity - bytes->size < size) {
		size_t capacity = (bytes->size + size) * 2 + 64;

		room = realloc(bytes->at, capacity);
		if (!room) {
			bytes->bad = 1;
			return NULL;
		}
		bytes->at = room;
		bytes->capacity = capacity;
	}
	room = bytes->at + bytes->size;
	bytes->size += size;
	return room;
}

static inline void vypr_bytes_fini(struct vypr_bytes *bytes)
{
	free(bytes->at);
	memset(bytes, 0, sizeof *bytes);
}

static inline void vypr_le_store(unsigned char *at, uint64_t value, int width)
{
	for (int i = 0; i < width; i++)
		at[i] = (unsigned char)(value >> (8 * i));
}

static inline uint64_t vypr_le_load(const unsigned char *at, int width)
{
	uint64_t value = 0;

	for (int i = 0; i < width; i++)
		value |= (uint64_t)at[i] << (8 * i);
	return value;
}

/* Big endian, so that the store's keys sort as numbers do. */
static inline void vypr_be_store(unsigned char *at, uint64_t value, int width)
{
	for (int i = 0; i < width; i++)
		at[i] = (unsigned char)(value >> (8 * (width - 1 - i)));
}

static inline uint64_t vypr_be_load(const unsigned char *at, int width)
{
	uint64_t value = 0;

	for (int i = 0; i < width; i++)
		value = value << 8 | at[i];
	return value;
}

static inline void vypr_bytes_put(struct vypr_bytes *bytes, const void *data, size_t size)
{
	unsigned char *room = vypr_bytes_room(bytes, size);

	if (room && size)
		memcpy(room, data, size);
}

static inline void vypr_bytes_fixed(struct vypr_bytes *bytes, uint64_t value, int width)
{
	unsigned char *room = vypr_bytes_room(bytes, (size_t)width);

	if (room)
		vypr_le_store(room, value, width);
}

static inline void vypr_bytes_u8(struct vypr_bytes *bytes, uint8_t value)
{
	vypr_bytes_fixed(bytes, value, 1);
}

static inline void vypr_bytes_u32(struct vypr_bytes *bytes, uint32_t value)
{
	vypr_bytes_fixed(bytes, value, 4);
}

static inline void vypr_bytes_u64(struct vypr_bytes *bytes, uint64_t value)
{
	vypr_bytes_fixed(bytes, value, 8);
}

static inline void vypr_bytes_f64(struct vypr_bytes *bytes, double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	vypr_bytes_u64(bytes, bits);
}

/* With its NUL, so that a reader can borrow it. */
static inline void vypr_bytes_text(struct vypr_bytes *bytes, const char *text)
{
	vypr_bytes_put(bytes, text ? text : "", strlen(text ? text : "") + 1);
}

/* Seven bits a byte, lowest first; at most ten bytes. */
static inline void vypr_bytes_varint(struct vypr_bytes *bytes, uint64_t value)
{
	while (value >= 128) {
		vypr_bytes_u8(bytes, (uint8_t)(value | 128));
		value >>= 7;
	}
	vypr_bytes_u8(bytes, (uint8_t)value);
}

static inline uint64_t vypr_zigzag(uint64_t value)
{
	return value << 1 ^ (uint64_t)((int64_t)value >> 63);
}

static inline uint64_t vypr_unzigzag(uint64_t value)
{
	return value >> 1 ^ (0 - (value & 1));
}

static inline struct vypr_cursor vypr_cursor_of(const void *bytes, size_t size)
{
	const unsigned char *at = bytes;

	return (struct vypr_cursor){ at, at + size, 0 };
}

/* NULL when fewer than size bytes are left. */
static inline const unsigned char *vypr_cursor_skip(struct vypr_cursor *cursor, size_t size)
{
	const unsigned char *at = cursor->at;

	if (cursor->bad || (size_t)(cursor->end - at) < size) {
		cursor->bad = 1;
		return NULL;
	}
	cursor->at += size;
	return at;
}

static inline uint64_t vypr_cursor_fixed(struct vypr_cursor *cursor, int width)
{
	const unsigned char *at = vypr_cursor_skip(cursor, (size_t)width);

	return at ? vypr_le_load(at, width) : 0;
}

static inline uint8_t vypr_cursor_u8(struct vypr_cursor *cursor)
{
	return (uint8_t)vypr_cursor_fixed(cursor, 1);
}

static inline uint32_t vypr_cursor_u32(struct vypr_cursor *cursor)
{
	return (uint32_t)vypr_cursor_fixed(cursor, 4);
}

static inline uint64_t vypr_cursor_u64(struct vypr_cursor *cursor)
{
	return vypr_cursor_fixed(cursor, 8);
}

static inline double vypr_cursor_f64(struct vypr_cursor *cursor)
{
	uint64_t bits = vypr_cursor_u64(cursor);
	double value;

	memcpy(&value, &bits, sizeof value);
	return value;
}

/* Borrowed from the bytes; "" when there is no NUL before the end. */
static inline const char *vypr_cursor_text(struct vypr_cursor *cursor)
{
	const unsigned char *at = cursor->at, *nul;

	nul = cursor->bad ? NULL : memchr(at, 0, (size_t)(cursor->end - at));
	if (!nul) {
		cursor->bad = 1;
		return "";
	}
	cursor->at = nul + 1;
	return (const char *)at;
}

static inline uint64_t vypr_cursor_varint(struct vypr_cursor *cursor)
{
	uint64_t value = 0;

	for (int shift = 0; shift < 70; shift += 7) {
		uint8_t byte = vypr_cursor_u8(cursor);

		value |= shift < 64 ? (uint64_t)(byte & 127) << shift : 0;
		if (!(byte & 128))
			return value;
	}
	cursor->bad = 1;
	return 0;
}

#endif
