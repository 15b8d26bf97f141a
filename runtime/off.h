/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Properties that are switched off (VYPR_OPTIONS=off=NAME).  The run's copy of a unit says which
 * (VYPR_FORMULA_OFF), so that whoever judges the run, now or again, knows it too.
 */
#ifndef VYPR_RUNTIME_OFF_H
#define VYPR_RUNTIME_OFF_H

#include "runtime/options.h"
#include "spec/unit.h"

/* The unit with its formulas marked that have such a name; malloc'ed, of the same size.  NULL:
 * there is none, or no memory.  ret_names: bit i: options->off[i] is the name of one. */
unsigned char *vypr_off_mark(const struct vypr_options *options, const void *unit,
			     uint64_t size, uint32_t *ret_names);
/* A site without a role serves paths; else it is on when a formula needs it that is on, or one
 * of the same property. */
int vypr_off_site_is_on(const struct vypr_unit *unit, const struct vypr_site *site);

#endif
