/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

static const char *at;
static char sep;

static void scan(const char *s)
{
	for (at = s; at && *at; at++)
		if (*at == ',' || *at == '\n')
			sep = *at;
	at = NULL;
}

int main(void)
{
	scan("a,b");
	scan("c\n");
	return 0;
}

/* spec:
 *   scan:
 *     - {name: comma, cftl: "forall q in changes(sep): q(sep) == ','"}
 *     - {name: newline, cftl: "forall q in changes(sep): q(sep) == '\\n'"}
 *     - {name: letter, cftl: "forall q in changes(at): q(*at) != ','"}
 * want: comma = true false
 * want: newline = false true
 * want: letter = true false true true unknown(no-value) true true true unknown(no-value)
 * covers: character true=comma false=comma unknown=letter
 * covers: char true=comma false=comma unknown=letter
 */
