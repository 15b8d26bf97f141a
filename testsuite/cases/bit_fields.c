/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct flags {
	unsigned ready : 1, mode : 3;
	int level : 4;
	struct flags *peer;
};

static void set(struct flags *f, unsigned mode, int level)
{
	f->mode = mode;
	f->level = level;
	f->ready ^= 1;
}

int main(void)
{
	struct flags a = { 0, 0, 0, NULL }, b = { 1, 2, 3, &a };

	set(&a, 9, -3);
	set(&b, 7, 7);
	return 0;
}

/* spec:
 *   set:
 *     - {name: mode, cftl: 'forall q in changes(f->mode): q(f->mode) < 7'}
 *     - {name: level, cftl: 'forall q in changes(f->level): q(f->level) < 0'}
 *     - {name: ready, cftl: 'forall q in changes(f->ready): q(f->ready) == 1'}
 *     - {name: peer, cftl: 'forall q in changes(f->ready): q(f->peer->ready) == 1'}
 *     - {name: wrapped, cftl: 'forall q in changes(f->mode): q(f->mode) == q(mode)'}
 * want: mode = true false
 * want: level = true false
 * want: ready = true false
 * want: peer = unknown(no-value) true
 * want: wrapped = false true
 * covers: bit-field true=mode false=mode unknown=peer
 */
