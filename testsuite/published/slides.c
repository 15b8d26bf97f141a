/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The notation of the talks on VyPR: PyCFTL, with lines that go on and __in, which the
 * project's repository and manual spell _in.  That of walk is VyPR's first test property
 * (test_properties/property1-new-syntax.py) but for that word.
 */
#include <string.h>
#include <unistd.h>

static int bad;
static void rest(int ms) { if (bad) usleep(ms * 1000); }
static void find_new_hashes(int n) { if (n == 2) rest(350); }
static void execute(int n) { if (n == 1) rest(550); }
static void f(int n) { if (n == 40) rest(850); }
static int calculate_something(int n) { if (n == 1) rest(600); return n; }

void check_hashes(int count)
{
	int hashes = 0;

	for (int i = 0; i < count; i++) {
		hashes += i;
		find_new_hashes(i);
	}
}

void upload(int known)
{
	int auth = known;

	execute(known);
	execute(0);
}

void walk(int from)
{
	int a = from;

	f(a);
	a = 90;
	f(a);
}

int function1(int n)
{
	int a = n;

	return calculate_something(a) + a;
}

int main(int argc, char **argv)
{
	bad = argc > 1 && strcmp(argv[1], "bad") == 0;
	check_hashes(3);
	upload(0);
	upload(1);
	walk(bad ? 40 : 20);
	return function1(0) + function1(1) != 2;
}

/* spec:
 *   check_hashes:
 *     - |
 *       Forall(q = changes('hashes')).\
 *       Check(
 *         lambda q : (
 *           q.next_call('find_new_hashes').duration().__in([0, 0.3])
 *         )
 *       )
 *   upload:
 *     - |
 *       Forall(q = changes('auth')).\
 *       Forall(t = calls('execute', after='q')).\
 *       Check(
 *         lambda q, t : (
 *           If(q('auth').equals(True)).then(t.duration().__in([0, 0.5]))
 *         )
 *       )
 *   walk:
 *     - |
 *       Forall(q = changes('a')).\
 *       Forall(t = calls('f', after='q')).\
 *       Check(
 *         lambda q, t : (
 *           If(q('a').__in([0, 80])).then(t.duration().__in([0, 0.8]))
 *         )
 *       )
 *   function1:
 *     - |
 *       Forall(s = changes('a')).\
 *       Check(
 *         lambda s : (
 *           timeBetween(s, s.next_call("calculate_something").result()).__in([0, 0.5])
 *         )
 *       )
 * run good: check_hashes#1 = true true true true
 * run good: upload#1 = true true true true
 * run good: walk#1 = true true true
 * run good: function1#1 = true true
 * run bad: check_hashes#1 = false true true true
 * run bad: upload#1 = true true false true
 * run bad: walk#1 = false true true
 * run bad: function1#1 = true false
 */
