/* SPDX-License-Identifier: GPL-3.0-or-later */
static int size, spare;
static const int *old;

static void grow(int n)
{
	spare = n % 2;
	size = n;
}

int main(void)
{
	static const int three = 3;

	grow(4);
	old = &three;
	grow(5);
	return 0;
}

/* spec:
 *   grow:
 *     - {name: measured, cftl: 'forall q in changes(size): q(size) < ?'}
 *     - {name: settled, cftl: 'forall q in changes(size): q(spare) == 0 or q(size) >= ?'}
 *     - {name: denied, cftl: 'forall q in changes(size): q(spare) == 0 and q(size) >= ?'}
 *     - {name: not there, cftl: 'forall q in changes(size): q(size) - q(*old) > ?'}
 * want: measured = measured measured
 * want: settled = true measured
 * want: denied = measured false
 * want: not there = unknown(no-value) measured
 * covers: question true=settled false=denied unknown=not there measured=measured
 */
