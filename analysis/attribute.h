/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of each verdict beside its path: recorded values and arguments, and whose
 * it is.  Each is one number or class per verdict.
 */
#ifndef VYPR_ANALYSIS_ATTRIBUTE_H
#define VYPR_ANALYSIS_ATTRIBUTE_H

#include "analysis/analysis.h"
#include "analysis/map.h"
#include "analysis/samples.h"

struct vypr_attribute {
	const char *name;
	enum vypr_predicate_kind kind;
	enum vypr_type type; /* STRING: of texts[class - 1] */
	int ordered, classes, is_time;
	int with_run; /* a class is a number of one run: run << 32 | number */
	int shows_run; /* there are several */
	double constant; /* of all so far, while values is NULL; NAN unknown */
	double *values; /* of each verdict */
	size_t capacity;
	struct vypr_map text_map;
	const char **texts;
	size_t text_count;
};

struct vypr_attributes {
	struct vypr_attribute *of;
	size_t count;
	uint32_t row; /* whose captures these are: */
	int *of_capture; /* number of the attribute, -1 none */
	double *now;
	struct vypr_report *memory;
};

enum vypr_status vypr_attributes_init(struct vypr_attributes *attributes);
void vypr_attributes_fini(struct vypr_attributes *attributes);
/* Of the next verdict, which is number item, from 0. */
enum vypr_status vypr_attributes_add(struct vypr_attributes *attributes, const struct vypr_row *row,
				     const struct vypr_stored_verdict *verdict, size_t item);

/* After the last. */
void vypr_attributes_end(struct vypr_attributes *attributes);

/* A class or threshold in words, in the report's memory. */
const char *vypr_attribute_text(const struct vypr_attribute *attribute, double value,
			       struct vypr_report *report);

#endif
