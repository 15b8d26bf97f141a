/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stddef.h>

static int words, inside, letters;

static void count(const char *text)
{
	words = inside = 0;
	for (; *text; text++) {
		if (isspace((unsigned char)*text)) {
			inside = 0;
		} else if (!inside) {
			inside = 1;
			words++;
		}
		letters += inside;
	}
}

int main(void)
{
	count("to be or");
	count("");
	count(" x");
	return words != 1;
}

/* spec:
 *   count:
 *     - {name: words, cftl: 'forall e in exit: e(words) > 1'}
 *     - {name: mean, cftl: 'forall e in exit: e(letters) / e(words) < 3'}
 *     - name: begins
 *       cftl: 'forall q in changes(inside): q(inside) == 1 implies next_change(q, words)(words) >= 1'
 *     - {name: starts, cftl: 'forall q in changes(words): q(text) != " "'}
 *     - {name: rest, cftl: 'forall q in changes(words): q(words) == 0 or length(q(text)) == 8'}
 * want: words = true false false
 * want: mean = true unknown(no-value) false
 * want: begins = true true true true true true true true true true
 * want: starts = true true true true true true true
 * want: rest = true true false false true true false
 */
