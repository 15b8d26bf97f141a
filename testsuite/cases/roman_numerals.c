/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

static char out[16];

static void emit(const char *s)
{
	strcat(out, s);
}

static void roman(int n)
{
	static const struct { int value; const char *text; } parts[] = {
		{ 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" },
	};

	out[0] = 0;
	for (unsigned i = 0; i < 5; i++)
		for (; n >= parts[i].value; n -= parts[i].value)
			emit(parts[i].text);
}

int main(void)
{
	roman(14);
	roman(3);
	roman(0);
	return 0;
}

/* spec:
 *   roman:
 *     - {name: short, cftl: 'forall e in exit: length(e(out)) <= 3'}
 *     - {name: ones, cftl: 'forall c in calls(emit): argument(c, 1) == "I"'}
 *     - {name: first, cftl: 'forall q in changes(out): argument(next_call(q, emit), 1) == "X"'}
 *     - {name: text, cftl: 'forall e in exit: e(out) == "XIV"'}
 *     - name: grows
 *       cftl: 'forall c in calls(emit): length(after(c)(out)) - length(before(c)(out)) == 1'
 *     - {name: parts, cftl: 'forall q in changes(n): q(n) >= 0'}
 * want: short = true true true
 * want: ones = false false true true true
 * want: first = true false unknown(no-event)
 * want: text = true false false
 * want: grows = true false true true true
 * want: parts = true true true true true
 */
