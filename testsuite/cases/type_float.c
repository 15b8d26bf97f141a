/* SPDX-License-Identifier: GPL-3.0-or-later */
static float gain;
static const float *reference;

static void amplify(float by)
{
	gain = gain * by + 0.1f;
}

int main(void)
{
	static const float unit = 0.1f;

	amplify(2);
	reference = &unit;
	amplify(0);
	amplify(-100);
	return 0;
}

/* spec:
 *   amplify:
 *     - {name: quiet, cftl: 'forall q in changes(gain): q(gain) in [0, 0.2]'}
 *     - {name: tenth, cftl: 'forall q in changes(gain): q(gain) == 0.1'}
 *     - {name: unit, cftl: 'forall q in changes(gain): q(gain) == q(*reference)'}
 * want: quiet = true true false
 * want: tenth = false false false
 * want: unit = unknown(no-value) true false
 * covers: float true=quiet false=quiet unknown=unit
 */
