/* SPDX-License-Identifier: GPL-3.0-or-later */
static int word, space;

static void emit(int n) { space = n; }

static void line(int words)
{
	word = 0;
	emit(0);
	for (int i = 1; i <= words; i++) {
		word = i;
		if (i % 2 == 0)
			emit(i);
	}
}

int main(void)
{
	line(1);
	line(4);
	return 0;
}

/* spec:
 *   line:
 *     - name: before
 *       cftl: 'forall q in changes(word): previous_change(next_call(q, emit), word)(word) == q(word)'
 *     - name: even
 *       cftl: 'forall q in changes(word): previous_change(next_call(q, emit), word)(word) % 2 == 0'
 *     - name: same
 *       cftl: 'forall c in calls(emit): argument(next_call(previous_change(c, word), emit), 1) == argument(c, 1)'
 *     - name: differ
 *       cftl: 'forall c in calls(emit): argument(next_call(previous_change(c, word), emit), 1) > 2'
 *     - name: early
 *       cftl: 'forall c in calls(emit): argument(next_call(next_call(previous_change(c, word), emit), emit), 1) == 2'
 * want: before = true unknown(no-event) true false true false true
 * want: even = true unknown(no-event) true true true true true
 * want: same = true true true true
 * want: differ = false false false true
 * want: early = unknown(no-event) true false unknown(no-event)
 * covers: previous-of-next true=before false=before unknown=before
 * covers: next-of-previous true=same false=differ unknown=early
 */
