/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct request { const char *method, *path; };

static int handled;

static void handle(const struct request *r)
{
	handled = r != NULL;
}

int main(void)
{
	const struct request all[] = { { "GET", "/" }, { "PUT", "/a" }, { "GETS", "/b" } };

	for (int i = 0; i < 3; i++)
		handle(all + i);
	handle(NULL);
	return 0;
}

/* spec:
 *   handle:
 *     - {name: get, cftl: 'forall e in entry: e(r->method) == "GET"'}
 *     - {name: root, cftl: 'forall q in changes(handled): q(r->path) != "/"'}
 *     - {name: same, cftl: 'forall e in entry: e(r->method) == e(r->path)'}
 * want: get = true false false unknown(no-value)
 * want: root = false true true unknown(no-value)
 * want: same = false false false unknown(no-value)
 * covers: string true=get false=get unknown=get
 * covers: equal true=get false=get unknown=get
 * covers: parameter true=root false=root unknown=root
 */
