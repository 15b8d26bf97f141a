/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <map>
#include <string>
#include <vector>

static std::vector<std::string> names;
static int longest;

static void add(const std::string &name, std::vector<int> *sizes)
{
	names.push_back(name);
	if (sizes)
		sizes->push_back(static_cast<int>(name.size()));
	longest = static_cast<int>(name.size());
}

int main()
{
	std::vector<int> sizes;

	add("ada", &sizes);
	add("grace", nullptr);
	add("", &sizes);
	return sizes.size() != 2;
}

/* spec:
 *   add:
 *     - {name: many, cftl: 'forall q in changes(longest): length(q(names)) > 1'}
 *     - {name: name, cftl: 'forall q in changes(longest): length(q(name)) == q(longest)'}
 *     - {name: sizes, cftl: 'forall q in changes(longest): length(q(*sizes)) == 1'}
 *     - {name: sorted, cftl: 'forall q in changes(longest): q(name) < "b"'}
 *     - name: both
 *       cftl: 'forall q in changes(longest): q(name) < "b" and length(q(*sizes)) > 0'
 * want: many = false true true
 * want: name = true true true
 * want: sizes = true unknown(no-value) false
 * want: sorted = true false true
 * want: both = true false true
 * covers: length-vector true=many false=many unknown=sizes
 */
