/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <utility>

struct box {
	int *p;
	explicit box(int n) : p(new int(n)) {}
	box(box &&o) noexcept : p(std::exchange(o.p, nullptr)) {}
	~box() { delete p; }
};

static int seen;

static int sink(box b)
{
	seen = *b.p;
	return seen;
}

static int pass(int n)
{
	box b(n);
	int got = sink(std::move(b));

	if (n > 1)
		got++;
	return got;
}

int main()
{
	return pass(1) + pass(5) != 7;
}

/* spec:
 *   pass:
 *     - {name: emptied, cftl: 'forall q in changes(got): q(b.p) == NULL'}
 *     - {name: gone, cftl: 'forall q in changes(got): q(*b.p) == 1'}
 *     - {name: got, cftl: 'forall q in changes(got): q(got) == q(n)'}
 *   sink:
 *     - {name: value, cftl: 'forall q in changes(seen): q(*b.p) == 5'}
 * want: emptied = true true true
 * want: gone = unknown(no-value) unknown(no-value) unknown(no-value)
 * want: got = true true false
 * want: value = false true
 * covers: pointer-target true=value false=value unknown=gone
 */
