/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

static char symbol;
static int run, output;

static void flush(char c, int n)
{
	if (n > 1)
		output += 2;
	else
		output += n;
	symbol = c;
}

static int encode(const char *s)
{
	output = 0;
	while (*s) {
		const char *start = s;

		while (*s == *start)
			s++;
		run = (int)(s - start);
		flush(*start, run);
	}
	return output;
}

int main(void)
{
	encode("aaab");
	encode("");
	return encode("xyzz") != 4;
}

/* spec:
 *   encode:
 *     - {name: long, cftl: 'forall q in changes(run): q(run) > 1'}
 *     - {name: letter, cftl: "forall c in calls(flush): argument(c, 1) == 'a'"}
 *     - {name: next, cftl: 'forall q in changes(run): next_change(q, run)(run) < q(run)'}
 *     - {name: packed, cftl: 'forall e in exit: e(output) <= 3'}
 *     - name: flushed
 *       cftl: "forall e in entry: exists c in calls(flush): after(c)(symbol) >= 'b'"
 *     - {name: size, cftl: 'forall e in exit: 12 / e(output) == 4'}
 * want: long = true false false false true
 * want: letter = true false false false false
 * want: next = true unknown(no-event) false false unknown(no-event)
 * want: packed = true true false
 * want: flushed = true false true
 * want: size = true unknown(no-value) false
 */
