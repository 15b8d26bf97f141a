/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines of source that a person has to read: those around the causes, marked.
 */
#ifndef VYPR_ANALYSIS_EXCERPT_H
#define VYPR_ANALYSIS_EXCERPT_H

#include "analysis/analysis.h"

/* Fill e->excerpts from e->causes.  Where a source file is not here as it was compiled, the
 * lines that the unit knows.  Errors NOMEM. */
enum vypr_status vypr_excerpts(const struct vypr_analysis *analysis,
			       struct vypr_analysis_explanation *e);

#endif
