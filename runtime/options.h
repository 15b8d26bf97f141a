/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * VYPR_OPTIONS: "key=value,key=value", as the sanitizers have it.
 */
#ifndef VYPR_RUNTIME_OPTIONS_H
#define VYPR_RUNTIME_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#define VYPR_OPTIONS_OFF 32
#define VYPR_OPTIONS_OFF_NAME 128

enum vypr_option_policy { VYPR_POLICY_WAIT, VYPR_POLICY_DROP };

struct vypr_options {
	uint64_t ring_bytes;     /* of a thread's ring; a power of two */
	uint64_t wait_ms;        /* longest wait for room */
	enum vypr_option_policy policy;
	uint64_t commit_ms;
	int enable, sync, verbose, record_events, samples;
	uint32_t off_count;      /* formulas that are switched off */
	char off[VYPR_OPTIONS_OFF][VYPR_OPTIONS_OFF_NAME];
};

/* Defaults, then what text (may be NULL) says.  Each bad key or value is told once,
 * by say, and passed over. */
void vypr_options_read(const char *text, void (*say)(const char *message),
		       struct vypr_options *ret_options);

#endif
