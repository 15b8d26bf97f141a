/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct buf { int len; struct buf *next; };

static struct buf pool[3];

static void use(int n)
{
	struct buf local = { n, NULL }, *p = &pool[n];

	p->len = local.len + 1;
	pool[0].len = 5;
	local.len = n - 1;
}

int main(void)
{
	use(1);
	use(2);
	return 0;
}

/* spec:
 *   use:
 *     - {name: short, cftl: 'forall q in changes(struct buf.len): q(n) < 2'}
 *     - {name: share, cftl: 'forall q in changes(struct buf.len): 4 / (q(n) - 1) == 4'}
 *     - {name: values, cftl: 'forall q in changes(struct buf.len): q(struct buf.len) in [1, 4]'}
 * want: short = true true true true false false false false
 * want: share = unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) true true true true
 * want: values = true true false false true true false true
 * covers: any-object true=values false=values unknown=share
 */
