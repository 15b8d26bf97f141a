/* SPDX-License-Identifier: GPL-3.0-or-later */
static int phase;

static int work(int n) { return n * n; }

static void run(int n)
{
	phase = n;
	work(n);
	work(n + 1);
	phase = 0;
}

int main(void)
{
	run(2);
	run(3);
	return 0;
}

/* spec:
 *   run:
 *     - name: squares
 *       cftl: "Forall(q = changes('phase')).Forall(t = future(calls('work'))).Check(lambda q, t: t.result()('phase') == 2)"
 *     - name: ratio
 *       cftl: "Forall(q = changes('phase')).Forall(t = future(calls('work'))).Check(lambda q, t: 12 / (argument(t, 1) - 3) != 0)"
 * want: squares = true true false false
 * want: ratio = true unknown(no-value) unknown(no-value) true
 * covers: future true=squares false=squares unknown=ratio
 */
