/* SPDX-License-Identifier: GPL-3.0-or-later */
static const int most = 12;
enum { FIRST = -3 };

static int temperature;

static void step(int by)
{
	static const int least = -5;

	temperature += by;
	if (temperature < least)
		temperature = least;
}

int main(void)
{
	step(12);
	step(3);
	step(-40);
	return 0;
}

/* spec:
 *   step:
 *     - {name: warm, cftl: 'forall q in changes(temperature): q(temperature) <= most'}
 *     - {name: frost, cftl: 'forall q in changes(temperature): q(temperature) >= FIRST'}
 *     - {name: share, cftl: 'forall q in changes(temperature): 1 / (q(temperature) - most) < 0'}
 * want: warm = true false true true
 * want: frost = true true false false
 * want: share = unknown(no-value) false false false
 * covers: constant-variable true=warm false=warm unknown=share
 */
