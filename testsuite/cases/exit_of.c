/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

static int *slot, cells[3];

static int *pick(int i)
{
	slot = i < 3 ? &cells[i] : NULL;
	return slot;
}

static int store(int i, int v)
{
	int *to = pick(i);

	if (to)
		*to = v;
	return v;
}

int main(void)
{
	cells[2] = 9;
	store(1, 4);
	store(2, 5);
	store(3, 6);
	return 0;
}

/* spec:
 *   store:
 *     - {name: room, cftl: 'forall e in exit(pick): e(slot) != NULL'}
 *     - {name: clean, cftl: 'forall e in exit(pick): e(*slot) == 0'}
 * want: room = true true false
 * want: clean = true false unknown(no-value)
 * covers: exit-of true=room false=room unknown=clean
 * covers: pointer-target true=clean false=clean unknown=clean
 */
