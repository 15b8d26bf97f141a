/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * A column of 64-bit numbers, packed.  Groups of 128 values; each group is written as
 * offsets from its least value, or as differences from one value to the next,
 * whichever needs fewer bits; a column of equal values is one number.
 *
 *   0 varint                          every value is this one
 *   1 group group ...                 group: mode<<7 | width, then
 *     mode 0: varint least            , bits of (value - least)
 *     mode 1: varint first, varint least difference, bits of (difference - least)
 *
 * Varints are zigzag; width 0 to 64; each group's bits end on a byte.  Arithmetic wraps
 * in 64 bits, so that every sequence of values comes back.
 * Idea: frame of reference and delta coding with bit packing, as in Lemire and
 * Boytsov, "Decoding billions of integers per second through vectorization" (2015).
 */
#ifndef VYPR_RUNTIME_COLUMN_H
#define VYPR_RUNTIME_COLUMN_H

#include "runtime/bytes.h"
#include "spec/status.h"

#define VYPR_COLUMN_GROUP 128

void vypr_column_encode(struct vypr_bytes *bytes, const uint64_t *values, size_t count);

/* Reads group after group, forward. */
struct vypr_column {
	struct vypr_cursor cursor;
	size_t count;            /* values in the column */
	size_t next;             /* first value of the next group */
	int constant;
	uint64_t value;          /* of a constant column */
};

/* size bytes at "at" are one column of count values. */
enum vypr_status vypr_column_open(struct vypr_column *column, const unsigned char *at,
				  size_t size, size_t count);
/* The next group into ret_values (room for a whole group); NULL: step over it.
 * FORMAT when the bytes do not hold it. */
enum vypr_status vypr_column_group(struct vypr_column *column, uint64_t *ret_values);

#endif
