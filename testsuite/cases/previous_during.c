/* SPDX-License-Identifier: GPL-3.0-or-later */
static int total;

static int tax(int n) { return n / 10; }

static int price(int n)
{
	return n + tax(n);
}

static void bill(const int *items, int many)
{
	total = 0;
	for (int i = 0; i < many; i++)
		total += price(items[i]);
	total = -total;
}

int main(void)
{
	static const int items[] = { 10, 40 };

	bill(items, 0);
	bill(items, 1);
	bill(items, 2);
	return 0;
}

/* spec:
 *   bill:
 *     - name: cheap
 *       cftl: 'forall q in changes(total): returned(previous_call(q, tax during price)) == 1'
 *     - name: one
 *       cftl: 'forall q in changes(total): argument(previous_call(q, tax during price), 1) > 10'
 * want: cheap = unknown(no-event) unknown(no-event) unknown(no-event) true true true true false false
 * want: one = unknown(no-event) unknown(no-event) unknown(no-event) false false false false true true
 * covers: previous-during true=cheap false=cheap unknown=cheap
 */
