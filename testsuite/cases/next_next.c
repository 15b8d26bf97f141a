/* SPDX-License-Identifier: GPL-3.0-or-later */
static int step;

static int alpha(int n) { return n + 1; }
static int beta(int n) { return n * 2; }

static int chain(int n)
{
	step = n;
	n = alpha(n);
	if (n > 2)
		n = beta(n);
	if (n > 6)
		n = alpha(n);
	return n;
}

int main(void)
{
	return chain(1) + chain(2) + chain(3) + chain(4) - 2 - 6 - 9 - 11;
}

/* spec:
 *   chain:
 *     - name: last
 *       cftl: 'forall q in changes(step): returned(next_call(next_call(q, beta), alpha)) == 9'
 *     - name: second
 *       cftl: 'forall q in changes(step): returned(next_call(next_call(q, alpha), alpha)) > 9'
 *     - name: between
 *       cftl: 'forall q in changes(step): returned(next_call(next_call(q, alpha), beta)) == 6'
 * want: last = unknown(no-event) unknown(no-event) true false
 * want: second = unknown(no-event) unknown(no-event) false true
 * want: between = unknown(no-event) true false false
 * covers: next-of-next true=last false=last unknown=last
 */
