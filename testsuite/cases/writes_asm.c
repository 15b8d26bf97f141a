/* SPDX-License-Identifier: GPL-3.0-or-later */
static int in, out;
static const int *divisor;

static void pass(int n)
{
	in = n;
	__asm__ volatile("" : "=r"(out) : "0"(n + 1));
}

int main(void)
{
	static const int zero = 0, two = 2;

	pass(4);
	divisor = &zero;
	pass(5);
	divisor = &two;
	pass(-1);
	return 0;
}

/* spec:
 *   pass:
 *     - {name: more, cftl: 'forall q in changes(out): q(out) > 0'}
 *     - {name: next, cftl: 'forall q in changes(in): next_change(q, out)(out) == q(in) + 1'}
 *     - {name: half, cftl: 'forall q in changes(out): q(out) / q(*divisor) == 0'}
 * want: more = true true false
 * want: next = true true true
 * want: half = unknown(no-value) unknown(no-value) true
 * covers: asm true=more false=more unknown=half
 */
