/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An error in a specification as GCC prints it: place, words, the line with a caret, and
 * what was probably meant below it.
 */
#ifndef VYPR_ANALYSIS_CARET_H
#define VYPR_ANALYSIS_CARET_H

#include <stdio.h>

#include "spec/status.h"

/* colour: "auto", "always", "never".  The line is read from the file; without one, or
 * without a place, the words stand alone. */
void vypr_print_caret(FILE *out, const char *colour, const char *file,
		      const struct vypr_diag *diag);

#endif
