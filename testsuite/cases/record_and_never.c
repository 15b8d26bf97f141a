/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int state, reason;

static void fail(int why)
{
	reason = why;
	if (why > 2)
		exit(0);
}

static void step(int n)
{
	state = n;
	if (n % 2)
		fail(n);
	state = 0;
}

int main(void)
{
	for (int n = 0; n < 5; n++)
		step(n);
	return 1;
}

/* spec:
 *   step:
 *     - {name: fails, record: [state, n], cftl: 'forall c in calls(fail): after(c)(reason) > 1'}
 *     - {name: never, record: [reason], cftl: 'forall q in changes(state): q(state) == 0 or not (exists c in calls(fail) after q: argument(c, 1) == q(state))'}
 * want: fails = false unknown(unwound)
 * want: never = true true false true true true false
 * covers: record true=never false=never unknown=fails
 */
