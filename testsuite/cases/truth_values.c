/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdbool.h>
#include <stddef.h>

struct user { bool admin; struct user *owner; };

static bool allowed;

static void check(const struct user *u)
{
	allowed = u->admin || (u->owner && u->owner->admin);
}

int main(void)
{
	const struct user root = { true, NULL };
	struct user me = { false, (struct user *)&root }, guest = { false, NULL };

	check(&root);
	check(&me);
	check(&guest);
	return 0;
}

/* spec:
 *   check:
 *     - {name: granted, cftl: 'forall q in changes(allowed): q(allowed) == true'}
 *     - {name: denied, cftl: 'forall q in changes(allowed): q(allowed) == False'}
 *     - {name: owner, cftl: 'forall q in changes(allowed): q(u->owner->admin) == true'}
 * want: granted = true true false
 * want: denied = false false true
 * want: owner = unknown(no-value) true unknown(no-value)
 * covers: truth true=granted false=granted unknown=owner
 * covers: bool true=granted false=granted unknown=owner
 */
