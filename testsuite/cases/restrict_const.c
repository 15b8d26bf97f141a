/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct table { const char *const *rows; size_t n; };

static size_t found;

static size_t lookup(const struct table *restrict t, const char *restrict key)
{
	found = t->n;
	for (size_t i = 0; i < t->n; i++)
		if (t->rows[i] && t->rows[i][0] == key[0])
			found = i;
	return found;
}

int main(void)
{
	static const char *const rows[] = { "beta", NULL, "gamma", NULL };
	static const struct table t = { rows, 3 };

	lookup(&t, "g");
	lookup(&t, "b");
	return lookup(&t, "x") != 3;
}

/* spec:
 *   lookup:
 *     - {name: found, cftl: 'forall e in exit: e(found) < e(t->n)'}
 *     - {name: row, cftl: 'forall q in changes(found): q(t->rows[found]) >= "c"'}
 *     - {name: key, cftl: 'forall e in entry: e(key) == "g"'}
 *     - name: where
 *       cftl: 'forall q in changes(found): q(found) == 3 or q(t->rows[found]) > "b"'
 * want: found = true true false
 * want: row = unknown(no-value) true unknown(no-value) false unknown(no-value)
 * want: key = true false false
 * want: where = true true true true true
 * covers: element-variable true=row false=row unknown=row
 */
