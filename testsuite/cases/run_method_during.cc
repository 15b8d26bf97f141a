/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdexcept>

namespace store
{
struct table {
	int rows = 0;

	int insert(int n)
	{
		if (n < 0)
			throw std::runtime_error("negative");
		rows += n;
		return rows;
	}
};
}

static int request(store::table &t, int n)
{
	int result = 0;
	auto twice = [&](int k) { return t.insert(k) + t.insert(k + 1); };

	try {
		result = twice(n);
	} catch (const std::exception &) {
		result = -1;
	}
	return result;
}

int main()
{
	store::table t;
	int sum = 0;

	for (int i = -2; i < 3; i++)
		sum += request(t, i);
	printf("%d %d\n", sum, t.rows);
	return 0;
}

/* spec:
 *   request:
 *     - name: inserted
 *       cftl: 'forall q in changes(rows) during store::table::insert: q(rows) < 6'
 *     - name: left
 *       cftl: 'forall q in exit(store::table::insert): q(n) >= 0'
 *     - name: entered
 *       cftl: 'forall q in entry: count(entry(store::table::insert)) == 2'
 *     - name: by-method
 *       cftl: 'forall q in exit: count(exit("*::insert")) == 2'
 * want-output: 20 9
 * want-verdict: inserted 4 true 2 false 0 unknown
 * want-verdict: left 6 true 2 false 0 unknown
 * want-verdict: entered 3 true 2 false 0 unknown
 * want-verdict: by-method 3 true 2 false 0 unknown
 * want-site: 14 change rows [value] during store::table::insert
 * want-site: 13 value n [value] during store::table::insert
 * want-site: 13 exit store::table::insert [exception] during store::table::insert
 * want-site: 16 value n [value] during store::table::insert
 * want-site: 16 exit store::table::insert [exception] during store::table::insert
 * want-site: 16 value n [value] during store::table::insert
 * want-site: 16 exit store::table::insert during store::table::insert
 * want-site: 10 entry store::table::insert during store::table::insert
 * want-site: 20 entry request
 * want-site: 13 exit store::table::insert [exception] during store::table::insert
 * want-site: 16 exit store::table::insert [exception] during store::table::insert
 * want-site: 16 exit store::table::insert during store::table::insert
 * want-site: 31 exit request [exception]
 * want-site: 31 exit request
 * want-note: inserted: 'rows' may also be written through other pointers or in other functions; that is not seen
 * want-note: store::table::insert: leaving it by longjmp, exit or the end of its thread is no exit; what is open then is unknown(unwound)
 * want-note: request: leaving it by longjmp, exit or the end of its thread is no exit; what is open then is unknown(unwound)
 */
