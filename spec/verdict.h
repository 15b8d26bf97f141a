/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * A verdict: one binding of one formula in one call, with the observations that it
 * came from.  The same struct goes from the monitor to the store and from the
 * store to the analysis.
 */
#ifndef VYPR_SPEC_VERDICT_H
#define VYPR_SPEC_VERDICT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum vypr_verdict_kind {
#define VYPR_VERDICT(name, text) VYPR_VERDICT_##name,
#include "spec/verdict.def"
#undef VYPR_VERDICT
	VYPR_VERDICT_KINDS
};
enum vypr_reason {
#define VYPR_REASON(name, word, text) VYPR_REASON_##name,
#include "spec/verdict.def"
#undef VYPR_REASON
	VYPR_REASONS
};

const char *vypr_verdict_name(enum vypr_verdict_kind kind);
const char *vypr_reason_name(enum vypr_reason reason);  /* "no-event" */

#define VYPR_NO_SITE UINT32_MAX

/* What was seen of one slot (spec/form.h).  A state has only the end. */
struct vypr_observation {
	uint32_t site_begin, site_end;   /* VYPR_NO_SITE: not seen */
	uint64_t begin_ns, end_ns;       /* 0: not timed or not seen */
	uint32_t path;           /* path of the scope up to here: a node of spec/path.h, 0 none */
	uint32_t callee;         /* calls seen inside this transition: a LIST node, 0 none; its last
				  * CALL has c 2 when the transition has not ended */
};

/* The contents of a string value; equal ones are one in a run. */
struct vypr_string {
	uint32_t id;             /* from 1; the value of the capture */
	uint32_t size;           /* bytes kept, at most VYPR_STRING_MOST */
	uint32_t truncated;      /* there were more */
	char bytes[];            /* and a NUL */
};

#define VYPR_STRING_MOST 256

enum vypr_known {
	VYPR_KNOWN_NOT,
	VYPR_KNOWN,
	VYPR_KNOWN_SO_FAR,       /* COUNT, TOTAL: at least this; more may come */
	VYPR_KNOWN_NONE          /* TOTAL: of no calls, 0 without the clock's error */
};

struct vypr_captured {
	uint64_t value;          /* as the capture's type says */
	uint8_t known;           /* enum vypr_known */
	const struct vypr_string *string; /* STRING, else NULL; the null pointer: NULL, value 0 */
};

struct vypr_judgement;

/* observations and captured have the form's slot_count and capture_count. */
struct vypr_verdict {
	uint32_t unit, formula;  /* index of the unit as added; of the formula in it */
	uint32_t thread;
	uint64_t call;           /* number of the activation in this run, from 1 */
	uint64_t time_ns;        /* latest time seen when it was decided; 0 if none */
	uint64_t transaction;    /* number of the activation of the transaction it is in, 0 none */
	enum vypr_verdict_kind kind;
	enum vypr_reason reason;
	const struct vypr_observation *observations;
	const struct vypr_captured *captured;
	const struct vypr_judgement *judgement; /* spec/eval.h; NULL: not at hand */
	/* NULL: the last word.  Else a deadline has decided it while something goes on that it
	 * rests on: who wants to be told again when that is over puts a number here, not 0.  Then
	 * it is the number of the verdict that this one, which knows more, takes the place of. */
	uint64_t *told;
};

#ifdef __cplusplus
}
#endif
#endif
