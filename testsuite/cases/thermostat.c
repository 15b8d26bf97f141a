/* SPDX-License-Identifier: GPL-3.0-or-later */
enum mode { OFF, HEAT, COOL };

static int celsius = 15;
static enum mode mode = OFF;

static void set_mode(enum mode m)
{
	mode = m;
}

static void control(int target, int drift)
{
	if (celsius < target - 1)
		set_mode(HEAT);
	else if (celsius > target + 1)
		set_mode(COOL);
	else if (mode != OFF)
		set_mode(OFF);
	celsius += mode == HEAT ? 2 : mode == COOL ? -2 : 0;
	celsius += drift;
}

int main(void)
{
	static const int drifts[] = { 0, 1, 0, 3, 0, -1 };

	for (int i = 0; i < 6; i++)
		control(20, drifts[i]);
	return celsius != 20;
}

/* spec:
 *   control:
 *     - {name: heats, cftl: 'forall c in calls(set_mode): argument(c, 1) == HEAT'}
 *     - name: warmer
 *       cftl: 'forall c in calls(set_mode): next_change(c, celsius)(celsius) > before(c)(celsius)'
 *     - {name: comfort, cftl: 'forall e in exit: e(celsius) in [18, 22]'}
 *     - name: idle
 *       cftl: 'forall e in entry: not (exists c in calls(set_mode): argument(c, 1) != OFF)'
 *     - name: settles
 *       cftl: 'forall c in calls(set_mode): next_change(next_change(c, celsius), celsius)(celsius) == 20'
 * want: heats = true true false false false
 * want: warmer = true true false false false
 * want: comfort = false true true false true true
 * want: idle = false false true true false true
 * want: settles = false true true false true
 */
