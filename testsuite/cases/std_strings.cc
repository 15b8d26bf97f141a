/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string>

struct page {
	std::string title;
	page *parent = nullptr;
};

static void rename_page(page &p, const std::string &to)
{
	p.title = to;
	p.title += "!";
}

int main()
{
	page root, leaf;

	rename_page(root, "home");
	leaf.parent = &root;
	rename_page(leaf, "about");
	rename_page(leaf, "");
	return 0;
}

/* spec:
 *   rename_page:
 *     - {name: short, cftl: 'forall q in changes(p.title): length(q(p.title)) < 6'}
 *     - {name: sorted, cftl: 'forall q in changes(p.title): q(p.title) < q(p.parent->title)'}
 *     - {name: named, cftl: 'forall q in changes(p.title): q(p.title) != ""'}
 *     - {name: same, cftl: 'forall q in changes(p.title): q(p.title) == q(to)'}
 * want: short = true true true false true true
 * want: sorted = unknown(no-value) unknown(no-value) true true true true
 * want: named = true true true true false true
 * want: same = true false true false true false
 * covers: std-string true=named false=named unknown=sorted
 */
