/* SPDX-License-Identifier: GPL-3.0-or-later */
enum { SIZE = 4 };

static int ring[SIZE], head, tail, dropped;

static int put(int v)
{
	if (head - tail == SIZE) {
		dropped++;
		return 0;
	}
	ring[head++ % SIZE] = v;
	return 1;
}

static int get(void)
{
	return ring[tail++ % SIZE];
}

static void produce(int from, int n)
{
	for (int i = 0; i < n; i++)
		put(from + i);
}

int main(void)
{
	produce(1, 3);
	get();
	produce(10, 4);
	produce(0, 0);
	return dropped != 2;
}

/* spec:
 *   produce:
 *     - {name: kept, cftl: 'forall c in calls(put): returned(c) == 1'}
 *     - {name: room, cftl: 'forall c in calls(put): before(c)(head) - before(c)(tail) < SIZE'}
 *     - {name: lost one, cftl: 'exists c in calls(put): after(c)(dropped) > before(c)(dropped)'}
 *   put:
 *     - {name: wraps, cftl: 'forall q in changes(head): q(head) % SIZE != 0 or q(tail) > 0'}
 *     - {name: drop, cftl: 'forall q in changes(dropped): q(v) / (q(dropped) - 1) > 5'}
 *     - {name: never wraps, cftl: 'forall q in changes(head): q(head) % SIZE == 1'}
 * want: kept = true true true true true false false
 * want: room = true true true true true false false
 * want: lost one = false true false
 * want: wraps = true true true true true
 * want: drop = unknown(no-value) true
 * want: never wraps = true false false false true
 * covers: remainder true=wraps false=never wraps
 */
