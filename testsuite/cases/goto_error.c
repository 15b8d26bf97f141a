/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int opened, status;

static int open_it(int n) { opened++; return n; }
static void close_it(void) { opened--; }
static int check(int n) { if (n == 4) exit(0); return n != 2; }

static int process(int n)
{
	int fd = open_it(n);

	status = -1;
	if (fd == 0)
		goto out;
	if (!check(fd))
		goto out_close;
	status = 0;
out_close:
	close_it();
out:
	return status;
}

int main(void)
{
	for (int n = 0; n < 5; n++)
		process(n);
	return 1;
}

/* spec:
 *   process:
 *     - name: closes
 *       cftl: 'forall c in calls(open_it): after(next_call(c, close_it))(opened) == 0'
 *     - {name: leak, cftl: 'forall e in exit: e(opened) == 1'}
 *     - {name: fine, cftl: 'forall e in exit: e(status) == 0'}
 *     - {name: checked, cftl: 'forall c in calls(check): returned(c) == 1'}
 * want: closes = unknown(no-event) false false false unknown(unwound)
 * want: leak = true true true true
 * want: fine = false true false true
 * want: checked = true false true unknown(unwound)
 * covers: goto true=fine false=fine unknown=checked
 * covers: early-return true=fine false=fine unknown=checked
 */
