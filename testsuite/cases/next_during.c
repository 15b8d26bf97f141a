/* SPDX-License-Identifier: GPL-3.0-or-later */
static int batch;

static int convert(int n) { return n * 9 / 5 + 32; }

static void flush(int n)
{
	for (int i = 0; i < n; i++)
		convert(10 * i + n);
}

static void collect(int n)
{
	batch = n;
	convert(100);
	flush(n);
}

int main(void)
{
	collect(2);
	collect(1);
	collect(0);
	return 0;
}

/* spec:
 *   collect:
 *     - name: inner
 *       cftl: 'forall q in changes(batch): argument(next_call(q, convert during flush), 1) == 2'
 *     - name: outer
 *       cftl: 'forall q in changes(batch): argument(next_call(q, convert), 1) == 100'
 *     - name: warm
 *       cftl: 'forall q in changes(batch): returned(next_call(q, convert during flush)) > 33'
 * want: inner = true false unknown(unwound)
 * want: outer = true true true
 * want: warm = true false unknown(unwound)
 * covers: next-during true=inner false=inner unknown=inner
 */
