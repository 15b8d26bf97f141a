/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the two files that compare the time of groups: budget_group.c reads what is compared,
 * budget_compare.c does it.
 */
#ifndef VYPR_ANALYSIS_BUDGET_GROUP_H
#define VYPR_ANALYSIS_BUDGET_GROUP_H

#include "analysis/budget.h"

#define VYPR_GROUP_MOST 1000 /* of each group, evenly */
#define VYPR_PARTS_MOST 48

/* A segment, or a statement that calls. */
struct vypr_part {
	int is_segment;
	struct vypr_moment_of from, to; /* segment; their times mean nothing */
	const struct vypr_unit *unit; /* call */
	uint32_t site;
	double time[2], calls[2]; /* good, bad: sums over those used */
	uint64_t late; /* bad ones used in which it was the first too late */
};

struct vypr_group_item {
	struct vypr_budget_member member;
	int timed; /* two moments were seen */
	uint32_t thread;
	uint64_t from_ns, until_ns, allowed_ns;
	struct vypr_spent spent;
	uint8_t segments[VYPR_MOMENTS]; /* their parts */
	double segment_ns[VYPR_MOMENTS];
	size_t segment_count;
	int used;
};

/* Items of one group lie together, shortest first; the middle half of them is used. */
struct vypr_group {
	struct vypr_group_item *items;
	size_t count, first_used, used;
};

struct vypr_groups {
	const struct vypr_analysis *analysis;
	const struct vypr_form *form;
	struct vypr_group_item *items; /* malloc'ed */
	size_t count;
	struct vypr_group group[2]; /* good, bad */
	struct vypr_part parts[VYPR_PARTS_MOST];
	size_t part_count;
	uint64_t late_of; /* bad ones used with a call that began too late */
};

enum vypr_status vypr_groups_read(const struct vypr_analysis *a,
				  const struct vypr_subject *subject,
				  const struct vypr_budget_member *members, size_t count,
				  struct vypr_groups *ret_groups);
void vypr_groups_fini(struct vypr_groups *groups);

#endif
