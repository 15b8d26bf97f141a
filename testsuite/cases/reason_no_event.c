/* SPDX-License-Identifier: GPL-3.0-or-later */
static int lights;

static void on(void) { lights++; }
static void off(void) { lights--; }

static void evening(int hours)
{
	if (hours > 1)
		on();
	if (hours > 2)
		off();
	if (hours > 3)
		on();
}

int main(void)
{
	for (int hours = 1; hours < 5; hours++)
		evening(hours);
	return 0;
}

/* spec:
 *   evening:
 *     - {name: dark, cftl: 'forall c in calls(on): after(next_call(c, off))(lights) == 1'}
 *     - {name: lit, cftl: 'forall c in calls(off): before(previous_call(c, on))(lights) == 0'}
 *     - {name: again, cftl: 'forall c in calls(off): duration(next_call(c, on)) < 1 s'}
 *     - {name: first, cftl: 'forall c in calls(on): duration(previous_call(c, off)) < 1 h'}
 *     - name: both
 *       cftl: 'forall c in calls(on): after(c)(lights) == 1 or after(next_call(c, off))(lights) == 1'
 *     - name: neither
 *       cftl: 'forall c in calls(on): after(c)(lights) > 1 and after(next_call(c, off))(lights) == 1'
 *     - {name: minus, cftl: 'forall c in calls(off): duration(next_call(c, on)) > 1 s'}
 * want: dark = unknown(no-event) true true unknown(no-event)
 * want: lit = false false
 * want: again = unknown(no-event) true
 * want: first = unknown(no-event) unknown(no-event) unknown(no-event) true
 * want: both = true true true unknown(no-event)
 * want: neither = false true true unknown(no-event)
 * want: minus = unknown(no-event) false
 * covers: reason-no-event true=both false=neither unknown=first
 * covers: s true=again false=minus unknown=again
 */
