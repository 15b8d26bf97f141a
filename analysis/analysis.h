/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the library share: an open store with its runs and formula
 * rows, and the rows that are one property to a person.
 */
#ifndef VYPR_ANALYSIS_ANALYSIS_H
#define VYPR_ANALYSIS_ANALYSIS_H

#include "analysis/report.h"
#include "analysis/vypr-analysis.h"
#include "runtime/store.h"

/* One formula to a person: rows of different builds with the same file, function, name
 * and text. */
struct vypr_subject {
	const char *name, *file, *function, *text;
	const struct vypr_formula *formula; /* of the newest row */
	const struct vypr_unit *unit;
	const struct vypr_form *form;
	size_t *rows; /* indices in analysis->rows */
	size_t row_count;
};

struct vypr_analysis {
	struct vypr_store *store;
	struct vypr_run *runs;
	struct vypr_row *rows;
	size_t run_count, row_count;
	struct vypr_subject *subjects; /* in the order of the specification */
	size_t subject_count;
	struct vypr_report *memory;
};

/* Errors. */
int vypr_fail(struct vypr_analysis_error *reterr, enum vypr_status status,
	      const char *format, ...) __attribute__((format(printf, 3, 4)));
int vypr_fail_diag(struct vypr_analysis_error *reterr, enum vypr_status status,
		   const struct vypr_diag *diag);
int vypr_fail_status(struct vypr_analysis_error *reterr, enum vypr_status status);

/* Looking up; NULL when there is none. */
const struct vypr_run *vypr_analysis_find_run(const struct vypr_analysis *a,
					      uint32_t run);
const struct vypr_row *vypr_analysis_find_row(const struct vypr_analysis *a,
					      uint32_t row);
const char *vypr_function_file(const struct vypr_unit *unit, uint32_t function);
/* Path equal or suffix at '/'. */
int vypr_file_matches(const char *wanted, const char *file);
/* Is there a formula on this function, in this file?  no_*: the error that says so, and
 * what was probably meant. */
int vypr_analysis_has_function(const struct vypr_analysis *a, const char *function);
int vypr_analysis_has_file(const struct vypr_analysis *a, const char *file);
int vypr_analysis_no_function(const struct vypr_analysis *a, const char *function,
			      struct vypr_analysis_error *reterr);
int vypr_analysis_no_file(const struct vypr_analysis *a, const char *file,
			  struct vypr_analysis_error *reterr);
/* The one subject of this name; NAME with what is there, or RANGE when there are several.
 * Of those that only differ in their text, the specification having been changed,
 * the newest.
 */
int vypr_analysis_find_subject(const struct vypr_analysis *a, const char *name,
			       const char *function, const char *file,
			       const struct vypr_subject **ret_subject,
			       struct vypr_analysis_error *reterr);

/* Realtime of a monotonic moment of a run; 0 for 0. */
int64_t vypr_run_realtime(const struct vypr_run *run, uint64_t monotonic_ns);

int vypr_id_parse(const char *id, uint32_t *ret_run, uint32_t *ret_row,
		  uint64_t *ret_number);
void vypr_id_format(char *buf, size_t size, uint32_t run, uint32_t row, uint64_t number);

/* Formulas. */
const char *vypr_node_text(struct vypr_report *report, const struct vypr_ast *ast,
			   int32_t node);
/* Left side of the measured atom: node, -1 none. */
int32_t vypr_measured_node(const struct vypr_form *form);
/* The first slot that a term looks at; -1 none. */
/* Is the slot looked at there? */
int vypr_is_below(const struct vypr_form *form, int32_t node, int slot);
int vypr_slot_below(const struct vypr_form *form, int32_t node);
/* The slot whose statement is measured; -1 none. */
int vypr_measured_slot(const struct vypr_form *form);

/* The measured value of a verdict; 0 when it is not known. */
int vypr_measure(const struct vypr_form *form, const struct vypr_verdict *verdict,
		 double *ret_value, int *ret_is_time);
/* Is it a pointer, which is compared and has no size? */
int vypr_subject_points(const struct vypr_subject *subject);
/* The judgement; 0 when nothing judged it. */
int vypr_judge(const struct vypr_analysis *a, const struct vypr_stored_verdict *v,
	       const struct vypr_form *form, struct vypr_judgement *ret_judgement);
void vypr_head_fill(const struct vypr_analysis *a, const struct vypr_stored_verdict *v,
		    struct vypr_analysis_verdict *ret_head);
/* row need not be in the store; NULL: nothing is known of the formula. */
void vypr_head_fill_row(const struct vypr_analysis *a, const struct vypr_row *row,
			const struct vypr_stored_verdict *v,
			struct vypr_analysis_verdict *ret_head);

/* The unit that the sites of a slot's observation are in: the formula's own, or that of
 * another source file where it was seen "during" a function there. */
const struct vypr_unit *vypr_slot_unit(const struct vypr_analysis *a,
				       const struct vypr_row *row,
				       const struct vypr_stored_verdict *v, int slot);

/* The site of an observation where its path ends; VYPR_NO_SITE. */
static inline uint32_t vypr_observation_site(const struct vypr_observation *o)
{
	return o->site_begin != VYPR_NO_SITE ? o->site_begin : o->site_end;
}

#endif
