/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What the first run of a program says of its specification.
 */
#ifndef VYPR_RUNTIME_MISSING_H
#define VYPR_RUNTIME_MISSING_H

#include "runtime/store_write.h"

/* Functions that the specification is about and no object file of the run has; "" when there are
 * none, or none of the objects is new to the store. */
void vypr_missing_tell(const struct vypr_writer *writer, char *text, size_t size);
/* Inline functions whose copy in the program is of an object file without the specification. */
void vypr_missing_tell_dropped(const struct vypr_writer *writer, char *text, size_t size);
/* Source files that were compiled with different specifications. */
void vypr_missing_tell_mixed(const struct vypr_writer *writer, char *text, size_t size);

#endif
