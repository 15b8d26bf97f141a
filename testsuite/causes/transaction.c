/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of several items: the items of some customers' orders are slow, all of them. */
#include "spend.h"

struct order {
	unsigned items, customer, total;
};

static const unsigned rates[] = { 20, 25, 3000, 15, 20, 30, 20, 20, 25, 15, 20, 25 };

static unsigned price_of(const struct order *o, unsigned item)
{
	unsigned price = 10;

	if (item % 3 == 0)
		price += 5;
	spend(rates[o->customer % 12]);
	if (price > 12)
		spend(2);
	return price;
}

static void add_item(struct order *o, unsigned number)
{
	unsigned item = draw(1000);

	if (number == 0)
		spend(1);
	o->total += price_of(o, item);
}

static unsigned take_order(unsigned customer)
{
	struct order o = { .items = 4 + draw(8), .customer = customer };

	for (unsigned i = 0; i < o.items; i++)
		add_item(&o, i);
	return o.total;
}

int main(void)
{
	unsigned total = 0;

	for (unsigned i = 0; i < 72; i++)
		total += take_order(i);
	return total == 0;
}

/* spec:
 *   add_item:
 *     - {name: quick, record: [o->customer, number, item], cftl: 'forall c in calls(price_of): cost(c) < 1000 us'}
 * settings: transactions: ["transaction.c:take_order"]
 * cause: transaction
 */
