/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Result codes, and the one shape in which an error travels to whoever prints
 * it.  No function of spec/ prints, exits or aborts on input.
 */
#ifndef VYPR_SPEC_STATUS_H
#define VYPR_SPEC_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

enum vypr_status {
#define VYPR_STATUS(name, text) VYPR_##name,
#include "spec/status.def"
#undef VYPR_STATUS
};

/* An error with its place.
 *
 * file        borrowed from the caller, or NULL
 * line        1-based; 0 when the error has no place
 * column      1-based, in bytes; 0 when unknown
 * end_column  last column of the offending text, inclusive; 0 when unknown
 * sys_errno   errno or LMDB code behind it, 0 when there is none
 * hint        what the writer probably meant ("did you mean"), or ""
 */
struct vypr_diag {
	enum vypr_status status;
	const char *file;
	int line, column, end_column;
	int sys_errno;
	char text[256];
	char hint[128];
};

/* The fixed text of a status; never NULL. */
const char *vypr_status_text(enum vypr_status status);

/* Fill reterr_diag (may be NULL) and return status, so that an error is one
 * line: return vypr_diag_set(d, VYPR_SYNTAX, line, col, end, "...", ...);
 */
enum vypr_status vypr_diag_set(struct vypr_diag *reterr_diag, enum vypr_status status,
			       int line, int column, int end_column,
			       const char *format, ...)
	__attribute__((format(printf, 6, 7)));

#ifdef __cplusplus
}
#endif
#endif
