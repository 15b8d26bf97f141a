/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the words for every status and how a diag is filled.
 */
#include "spec/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *vypr_status_text(enum vypr_status status)
{
	static const char *const texts[] = {
#define VYPR_STATUS(name, text) text,
#include "spec/status.def"
#undef VYPR_STATUS
	};

	if ((unsigned)status >= sizeof texts / sizeof texts[0])
		return "unknown status";
	return texts[status];
}

enum vypr_status vypr_diag_set(struct vypr_diag *reterr_diag, enum vypr_status status,
			       int line, int column, int end_column,
			       const char *format, ...)
{
	va_list args;

	if (!reterr_diag)
		return status;
	memset(reterr_diag, 0, sizeof *reterr_diag);
	reterr_diag->status = status;
	reterr_diag->line = line;
	reterr_diag->column = column;
	reterr_diag->end_column = end_column;
	va_start(args, format);
	vsnprintf(reterr_diag->text, sizeof reterr_diag->text, format, args);
	va_end(args);
	return status;
}
