/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int warn(int code) { if (code == 7) exit(0); return code; }

static int check(int value)
{
	if (value < 0)
		warn(1);
	if (value > 99)
		warn(value == 700 ? 7 : 2);
	return value;
}

int main(void)
{
	check(5);
	check(-5);
	check(500);
	check(700);
	return 1;
}

/* spec:
 *   check:
 *     - {name: quiet, cftl: 'forall e in entry: not (exists c in calls(warn): returned(c) > 0)'}
 *     - name: never two
 *       cftl: 'forall e in entry: not (exists c in calls(warn): argument(c, 1) == 2)'
 *     - name: not all
 *       cftl: 'forall e in entry: not (forall c in calls(warn): argument(c, 1) > 1)'
 * want: quiet = true false false unknown(unwound)
 * want: never two = true true false unknown(unwound)
 * want: not all = false true false unknown(unwound)
 * covers: not-exists true=quiet false=quiet unknown=quiet
 * covers: not true=quiet false=quiet unknown=quiet
 */
