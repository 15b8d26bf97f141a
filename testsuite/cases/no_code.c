/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A function that is declared here and has no code: what is asked of it, twice, is not in the way
 * of the rest.
 */
#include <stdlib.h>

int elsewhere(int n);

int main(void)
{
	int n = 1;

	n += abs(-n);
	return n != 2;
}

/* spec:
 *   elsewhere:
 *     - {name: one, cftl: 'forall t in calls(abs): duration(t) < 1 s'}
 *     - {name: two, cftl: 'forall t in calls(abs): duration(t) < 1 s'}
 *   main:
 *     - {name: here, cftl: 'forall q in changes(n): q(n) < 2'}
 * want: here = true false
 * free: one
 * free: two
 * want-warning: no-code
 * want-output: vypr: no object file of this program has no_code.c: elsewhere (spec.yml:2)
 */
