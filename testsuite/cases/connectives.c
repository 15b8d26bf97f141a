/* SPDX-License-Identifier: GPL-3.0-or-later */
static int a, b;
static const int *c;

static void set(int x, int y)
{
	a = x;
	b = y;
}

int main(void)
{
	static const int one = 1;

	set(1, 1);
	set(1, 0);
	set(0, 1);
	set(0, 0);
	c = &one;
	set(1, 0);
	return 0;
}

/* spec:
 *   set:
 *     - {name: not, cftl: 'forall q in changes(b): not q(a) == 1'}
 *     - {name: and, cftl: 'forall q in changes(b): q(a) == 1 and q(b) == 1'}
 *     - {name: or, cftl: 'forall q in changes(b): q(a) == 1 or q(b) == 1'}
 *     - {name: implies, cftl: 'forall q in changes(b): q(a) == 1 implies q(b) == 1'}
 *     - {name: iff, cftl: 'forall q in changes(b): q(a) == 1 iff q(b) == 1'}
 *     - {name: not unknown, cftl: 'forall q in changes(b): not q(*c) == 1'}
 *     - {name: and unknown, cftl: 'forall q in changes(b): q(a) == 1 and q(*c) == 1'}
 *     - {name: or unknown, cftl: 'forall q in changes(b): q(a) == 1 or q(*c) == 2'}
 *     - {name: implies unknown, cftl: 'forall q in changes(b): q(a) == 1 implies q(*c) == 2'}
 *     - {name: unknown implies, cftl: 'forall q in changes(b): q(*c) == 1 implies q(b) == 1'}
 *     - {name: iff unknown, cftl: 'forall q in changes(b): q(a) == 1 iff q(*c) == 1'}
 * want: not = false false true true false
 * want: and = true false false false false
 * want: or = true true true false true
 * want: implies = true false true true false
 * want: iff = true false false true false
 * want: not unknown = unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) false
 * want: and unknown = unknown(no-value) unknown(no-value) false false true
 * want: or unknown = true true unknown(no-value) unknown(no-value) true
 * want: implies unknown = unknown(no-value) unknown(no-value) true true false
 * want: unknown implies = true unknown(no-value) true unknown(no-value) false
 * want: iff unknown = unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) true
 * covers: not true=not false=not unknown=not unknown
 * covers: and true=and false=and unknown=and unknown
 * covers: or true=or false=or unknown=or unknown
 * covers: implies true=implies false=implies unknown=unknown implies
 * covers: iff true=iff false=iff unknown=iff unknown
 */
