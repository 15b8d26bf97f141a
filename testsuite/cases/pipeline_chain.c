/* SPDX-License-Identifier: GPL-3.0-or-later */
static int raw, clean, stored;

static int wash(int n) { return n % 10; }
static int keep(int n) { return n > 3; }

static void process(int n)
{
	raw = n;
	clean = wash(n);
	if (clean != 5)
		stored = keep(clean);
	raw = 0;
}

int main(void)
{
	process(17);
	process(25);
	process(32);
	return stored;
}

/* spec:
 *   process:
 *     - name: path
 *       cftl: 'forall q in changes(raw): next_change(next_call(next_call(q, wash), keep), stored)(stored) == 1'
 *     - name: back
 *       cftl: 'forall q in changes(stored): argument(previous_call(previous_call(q, keep), wash), 1) == 17'
 *     - name: both ways
 *       cftl: 'forall c in calls(keep): next_change(previous_change(c, clean), stored)(stored) == returned(c)'
 *     - name: raw
 *       cftl: 'forall c in calls(wash): argument(c, 1) == previous_change(c, raw)(raw)'
 *     - name: cleaned
 *       cftl: 'forall c in calls(wash): next_change(c, clean)(clean) == returned(c)'
 *     - name: few
 *       cftl: 'forall q in changes(raw): q(raw) == 0 or count(calls(keep), q, next_change(q, raw)) == 1'
 *     - name: nested
 *       cftl: 'forall q in changes(raw): returned(next_call(next_call(q, wash), keep)) == 1'
 * want: path = true unknown(no-event) unknown(no-event) unknown(no-event) false unknown(no-event)
 * want: back = true false
 * want: both ways = true true
 * want: raw = true true true
 * want: cleaned = true true true
 * want: few = true true false true true true
 * want: nested = true unknown(no-event) unknown(no-event) unknown(no-event) false unknown(no-event)
 * covers: next-of-next true=nested false=nested unknown=nested
 */
