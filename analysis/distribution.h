/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the measured values of two groups lie: a histogram with edges that a person can
 * read (1, 2, 5, 10, ...).  Works on numbers; knows nothing of programs.
 */
#ifndef VYPR_ANALYSIS_DISTRIBUTION_H
#define VYPR_ANALYSIS_DISTRIBUTION_H

#include "analysis/report.h"
#include "analysis/vypr-analysis.h"
#include "spec/status.h"

struct vypr_grouped {
	double value; /* NAN: none */
	int bad;
};

#define VYPR_MOST_BINS 24

/* At most VYPR_MOST_BINS bins of equal width; or where no value is negative and the largest
 * is four times the least positive one, of equal ratio, the zeros in one before them.  Each holds low <= value < high, the
 * last one its high too.  No value: no bins.
 * Errors NOMEM.  Cost O(count * bins). */
enum vypr_status vypr_distribute(const struct vypr_grouped *values, size_t count,
				 struct vypr_report *report,
				 struct vypr_analysis_distribution *ret_distribution);

#endif
