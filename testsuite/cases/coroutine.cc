/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flags: -std=c++20 -fcoroutines */
/* A coroutine that suspends and is resumed: it is entered once and left once. */
#include <coroutine>
#include <cstdio>
#include <exception>

struct generator {
	struct promise_type {
		int value = 0;
		generator get_return_object()
		{
			return { std::coroutine_handle<promise_type>::from_promise(*this) };
		}
		std::suspend_always initial_suspend() { return {}; }
		std::suspend_always final_suspend() noexcept { return {}; }
		std::suspend_always yield_value(int v)
		{
			value = v;
			return {};
		}
		void return_void() {}
		void unhandled_exception() { std::terminate(); }
	};
	std::coroutine_handle<promise_type> handle;
};

static int step(int n)
{
	return n + 1;
}

static generator count(int from, int to)
{
	int at = from;

	while (at < to) {
		co_yield at;
		at = step(at);
	}
}

static int sum_of(generator g)
{
	int sum = 0;

	for (g.handle.resume(); !g.handle.done(); g.handle.resume())
		sum += g.handle.promise().value;
	g.handle.destroy();
	return sum;
}

int main()
{
	std::printf("%d\n", sum_of(count(0, 3)) + sum_of(count(5, 7)));
	return 0;
}

/* spec:
 *   count:
 *     - {name: steps, cftl: 'forall c in calls(step): duration(c) < 1 h'}
 *     - {name: at, cftl: 'forall q in changes(at): q(at) < 6'}
 *     - {name: entry, cftl: 'forall e in entry: e(from) >= 0'}
 *     - {name: exit, cftl: 'forall e in exit: count(calls(step)) == 0'}
 *     - {name: one, cftl: 'forall e in entry: count(calls(step)) == 1'}
 *     - {name: gone, cftl: 'forall e in exit: e(from) >= 0'}
 *     - {name: next, cftl: 'forall q in changes(at): duration(next_call(q, step)) < 1 h'}
 *   sum_of:
 *     - {name: sum, cftl: 'forall q in changes(sum): q(sum) < 10'}
 * want-warning: no-value
 * want: steps = true true true true true
 * want: at = true true true true true false false
 * want: entry = true true true true true true true true true true true
 * want: exit = true true false false false true true true false false true
 * want: one = false false true true true false false false true true false
 * want: gone = unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * want: next = unknown(no-event) unknown(no-event) unknown(no-event) unknown(no-event) unknown(no-event) unknown(no-event) unknown(no-event)
 * want: sum = true true true true true true false
 * want-output: 14
 */
