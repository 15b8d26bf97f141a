/* SPDX-License-Identifier: GPL-3.0-or-later */
static int armed;

static int fire(int n) { return n > 1; }

static int game(int shots, int late)
{
	int hits = 0;

	armed = shots;
	for (int i = 0; i < shots; i++)
		hits += fire(i);
	armed = 0;
	if (late)
		hits += fire(9);
	return hits;
}

int main(void)
{
	return game(0, 1) + game(1, 0) + game(3, 1) - 3;
}

/* spec:
 *   game:
 *     - {name: first, cftl: 'forall q in changes(armed): argument(next_call(q, fire), 1) == 0'}
 *     - {name: hit, cftl: 'forall q in changes(armed): returned(next_call(q, fire)) == 1'}
 * want: first = false false true unknown(no-event) true false
 * want: hit = true true false unknown(no-event) false true
 * covers: next-call true=first false=first unknown=first
 */
