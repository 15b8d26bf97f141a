/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From VyPR's README, reference manual, test properties and test programs: what stood
 * there, with the names of this program.
 */
#include <string.h>
#include <unistd.h>

static int bad;
static void rest(int ms) { if (bad) usleep(ms * 1000); }
static void f(int n) { if (n == 1) rest(1050); }
static void g(int n) { if (n == 1) rest(550); }
static int grow(int *x, int n) { *x = n + 1; return n + (bad ? 5 : -5); }
static void calculate(int n) { if (n == 1) rest(2050); }

void property1(int n) { int a = n; f(n); a = -1; f(0); }
void property2(int n) { int a = n; f(0); a = 90; f(n); }
void index_page(int n) { int a = n; a = n + 4; }
void function1(int n) { int a = n; calculate(n); }
void branching(int n) { if (n) f(n); else f(n + 2); }
void reference1(int n) { int x = n; g(n); x = 11; g(1); }
static void base(void) { usleep(5000); }
void reference2(int n) { base(); g(n); }
int reference3(int n) { int x = 0, y = 0; y = grow(&x, n); return y; }
void reference4(int n) { int q = bad ? 9 : 3, p = n + 2; p = 2; p = bad ? q + 1 : q; }
void reference5(int n) { int p = n; p = 7; g(n); }

int main(int argc, char **argv)
{
	bad = argc > 1 && strcmp(argv[1], "bad") == 0;
	for (int n = 0; n < 2; n++) {
		property1(n);
		property2(n);
		index_page(n + (bad ? 6 : 0));
		function1(n);
		branching(n);
		reference1(n);
		reference2(n);
		reference3(n);
		reference4(n);
		reference5(n);
	}
	return 0;
}

/* spec:
 *   property1:
 *     - |
 *       Forall(q = changes('a')).\
 *       Forall(t = calls('f', after='q')).\
 *       Check(lambda q, t: (If(q('a')._in([0, 80])).then(t.duration()._in([0, 1]))))
 *   property2:
 *     - |
 *       Forall(q = changes('a')).\
 *       Check(lambda q: (If(q('a')._in([0, 80])).then(q.next_call('f').duration()._in([0, 1]))))
 *   index_page:
 *     - "Forall(s = changes('a')).Check(lambda s : (s('a')._in([0, 10])))"
 *   function1:
 *     - |
 *       Forall(s = changes('a')).\
 *       Forall(c = calls('calculate', after='s')).\
 *       Check(lambda s, c : c.duration()._in([0, 2]))
 *   branching:
 *     - "Forall(t = calls('f')).Check(lambda t : (t.duration()._in([0, 1])))"
 *   reference1:
 *     - |
 *       Forall(q = changes('x')).\
 *       Check(lambda q : (If(q('x') <= 10).then(q.next_call('g').duration() <= 0.5)))
 *   reference2:
 *     - |
 *       Forall(t = calls('base')).\
 *       Check(lambda t : (t.next_call('g').duration() < t.duration() * 5))
 *   reference3:
 *     - "Forall(t = calls('grow')).Check(lambda t : (t.input()('x') < t.result()('x')))"
 *     - "Forall(t = calls('grow')).Check(lambda t : (t.input()('n') > t.next(changes('y'))('y')))"
 *   reference4:
 *     - "Forall(q = changes('p')).Check(lambda q : (land(q('p') < 8, lor(q('p') > 1, lnot(q('p').equals(1))))))"
 *     - "Forall(q = changes('p')).Check(lambda q : (q('p') <= q('q')))"
 *   reference5:
 *     - |
 *       Forall(q = changes('p')).\
 *       Check(lambda q : (timeBetween(q, q.next_call('g').result()) <= 0.5))
 * run good: property1#1 = true true true true true true
 * run good: property2#1 = true true true true
 * run good: index_page#1 = true true true true
 * run good: function1#1 = true true
 * run good: branching#1 = true true
 * run good: reference1#1 = true true true true
 * run good: reference2#1 = true true
 * run good: reference3#1 = true true
 * run good: reference3#2 = true true
 * run good: reference4#1 = true true true true true true
 * run good: reference4#2 = true true true true true true
 * run good: reference5#1 = true true true true
 * run bad: property1#1 = true true true false true true
 * run bad: property2#1 = true true true true
 * run bad: index_page#1 = true true true false
 * run bad: function1#1 = true false
 * run bad: branching#1 = true false
 * run bad: reference1#1 = true true false true
 * run bad: reference2#1 = true false
 * run bad: reference3#1 = true true
 * run bad: reference3#2 = false false
 * run bad: reference4#1 = true true false true true false
 * run bad: reference4#2 = true true false true true false
 * run bad: reference5#1 = true true false false
 */
