/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int auth;

static int execute(int n)
{
	if (n > 3)
		exit(0);
	auth = n < 2;
	return n;
}

static void serve(int n)
{
	auth = n;
	execute(n);
}

int main(void)
{
	for (int n = 0; n < 5; n++)
		serve(n);
	return 1;
}

/* spec:
 *   serve:
 *     - {name: sum, cftl: "Forall(q = changes('auth')).Check(lambda q: q('auth') < 3)"}
 *     - {name: call, cftl: "Forall(t = calls('execute')).Check(lambda t: t.duration() < 3600)"}
 *     - {name: slow, cftl: "Forall(t = calls('execute')).Check(lambda t: t.duration() > 3600.5)"}
 *     - name: both
 *       cftl: "Forall(q = changes('auth')).Forall(t = calls('execute'), after='q').Check(lambda q, t: t.result()('auth') == q('auth'))"
 * want: sum = true true true false false
 * want: call = true true true true unknown(unwound)
 * want: slow = false false false false unknown(unwound)
 * want: both = false true false false unknown(unwound)
 * covers: py-check true=sum false=sum unknown=both
 * covers: py-duration true=call false=slow unknown=call
 */
