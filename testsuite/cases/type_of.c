/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

typedef unsigned long id_type;
struct item { id_type id; struct item *next; const char *label; };

static id_type seen;

static void visit(const struct item *i)
{
	seen = i->id;
}

int main(void)
{
	const struct item b = { 2, NULL, "b" }, a = { 1, (struct item *)&b, "a" };

	visit(&a);
	visit(&b);
	return 0;
}

/* spec:
 *   visit:
 *     - {name: typedef, cftl: 'forall q in changes(seen): type(q(seen)) == id_type'}
 *     - name: meaning
 *       cftl: 'forall q in changes(seen): type(q(seen)) == "unsigned long"'
 *       warnings: {constant: off}
 *     - name: other
 *       cftl: 'forall q in changes(seen): type(q(seen)) == int'
 *       warnings: {constant: off}
 *     - name: pointer
 *       cftl: 'forall e in entry: type(e(i->next)) == "struct item *" and e(i->next->id) == 2'
 *       warnings: {constant: off}
 * want: typedef = true true
 * want: meaning = true true
 * want: other = false false
 * want: pointer = true unknown(no-value)
 * covers: type true=meaning false=other unknown=pointer
 */
