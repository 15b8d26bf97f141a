/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which formulas of two sides are one: as in a summary those of the same file,
 * function, name and text; then those of which the file lies elsewhere, or the text was
 * changed.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/diff.h"

enum likeness { EVERYTHING, FILE_ELSEWHERE, OTHER_TEXT, BOTH, LIKENESSES };

static const char *base_name(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? slash + 1 : file;
}

static int is_like(const struct vypr_subject *x, const struct vypr_subject *y,
		   enum likeness likeness)
{
	int elsewhere = likeness == FILE_ELSEWHERE || likeness == BOTH;
	int other_text = likeness == OTHER_TEXT || likeness == BOTH;

	if (strcmp(x->name, y->name) != 0 || strcmp(x->function, y->function) != 0)
		return 0;
	if (!other_text && strcmp(x->text, y->text) != 0)
		return 0;
	return strcmp(elsewhere ? base_name(x->file) : x->file,
		      elsewhere ? base_name(y->file) : y->file) == 0;
}

static int is_wanted(const struct vypr_analysis_diff_query *q, const struct vypr_subject *s)
{
	return !q || ((!q->formula || strcmp(q->formula, s->name) == 0) &&
		      (!q->function || strcmp(q->function, s->function) == 0) &&
		      (!q->file || vypr_file_matches(q->file, s->file)));
}

/* Of the side, those that are wanted, in the order of the specification. */
static const struct vypr_subject **subjects_of(const struct vypr_diff_side *side,
					       const struct vypr_analysis_diff_query *query,
					       size_t *ret_count)
{
	const struct vypr_subject **list =
		calloc(side->a->subject_count + 1, sizeof *list);
	size_t count = 0;

	for (size_t i = 0; list && i < side->a->subject_count; i++) {
		const struct vypr_subject *s = &side->a->subjects[i];

		if (is_wanted(query, s) && vypr_diff_has_subject(side, s))
			list[count++] = s;
	}
	*ret_count = count;
	return list;
}

struct matching {
	const struct vypr_subject **before, **after; /* before: NULL once it is matched */
	size_t before_count, after_count;
	struct vypr_diff_pair *pairs; /* one for each after, then those that are gone */
};

static void match_all(struct matching *m, enum likeness likeness)
{
	for (size_t i = 0; i < m->after_count; i++)
		for (size_t k = 0; !m->pairs[i].before && k < m->before_count; k++)
			if (m->before[k] && is_like(m->before[k], m->after[i], likeness)) {
				m->pairs[i].before = m->before[k];
				m->before[k] = NULL;
			}
}

static size_t append_gone(struct matching *m)
{
	size_t count = m->after_count;

	for (size_t k = 0; k < m->before_count; k++)
		if (m->before[k])
			m->pairs[count++].before = m->before[k];
	return count;
}

enum vypr_status vypr_diff_match(const struct vypr_diff_side *before,
				 const struct vypr_diff_side *after,
				 const struct vypr_analysis_diff_query *query,
				 struct vypr_diff_pair **ret_pairs, size_t *ret_count)
{
	struct matching m = { 0 };

	m.before = subjects_of(before, query, &m.before_count);
	m.after = subjects_of(after, query, &m.after_count);
	m.pairs = calloc(m.before_count + m.after_count + 1, sizeof *m.pairs);
	if (m.before && m.after && m.pairs) {
		for (size_t i = 0; i < m.after_count; i++)
			m.pairs[i].after = m.after[i];
		for (int l = EVERYTHING; l < LIKENESSES; l++)
			match_all(&m, (enum likeness)l);
		*ret_count = append_gone(&m);
		*ret_pairs = m.pairs;
	} else {
		free(m.pairs);
		m.pairs = NULL;
	}
	free(m.before);
	free(m.after);
	return m.pairs ? VYPR_OK : VYPR_NOMEM;
}
