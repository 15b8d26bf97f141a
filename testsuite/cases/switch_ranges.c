/* SPDX-License-Identifier: GPL-3.0-or-later */
static char class;
static int score;

static int value(char c)
{
	switch (c) {
	case 'a' ... 'e':
		class = 'v';
		return 1;
	case 'q':
	case 'z':
		class = 'r';
		return 10;
	default:
		class = c;
	}
	return 2;
}

static int word(const char *s)
{
	score = 0;
	while (*s)
		score += value(*s++);
	return score;
}

int main(void)
{
	word("quiz");
	word("bad");
	word("");
	return 0;
}

/* spec:
 *   word:
 *     - {name: high, cftl: 'forall e in exit: e(score) > 20'}
 *     - {name: letters, cftl: 'forall c in calls(value): returned(c) == 1'}
 *     - {name: share, cftl: 'forall e in exit: 24 / e(score) >= 1'}
 *   value:
 *     - {name: rare, cftl: "forall q in changes(class): q(class) == 'r'"}
 *     - {name: same, cftl: 'forall q in changes(class): q(class) == q(c)'}
 * want: high = true false false
 * want: letters = false false false false true true true
 * want: share = true true unknown(no-value)
 * want: rare = true false false true false false false
 * want: same = false true true false false false false
 * covers: switch true=rare false=rare unknown=share
 * covers: char true=rare false=rare unknown=share
 */
