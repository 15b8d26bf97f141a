/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

static void read_block(int ms)
{
	if (ms > 100)
		exit(0);
	usleep((unsigned)ms * 1000u);
}

static void load(int blocks, int ms)
{
	for (int i = 0; i < blocks; i++)
		read_block(ms);
}

int main(void)
{
	load(3, 0);
	load(3, 20);
	load(0, 20);
	load(1, 200);
	return 1;
}

/* spec:
 *   load:
 *     - {name: slow, cftl: 'forall e in entry: e(ms) == 0 or total(calls(read_block)) >= 60 ms'}
 *     - {name: any, cftl: 'forall e in entry: total(calls(read_block)) > 0 s'}
 *     - {name: hour, cftl: 'forall e in entry: total(calls(read_block)) < 1 h'}
 * want: slow = true true false unknown(unwound)
 * want: any = true true false true
 * want: hour = true true true unknown(unwound)
 * covers: total true=slow false=slow unknown=hour
 */
