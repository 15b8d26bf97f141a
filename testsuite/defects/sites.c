/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens where: x += 1, conditions, return f(), second targets, several at one
 * place, the call and not the statement, bindings that nothing decides.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int quick(int n) { return n; }
static int slow(int n) { usleep(30000); return n; }

int compound(int n)
{
	int x = n, y;

	x += 1;
	x++;
	y = x = n + 5;
	for (; x < n + 7; x++)
		;
	return y;
}

int condition(int n)
{
	if (quick(n) && quick(n + 1))
		n = 3;
	while (quick(n) < 4)
		n++;
	return n;
}

int at_return(int n)
{
	return quick(n);
}

int statement(int n)
{
	int x = quick(slow(n)) + 1;

	return x;
}

int never(int n)
{
	int x = n;

	if (n)
		quick(n);
	return x;
}

int several(int n)
{
	int x = 0;

	for (int i = 0; i < 3; i++)
		x = i;
	quick(x);
	return x;
}

int recursive(int n)
{
	int x = n;

	if (n > 0)
		recursive(n - 1);
	quick(n);
	return x;
}

int main(void)
{
	compound(0);
	condition(0);
	condition(1);
	at_return(1);
	statement(1);
	never(0);
	never(1);
	several(1);
	recursive(2);
	return 0;
}

/* spec:
 *   compound:
 *     - {name: each, cftl: 'forall q in changes(x): q(x) < 6'}
 *     - {name: first target, cftl: 'forall q in changes(y): q(y) == 5'}
 *   condition:
 *     - {name: in conditions, cftl: 'forall c in calls(quick): before(c)(n) < 3'}
 *   at_return:
 *     - {name: returned call, cftl: 'forall c in calls(quick): duration(c) < 1 h'}
 *   statement:
 *     - {name: the call alone, cftl: 'forall c in calls(quick): duration(c) < 20 ms'}
 *     - {name: the inner one, cftl: 'forall c in calls(slow): duration(c) >= 20 ms'}
 *   never:
 *     - {name: undecided, cftl: 'forall q in changes(x): duration(next_call(q, quick)) < 1 h'}
 *   several:
 *     - {name: several, cftl: 'forall q in changes(x): duration(next_call(q, quick)) < 1 h'}
 *     - {name: pairs, cftl: 'forall q in changes(x), c in calls(quick) after q: q(x) < 2'}
 *   recursive:
 *     - {name: own activation, cftl: 'forall q in changes(x): before(next_call(q, quick))(n) == q(x)'}
 *     - {name: own calls, cftl: 'forall c in calls(recursive): after(c)(x) == before(c)(n)'}
 * run -: each = false false true true true true
 * run -: first target = true
 * run -: in conditions = false false true true true true false false true true
 * run -: returned call = true
 * run -: the call alone = true
 * run -: the inner one = true
 * run -: undecided = unknown(no-event) true
 * run -: several = true true true true
 * run -: pairs = false true true true
 * run -: own activation = true true true
 * run -: own calls = true true
 */
