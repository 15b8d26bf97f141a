/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

static int asked;

static void reply(int ms)
{
	if (ms > 2000)
		exit(0);
	usleep((unsigned)ms * 1000u);
}

static void ask(int n, int ms)
{
	asked = n;
	reply(ms);
	asked = 0;
}

int main(void)
{
	ask(1, 0);
	ask(2, 1200);
	ask(3, 3000);
	return 1;
}

/* spec:
 *   ask:
 *     - name: reply
 *       cftl: 'forall q in changes(asked): q(asked) in [0, 1] or duration(next_call(q, reply)) <= 1 s'
 *     - name: again
 *       cftl: 'forall q in changes(asked): q(asked) in [0, 1] or time_between(q, next_change(q, asked)) < 1 s'
 *     - name: ends
 *       cftl: 'forall c in calls(reply): argument(c, 1) == 0 or duration(c) > 1 s'
 * want: reply = true true false true unknown(unwound)
 * want: again = true true false true unknown(unwound)
 * want: ends = true true unknown(unwound)
 * covers: deadline true=again false=again unknown=again
 * covers: exit-process true=reply false=reply unknown=reply
 */
