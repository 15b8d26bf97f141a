/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int total;

static int add(int from, int to)
{
	for (int i = from; i < to; i++) {
		if (i % 2)
			continue;
		total += i;
		if (total > 20)
			exit(0);
	}
	return total;
}

int main(void)
{
	add(0, 3);
	add(3, 6);
	add(6, 6);
	add(8, 20);
	return 1;
}

/* spec:
 *   add:
 *     - {name: two, cftl: 'forall e in entry: count(line(11)) == 2'}
 *     - {name: values, cftl: 'forall l in line(11): l(total) > l(i)'}
 *     - {name: any, cftl: 'exists l in line(11): l(i) > 3'}
 * want: two = true false false unknown(unwound)
 * want: values = false false true true true
 * want: any = false true false true
 * covers: line true=values false=values unknown=two
 * covers: count true=two false=two unknown=two
 */
