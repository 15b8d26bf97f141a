/* SPDX-License-Identifier: GPL-3.0-or-later */
static int p, r, s;
static const int *z;

static void set(int x)
{
	p = x & 1;
	r = x >> 1 & 1;
	s = x >> 2;
}

int main(void)
{
	for (int i = 0; i < 8; i++)
		set(i);
	return 0;
}

/* spec:
 *   set:
 *     - name: and before or
 *       cftl: 'forall q in changes(s): q(p) == 1 or q(r) == 1 and q(s) == 1'
 *     - {name: grouped, cftl: 'forall q in changes(s): (q(p) == 1 or q(r) == 1) and q(s) == 1'}
 *     - name: to the right
 *       cftl: 'forall q in changes(s): q(p) == 1 implies q(r) == 1 implies q(s) == 1'
 *     - name: left
 *       cftl: 'forall q in changes(s): (q(p) == 1 implies q(r) == 1) implies q(s) == 1'
 *     - {name: not binds, cftl: 'forall q in changes(s): not q(p) == 1 and q(r) == 1'}
 *     - {name: iff last, cftl: 'forall q in changes(s): q(p) == 1 iff q(r) == 1 or q(s) == 1'}
 *     - {name: unsure, cftl: 'forall q in changes(s): q(p) == 1 or q(r) == 1 and q(*z) == 1'}
 * want: and before or = false true false true false true true true
 * want: grouped = false false false false false true true true
 * want: to the right = true true true false true true true true
 * want: left = false true false false true true true true
 * want: not binds = false false true false false false true false
 * want: iff last = true false false true false true false true
 * want: unsure = false true unknown(no-value) true false true unknown(no-value) true
 * covers: precedence true=and before or false=grouped unknown=unsure
 */
