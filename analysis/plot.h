/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures, drawn by gnuplot(1).
 */
#ifndef VYPR_ANALYSIS_PLOT_H
#define VYPR_ANALYSIS_PLOT_H

#include "analysis/print.h"

/* An SVG file's text, malloc'ed.  Errors: gnuplot is not installed, or fails. */
int vypr_plot_distribution(const struct vypr_analysis_distribution *d, int is_time,
			   const struct vypr_histogram_words *words, char **ret_svg,
			   struct vypr_analysis_error *reterr);

#endif
