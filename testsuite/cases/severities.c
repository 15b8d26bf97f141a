/* SPDX-License-Identifier: GPL-3.0-or-later */
static int queue;
static const int *most;

static void put(int n)
{
	queue = n;
}

int main(void)
{
	static const int ten = 10;

	put(3);
	most = &ten;
	put(14);
	put(10);
	return 0;
}

/* spec:
 *   put:
 *     - {name: full, cftl: 'forall q in changes(queue): q(queue) <= q(*most)'}
 *     - {name: between, cftl: 'forall q in changes(queue): q(queue) in [2, 12]'}
 *     - {name: outside, cftl: 'forall q in changes(queue): not (q(queue) in [2, 12])'}
 * want: full = unknown(no-value) false true
 * want: between = true false true
 * want: outside = false true false
 * want-severity: full unknown null
 * want-severity: full false -4
 * want-severity: full true 0
 * want-severity: between true 1
 * want-severity: between false -2
 * want-severity: between true 2
 * want-severity: outside false -1
 * want-severity: outside true 2
 * want-severity: outside false -2
 * covers: severity true=full false=full unknown=full
 */
