/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <string.h>

struct user { char name[8]; struct user *boss; };

static void join(struct user *u, const char *name)
{
	strncpy(u->name, name, sizeof u->name - 1);
	u->name[0] -= 'a' - 'A';
}

int main(void)
{
	struct user ada = { "", NULL }, bob = { "", &ada };

	join(&ada, "ada");
	join(&bob, "robertson");
	return 0;
}

/* spec:
 *   join:
 *     - {name: capital, cftl: 'forall q in changes(u->name): q(u->name) < "a"'}
 *     - {name: named, cftl: 'forall e in exit: e(u->name) == "Ada"'}
 *     - {name: boss, cftl: 'forall e in exit: e(u->boss->name) == "Ada"'}
 *     - {name: written, cftl: 'forall c in calls(strncpy): after(c)(u->name) == argument(c, 2)'}
 *     - {name: fits, cftl: 'forall e in exit: length(e(u->name)) < 7'}
 *     - {name: boss written, cftl: 'forall c in calls(strncpy): after(c)(u->boss->name) != ""'}
 * want: capital = false true false true
 * want: named = true false
 * want: boss = unknown(no-value) true
 * want: written = true false
 * want: fits = true false
 * want: boss written = unknown(no-value) true
 * covers: char-array true=named false=named unknown=boss
 * covers: builtin true=written false=written unknown=boss written
 */
