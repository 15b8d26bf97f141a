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

	set(1, 0);
	set(0, 1);
	c = &one;
	set(1, 1);
	return 0;
}

/* spec:
 *   set:
 *     - name: land
 *       cftl: "Forall(q = changes('b')).Check(lambda q: land(q('a') == 1, q('b') == 1))"
 *     - name: lor
 *       cftl: "Forall(q = changes('b')).Check(lambda q: lor(q('a') == 1, q('b') == 1))"
 *     - {name: lnot, cftl: "Forall(q = changes('b')).Check(lambda q: lnot(q('a') == 1))"}
 *     - name: all
 *       cftl: "Forall(q = changes('b')).Check(lambda q: all_are_true(q('a') == 1, q('b') == 1, q('*c') == 1))"
 *     - name: one
 *       cftl: "Forall(q = changes('b')).Check(lambda q: one_is_true(q('a') == 2, q('b') == 2, q('*c') == 1))"
 *     - {name: none, cftl: "Forall(q = changes('b')).Check(lambda q: not_true(q('*c') == 1))"}
 *     - name: land unsure
 *       cftl: "Forall(q = changes('b')).Check(lambda q: land(q('a') == 1, q('*c') == 1))"
 *     - name: lor unsure
 *       cftl: "Forall(q = changes('b')).Check(lambda q: lor(q('a') == 1, q('*c') == 2))"
 *     - {name: lnot unsure, cftl: "Forall(q = changes('b')).Check(lambda q: lnot(q('*c') == 2))"}
 *     - name: lor none
 *       cftl: "Forall(q = changes('b')).Check(lambda q: lor(q('a') == 2, q('b') == 2))"
 * want: land = false false true
 * want: lor = true true true
 * want: lnot = false true false
 * want: all = false false true
 * want: one = unknown(no-value) unknown(no-value) true
 * want: none = unknown(no-value) unknown(no-value) false
 * want: land unsure = unknown(no-value) false true
 * want: lor unsure = true unknown(no-value) true
 * want: lnot unsure = unknown(no-value) unknown(no-value) true
 * want: lor none = false false false
 * covers: py-land true=land false=land unknown=land unsure
 * covers: py-lor true=lor false=lor none unknown=lor unsure
 * covers: py-lnot true=lnot false=lnot unknown=lnot unsure
 */
