/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct opt { unsigned char n; struct opt *next; };

static unsigned char seen;

static void read_opt(const struct opt *o)
{
	seen = o->n;
}

int main(void)
{
	const struct opt b = { 0, NULL }, a = { 255, (struct opt *)&b };

	read_opt(&a);
	read_opt(&b);
	return 0;
}

/* spec:
 *   read_opt:
 *     - {name: always, warnings: {constant: off}, cftl: 'forall q in changes(seen): q(seen) <= 255'}
 *     - {name: never, warnings: {constant: off}, cftl: 'forall q in changes(seen): q(seen) > 255'}
 *     - {name: next, warnings: {constant: off}, cftl: 'forall q in changes(seen): q(o->next->n) < 256'}
 * want: always = true true
 * want: never = false false
 * want: next = true unknown(no-value)
 * covers: warnings-off true=always false=never unknown=next
 */
