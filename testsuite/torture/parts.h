/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program in three parts, which a test links in every way.
 */
#ifndef VYPR_TESTSUITE_PARTS_H
#define VYPR_TESTSUITE_PARTS_H

int part_two(int n);
int part_three(int n);

#endif
