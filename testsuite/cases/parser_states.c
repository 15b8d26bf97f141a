/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <stdlib.h>

enum state { START, NUMBER, SIGN, BAD };

static enum state state;
static long value;
static const char *at;

static enum state next(char c)
{
	if (c >= '0' && c <= '9')
		return NUMBER;
	if ((c == '-' || c == '+') && state == START)
		return SIGN;
	if (c == '#')
		exit(0);
	return BAD;
}

static long parse(const char *text)
{
	value = 0;
	state = START;
	for (at = text; *at && state != BAD; at++) {
		state = next(*at);
		if (state == NUMBER)
			value = value * 10 + *at - '0';
	}
	return value;
}

int main(void)
{
	parse("-17");
	parse("4-");
	parse("");
	parse("1#");
	return 1;
}

/* spec:
 *   parse:
 *     - {name: good, cftl: 'forall q in changes(state): q(state) != BAD'}
 *     - {name: number, cftl: 'forall c in calls(next): returned(c) == NUMBER'}
 *     - name: digits
 *       cftl: 'forall q in changes(value): next_change(q, value)(value) == 10 * q(value) + 7'
 *     - {name: ends, cftl: 'forall e in exit: e(state) == NUMBER and length(e(at)) == 0'}
 *     - {name: signed, cftl: "exists c in calls(next): argument(c, 1) == '-'"}
 * want: good = true true true true true true false true true true
 * want: number = false true true true false true unknown(unwound)
 * want: digits = false true unknown(no-event) false unknown(no-event) unknown(no-event) false unknown(unwound)
 * want: ends = true false false
 * want: signed = true true false unknown(unwound)
 */
