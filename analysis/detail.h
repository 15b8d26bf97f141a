/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions about one verdict, by its ID.
 */
#ifndef VYPR_ANALYSIS_DETAIL_H
#define VYPR_ANALYSIS_DETAIL_H

#include "analysis/analysis.h"

typedef enum vypr_status vypr_answer(struct vypr_analysis *analysis,
				     const struct vypr_row *row,
				     const struct vypr_stored_verdict *verdict,
				     struct vypr_report *report, void *ctx);

/* Find the verdict and call answer while it can be read. */
int vypr_ask_verdict(struct vypr_analysis *analysis, const char *id, vypr_answer *answer,
		     struct vypr_report *report, void *ctx,
		     struct vypr_analysis_error *reterr);

/* What was observed, in the order of the slots. */
enum vypr_status vypr_observations_fill(const struct vypr_analysis *a,
					const struct vypr_row *row,
					const struct vypr_stored_verdict *v,
					struct vypr_report *report,
					struct vypr_analysis_observation **ret,
					size_t *ret_count);

/* "q", "next_call(q, f)" */
const char *vypr_slot_name(struct vypr_report *report, const struct vypr_form *form,
			   int slot);
const char *vypr_value_text(struct vypr_report *report, enum vypr_type type,
			    uint64_t value);
/* "before(c)(n)", "argument(c, 1)" */
const char *vypr_capture_name(struct vypr_report *report, const struct vypr_form *form,
			      int capture);
enum vypr_type vypr_capture_type(const struct vypr_row *row, int capture);
const char *vypr_string_text(struct vypr_report *report, const struct vypr_string *string);
/* The constant beside which an atom sets the capture and that has its value; "" none. */
const char *vypr_enumerator_of(const struct vypr_form *form, int capture, uint64_t value);

#endif
