/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cstdlib>

class pool {
public:
	static int live;
	pool() { if (++live > 2) std::exit(0); }
	~pool() { live--; }
	static pool *make(bool ok) { return ok ? new pool : nullptr; }
};
int pool::live;

static int use(bool ok)
{
	pool *p = pool::make(ok);
	int there = p != nullptr;

	if (there && pool::live < 2)
		delete p;
	return there;
}

int main()
{
	pool keep;

	use(false);
	use(true);
	use(true);
	return 0;
}

/* spec:
 *   use:
 *     - {name: made, cftl: 'forall c in calls(pool::make): returned(c) != NULL'}
 *     - {name: two, cftl: 'forall c in calls(make): after(c)(pool::live) == 2'}
 * want: made = false true unknown(unwound)
 * want: two = false true unknown(unwound)
 * want-end: 0
 * covers: static-variable true=two false=two unknown=two
 */
