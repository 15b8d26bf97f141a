/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int depth;

static void *reserve(int bytes)
{
	depth = bytes / 2;
	if (bytes > 100)
		exit(0);
	return bytes > 50 ? NULL : malloc((size_t)bytes);
}

static int load(int bytes)
{
	void *p = reserve(bytes);
	int ok = p != NULL;

	free(p);
	return ok;
}

int main(void)
{
	load(10);
	load(60);
	load(120);
	return 1;
}

/* spec:
 *   load:
 *     - {name: fits, cftl: 'forall e in entry(reserve): e(bytes) <= 50'}
 *     - {name: share, cftl: 'forall e in entry(reserve): 30 % (e(bytes) - 60) > 20'}
 *     - {name: inside, cftl: 'forall e in entry: exists r in entry(reserve): r(bytes) == 60'}
 * want: fits = true false false
 * want: share = true unknown(no-value) true
 * want: inside = false true unknown(unwound)
 * covers: entry-of true=fits false=fits unknown=inside
 */
