/* SPDX-License-Identifier: GPL-3.0-or-later */
namespace net {
enum class state : unsigned char { closed, open = 4, broken };
constexpr int most = 3;
struct link {
	state now = state::closed;
	link *other = nullptr;
	int retries = 0;
	void set(state s)
	{
		now = s;
		retries++;
	}
};
}

int main()
{
	net::link a, b;

	a.set(net::state::open);
	b.other = &a;
	b.set(net::state::broken);
	b.set(net::state::closed);
	b.set(net::state::open);
	return a.retries;
}

/* spec:
 *   "net::link::set":
 *     - {name: open, cftl: 'forall q in changes(now): q(now) == net::state::open'}
 *     - {name: below, cftl: 'forall q in changes(retries): q(retries) < net::most'}
 *     - {name: other, cftl: 'forall q in changes(now): q(other->now) == net::state::open'}
 *     - name: open other
 *       cftl: 'forall q in changes(now): q(now) != net::state::open or q(other->retries) == 1'
 * want: open = true false false true
 * want: below = true true true false
 * want: other = unknown(no-value) true true true
 * want: open other = unknown(no-value) true true true
 * want-end: 1
 * covers: enum true=open false=open unknown=other
 */
