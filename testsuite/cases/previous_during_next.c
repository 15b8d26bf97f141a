/* SPDX-License-Identifier: GPL-3.0-or-later */
static int level, noted;

static void note(int n) { noted += n; }
static void set(int n) { level = n; }

static void work(int n)
{
	int done;

	note(1);
	if (n > 0)
		set(n);
	note(2 + n);
	done = n;
	if (n > 1)
		note(done);
}

int main(void)
{
	work(0);
	work(1);
	work(2);
	work(0); /* what was before is older than this call */
	return 0;
}

/* spec:
 *   work:
 *     - name: follows
 *       cftl: 'forall q in changes(done): argument(next_call(previous_change(q, level during set), note), 1) > 3'
 *     - name: later
 *       cftl: 'forall q in changes(done): argument(next_call(next_call(previous_change(q, level during set), note), note), 1) == 2'
 *     - name: before
 *       cftl: 'forall q in changes(done): argument(previous_call(previous_change(q, level during set), note), 1) == 1'
 *     - name: before-that
 *       cftl: 'forall q in changes(done): argument(previous_call(previous_change(q, level during set), note), 1) == 2'
 *     - name: since
 *       cftl: 'forall q in changes(done): count(calls(note), previous_change(q, level during set), q) == 1'
 * want: follows = unknown(no-event) false true false
 * want: later = unknown(no-event) unknown(no-event) true true
 * want: before = unknown(no-event) true true unknown(no-event)
 * want: before-that = unknown(no-event) false false unknown(no-event)
 * want: since = unknown(no-event) true true false
 * covers: next-of-during true=follows false=follows unknown=follows
 * covers: previous-of-during true=before false=before-that unknown=before
 * covers: count-from-during true=since false=since unknown=since
 */
