/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes to a unit, and the unit to a monitor; the hash is made right first, so that the fuzzer
 * is not stopped by it.
 */
#include <stdlib.h>
#include <string.h>

#include "spec/monitor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum vypr_status ignore(void *ctx, const struct vypr_verdict *verdict)
{
	(void)ctx;
	(void)verdict;
	return VYPR_OK;
}

/* Feed it something of every site. */
static void feed_all(struct vypr_monitor *m, const struct vypr_unit *unit, uint32_t number)
{
	for (uint32_t i = 0; i < unit->site_count && i < 256; i++) {
		struct vypr_event event = { .unit = number, .site = i, .thread = 1,
					    .time_ns = i + 1, .value = i, .frame = 1 };

		vypr_monitor_feed(m, &event);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct vypr_sink sink = { ignore, NULL };
	struct vypr_monitor *m;
	struct vypr_unit unit;
	unsigned char *bytes;
	uint64_t hash;
	uint32_t number;

	if (size < 24)
		return 0;
	bytes = malloc(size);
	if (!bytes)
		return 0;
	memcpy(bytes, data, size);
	hash = vypr_hash64(bytes + 24, size - 24, 0);
	for (int i = 0; i < 8; i++)
		bytes[16 + i] = (unsigned char)(hash >> 8 * i);
	if (vypr_unit_decode(bytes, size, &unit) == VYPR_OK) {
		if (vypr_monitor_new(&sink, &m) == VYPR_OK) {
			if (vypr_monitor_add_unit(m, &unit, &number) == VYPR_OK)
				feed_all(m, &unit, number);
			vypr_monitor_free(m);
		}
		vypr_unit_fini(&unit);
	}
	free(bytes);
	return 0;
}
