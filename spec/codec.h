/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Moves fields between structs and bytes, in one direction at a time, so that a record is
 * described once for both.  Private to spec/.
 */
#ifndef VYPR_SPEC_CODEC_H
#define VYPR_SPEC_CODEC_H

#include <stddef.h>
#include <stdint.h>

#include "spec/status.h"

/* Writing (in is NULL): out grows, the values are only read.  Reading: in is consumed,
 * FORMAT when it ends early.  The first failure sticks; nothing moves after it. */
struct vypr_codec {
	unsigned char *out;      /* malloc'ed */
	const unsigned char *in;
	size_t pos, size;
	enum vypr_status status;
};

/* The low bytes (1 to 8) of a number. */
void vypr_codec_number(struct vypr_codec *c, uint64_t *value, size_t bytes);
void vypr_codec_u32(struct vypr_codec *c, uint32_t *value);
void vypr_codec_i32(struct vypr_codec *c, int32_t *value);
void vypr_codec_u8(struct vypr_codec *c, uint8_t *value);
void vypr_codec_f64(struct vypr_codec *c, double *value);
void vypr_codec_text(struct vypr_codec *c, char *bytes, size_t size);

#endif
