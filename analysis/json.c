/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how JSON is spelt (RFC 8259) and how times are (RFC 3339).
 */
#include "analysis/json.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void vypr_json_begin(struct vypr_json *json, FILE *out)
{
	memset(json, 0, sizeof *json);
	json->out = out;
}

/* Length of the UTF-8 sequence at s when it is well formed, else 0. */
static size_t utf8_length(const unsigned char *s)
{
	static const struct {
		unsigned char mask, lead;
		size_t length;
		unsigned least;
	} forms[] = { { 0xe0, 0xc0, 2, 0x80 },
		      { 0xf0, 0xe0, 3, 0x800 },
		      { 0xf8, 0xf0, 4, 0x10000 } };

	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		unsigned code = s[0] & (unsigned char)~forms[i].mask;

		if ((s[0] & forms[i].mask) != forms[i].lead)
			continue;
		for (size_t k = 1; k < forms[i].length; k++) {
			if ((s[k] & 0xc0) != 0x80)
				return 0;
			code = code << 6 | (s[k] & 0x3f);
		}
		if (code < forms[i].least || code > 0x10ffff || (code >> 11) == 0x1b)
			return 0;
		return forms[i].length;
	}
	return 0;
}

static size_t write_char(FILE *out, const unsigned char *s)
{
	size_t length;

	switch (*s) {
	case '"': fputs("\\\"", out); return 1;
	case '\\': fputs("\\\\", out); return 1;
	case '\n': fputs("\\n", out); return 1;
	case '\t': fputs("\\t", out); return 1;
	}
	if (*s < 0x20 || *s == 0x7f) {
		fprintf(out, "\\u%04x", *s);
		return 1;
	}
	if (*s < 0x80) {
		putc(*s, out);
		return 1;
	}
	length = utf8_length(s);
	if (length == 0) { /* source text may be in any encoding */
		fputs("\\ufffd", out);
		return 1;
	}
	fwrite(s, 1, length, out);
	return length;
}

static void write_string(FILE *out, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;

	putc('"', out);
	while (*s)
		s += write_char(out, s);
	putc('"', out);
}

static void lead(struct vypr_json *json, const char *name)
{
	if (json->started[json->depth])
		putc(',', json->out);
	json->started[json->depth] = 1;
	if (!name)
		return;
	write_string(json->out, name);
	putc(':', json->out);
}

void vypr_json_open(struct vypr_json *json, const char *name, char bracket)
{
	assert(json->depth + 1 < VYPR_JSON_DEPTH);
	lead(json, name);
	putc(bracket, json->out);
	json->started[++json->depth] = 0;
}

void vypr_json_close(struct vypr_json *json, char bracket)
{
	assert(json->depth > 0);
	putc(bracket, json->out);
	if (--json->depth == 0) {
		putc('\n', json->out);
		json->started[0] = 0;
	}
}

void vypr_json_string(struct vypr_json *json, const char *name, const char *text)
{
	lead(json, name);
	write_string(json->out, text);
}

void vypr_json_integer(struct vypr_json *json, const char *name, int64_t value)
{
	lead(json, name);
	fprintf(json->out, "%lld", (long long)value);
}

void vypr_json_unsigned(struct vypr_json *json, const char *name, uint64_t value)
{
	lead(json, name);
	fprintf(json->out, "%llu", (unsigned long long)value);
}

void vypr_json_number(struct vypr_json *json, const char *name, double value)
{
	char text[40];

	if (!isfinite(value)) {
		vypr_json_null(json, name);
		return;
	}
	for (int digits = 15; digits <= 17; digits++) { /* the shortest that reads back */
		snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	lead(json, name);
	fputs(text, json->out);
}

void vypr_json_bool(struct vypr_json *json, const char *name, int value)
{
	lead(json, name);
	fputs(value ? "true" : "false", json->out);
}

void vypr_json_null(struct vypr_json *json, const char *name)
{
	lead(json, name);
	fputs("null", json->out);
}

void vypr_json_quantity(struct vypr_json *json, const char *name, double value,
			int is_time)
{
	if (is_time && isfinite(value) && fabs(value) < 9e18)
		vypr_json_integer(json, name, (int64_t)llround(value));
	else
		vypr_json_number(json, name, value);
}

void vypr_json_time(struct vypr_json *json, const char *name, int64_t realtime_ns)
{
	char buf[64];

	if (realtime_ns == 0)
		vypr_json_null(json, name);
	else
		vypr_json_string(json, name, vypr_rfc3339(realtime_ns, buf, sizeof buf));
}

const char *vypr_rfc3339(int64_t realtime_ns, char *buf, size_t size)
{
	time_t seconds = (time_t)(realtime_ns / 1000000000);
	long rest = (long)(realtime_ns % 1000000000);
	struct tm tm;

	if (rest < 0) {
		rest += 1000000000;
		seconds--;
	}
	if (!gmtime_r(&seconds, &tm))
		memset(&tm, 0, sizeof tm);
	snprintf(buf, size, "%04d-%02d-%02dT%02d:%02d:%02d.%09ldZ", tm.tm_year + 1900,
		 tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, rest);
	return buf;
}

/* ".25" as nanoseconds; advances over it. */
static int parse_fraction(const char **text, int64_t *ret_ns)
{
	const char *s = *text;
	int64_t unit = 100000000;

	*ret_ns = 0;
	if (*s != '.')
		return 1;
	if (s[1] < '0' || s[1] > '9')
		return 0;
	for (s++; *s >= '0' && *s <= '9'; s++, unit /= 10)
		*ret_ns += (*s - '0') * unit;
	*text = s;
	return 1;
}

static int parse_offset(const char *s, int64_t *ret_seconds)
{
	int hours, minutes, used = 0;

	*ret_seconds = 0;
	if (*s == '\0' || strcmp(s, "Z") == 0)
		return 1;
	if (*s != '+' && *s != '-')
		return 0;
	if (sscanf(s + 1, "%2d:%2d%n", &hours, &minutes, &used) != 2 || s[1 + used])
		return 0;
	*ret_seconds = (*s == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
	return 1;
}

/* timegm makes 2 March of 30 February. */
static int is_day(struct tm date)
{
	int day = date.tm_mday;

	return timegm(&date) != -1 && date.tm_mday == day;
}

int vypr_rfc3339_parse(const char *text, int64_t *ret_realtime_ns)
{
	struct tm tm;
	int64_t ns = 0, offset = 0, seconds;
	const char *s;

	memset(&tm, 0, sizeof tm);
	s = strptime(text, "%Y-%m-%d", &tm);
	if (!s || !is_day(tm))
		return 0;
	if (*s == 'T' || *s == ' ') {
		s = strptime(s + 1, "%H:%M:%S", &tm);
		if (!s || !parse_fraction(&s, &ns) || !parse_offset(s, &offset))
			return 0;
	} else if (*s) {
		return 0;
	}
	seconds = (int64_t)timegm(&tm) - offset;
	if (seconds < -9000000000LL || seconds > 9000000000LL)
		return 0;
	*ret_realtime_ns = seconds * 1000000000 + ns;
	return 1;
}
