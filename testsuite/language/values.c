/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What: values of every type, what is passed and given back, lengths, types, times; the
 * connectives with unknown sides.
 */
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SIZE 8
enum colour { RED = -1, GREEN = 7 };
struct thing {
	unsigned bits : 3;
	signed char tiny;
	double half;
	const char *name;
	struct thing *next;
};

static int twice(int n) { return n * 2; }
static void fill(char *to, const char *from) { strcpy(to, from); }

int look(struct thing *t, unsigned long big, enum colour c, const char *s)
{
	char buffer[16] = "";
	int table[SIZE];
	_Bool done = 0;
	int x = 1;

	table[0] = 5;
	t->bits = 6;
	t->half = 2.5;
	x = twice(x);
	fill(buffer, "abc");
	done = x == 2;
	if (t->next)
		t->next->tiny = 'z';
	return x + table[0] + done;
}

int main(void)
{
	struct thing one = { 0, 'a', 0, "one", NULL }, two = { 1, -1, 0, NULL, &one };

	look(&one, ULONG_MAX, RED, "");
	look(&two, 3, GREEN, "text");
	return 0;
}

/* spec:
 *   look:
 *     - {name: unsigned, cftl: 'forall e in entry: e(big) > 4'}
 *     - {name: mixed signs, cftl: 'forall e in entry: e(c) < e(big)'}
 *     - {name: enumerator, cftl: 'forall e in entry: e(c) == GREEN'}
 *     - {name: negative, cftl: 'forall e in entry: e(c) == RED'}
 *     - {name: macro, cftl: 'forall q in changes(x): q(x) < SIZE'}
 *     - {name: character, cftl: "forall e in entry: e(t->tiny) == 'a'"}
 *     - {name: bit-field, cftl: 'forall q in changes(t->bits): q(t->bits) == 6'}
 *     - {name: float, cftl: 'forall q in changes(t->half): q(t->half) in (2, 2.5]'}
 *     - {name: float open, cftl: 'forall q in changes(t->half): q(t->half) in (2, 2.5)'}
 *     - {name: truth, cftl: 'forall q in changes(done): q(done) == true'}
 *     - {name: null pointer, cftl: 'forall e in entry: e(t->next) == NULL'}
 *     - {name: through, cftl: 'forall e in entry: e(t->next->tiny) > 0'}
 *     - {name: string t, cftl: 'forall e in entry: e(s) == "text" or e(s) == ""'}
 *     - {name: string f, cftl: 'forall e in entry: e(s) == "text"'}
 *     - {name: string less, cftl: 'forall e in entry: e(s) < "tezt"'}
 *     - {name: null string, cftl: 'forall e in entry: e(t->name) == "one"'}
 *     - {name: length of text, cftl: 'forall e in entry: length(e(s)) == 4'}
 *     - {name: length of table, cftl: 'forall q in changes(x): length(q(table)) == SIZE'}
 *     - {name: buffer, cftl: 'forall q in changes(buffer): q(buffer) == "abc"'}
 *     - {name: type t, cftl: 'forall q in changes(x): type(q(x)) == int'}
 *     - {name: type of pointer, cftl: 'forall e in entry: type(e(t)) == "struct thing *"'}
 *     - {name: argument t, cftl: 'forall c in calls(twice): argument(c, 1) == 1'}
 *     - {name: argument f, cftl: 'forall c in calls(twice): argument(c, 1) > 1'}
 *     - {name: argument text, cftl: 'forall c in calls(fill): argument(c, 2) == "abc"'}
 *     - {name: returned t, cftl: 'forall c in calls(twice): returned(c) == argument(c, 1) * 2'}
 *     - {name: returned f, cftl: 'forall c in calls(twice): returned(c) == argument(c, 1)'}
 *     - {name: cpu t, cftl: 'forall c in calls(twice): cpu(c) < 1 h'}
 *     - {name: cpu f, cftl: 'forall c in calls(twice): cpu(c) > 1 h'}
 *     - {name: duration t, cftl: 'forall c in calls(twice): duration(c) in [0, 1 h)'}
 *     - {name: duration f, cftl: 'forall c in calls(twice): duration(c) >= 1 h'}
 *     - {name: time t, cftl: 'forall q in changes(x), c in calls(twice) after q: time_between(q, before(c)) < 1 min'}
 *     - {name: time f, cftl: 'forall q in changes(x), c in calls(twice) after q: time_between(before(c), q) > 1 min'}
 *     - {name: measured, cftl: 'forall c in calls(twice): duration(c) < ?'}
 *     - {name: measured not, cftl: 'forall c in calls(twice): returned(c) == 3 and duration(c) < ?'}
 *     - {name: arithmetic, cftl: 'forall q in changes(x): abs(-q(x) * 7 / 2) % 3 == 0'}
 *     - {name: divided, cftl: 'forall q in changes(x): 10 / (q(x) - 1) == 10'}
 *     - {name: bare seconds, cftl: 'forall c in calls(twice): duration(c) < 60'}
 *     - {name: ratio, cftl: 'forall c in calls(twice): duration(c) / duration(c) == 1 or duration(c) < 1 h'}
 *     - {name: and f, cftl: 'forall q in changes(x): q(x) > 5 and 10 / (q(x) - 1) > 0'}
 *     - {name: or t, cftl: 'forall q in changes(x): q(x) < 5 or 10 / (q(x) - 1) > 0'}
 *     - {name: and u, cftl: 'forall q in changes(x): q(x) < 5 and 10 / (q(x) - 1) > 0'}
 *     - {name: or u, cftl: 'forall q in changes(x): q(x) > 5 or 10 / (q(x) - 1) > 0'}
 *     - {name: not u, cftl: 'forall q in changes(x): not (10 / (q(x) - 1) > 0)'}
 *     - {name: implies t, cftl: 'forall q in changes(x): 10 / (q(x) - 1) > 0 implies q(x) < 5'}
 *     - {name: implies f, cftl: 'forall q in changes(x): q(x) < 5 implies q(x) > 5'}
 *     - {name: implies u, cftl: 'forall q in changes(x): q(x) < 5 implies 10 / (q(x) - 1) > 0'}
 *     - {name: iff t, cftl: 'forall q in changes(x): q(x) == 1 iff not (q(x) == 2)'}
 *     - {name: iff f, cftl: 'forall q in changes(x): q(x) == 1 iff q(x) == 2'}
 *     - {name: iff u, cftl: 'forall q in changes(x): q(x) < 5 iff 10 / (q(x) - 1) > 0'}
 *     - {name: constants, cftl: 'forall q in changes(x): q(x) == 1 or true'}
 *     - {name: unwound not, cftl: 'forall e in exit: e(big) == 3 or e(big) == ULONG_MAX'}
 * run -: unsigned = true false
 * run -: mixed signs = true false
 * run -: enumerator = false true
 * run -: negative = true false
 * run -: macro = true true true true
 * run -: character = true false
 * run -: bit-field = true true
 * run -: float = true true
 * run -: float open = false false
 * run -: truth = false true false true
 * run -: null pointer = true false
 * run -: through = unknown(no-value) true
 * run -: string t = true true
 * run -: string f = false true
 * run -: string less = true true
 * run -: null string = true false
 * run -: length of text = false true
 * run -: length of table = true true true true
 * run -: buffer = false true false true
 * run -: type t = true true true true
 * run -: type of pointer = true true
 * run -: argument t = true true
 * run -: argument f = false false
 * run -: argument text = true true
 * run -: returned t = true true
 * run -: returned f = false false
 * run -: cpu t = true true
 * run -: cpu f = false false
 * run -: duration t = true true
 * run -: duration f = false false
 * run -: time t = true true
 * run -: time f = false false
 * run -: measured = measured measured
 * run -: measured not = false false
 * run -: arithmetic = false true false true
 * run -: divided = true unknown(no-value) true unknown(no-value)
 * run -: bare seconds = true true
 * run -: ratio = true true
 * run -: and f = false false false false
 * run -: or t = true true true true
 * run -: and u = true unknown(no-value) true unknown(no-value)
 * run -: or u = true unknown(no-value) true unknown(no-value)
 * run -: not u = false unknown(no-value) false unknown(no-value)
 * run -: implies t = true true true true
 * run -: implies f = false false false false
 * run -: implies u = true unknown(no-value) true unknown(no-value)
 * run -: iff t = true true true true
 * run -: iff f = false false false false
 * run -: iff u = true unknown(no-value) true unknown(no-value)
 * run -: constants = true true true true
 * run -: unwound not = true true
 */
