/* SPDX-License-Identifier: GPL-3.0-or-later */
static int balance = 10;

static void charge(int n)
{
	if (n > balance)
		throw n;
	balance -= n;
}

static int buy(int first, int second)
{
	int bought = 0;

	try {
		charge(first);
		bought = 1;
		charge(second);
		bought = 2;
	} catch (int missing) {
		if (missing > 100)
			throw;
		bought = -missing;
	}
	return bought;
}

int main()
{
	buy(1, 2);
	buy(3, 20);
	buy(50, 1);
	try {
		buy(1, 200);
	} catch (int) {
	}
	return balance - 3;
}

/* spec:
 *   buy:
 *     - {name: paid, cftl: 'forall c in calls(charge): after(c)(balance) >= 4'}
 *     - {name: then, cftl: 'forall c in calls(charge): next_change(c, bought)(bought) > 0'}
 *     - {name: goods, cftl: 'forall q in changes(bought): q(bought) >= 0'}
 *     - {name: left, cftl: 'forall e in exit: e(balance) >= 4'}
 * want: paid = true true true unknown(unwound) unknown(unwound) false unknown(unwound)
 * want: then = true true true false false true unknown(unwound)
 * want: goods = true true true true true false true false true true
 * want: left = true true true false
 * covers: exception true=paid false=paid unknown=paid
 */
