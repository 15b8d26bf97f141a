/* SPDX-License-Identifier: GPL-3.0-or-later */
static signed char dial;
static const signed char *notch;

static void turn(int by)
{
	dial = (signed char)(dial + by);
}

int main(void)
{
	static const signed char low = -100;

	turn(100);
	notch = &low;
	turn(100);
	turn(-100);
	return 0;
}

/* spec:
 *   turn:
 *     - {name: positive, cftl: 'forall q in changes(dial): q(dial) > 0'}
 *     - {name: exact, cftl: 'forall q in changes(dial): q(dial) == -56'}
 *     - {name: above, cftl: 'forall q in changes(dial): q(dial) > q(*notch)'}
 * want: positive = true false true
 * want: exact = false true false
 * want: above = unknown(no-value) true true
 * covers: signed-char true=positive false=positive unknown=above
 */
