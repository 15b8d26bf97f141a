/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

static char line[16];
static const char *const *extra;

static void add(const char *word)
{
	if (*line)
		strcat(line, " ");
	strcat(line, word);
}

static void clear(void)
{
	line[0] = 0;
}

int main(void)
{
	static const char *const more = "more";

	add("to");
	add("be");
	extra = &more;
	clear();
	add("x");
	return 0;
}

/* spec:
 *   "*":
 *     - {name: words, cftl: 'forall q in changes(line): q(line) in ["to", "to be"]'}
 *     - {name: short, cftl: 'forall q in changes(line): length(q(line)) <= 2'}
 *     - {name: beside, cftl: 'forall q in changes(line): q(line) < q(*extra)'}
 * want: words = true true true false false
 * want: short = true false false true true
 * want: beside = unknown(no-value) unknown(no-value) unknown(no-value) false true
 * covers: char-array true=words false=words unknown=beside
 * covers: builtin true=words false=words unknown=beside
 * covers: function-glob true=words false=short unknown=beside
 */
