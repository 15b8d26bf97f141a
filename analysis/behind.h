/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a branch stands behind: outcomes that every way to it takes.
 */
#ifndef VYPR_ANALYSIS_BEHIND_H
#define VYPR_ANALYSIS_BEHIND_H

#include "spec/unit.h"

/* 1: every way from the entry of the function to block target takes this edge of block (its
 * index there); 0: not; -1: out of memory.  Cost O(edges of the function). */
int vypr_stands_behind(const struct vypr_unit *unit, uint32_t function, uint32_t target,
		       uint32_t block, uint32_t edge);

#endif
