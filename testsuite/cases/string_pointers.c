/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <string.h>

static char buffer[12];
static const char *word, **where;

static void next_word(const char *from)
{
	size_t n = strcspn(from, " ");

	word = from;
	memcpy(buffer, from, n);
	buffer[n] = 0;
}

int main(void)
{
	next_word("one two");
	where = &word;
	next_word("three");
	next_word("");
	return 0;
}

/* spec:
 *   next_word:
 *     - {name: one, cftl: 'forall e in exit: e(buffer) == "one"'}
 *     - {name: whole, cftl: 'forall q in changes(word): q(word) == q(from)'}
 *     - {name: shorter, cftl: 'forall e in exit: length(e(buffer)) < length(e(from))'}
 *     - {name: there, cftl: 'forall q in changes(word): q(*where) == "three"'}
 *     - {name: first, cftl: "forall q in changes(word): q(*word) == 't'"}
 *     - {name: letters, cftl: 'forall q in changes(buffer): q(buffer) >= "o"'}
 * want: one = true false false
 * want: whole = true true true
 * want: shorter = true false false
 * want: there = unknown(no-value) true false
 * want: first = false true false
 * want: letters = true true true true false
 * covers: char-pointer true=whole false=first unknown=there
 */
