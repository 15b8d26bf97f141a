/* SPDX-License-Identifier: GPL-3.0-or-later */
static int load, peak;

static int handle(int n)
{
	load = n;
	if (n > peak)
		peak = n;
	return 100 / (n + 1);
}

static int serve(int n)
{
	int r = 0;

	for (int i = 0; i < n; i++)
		r += handle(i * n);
	return r;
}

int main(void)
{
	serve(2);
	handle(7);
	serve(1);
	return 0;
}

/* spec:
 *   handle:
 *     - {name: low, cftl: 'forall q in changes(load): q(load) < 5'}
 *     - {name: peak, cftl: 'forall e in exit: e(peak) == e(load)'}
 *     - {name: share, cftl: 'forall q in changes(load): 14 / q(load) == 7'}
 * want: low = true true false true
 * want: peak = true true true false
 * want: share = unknown(no-value) true false unknown(no-value)
 * settings: version: 1
 * settings: transactions: ["settings_*.c:ser*"]
 * want-transaction: low 1 1 - 2
 * want-transaction: peak 1 1 - 2
 * want-transaction: share 1 1 - 2
 * covers: transactions true=low false=low unknown=share
 */
