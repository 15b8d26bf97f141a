/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What spec/unit.c and spec/unit_check.c share.
 */
#ifndef VYPR_SPEC_UNIT_PRIVATE_H
#define VYPR_SPEC_UNIT_PRIVATE_H

#include "spec/unit.h"

/* How much all formulas of a unit have together. */
struct unit_totals {
	uint32_t version, nodes, captures, strings;
};

/* OK when every index and offset in the unit is in range, else FORMAT. */
enum vypr_status vypr_unit_check(const struct vypr_unit *unit);

#endif
