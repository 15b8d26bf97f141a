/* SPDX-License-Identifier: GPL-3.0-or-later */
static int sample, filtered;

static int measure(int i)
{
	static const int noise[] = { 3, 8, 2, 40 };

	return noise[i];
}

static void tick(int i)
{
	sample = i;
	sample = measure(i);
	if (sample < 10)
		filtered = (filtered + sample) / 2;
}

int main(void)
{
	for (int i = 0; i < 4; i++)
		tick(i);
	return 0;
}

/* spec:
 *   tick:
 *     - name: smooth
 *       cftl: 'forall c in calls(measure): next_change(c, filtered)(filtered) < 4'
 *     - name: raw
 *       cftl: 'forall q in changes(sample): next_change(next_call(q, measure), sample)(sample) < 10'
 *     - name: even
 *       cftl: 'forall q in changes(sample): next_change(next_change(q, sample), filtered)(filtered) % 2 == 1'
 *     - name: uneven
 *       cftl: 'forall q in changes(sample): next_change(next_change(q, sample), filtered)(filtered) % 2 == 0'
 * want: smooth = true false true unknown(no-event)
 * want: raw = true unknown(no-event) true unknown(no-event) true unknown(no-event) false unknown(no-event)
 * want: even = true unknown(no-event) false unknown(no-event) true unknown(no-event) unknown(no-event) unknown(no-event)
 * want: uneven = false unknown(no-event) true unknown(no-event) false unknown(no-event) unknown(no-event) unknown(no-event)
 * covers: next-change-of-next-call true=raw false=raw unknown=raw
 * covers: next-change-of-next-change true=even false=uneven unknown=even
 */
