/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A streaming JSON writer.  Commas, escapes and line ends are its business, names
 * and order the caller's.  Integers are exact in 64 bits.
 */
#ifndef VYPR_ANALYSIS_JSON_H
#define VYPR_ANALYSIS_JSON_H

#include <stdint.h>
#include <stdio.h>

#define VYPR_JSON_DEPTH 16

struct vypr_json {
	FILE *out;
	unsigned depth;
	unsigned char started[VYPR_JSON_DEPTH]; /* something was written at this depth */
};

void vypr_json_begin(struct vypr_json *json, FILE *out);
/* name is NULL inside an array and at the top.  Closing the outermost one ends the line.
 */
void vypr_json_open(struct vypr_json *json, const char *name, char bracket);
void vypr_json_close(struct vypr_json *json, char bracket);

void vypr_json_string(struct vypr_json *json, const char *name, const char *text);
void vypr_json_integer(struct vypr_json *json, const char *name, int64_t value);
void vypr_json_unsigned(struct vypr_json *json, const char *name, uint64_t value);
void vypr_json_number(struct vypr_json *json, const char *name,
		      double value); /* NAN: null */
void vypr_json_bool(struct vypr_json *json, const char *name, int value);
void vypr_json_null(struct vypr_json *json, const char *name);
/* A quantity: integer nanoseconds, or a number. */
void vypr_json_quantity(struct vypr_json *json, const char *name, double value,
			int is_time);
/* A point in time as RFC 3339 with nanoseconds; null for 0. */
void vypr_json_time(struct vypr_json *json, const char *name, int64_t realtime_ns);

/* The same as text; buf at least 40 bytes. */
const char *vypr_rfc3339(int64_t realtime_ns, char *buf, size_t size);
/* The other way round; also a date alone, and an offset or Z, or none (UTC).
 * 0: it is not one. */
int vypr_rfc3339_parse(const char *text, int64_t *ret_realtime_ns);

#endif
