/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int begun, ended;

static void read_row(int n) { if (n == 5) exit(0); }

static void fetch(int from, int rows)
{
	read_row(0);
	begun = rows;
	for (int i = from; i < from + rows; i++)
		read_row(i);
	if (rows != 1)
		ended = rows;
	read_row(0);
}

int main(void)
{
	fetch(0, 2);
	fetch(1, 3);
	fetch(0, 1);
	fetch(4, 2);
	return 1;
}

/* spec:
 *   fetch:
 *     - name: two
 *       cftl: 'forall q in changes(begun): count(calls(read_row), q, next_change(q, ended)) == 2'
 *     - name: most
 *       cftl: 'forall q in changes(begun): count(calls(read_row), q, next_change(q, ended)) <= 2'
 *     - name: none
 *       cftl: 'forall q in changes(ended): count(calls(read_row), q, previous_change(q, begun)) == 0'
 * want: two = true false unknown(no-event) unknown(unwound)
 * want: most = true false unknown(no-event) unknown(unwound)
 * want: none = true true
 * covers: count-span true=two false=two unknown=two
 */
