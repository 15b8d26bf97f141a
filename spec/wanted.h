/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Functions that a specification is about and no unit of a program has: a slip of the pen, or
 * a source file that was compiled without the plugin or is not linked.
 */
#ifndef VYPR_SPEC_WANTED_H
#define VYPR_SPEC_WANTED_H

#include "spec/unit.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Call visit for each, once, in the order of the units.  Stops when it returns other than 0.
 * Cost  O(units * functions) for those of one specification. */
void vypr_wanted_each_missing(const struct vypr_unit *const *units, size_t count,
			      int (*visit)(void *ctx, const struct vypr_unit *unit,
					   const struct vypr_wanted *wanted),
			      void *ctx);

/* Inline functions of which the program has another object file's copy, and no unit of the same
 * specification has it: likewise. */
void vypr_wanted_each_dropped(const struct vypr_unit *const *units, size_t count,
			      int (*visit)(void *ctx, const struct vypr_unit *unit,
					   const struct vypr_function *function),
			      void *ctx);

/* The first unit of each specification that units of the program were compiled with. */
void vypr_wanted_each_specification(const struct vypr_unit *const *units, size_t count,
				    int (*visit)(void *ctx, const struct vypr_unit *unit),
				    void *ctx);
/* The file of one property of it, "" when there is none. */
const char *vypr_wanted_spec_file(const struct vypr_unit *unit);

#ifdef __cplusplus
}
#endif
#endif
