/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int status;

static int send_byte(int b)
{
	if (b == 0xff)
		exit(0);
	return b & 1 ? -1 : b;
}

static void send_all(const unsigned char *p, int n)
{
	for (int i = 0; i < n; i++)
		(void)send_byte(p[i]);
	status = n;
}

int main(void)
{
	send_all((const unsigned char *)"\2\4\7", 3);
	send_all((const unsigned char *)"\10\377", 2);
	return 1;
}

/* spec:
 *   send_all:
 *     - {name: sent, cftl: 'forall c in calls(send_byte): returned(c) >= 0'}
 *     - {name: echo, cftl: 'forall c in calls(send_byte): returned(c) == argument(c, 1)'}
 *     - name: all
 *       cftl: 'forall e in entry: not (exists c in calls(send_byte): returned(c) == -1)'
 * want: sent = true true false true unknown(unwound)
 * want: echo = true true false true unknown(unwound)
 * want: all = false unknown(unwound)
 * covers: returned true=sent false=sent unknown=sent
 */
