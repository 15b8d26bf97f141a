/* SPDX-License-Identifier: GPL-3.0-or-later */
static unsigned counter, *limit;

static void down(unsigned by)
{
	counter -= by;
}

int main(void)
{
	static unsigned most = 4000000000u;

	counter = 2;
	down(1);
	limit = &most;
	down(2);
	down(3);
	return 0;
}

/* spec:
 *   down:
 *     - {name: small, cftl: 'forall q in changes(counter): q(counter) < 10'}
 *     - {name: wrapped, cftl: 'forall q in changes(counter): q(counter) == 4294967295'}
 *     - {name: below, cftl: 'forall q in changes(counter): q(counter) < q(*limit)'}
 *     - name: not minus
 *       cftl: 'forall q in changes(counter): q(counter) == -1'
 *       warnings: {constant: off}
 * want: small = true false false
 * want: wrapped = false true false
 * want: below = unknown(no-value) false false
 * want: not minus = false false false
 * covers: unsigned true=small false=small unknown=below
 */
