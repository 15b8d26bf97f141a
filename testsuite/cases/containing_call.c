/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int written, opened;

static void write_row(int n) { if (n > 4) exit(0); written += n; }

static int open_table(void) { opened++; return opened; }
static void insert_one(int n) { open_table(); write_row(n); }
static void insert_two(int n) { write_row(n); write_row(n); }
static void count_rows(void) { written *= 1; }

int main(void)
{
	insert_one(1);
	insert_two(2);
	count_rows();
	insert_one(5);
	return 1;
}

/* spec:
 *   "*":
 *     - {name: once, in: {containing_call_of: write_row}, cftl: 'forall e in entry: count(calls(write_row)) == 1'}
 *     - {name: opened, in: {containing_call_of: open_table}, cftl: 'forall e in exit: e(opened) > 0'}
 * want: opened = true
 * want: once = true false unknown(unwound)
 * covers: containing true=once false=once unknown=once
 */
