/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

static void sleep_ms(int ms) { usleep((unsigned)ms * 1000u); }

static void batch(const int *ms, int n)
{
	for (int i = 0; i < n; i++)
		sleep_ms(ms[i]);
}

static void night(const int *ms, int n)
{
	batch(ms, n);
}

int main(void)
{
	static const int naps[] = { 20, 20, 20 };

	night(naps, 3);
	night(naps, 0);
	return 0;
}

/* spec:
 *   night:
 *     - name: all
 *       cftl: 'forall e in entry: e(n) == 0 or total(calls(sleep_ms) during batch) >= 60 ms'
 *     - name: most
 *       cftl: 'forall c in calls(batch): total(calls(sleep_ms) during batch, before(c), after(c)) <= duration(c) + 1 s'
 *     - {name: none, cftl: 'forall e in entry: total(calls(sleep_ms) during batch) > 1 h'}
 *     - name: ratio
 *       cftl: 'forall e in entry: total(calls(batch)) / count(calls(sleep_ms) during batch) < 1 h'
 * want: all = true true
 * want: most = true true
 * want: none = false false
 * want: ratio = true unknown(no-value)
 * covers: total true=all false=none unknown=ratio
 */
