/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct field { const char *name; struct field *next; };

static size_t widest(const struct field *f)
{
	size_t most = 0, i;

	for (; f; f = f->next) {
		for (i = 0; f->name && f->name[i]; i++)
			;
		most = i > most ? i : most;
	}
	return most;
}

int main(void)
{
	const struct field c = { "", NULL }, b = { "average", (struct field *)&c },
			   a = { "id", (struct field *)&b };

	return widest(&a) != 7;
}

/* spec:
 *   widest:
 *     - {name: small, cftl: 'forall q in changes(f): length(q(f->name)) < 5'}
 *     - {name: first, cftl: 'forall e in entry: length(e(f->name)) == 2'}
 *     - {name: empty, cftl: 'forall q in changes(f): length(q(f->name)) == 0'}
 *     - name: grows
 *       cftl: 'forall q in changes(f): length(q(f->name)) > length(q(f->next->name))'
 * want: small = false true unknown(no-value)
 * want: first = true
 * want: empty = false true unknown(no-value)
 * want: grows = true unknown(no-value) unknown(no-value)
 * covers: length-string true=small false=small unknown=small
 */
