/* SPDX-License-Identifier: GPL-3.0-or-later */
static int level;
static const int *limit;

static void rise(int by)
{
	level += by;
}

int main(void)
{
	static const int two = 2;

	rise(1);
	limit = &two;
	rise(1);
	rise(1);
	return 0;
}

/* spec:
 *   rise:
 *     - {name: level, cftl: 'forall q in changes(level): q(level) < 3'}
 *     - {name: limit, cftl: 'forall q in changes(level): q(level) <= q(*limit)'}
 *   absent:
 *     - {name: nothing, cftl: 'forall q in changes(level): q(level) < 3'}
 * want: level = true true false
 * want: limit = unknown(no-value) true false
 * want-output: vypr: no object file of this program has globs_of_*.c: absent (spec.yml:5)
 * module: "globs_of_*.c"
 * covers: module-glob true=level false=level unknown=limit
 */
