/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the ranking of columns to findings about a program.
 */
#ifndef VYPR_ANALYSIS_DESCRIBE_H
#define VYPR_ANALYSIS_DESCRIBE_H

#include "analysis/matrix.h"
#include "analysis/rank.h"

/* Fill predicates, causes and separates; in the memory of the explanation. */
void vypr_describe(const struct vypr_matrix *matrix, const struct vypr_ranking *ranking,
		   struct vypr_analysis_explanation *explanation);

#endif
