/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how numbers become bits and come back.
 */
#include "runtime/column.h"

enum { CONSTANT = 0, GROUPS = 1 };
enum { OFFSETS = 0, DIFFERENCES = 128 };

struct shape {
	uint64_t least;
	int width;
};

/* Least value as a signed number, and the bits that the widest offset from it needs. */
static struct shape shape_of(const uint64_t *values, size_t count)
{
	int64_t low = (int64_t)values[0], high = low;
	uint64_t range;

	for (size_t i = 1; i < count; i++) {
		int64_t value = (int64_t)values[i];

		low = value < low ? value : low;
		high = value > high ? value : high;
	}
	range = (uint64_t)high - (uint64_t)low;
	return (struct shape){ (uint64_t)low, range ? 64 - __builtin_clzll(range) : 0 };
}

static size_t packed_size(size_t count, int width)
{
	return (count * (size_t)width + 7) / 8;
}

/* Widths up to 32: what is held and one value more fit a word. */
static void pack_narrow(unsigned char *out, const uint64_t *values, size_t count,
			struct shape shape)
{
	uint64_t bits = 0;
	int held = 0;

	for (size_t i = 0; i < count; i++) {
		bits |= (values[i] - shape.least) << held;
		held += shape.width;
		if (held >= 32) {
			vypr_le_store(out, (uint32_t)bits, 4);
			out += 4;
			held -= 32;
			bits >>= 32;
		}
	}
	for (; held > 0; held -= 8, bits >>= 8)
		*out++ = (unsigned char)bits;
}

static void pack_wide(unsigned char *out, const uint64_t *values, size_t count,
		      struct shape shape)
{
	unsigned __int128 bits = 0;
	int held = 0;

	for (size_t i = 0; i < count; i++) {
		bits |= (unsigned __int128)(values[i] - shape.least) << held;
		held += shape.width;
		for (; held >= 32; held -= 32, bits >>= 32, out += 4)
			vypr_le_store(out, (uint32_t)bits, 4);
	}
	for (; held > 0; held -= 8, bits >>= 8)
		*out++ = (unsigned char)bits;
}

static void pack(struct vypr_bytes *bytes, const uint64_t *values, size_t count,
		 struct shape shape)
{
	unsigned char *out = vypr_bytes_room(bytes, packed_size(count, shape.width));

	if (!out || !shape.width)
		return;
	if (shape.width <= 32)
		pack_narrow(out, values, count, shape);
	else
		pack_wide(out, values, count, shape);
}

static void unpack(const unsigned char *in, size_t count, struct shape shape,
		   uint64_t *ret_values)
{
	/* a copy with room behind it, so that whole words can be read at any place */
	unsigned char copy[VYPR_COLUMN_GROUP * 8 + 16];
	size_t size = packed_size(count, shape.width);
	uint64_t keep = shape.width == 64 ? ~0ULL : (1ULL << shape.width) - 1;

	memcpy(copy, in, size);
	memset(copy + size, 0, 16);
	for (size_t i = 0, bit = 0; i < count; i++, bit += (size_t)shape.width) {
		const unsigned char *at = copy + bit / 8;
		int shift = bit % 8;
		uint64_t word = vypr_le_load(at, 8) >> shift;

		if (shift)
			word |= (uint64_t)at[8] << (64 - shift);
		ret_values[i] = (word & keep) + shape.least;
	}
}

static void encode_group(struct vypr_bytes *bytes, const uint64_t *values, size_t count)
{
	uint64_t differences[VYPR_COLUMN_GROUP];
	struct shape offsets = shape_of(values, count), steps = offsets;

	for (size_t i = 1; i < count; i++)
		differences[i - 1] = values[i] - values[i - 1];
	if (count > 1)
		steps = shape_of(differences, count - 1);
	if (count > 1 && steps.width < offsets.width) {
		vypr_bytes_u8(bytes, (uint8_t)(DIFFERENCES | steps.width));
		vypr_bytes_varint(bytes, vypr_zigzag(values[0]));
		vypr_bytes_varint(bytes, vypr_zigzag(steps.least));
		pack(bytes, differences, count - 1, steps);
	} else {
		vypr_bytes_u8(bytes, (uint8_t)(OFFSETS | offsets.width));
		vypr_bytes_varint(bytes, vypr_zigzag(offsets.least));
		pack(bytes, values, count, offsets);
	}
}

void vypr_column_encode(struct vypr_bytes *bytes, const uint64_t *values, size_t count)
{
	size_t same = 1;

	while (same < count && values[same] == values[0])
		same++;
	if (same >= count) {
		vypr_bytes_u8(bytes, CONSTANT);
		vypr_bytes_varint(bytes, vypr_zigzag(count ? values[0] : 0));
		return;
	}
	vypr_bytes_u8(bytes, GROUPS);
	for (size_t i = 0; i < count; i += VYPR_COLUMN_GROUP)
		encode_group(bytes, values + i,
			     count - i < VYPR_COLUMN_GROUP ? count - i : VYPR_COLUMN_GROUP);
}

enum vypr_status vypr_column_open(struct vypr_column *column, const unsigned char *at,
				  size_t size, size_t count)
{
	uint8_t tag;

	*column = (struct vypr_column){ vypr_cursor_of(at, size), count, 0, 0, 0 };
	tag = vypr_cursor_u8(&column->cursor);
	if (tag == CONSTANT) {
		column->constant = 1;
		column->value = vypr_unzigzag(vypr_cursor_varint(&column->cursor));
	}
	return tag > GROUPS || column->cursor.bad ? VYPR_FORMAT : VYPR_OK;
}

static enum vypr_status decode_group(struct vypr_cursor *cursor, size_t count,
				     uint64_t *ret_values)
{
	uint8_t head = vypr_cursor_u8(cursor);
	struct shape shape = { 0, head & 127 };
	size_t steps = head & DIFFERENCES ? 1 : 0;
	const unsigned char *in;
	uint64_t first = 0;

	if (shape.width > 64)
		return VYPR_FORMAT;
	if (steps)
		first = vypr_unzigzag(vypr_cursor_varint(cursor));
	shape.least = vypr_unzigzag(vypr_cursor_varint(cursor));
	in = vypr_cursor_skip(cursor, packed_size(count - steps, shape.width));
	if (!in)
		return VYPR_FORMAT;
	if (!ret_values)
		return VYPR_OK;
	unpack(in, count - steps, shape, ret_values + steps);
	if (steps) {
		ret_values[0] = first;
		for (size_t i = 1; i < count; i++)
			ret_values[i] += ret_values[i - 1];
	}
	return VYPR_OK;
}

enum vypr_status vypr_column_group(struct vypr_column *column, uint64_t *ret_values)
{
	size_t count = column->count - column->next;

	if (count > VYPR_COLUMN_GROUP)
		count = VYPR_COLUMN_GROUP;
	if (!count)
		return VYPR_FORMAT;
	column->next += count;
	if (!column->constant)
		return decode_group(&column->cursor, count, ret_values);
	for (size_t i = 0; ret_values && i < count; i++)
		ret_values[i] = column->value;
	return VYPR_OK;
}
