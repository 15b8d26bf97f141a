/* SPDX-License-Identifier: GPL-3.0-or-later */
static int credit, orders;

static void place(int price)
{
	orders++;
	credit -= price;
}

static void shop(const int *prices, int many)
{
	credit = 10;
	for (int i = 0; i < many; i++)
		place(prices[i]);
	credit = 0;
}

int main(void)
{
	static const int prices[] = { 4, 3, 8 };

	shop(prices, 2);
	shop(prices, 3);
	return 0;
}

/* spec:
 *   shop:
 *     - name: rich
 *       cftl: 'forall q in changes(credit), c in calls(place) after q: before(c)(credit) >= q(credit) - 7'
 *     - name: enough
 *       cftl: 'forall q in changes(credit), c in calls(place) after q: after(c)(credit) >= 0'
 *     - name: ratio
 *       cftl: 'forall q in changes(credit), c in calls(place) after q: 100 / (after(c)(credit) - 6) > 0'
 * want: rich = true true true true true
 * want: enough = true true true true false
 * want: ratio = unknown(no-value) false unknown(no-value) false false
 * covers: forall-two true=enough false=enough unknown=ratio
 * covers: after true=enough false=enough unknown=ratio
 * covers: global true=enough false=enough unknown=ratio
 */
