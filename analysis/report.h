/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The memory of a report: everything it points to is freed with it.
 */
#ifndef VYPR_ANALYSIS_REPORT_H
#define VYPR_ANALYSIS_REPORT_H

#include <stddef.h>

struct vypr_report;

struct vypr_report *vypr_report_new(void);
void vypr_report_free(struct vypr_report *report);

/* Zeroed; NULL when out of memory, and then vypr_report_failed stays 1, so that a
 * sequence of calls can be checked once at its end where nothing is
 * dereferenced before. */
void *vypr_report_alloc(struct vypr_report *report, size_t size);
int vypr_report_failed(const struct vypr_report *report);

/* Texts; "" when out of memory, never NULL. */
const char *vypr_report_copy(struct vypr_report *report, const char *text, size_t size);
const char *vypr_report_string(struct vypr_report *report, const char *text);
const char *vypr_report_format(struct vypr_report *report, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Room for one more item at the end of an array of *count items that only this
 * function has grown; zeroed, *count counts it.  NULL when out of memory. */
void *vypr_report_push(struct vypr_report *report, void *array, size_t *count,
		       size_t item_size);

#endif
