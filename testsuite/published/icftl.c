/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the papers on iCFTL and the tests of its prototype: happenings during other functions,
 * and chains of them.  The scope is main, the whole program.
 */
#include <string.h>
#include <unistd.h>

static int bad, flag;
static void rest(int ms) { if (bad) usleep(ms * 1000); }
static void func(int n) { if (n == 1) rest(1050); }
static void check(int n) { if (n == 1) rest(1050); }
static void f(int n) { if (n == 1) rest(1050); }
static void g(int n) { if (n == 1) rest(1050); }

void func1(int n)
{
	int a;

	a = n;
	func(n);
	f(0);
	a = n + 6;
	g(n);
}

void func2(int n)
{
	flag = n == 0 || !bad;
	check(n);
	f(n);
}

int main(int argc, char **argv)
{
	bad = argc > 1 && strcmp(argv[1], "bad") == 0;
	func1(0);
	func2(0);
	func1(1);
	func2(1);
	if (bad)
		func1(14);
	return 0;
}

/* spec:
 *   main:
 *     - name: below
 *       cftl: "Specification().forall(q = changes('a').during('func1')).check(lambda q : q('a') < 10)"
 *     - name: nested not
 *       cftl: |
 *         Specification()\
 *             .forall(q = changes('a').during('func1'))\
 *             .check(lambda q : (not_true(one_is_true(
 *                 not_true(all_are_true(q('a') < 25, q('a') > -5)), q('a') < 0))))
 *     - name: duration
 *       cftl: "Specification().forall(c = calls('func').during('func1')).check(lambda c : c.duration() < 1)"
 *     - name: flag
 *       cftl: |
 *         Specification().forall(c = calls("func").during("func1")).check(lambda c : (
 *           all_are_true(c.duration() < 5,
 *             c.next(changes('flag').during('func2'))('flag').equals(True))))
 *     - name: chain
 *       cftl: |
 *         Specification().forall(c = calls("func").during("func1")).check(lambda c : (
 *           all_are_true(c.duration() < 5,
 *             c.next(changes('flag').during('func2')).next(calls('check').during('func2')).duration() < 1)))
 *     - name: future
 *       cftl: |
 *         Specification()\
 *             .forall(q = changes('a').during('func1'))\
 *             .forall(c = future(calls('f').during('func2')))\
 *             .check(lambda q, c : (timeBetween(q, c.after()) < 4.2))
 *     - name: both
 *       cftl: |
 *         Specification().forall(q = changes('a').during('func1')).check(lambda q : (
 *           all_are_true(q('a') < 20, q.next(calls('check').during('func2')).duration() < 1)))
 *     - name: one
 *       cftl: |
 *         Specification().forall(q = changes('a').during('func1')).check(lambda q : (
 *           one_is_true(not_true(q('a') < 7), q.next(calls('g').during('func1')).duration() < 1)))
 *     - name: next
 *       cftl: |
 *         Specification().forall(q = changes('flag').during('func2'))
 *             .check(lambda q : q.next(calls('f').during('func2')).duration() < 1)
 *     - name: same function
 *       cftl: |
 *         Specification()\
 *             .forall(q = changes('a').during('func1'))\
 *             .forall(t = future(calls('g').during('func1')))\
 *             .check(lambda q, t : (all_are_true(q('a') < 25, t.duration() < 1)))
 * run good: below = true true true true
 * run good: nested not = true true true true
 * run good: duration = true true
 * run good: flag = true true
 * run good: chain = true true
 * run good: future = true true true true true true
 * run good: both = true true true true
 * run good: one = true true true true
 * run good: next = true true
 * run good: same function = true true true true true true
 * run bad: below = false false true true true true
 * run bad: nested not = true true true true true true
 * run bad: duration = false true true
 * run bad: flag = false true unknown(unwound)
 * run bad: chain = false true unknown(unwound)
 * run bad: future = false false false true true true
 * run bad: both = false false false true true unknown(unwound)
 * run bad: one = false true true true true true
 * run bad: next = false true
 * run bad: same function = false false false false true true true true true true true true
 */
