/* SPDX-License-Identifier: GPL-3.0-or-later */
static unsigned long n, steps, most;

static void step(void)
{
	n = n % 2 ? 3 * n + 1 : n / 2;
	steps++;
}

static unsigned long walk(unsigned long from)
{
	n = from;
	most = from;
	for (steps = 0; n > 1; ) {
		step();
		if (n > most)
			most = n;
	}
	return steps;
}

int main(void)
{
	return walk(6) + walk(1) + walk(7) != 24;
}

/* spec:
 *   walk:
 *     - {name: short, cftl: 'forall e in exit: e(steps) <= 8'}
 *     - {name: peak, cftl: 'forall e in exit: e(most) / e(steps) >= 2'}
 *     - {name: all counted, cftl: 'forall e in entry: count(calls(step)) == 8'}
 *     - name: odd step
 *       cftl: 'exists c in calls(step): before(c)(n) % 2 == 1 and after(c)(n) > 50'
 *     - name: down
 *       cftl: 'forall e in entry: e(from) == 1 or (forall c in calls(step): after(c)(n) < 17)'
 * want: short = true true false
 * want: peak = true unknown(no-value) true
 * want: all counted = true false false
 * want: odd step = false false true
 * want: down = true true false
 */
