/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct account { long cents; struct account *parent; };

static void deposit(struct account *a, long amount)
{
	a->cents += amount;
	if (a->parent)
		a->parent->cents -= amount;
}

int main(void)
{
	struct account bank = { 1000, NULL }, mine = { 0, &bank };

	deposit(&mine, 300);
	deposit(&mine, 900);
	deposit(&bank, 5);
	return 0;
}

/* spec:
 *   deposit:
 *     - {name: positive, cftl: 'forall q in changes(a->cents): q(a->cents) > 0'}
 *     - {name: small, cftl: 'forall q in changes(a->cents): q(a->cents) < 500'}
 *     - {name: parent, cftl: 'forall q in changes(a->cents): q(a->parent->cents) >= 100'}
 *     - {name: broke, cftl: 'forall q in changes(a->parent->cents): q(a->parent->cents) < 0'}
 * want: positive = true true false
 * want: small = true false true
 * want: parent = true true unknown(no-value)
 * want: broke = false true
 * covers: forall true=positive false=small unknown=parent
 * covers: changes true=positive false=small unknown=parent
 * covers: value true=positive false=small unknown=parent
 * covers: arrow true=positive false=small unknown=parent
 * covers: chain true=broke false=broke unknown=parent
 * covers: reason-no-value true=positive false=small unknown=parent
 * covers: long true=positive false=small unknown=parent
 */
