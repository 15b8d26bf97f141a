/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

struct handler { int (*run)(int); int (*undo)(int); };
struct job { const struct handler *how; int n; };

static int double_it(int n) { return 2 * n; }
static int halve(int n) { if (n % 2) exit(0); return n / 2; }

static int perform(const struct job *j)
{
	int r = j->how->run(j->n);

	if (r > 10)
		r = j->how->undo(r);
	return (*j->how->undo)(r);
}

int main(void)
{
	static const struct handler two = { double_it, halve }, odd = { halve, halve };
	const struct job jobs[] = { { &two, 3 }, { &odd, 12 }, { &two, 7 } };

	for (int i = 0; i < 3; i++)
		perform(&jobs[i]);
	return 1;
}

/* spec:
 *   perform:
 *     - {name: run, cftl: 'forall c in calls(j->how->run): returned(c) > argument(c, 1)'}
 *     - {name: undo, cftl: 'forall c in calls(j->how->undo): returned(c) == 3'}
 *     - {name: double, cftl: 'forall c in calls(double_it): returned(c) == 6'}
 *     - {name: odd, cftl: 'forall c in calls(halve): returned(c) == 3'}
 * want: run = true false true
 * want: undo = true true false unknown(unwound)
 * want: double = true false
 * want: odd = true false true false unknown(unwound)
 * covers: callee-member true=run false=run unknown=undo
 * covers: callee-lvalue true=run false=run unknown=undo
 * covers: compared-by-address true=double false=double unknown=odd
 */
