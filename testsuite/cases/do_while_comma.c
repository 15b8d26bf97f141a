/* SPDX-License-Identifier: GPL-3.0-or-later */
static int i, j, product;

static int multiply(int a, int b)
{
	product = 0;
	i = 0, j = b;
	do
		product += a, i++, j--;
	while (i < b);
	return product;
}

int main(void)
{
	multiply(3, 2);
	multiply(5, 0);
	return 0;
}

/* spec:
 *   multiply:
 *     - {name: down, cftl: 'forall q in changes(j): q(j) >= 0'}
 *     - {name: sum, cftl: 'forall q in changes(product): q(product) == q(a) * q(i)'}
 *     - {name: share, cftl: 'forall q in changes(i): 6 / q(j) >= 3'}
 *     - {name: lag, cftl: 'forall q in changes(i): next_change(q, j)(j) == q(b) - q(i)'}
 * want: down = true true true true false
 * want: sum = true false false false false
 * want: share = unknown(no-value) true true unknown(no-value) unknown(no-value)
 * want: lag = true true true true true
 * covers: loop true=down false=down unknown=share
 */
