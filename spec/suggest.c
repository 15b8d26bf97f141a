/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how far two words are apart: the restricted Damerau-Levenshtein distance,
 * counted in half edits so that a difference of case alone is cheap.
 */
#include "spec/suggest.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 63, EDIT = 2, CASE = 1 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int change_cost(char x, char y)
{
	if (x == y)
		return 0;
	return tolower((unsigned char)x) == tolower((unsigned char)y) ? CASE : EDIT;
}

/* Three rows of the table are kept: a swap looks back two. */
static int distance(const char *x, size_t nx, const char *y, size_t ny)
{
	int rows[3][LONGEST + 1];

	for (size_t j = 0; j <= ny; j++)
		rows[0][j] = (int)j * EDIT;
	for (size_t i = 1; i <= nx; i++) {
		int *row = rows[i % 3], *up = rows[(i + 2) % 3], *up2 = rows[(i + 1) % 3];

		row[0] = (int)i * EDIT;
		for (size_t j = 1; j <= ny; j++) {
			int d = up[j - 1] + change_cost(x[i - 1], y[j - 1]);

			d = least(d, least(up[j], row[j - 1]) + EDIT);
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] &&
			    x[i - 2] == y[j - 1])
				d = least(d, up2[j - 2] + EDIT);
			row[j] = d;
		}
	}
	return rows[nx % 3][ny];
}

static int allowed_edits(size_t length)
{
	if (length < 3)
		return 1;
	return length / 3 > 3 ? 3 : (int)(length / 3);
}

const char *vypr_suggest(const char *word, const char *const *candidates, size_t n)
{
	size_t length = strlen(word);
	int limit = allowed_edits(length) * EDIT;
	const char *best = NULL;

	if (length == 0 || length > LONGEST)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		size_t other = candidates[i] ? strlen(candidates[i]) : 0;
		int d;

		if (other == 0 || other > LONGEST)
			continue;
		d = distance(word, length, candidates[i], other);
		/* a word that shares no letter with this one explains nothing */
		if (d == 0 || d > limit ||
		    d >= EDIT * (int)(length > other ? length : other))
			continue;
		limit = d - 1;
		best = candidates[i];
	}
	return best;
}

void vypr_suggest_hint(struct vypr_diag *diag, const char *word,
		       const char *const *candidates, size_t n)
{
	const char *best = diag ? vypr_suggest(word, candidates, n) : NULL;

	if (best)
		snprintf(diag->hint, sizeof diag->hint, "did you mean '%s'?", best);
}
