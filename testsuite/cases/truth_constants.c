/* SPDX-License-Identifier: GPL-3.0-or-later */
static int n;
static const int *m;

static void count(void)
{
	n++;
}

int main(void)
{
	static const int one = 1;

	count();
	m = &one;
	count();
	return 0;
}

/* spec:
 *   count:
 *     - {name: always, cftl: 'forall q in changes(n): q(n) > 5 or true'}
 *     - {name: never, cftl: 'forall q in changes(n): q(n) > 0 and false'}
 *     - {name: as it is, cftl: 'forall q in changes(n): q(*m) == 1 and true'}
 *     - {name: no more, cftl: 'forall q in changes(n): q(*m) == 1 or false'}
 *     - {name: turned, cftl: 'forall q in changes(n): q(n) == 1 iff false'}
 *     - {name: known, cftl: 'forall q in changes(n): q(n) == 1 implies true'}
 *     - {name: not, cftl: 'forall q in changes(n): not true and q(n) == 1'}
 * want: always = true true
 * want: never = false false
 * want: as it is = unknown(no-value) true
 * want: no more = unknown(no-value) true
 * want: turned = false true
 * want: known = true true
 * want: not = false false
 * covers: true true=always false=not unknown=as it is
 * covers: false true=turned false=never unknown=no more
 */
