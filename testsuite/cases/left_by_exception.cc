/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an exception leaves is over, and has no end: it did not last until the handler, and
 * it does not last until whatever is seen next. */
#include <unistd.h>

static int handled;

struct guard {
	~guard() { handled++; }
};

static int work(int n)
{
	if (n > 5)
		usleep(200000);
	if (n % 3 == 1)
		throw n;
	if (n % 3 == 2)
		throw 1.0;
	return n;
}

[[noreturn]] static void fail(int n)
{
	throw n;
}

static int caught(int n)
{
	int x = 0;

	try {
		x = work(n);
	} catch (int) {
		x = -1;
	} catch (...) {
		x = -2;
	}
	return x;
}

static int cleaned(int n)
{
	guard g;

	return work(n);
}

static int catches_some(int n)
{
	int x = 0;

	try {
		x = work(n);
	} catch (int) {
		x = -1;
	}
	return x;
}

static int through(int n)
{
	return work(n) + 1;
}

static int never_back(int n)
{
	try {
		fail(n);
	} catch (int) {
		usleep(200000);
	}
	return n;
}

static void call(int (*function)(int), int n)
{
	try {
		function(n);
	} catch (...) {
		if (n < 3)
			usleep(150000);
	}
}

int main()
{
	int (*const functions[])(int) = { caught, cleaned, catches_some, through };

	for (int (*function)(int) : functions)
		for (int n = 0; n < 9; n += n == 2 ? 4 : 1)
			call(function, n);
	never_back(0);
	return handled - 6;
}

/* spec:
 *   caught:
 *     - {name: caught, cftl: 'forall c in calls(work): duration(c) < 150 ms'}
 *     - {name: long, cftl: 'forall c in calls(work): duration(c) > 150 ms'}
 *     - {name: next, cftl: 'forall c in calls(work): time_between(before(c), next_change(c, x)) < 150 ms'}
 *     - {name: then, cftl: 'forall c in calls(work), q in changes(x) after c: q(x) >= 0'}
 *     - {name: value, cftl: 'forall c in calls(work): after(c)(x) >= 0'}
 *     - {name: whole, cftl: 'forall q in changes(x): total(calls(work)) < 150 ms'}
 *   cleaned:
 *     - {name: cleaned, cftl: 'forall c in calls(work): duration(c) < 150 ms'}
 *     - {name: left, cftl: 'forall e in exit: count(calls(work)) == 1'}
 *   catches_some:
 *     - {name: some, cftl: 'forall c in calls(work): duration(c) < 150 ms'}
 *   through:
 *     - {name: through, cftl: 'forall c in calls(work): duration(c) < 150 ms'}
 *   never_back:
 *     - {name: never, cftl: 'forall c in calls(fail): duration(c) < 150 ms'}
 * want: caught = true unknown(unwound) unknown(unwound) false false false
 * want: long = false unknown(unwound) unknown(unwound) true true true
 * want: next = true true true false false false
 * want: then = true false false true false false
 * want: value = true unknown(unwound) unknown(unwound) true unknown(unwound) unknown(unwound)
 * want: whole = true true unknown(unwound) unknown(unwound) unknown(unwound) unknown(unwound) false false false false false false
 * want: cleaned = true unknown(unwound) unknown(unwound) false false false
 * want: left = true unknown(unwound) unknown(unwound) true unknown(unwound) unknown(unwound)
 * want: some = true unknown(unwound) unknown(unwound) false false false
 * want: through = true unknown(unwound) unknown(unwound) false false false
 * want: never = unknown(unwound)
 */
