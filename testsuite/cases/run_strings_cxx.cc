/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace app {
enum class level { low = 3, high = 9 };
constexpr int most = 40 + 2;

struct account {
	std::string owner;
	std::vector<long> amounts;
	std::array<short, 6> codes;
	level rank = level::low;
	bool flag : 1;
	int size : 6;

	void rename(const std::string &name)
	{
		owner = name;
		owner.reserve(100);
		size = (int)owner.size();
	}
	void pay(long n)
	{
		amounts.push_back(n);
		rank = n > 10 ? level::high : level::low;
	}
};

std::string shout(std::string text, std::string_view end)
{
	text += end;
	return text;
}

static int greet(const std::string &name)
{
	std::string text = "Hello";
	std::string_view view = name;

	text += ", ";
	text += name;
	text = shout(text, "!");
	return (int)(text.size() + view.size());
}
}

int main()
{
	static const char *const names[] = { "Ann", "Bob", "a name that is longer than fifteen" };
	app::account a;
	int sum = 0;

	for (const char *name : names) {
		a.rename(name);
		a.pay(5 * (long)a.owner.size());
		sum += app::greet(name);
	}
	std::printf("%d\n", sum);
	return 0;
}

/* spec:
 *   app::account::rename:
 *     - name: owner
 *       cftl: 'forall q in changes(owner): q(owner) == "Bob"'
 *     - name: its size
 *       cftl: 'forall q in changes(owner): length(q(owner)) == 3'
 *     - name: by reference
 *       cftl: 'forall q in changes(size): q(name) == q(owner) and q(size) == length(q(name))'
 *     - name: elements
 *       cftl: 'forall q in changes(size): length(q(codes)) == 6'
 *     - name: pure
 *       cftl: 'forall t in calls(reserve): before(t)(owner) == after(t)(owner)'
 *   app::account::pay:
 *     - name: pushed
 *       cftl: 'forall t in calls(push_back): length(after(t)(amounts)) == length(before(t)(amounts)) + 1'
 *     - name: argument
 *       cftl: 'forall t in calls(push_back): argument(t, 1) < app::most'
 *     - name: class
 *       cftl: 'forall q in changes(rank): q(rank) == app::level::low'
 *   app::greet:
 *     - name: text
 *       cftl: 'forall q in changes(text): q(text) in ["Hello", "Hello, B"]'
 *     - name: view
 *       cftl: 'forall q in changes(view): q(view) == "Ann" and length(q(view)) == 3'
 *     - name: by value
 *       cftl: 'forall t in calls(shout): argument(t, 1) == "Hello, Ann" and argument(t, 2) == "!"'
 *     - name: returned
 *       cftl: 'forall t in calls(app::shout): returned(t) == "Hello, Ann!"'
 *     - name: type
 *       cftl: 'forall q in changes(view): type(q(text)) == std::string'
 * want-output: 104
 * want-verdict: owner 1 true 2 false 0 unknown
 * want-verdict: its size 2 true 1 false 0 unknown
 * want-verdict: by reference 2 true 1 false 0 unknown
 * want-verdict: elements 3 true 0 false 0 unknown
 * want-verdict: pure 3 true 0 false 0 unknown
 * want-verdict: pushed 3 true 0 false 0 unknown
 * want-verdict: argument 2 true 1 false 0 unknown
 * want-verdict: class 0 true 3 false 0 unknown
 * want-verdict: text 8 true 4 false 0 unknown
 * want-verdict: view 1 true 2 false 0 unknown
 * want-verdict: by value 1 true 2 false 0 unknown
 * want-verdict: returned 1 true 2 false 0 unknown
 * want-verdict: type 3 true 0 false 0 unknown
 */
