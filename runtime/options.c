/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the keys of VYPR_OPTIONS and their bounds.
 */
#include "runtime/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A number with k, m or g after it.  0: it is none. */
static int read_number(const char *text, uint64_t *ret_value)
{
	char *end;
	unsigned long long value = strtoull(text, &end, 10);
	int shift = 0;

	if (end == text || text[0] == '-' || text[0] == '+' || text[0] == ' ')
		return 0;
	switch (*end) {
	case 'k': case 'K':
		shift = 10;
		break;
	case 'm': case 'M':
		shift = 20;
		break;
	case 'g': case 'G':
		shift = 30;
		break;
	case 0:
		break;
	}
	if (end[shift ? 1 : 0] || value > UINT64_MAX >> 31)
		return 0;
	*ret_value = (uint64_t)value << shift;
	return 1;
}

static int read_within(const char *text, uint64_t least, uint64_t most, uint64_t *ret_value)
{
	uint64_t value;

	if (!read_number(text, &value) || value < least || value > most)
		return 0;
	*ret_value = value;
	return 1;
}

static int read_ring(const char *text, struct vypr_options *options)
{
	uint64_t value;

	if (!read_within(text, 4096, (uint64_t)1 << 30, &value) || (value & (value - 1)))
		return 0;
	options->ring_bytes = value;
	return 1;
}

static int read_wait(const char *text, struct vypr_options *options)
{
	return read_within(text, 0, 60000, &options->wait_ms);
}

static int read_policy(const char *text, struct vypr_options *options)
{
	if (!strcmp(text, "wait"))
		options->policy = VYPR_POLICY_WAIT;
	else if (!strcmp(text, "drop"))
		options->policy = VYPR_POLICY_DROP;
	else
		return 0;
	return 1;
}

static int read_commit(const char *text, struct vypr_options *options)
{
	return read_within(text, 1, 60000, &options->commit_ms);
}

static int read_flag(const char *text, int *ret_flag)
{
	if ((text[0] != '0' && text[0] != '1') || text[1])
		return 0;
	*ret_flag = text[0] == '1';
	return 1;
}

static int read_enable(const char *text, struct vypr_options *options)
{
	return read_flag(text, &options->enable);
}

static int read_sync(const char *text, struct vypr_options *options)
{
	return read_flag(text, &options->sync);
}

static int read_verbose(const char *text, struct vypr_options *options)
{
	return read_flag(text, &options->verbose);
}

static int read_record_events(const char *text, struct vypr_options *options)
{
	return read_flag(text, &options->record_events);
}

static int read_samples(const char *text, struct vypr_options *options)
{
	return read_flag(text, &options->samples);
}

static int read_off(const char *text, struct vypr_options *options)
{
	if (!text[0] || strlen(text) >= VYPR_OPTIONS_OFF_NAME ||
	    options->off_count == VYPR_OPTIONS_OFF)
		return 0;
	strcpy(options->off[options->off_count++], text);
	return 1;
}

static const struct option {
	const char *key, *wants;
	int (*read)(const char *text, struct vypr_options *options);
} known[] = {
	{ "ring", "a power of two from 4k to 1g", read_ring },
	{ "wait", "milliseconds from 0 to 60000", read_wait },
	{ "policy", "wait or drop", read_policy },
	{ "commit", "milliseconds from 1 to 60000", read_commit },
	{ "enable", "0 or 1", read_enable },
	{ "off", "the name of a property", read_off },
	{ "sync", "0 or 1", read_sync },
	{ "verbose", "0 or 1", read_verbose },
	{ "record_events", "0 or 1", read_record_events },
	{ "samples", "0 or 1", read_samples },
};

/* "key=value" with a NUL where the '=' was, or without a value. */
static void read_one(const char *key, const char *value, void (*say)(const char *message),
		     struct vypr_options *options)
{
	char message[256];

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (strcmp(known[i].key, key))
			continue;
		if (value && known[i].read(value, options))
			return;
		snprintf(message, sizeof message,
			 "VYPR_OPTIONS: %.80s wants %s, not '%.80s'; ignored", key,
			 known[i].wants, value ? value : "");
		say(message);
		return;
	}
	snprintf(message, sizeof message, "VYPR_OPTIONS: unknown key '%.80s'; ignored", key);
	say(message);
}

void vypr_options_read(const char *text, void (*say)(const char *message),
		       struct vypr_options *ret_options)
{
	struct vypr_options options = { .ring_bytes = 8 << 20, .wait_ms = 1000,
					.policy = VYPR_POLICY_WAIT, .commit_ms = 250,
					.enable = 1, .sync = 0, .samples = 1 };
	char one[512], *value;

	while (text && *text) {
		size_t length = strcspn(text, ",");

		snprintf(one, sizeof one, "%.*s", (int)length, text);
		text += length + (text[length] == ',');
		if (!one[0])
			continue;
		value = strchr(one, '=');
		if (value)
			*value++ = 0;
		read_one(one, value, say, &options);
	}
	*ret_options = options;
}
