/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verdicts of a property as items and columns (analysis/samples.h), and what each column
 * was made of.
 */
#ifndef VYPR_ANALYSIS_MATRIX_H
#define VYPR_ANALYSIS_MATRIX_H

#include "analysis/gather.h"

struct vypr_source_column {
	const struct vypr_feature *feature; /* NULL: not of one */
	const struct vypr_attribute *attribute; /* NULL, too: the whole path */
};

struct vypr_matrix {
	struct vypr_samples samples;
	struct vypr_column *columns;
	struct vypr_source_column *sources; /* of each column */
	struct vypr_cell *cells, *paths;
	uint8_t *bad;
	uint32_t *row;
	double *measured;
};

/* bad and good of the gathered verdicts must have been set.  Borrows from gather. */
enum vypr_status vypr_matrix_init(struct vypr_matrix *matrix,
				  const struct vypr_gather *gather);
void vypr_matrix_fini(struct vypr_matrix *matrix);

#endif
