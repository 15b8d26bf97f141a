/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sentence of an explanation.
 */
#ifndef VYPR_ANALYSIS_WORDS_H
#define VYPR_ANALYSIS_WORDS_H

#include "analysis/gather.h"

/* All other fields of e are filled. */
const char *vypr_explanation_sentence(const struct vypr_gather *gather,
				      const struct vypr_analysis_explanation *e,
				      struct vypr_report *report);

#endif
