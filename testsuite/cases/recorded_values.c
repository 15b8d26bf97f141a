/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct req { const char *path; int size; const struct req *parent; };

static int served, limit = 10;

static void serve(const struct req *r)
{
	served = r->size;
	if (r->parent)
		limit += 5;
}

int main(void)
{
	const struct req a = { "/", 5, NULL }, b = { "/b", 20, &a };

	serve(&a);
	serve(&b);
	serve(NULL == &a ? &b : &a);
	return 0;
}

/* spec:
 *   serve:
 *     - {name: size, record: [limit, "r->path", "r->parent->path"], cftl: 'forall q in changes(served): q(served) < 10'}
 *     - {name: parent, record: [served], cftl: 'forall q in changes(served): q(r->parent->size) < q(served)'}
 * want: size = true false true
 * want: parent = unknown(no-value) true unknown(no-value)
 * covers: record true=size false=size unknown=parent
 */
