/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the words for events, verdicts and reasons.
 */
#include "spec/event.h"
#include "spec/verdict.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *vypr_event_name(enum vypr_event_kind kind)
{
	static const char *const names[] = {
#define VYPR_EVENT(name, text, value) text,
#include "spec/event.def"
#undef VYPR_EVENT
	};

	return (unsigned)kind < COUNT(names) ? names[kind] : "unknown event";
}

const char *vypr_verdict_name(enum vypr_verdict_kind kind)
{
	static const char *const names[] = {
#define VYPR_VERDICT(name, text) text,
#include "spec/verdict.def"
#undef VYPR_VERDICT
	};

	return (unsigned)kind < COUNT(names) ? names[kind] : "unknown verdict";
}

const char *vypr_reason_name(enum vypr_reason reason)
{
	static const char *const words[] = {
#define VYPR_REASON(name, word, text) word,
#include "spec/verdict.def"
#undef VYPR_REASON
	};

	return (unsigned)reason < COUNT(words) ? words[reason] : "unknown reason";
}
