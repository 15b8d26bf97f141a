/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

static int asked, answered;

static void respond(int n) { answered = n; }

static void talk(int n)
{
	asked = n;
	if (n == 2)
		usleep(30000);
	if (n == 4)
		exit(0);
	if (n != 3)
		respond(n);
}

int main(void)
{
	for (int i = 1; i < 5; i++)
		talk(i);
	return 1;
}

/* spec:
 *   talk:
 *     - name: late
 *       cftl: 'forall q in changes(asked): q(asked) != 2 or (exists c in calls(respond) after q within [10 ms, 1 h]: argument(c, 1) == 2)'
 *     - name: never
 *       cftl: 'forall q in changes(asked): exists c in calls(respond) after q within [0, 1 h]: argument(c, 1) == q(asked)'
 *     - name: all
 *       cftl: 'forall q in changes(asked): not q(asked) < 0 and (forall c in calls(respond) after q within [1 h, 2 h]: argument(c, 1) != 2)'
 *     - name: soon
 *       cftl: 'forall q in changes(asked), c in calls(respond) after q within [0, 1 h]: argument(c, 1) == 2'
 * want: late = true true true true
 * want: never = true true false unknown(unwound)
 * want: all = true true true unknown(unwound)
 * want: soon = false true
 * covers: within-after true=never false=never unknown=never
 * covers: exit-process true=never false=never unknown=never
 */
