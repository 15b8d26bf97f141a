/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constructors and destructors by each name that people write. */
namespace ns
{
struct temp {
	int number;
	temp() : number(0) {}
	explicit temp(int n) : number(n) {}
	~temp() { number = -1; }
};

template <typename T> struct box {
	T held;
	explicit box(T t) : held(t) {}
};

int temper(int n)
{
	return n;
}
} // namespace ns

static int use(int n)
{
	ns::temp a;
	ns::temp b(n);
	ns::box<int> c(n);

	return ns::temper(a.number + b.number + c.held);
}

int main()
{
	return use(2) - 4;
}

/* spec:
 *   use:
 *     - {name: plain, cftl: 'forall c in calls(temp): duration(c) < 1 h'}
 *     - {name: none, cftl: 'forall c in calls(temp()): duration(c) < 1 h'}
 *     - {name: one, cftl: 'forall c in calls(temp(int)): duration(c) < 1 h'}
 *     - {name: class, cftl: 'forall c in calls(ns::temp): duration(c) < 1 h'}
 *     - {name: class-one, cftl: 'forall c in calls(ns::temp(int)): duration(c) < 1 h'}
 *     - {name: twice, cftl: 'forall c in calls(temp::temp): duration(c) < 1 h'}
 *     - {name: whole, cftl: 'forall c in calls(ns::temp::temp): duration(c) < 1 h'}
 *     - {name: whole-one, cftl: 'forall c in calls(ns::temp::temp(int)): duration(c) < 1 h'}
 *     - {name: destroyed, cftl: 'forall c in calls(~temp): duration(c) < 1 h'}
 *     - {name: destroyed-too, cftl: 'forall c in calls(temp::~temp): duration(c) < 1 h'}
 *     - {name: destroyed-whole, cftl: 'forall c in calls(ns::temp::~temp): duration(c) < 1 h'}
 *     - {name: template, cftl: 'forall c in calls(box): duration(c) < 1 h'}
 *     - {name: instance, cftl: 'forall c in calls(ns::box<int>::box): duration(c) < 1 h'}
 *   temp::temp:
 *     - {name: made, cftl: 'forall e in exit: e(number) < 2'}
 *   ~temp:
 *     - {name: gone, cftl: 'forall q in changes(number): q(number) < 0'}
 * want: plain = true true
 * want: none = true
 * want: one = true
 * want: class = true true
 * want: class-one = true
 * want: twice = true true
 * want: whole = true true
 * want: whole-one = true
 * want: destroyed = true true
 * want: destroyed-too = true true
 * want: destroyed-whole = true true
 * want: template = true
 * want: instance = true
 * want: made = true false
 * want: gone = true true
 */
