/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct item { int price; struct item *next; };

static int pay_cash(struct item *i) { i->price -= 1; return i->price; }
static int pay_card(struct item *i) { i->price -= 5; return i->price; }
static int refund(struct item *i) { i->price += 9; return i->price; }

int main(void)
{
	struct item a = { 4, NULL }, b = { 7, &a };

	pay_cash(&b);
	pay_card(&b);
	pay_card(&a);
	return refund(&a) - 8;
}

/* spec:
 *   "pay_*":
 *     - {name: paid, cftl: 'forall q in changes(i->price): q(i->price) >= 0'}
 *     - {name: next, cftl: 'forall q in changes(i->price): q(i->next->price) > 3'}
 *   "[r]efund":
 *     - {name: back, cftl: 'forall q in changes(i->price): q(i->price) == 8'}
 * want: paid = true true false
 * want: next = true true unknown(no-value)
 * want: back = true
 * covers: function-glob true=paid false=paid unknown=next
 */
