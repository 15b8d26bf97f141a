/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how verdicts are searched: which rows a question means, and when to stop.
 */
#include <string.h>

#include "analysis/analysis.h"

struct search {
	const struct vypr_analysis *analysis;
	int (*visit)(void *ctx, const struct vypr_analysis_verdict *verdict);
	void *ctx;
	uint64_t transaction, left, skip;
	int stopped;
};

static enum vypr_status visit_one(void *ctx, const struct vypr_stored_verdict *verdict)
{
	struct search *search = ctx;
	struct vypr_analysis_verdict head;

	if (search->transaction && verdict->verdict.transaction != search->transaction)
		return VYPR_OK;
	if (search->skip) {
		search->skip--;
		return VYPR_OK;
	}
	vypr_head_fill(search->analysis, verdict, &head);
	search->stopped = search->visit(search->ctx, &head) != 0 || --search->left == 0;
	return search->stopped ? VYPR_LIMIT : VYPR_OK;
}

static int wanted(const struct vypr_analysis_query *q, const struct vypr_subject *s)
{
	return (!q->formula || strcmp(q->formula, s->name) == 0) &&
	       (!q->function || strcmp(q->function, s->function) == 0) &&
	       (!q->file || vypr_file_matches(q->file, s->file));
}

static struct vypr_filter filter_of(const struct vypr_analysis_query *q, uint32_t row)
{
	struct vypr_filter filter = { .run = q->run, .row = row };

	filter.kinds = (q->want_true ? 1u << VYPR_VERDICT_TRUE : 0) |
		       (q->want_false ? 1u << VYPR_VERDICT_FALSE : 0) |
		       (q->want_unknown ? 1u << VYPR_VERDICT_UNKNOWN : 0) |
		       (q->want_measured ? 1u << VYPR_VERDICT_MEASURED : 0);
	filter.since_ns = (uint64_t)q->since;
	filter.until_ns = (uint64_t)q->until;
	return filter;
}

static enum vypr_status search_subject(struct search *search,
				       const struct vypr_analysis_query *q,
				       const struct vypr_subject *s)
{
	const struct vypr_analysis *a = search->analysis;

	for (size_t i = 0; i < s->row_count; i++) {
		struct vypr_filter filter = filter_of(q, a->rows[s->rows[i]].id);
		enum vypr_status status =
			vypr_store_verdicts(a->store, &filter, visit_one, search);

		if (status != VYPR_OK)
			return status;
	}
	return VYPR_OK;
}

/* Names that no formula has are mistakes, not empty answers. */
static int check_names(const struct vypr_analysis *a, const struct vypr_analysis_query *q,
		       struct vypr_analysis_error *reterr)
{
	const struct vypr_subject *one;

	if (q->run && !vypr_analysis_find_run(a, q->run))
		return vypr_fail(reterr, VYPR_ABSENT, "there is no run %u", q->run);
	if (q->formula) {
		int code = vypr_analysis_find_subject(a, q->formula, q->function, q->file,
						      &one, reterr);

		return code == VYPR_RANGE ? 0 : code; /* several are welcome */
	}
	if (q->function && !vypr_analysis_has_function(a, q->function))
		return vypr_analysis_no_function(a, q->function, reterr);
	if (q->file && !vypr_analysis_has_file(a, q->file))
		return vypr_analysis_no_file(a, q->file, reterr);
	return 0;
}

int vypr_analysis_verdicts(struct vypr_analysis *analysis,
			   const struct vypr_analysis_query *query,
			   int (*visit)(void *ctx,
					const struct vypr_analysis_verdict *verdict),
			   void *ctx, struct vypr_analysis_error *reterr)
{
	struct search search = { analysis, visit, ctx, query->transaction,
				 query->limit ? query->limit : UINT64_MAX, query->skip, 0 };
	enum vypr_status status = VYPR_OK;
	int code = check_names(analysis, query, reterr);

	if (code)
		return code;
	for (size_t i = 0; i < analysis->subject_count && status == VYPR_OK; i++) {
		if (!wanted(query, &analysis->subjects[i]))
			continue;
		status = search_subject(&search, query, &analysis->subjects[i]);
	}
	if (status != VYPR_OK && !search.stopped)
		return vypr_fail_status(reterr, status);
	return 0;
}
