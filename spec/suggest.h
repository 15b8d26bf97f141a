/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Did you mean": which of the known words a misspelt one probably stands for.
 */
#ifndef VYPR_SPEC_SUGGEST_H
#define VYPR_SPEC_SUGGEST_H

#include <stddef.h>

#include "spec/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The candidate nearest to word, or NULL when none is near enough to be worth saying:
 * at most one edit for each three letters of the word, at least one and at most three.
 * An edit inserts, drops or changes a letter or swaps two neighbours; a change of
 * case alone is half of one.  Of equally near ones the first.  NULL candidates are skipped.
 *
 * returns  one of candidates, borrowed
 * Cost     O(n * length^2), no allocation; words over 63 letters have no suggestion
 */
const char *vypr_suggest(const char *word, const char *const *candidates, size_t n);

/* Write "did you mean 'candidate'?" as the diag's hint if there is one; diag may be NULL. */
void vypr_suggest_hint(struct vypr_diag *diag, const char *word,
		       const char *const *candidates, size_t n);

#ifdef __cplusplus
}
#endif
#endif
