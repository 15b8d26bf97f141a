/* SPDX-License-Identifier: GPL-3.0-or-later */
static int speed;

static void brake(int by)
{
	(void)by;
}

static void drive(int from, int to)
{
	if (from)
		speed = from;
	brake(from);
	speed = to;
	brake(to);
}

int main(void)
{
	drive(5, 2);
	drive(0, 9);
	drive(3, 3);
	return 0;
}

/* spec:
 *   drive:
 *     - name: known
 *       cftl: 'forall c in calls(brake): previous_change(c, speed)(speed) == argument(c, 1)'
 *     - {name: slow, cftl: 'forall c in calls(brake): previous_change(c, speed)(speed) < 5'}
 *     - name: slows
 *       cftl: 'forall q in changes(speed): previous_change(q, speed)(speed) > q(speed)'
 * want: known = true true unknown(no-event) true true true
 * want: slow = false true unknown(no-event) false true true
 * want: slows = unknown(no-event) true unknown(no-event) unknown(no-event) false
 * covers: previous-change true=slow false=slow unknown=slow
 */
