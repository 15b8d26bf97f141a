/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Whose copy of an inline function the linker kept: the records of section "vypr_copies".
 */
#ifndef VYPR_RUNTIME_COPIES_H
#define VYPR_RUNTIME_COPIES_H

#include <stddef.h>
#include <stdint.h>

/* The unit with VYPR_FUNCTION_DROPPED set at each function of it of which the records say
 * that the linker took another copy.  Malloc'ed, of the same size; NULL: there is none.
 * Cost  O(records), and a decode and an encode where there is one */
unsigned char *vypr_copies_mark(const void *unit, uint64_t size, const void *start,
				const void *stop);

#endif
