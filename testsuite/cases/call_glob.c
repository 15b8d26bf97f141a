/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int opened;

static void file_open(void) { opened++; }
static void file_close(void) { if (!opened) exit(0); opened--; }
static void file_sync(void) {}
static void disk_sync(void) {}

static void save(int twice)
{
	file_open();
	file_sync();
	disk_sync();
	file_close();
	if (twice)
		file_close();
}

int main(void)
{
	save(0);
	save(1);
	return 1;
}

/* spec:
 *   save:
 *     - {name: open, cftl: 'forall c in calls(file_*): before(c)(opened) == 1'}
 *     - {name: sync, cftl: 'forall c in calls(*_sync): after(c)(opened) == 1'}
 *     - {name: close, cftl: 'forall c in calls(?ile_c*): after(c)(opened) == 0'}
 *     - {name: others, cftl: 'forall c in calls(*): after(c)(opened) <= 1'}
 * want: open = false true true false true true false
 * want: sync = true true true true
 * want: close = true true unknown(unwound)
 * want: others = true true true true true true true true unknown(unwound)
 * covers: glob true=open false=open unknown=others
 */
