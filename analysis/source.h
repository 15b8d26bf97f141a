/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of source text: from the file on disk if it is the one that was compiled,
 * else those that the unit itself knows.
 */
#ifndef VYPR_ANALYSIS_SOURCE_H
#define VYPR_ANALYSIS_SOURCE_H

#include <stddef.h>

#include "spec/unit.h"

/* Zero to begin; kept and read again only when another file is asked for. */
struct vypr_source {
	const struct vypr_unit *unit;
	char *file, *bytes;
	const char **lines; /* [0] is line 1, NUL-terminated */
	size_t line_count;
};

/* 1: the file is here and unchanged since it was compiled. */
int vypr_source_open(struct vypr_source *source, const struct vypr_unit *unit,
		     const char *file);
void vypr_source_fini(struct vypr_source *source);
/* NULL: there is no such line. */
const char *vypr_source_line(const struct vypr_source *source, uint32_t line);
/* Can a statement with code stand on this line?  Not on one that is blank, a comment, a
 * directive, or a declaration without a value.  in_comment: 0 for the first line, then
 * carried from line to line. */
int vypr_source_is_code(const char *line, int *in_comment);

#endif
