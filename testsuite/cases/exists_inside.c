/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int cache[4];

static int lookup(int key) { return cache[key & 3] == key; }
static int fetch(int key) { cache[key & 3] = key; if (key > 8) exit(0); return key; }

static void serve(int key)
{
	int wanted = key;

	if (!lookup(wanted))
		fetch(wanted);
}

int main(void)
{
	serve(5);
	serve(5);
	serve(9);
	return 1;
}

/* spec:
 *   serve:
 *     - name: fetched
 *       cftl: 'forall q in changes(wanted): exists c in calls(fetch): returned(c) == q(wanted)'
 *     - name: missed
 *       cftl: 'forall q in changes(wanted): exists c in calls(lookup) after q: returned(c) == 0'
 *     - name: either
 *       cftl: 'forall q in changes(wanted): q(wanted) == 9 or (exists c in calls(fetch): returned(c) == 5)'
 *     - name: both
 *       cftl: 'forall q in changes(wanted): q(wanted) == 0 or (exists c in calls(fetch) after q: returned(c) == 5)'
 * want: fetched = true false unknown(unwound)
 * want: missed = true false true
 * want: either = true false true
 * want: both = true false unknown(unwound)
 * covers: exists-inside true=fetched false=fetched unknown=fetched
 * covers: or true=either false=either unknown=both
 */
