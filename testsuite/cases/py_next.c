/* SPDX-License-Identifier: GPL-3.0-or-later */
static int phase;

static int commit(int n) { return n - 1; }

static void transaction(int n)
{
	phase = n;
	if (n)
		phase = commit(n);
	if (n > 1)
		commit(phase);
}

int main(void)
{
	for (int n = 0; n < 3; n++)
		transaction(n);
	return 0;
}

/* spec:
 *   transaction:
 *     - name: quick
 *       cftl: "Forall(q = changes('phase')).Check(lambda q: q.next(calls('commit')).duration() < 3600)"
 *     - name: slow
 *       cftl: "Forall(q = changes('phase')).Check(lambda q: q.next(calls('commit')).duration() > 3600)"
 *     - name: change
 *       cftl: "Forall(q = changes('phase')).Check(lambda q: q.next(changes('phase'))('phase') == 0)"
 *     - name: between
 *       cftl: "Forall(q = changes('phase')).Check(lambda q: timeBetween(q, q.next(changes('phase')))._in([0, 3600]))"
 *     - name: later
 *       cftl: "Forall(q = changes('phase')).Check(lambda q: timeBetween(q, q.next(changes('phase'))) > 3600)"
 * want: quick = unknown(no-event) true unknown(no-event) true true
 * want: slow = unknown(no-event) false unknown(no-event) false false
 * want: change = unknown(no-event) true unknown(no-event) false unknown(no-event)
 * want: between = unknown(no-event) true unknown(no-event) true unknown(no-event)
 * want: later = unknown(no-event) false unknown(no-event) false unknown(no-event)
 * covers: py-next true=change false=change unknown=change
 * covers: py-duration true=quick false=slow unknown=quick
 * covers: py-time-between true=between false=later unknown=between
 */
