/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <vector>

struct cart {
	std::vector<int> items;
	cart *previous = nullptr;

	void add(int n)
	{
		items.push_back(n);
		total += n;
	}
	int total = 0;
};

int main()
{
	cart old, now;

	old.add(5);
	now.previous = &old;
	now.add(1);
	now.add(2);
	return now.total != 3;
}

/* spec:
 *   cart::add:
 *     - {name: one, cftl: 'forall q in changes(total): length(q(items)) == 1'}
 *     - name: grows
 *       cftl: 'forall c in calls(push_back): length(after(c)(items)) > length(before(c)(items))'
 *     - name: more
 *       cftl: 'forall q in changes(total): length(q(items)) > length(q(previous->items))'
 * want: one = true true false
 * want: grows = true true true
 * want: more = unknown(no-value) false true
 * covers: length-vector true=one false=one unknown=more
 * covers: this-member true=one false=one unknown=more
 */
