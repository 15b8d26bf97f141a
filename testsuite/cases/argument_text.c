/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

static int log_line(int level, const char *text, const char *who)
{
	if (level > 2)
		exit(0);
	return printf("%s: %s\n", who ? who : "-", text);
}

static void report(const char *who)
{
	log_line(0, "start", who);
	log_line(1, "done", "me");
	if (!who)
		log_line(3, "nobody", who);
}

int main(void)
{
	report("main");
	report(NULL);
	return 1;
}

/* spec:
 *   report:
 *     - {name: named, cftl: 'forall c in calls(log_line): argument(c, 3) != NULL'}
 *     - {name: start, cftl: 'forall c in calls(log_line): argument(c, 2) == "start"'}
 *     - {name: me, cftl: 'forall c in calls(log_line): argument(c, 3) < "mf"'}
 * want: named = true true false true false
 * want: start = true false true false false
 * want: me = true true unknown(no-value) true unknown(no-value)
 * want-output: main: start
 * want-output: me: done
 * want-output: -: start
 * want-output: me: done
 * covers: argument true=named false=start unknown=me
 * covers: string true=start false=start unknown=me
 */
