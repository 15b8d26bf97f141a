/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>

static jmp_buf stop;
static int auth, cost;

static void execute(int n)
{
	cost = n;
	if (n > 9)
		longjmp(stop, 1);
}

static void serve(int a, int n)
{
	auth = a;
	execute(n);
}

int main(void)
{
	static const int requests[][2] = { { 1, 2 }, { 0, 7 }, { 1, 7 }, { 1, 10 }, { 0, 10 } };

	for (volatile int i = 0; i < 5; i++)
		if (!setjmp(stop))
			serve(requests[i][0], requests[i][1]);
	return 0;
}

/* spec:
 *   serve:
 *     - name: cheap
 *       cftl: "Forall(q = changes('auth')).Forall(t = calls('execute'), after='q').Check(lambda q, t: If(q('auth').equals(1)).then(t.result()('cost')._in([0, 5])))"
 *     - name: guest
 *       cftl: "Forall(q = changes('auth')).Forall(t = calls('execute'), after='q').Check(lambda q, t: If(q('auth').equals(0)).then(t.result()('cost').__in__([0, 5])))"
 *     - name: open
 *       cftl: "Forall(q = changes('auth')).Check(lambda q: q('auth').equals(q('a')))"
 *     - name: same
 *       cftl: "Forall(t = calls('execute')).Check(lambda t: t.result()('cost').equals(2))"
 * want: cheap = true true false unknown(unwound) true
 * want: guest = true false true true unknown(unwound)
 * want: same = true false false unknown(unwound) unknown(unwound)
 * want: open = true true true true true
 * covers: py-if-then true=cheap false=cheap unknown=cheap
 * covers: py-equals true=same false=same unknown=same
 * covers: py-in true=cheap false=cheap unknown=guest
 */
