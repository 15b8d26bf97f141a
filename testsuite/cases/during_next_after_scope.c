/* SPDX-License-Identifier: GPL-3.0-or-later */
static int job;

static int run(int n) { return n * n; }
static void worker(int n) { run(n); }

static void submit(int n)
{
	job = n;
}

int main(void)
{
	submit(3);
	worker(3);
	submit(4);
	submit(5);
	worker(6);
	submit(7);
	return 0;
}

/* spec:
 *   submit:
 *     - name: same
 *       cftl: 'forall q in changes(job): argument(next_call(q, run during worker), 1) == q(job)'
 *     - name: big
 *       cftl: 'forall q in changes(job): returned(next_call(q, run during worker)) > 10'
 * want: same = true false false unknown(unwound)
 * want: big = false true true unknown(unwound)
 * covers: next-during true=same false=same unknown=same
 */
