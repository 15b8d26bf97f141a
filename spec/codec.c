/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how numbers lie in bytes: little endian, without padding.
 */
#include "spec/codec.h"

#include <stdlib.h>
#include <string.h>

#define SIZE_MOST 0x40000000u

static unsigned char *room(struct vypr_codec *c, size_t bytes)
{
	size_t size = c->size ? c->size : 1024;
	unsigned char *out;

	while (size - c->pos < bytes)
		size *= 2;
	if (size > SIZE_MOST) {
		c->status = VYPR_LIMIT;
		return NULL;
	}
	if (size != c->size) {
		out = realloc(c->out, size);
		if (!out) {
			c->status = VYPR_NOMEM;
			return NULL;
		}
		c->out = out;
		c->size = size;
	}
	return c->out + c->pos;
}

void vypr_codec_number(struct vypr_codec *c, uint64_t *value, size_t bytes)
{
	unsigned char *out;

	if (c->status != VYPR_OK)
		return;
	if (c->in) {
		if (c->size - c->pos < bytes) {
			c->status = VYPR_FORMAT;
			return;
		}
		*value = 0;
		for (size_t i = 0; i < bytes; i++)
			*value |= (uint64_t)c->in[c->pos + i] << 8 * i;
	} else {
		out = room(c, bytes);
		if (!out)
			return;
		for (size_t i = 0; i < bytes; i++)
			out[i] = (unsigned char)(*value >> 8 * i);
	}
	c->pos += bytes;
}

void vypr_codec_u32(struct vypr_codec *c, uint32_t *value)
{
	uint64_t wide = *value;

	vypr_codec_number(c, &wide, 4);
	if (c->in)
		*value = (uint32_t)wide;
}

void vypr_codec_i32(struct vypr_codec *c, int32_t *value)
{
	uint64_t wide = (uint32_t)*value;

	vypr_codec_number(c, &wide, 4);
	if (c->in)
		*value = (int32_t)(uint32_t)wide;
}

void vypr_codec_u8(struct vypr_codec *c, uint8_t *value)
{
	uint64_t wide = *value;

	vypr_codec_number(c, &wide, 1);
	if (c->in)
		*value = (uint8_t)wide;
}

void vypr_codec_f64(struct vypr_codec *c, double *value)
{
	uint64_t wide;

	memcpy(&wide, value, sizeof wide);
	vypr_codec_number(c, &wide, 8);
	if (c->in)
		memcpy(value, &wide, sizeof wide);
}

void vypr_codec_text(struct vypr_codec *c, char *bytes, size_t size)
{
	unsigned char *out;

	if (c->status != VYPR_OK || size == 0)
		return;
	if (c->in) {
		if (c->size - c->pos < size) {
			c->status = VYPR_FORMAT;
			return;
		}
		memcpy(bytes, c->in + c->pos, size);
	} else {
		out = room(c, size);
		if (!out)
			return;
		memcpy(out, bytes, size);
	}
	c->pos += size;
}
