/* SPDX-License-Identifier: GPL-3.0-or-later */
static int seek_to, length = 100;

static int seek(int n) { seek_to = n < length ? n : -1; return seek_to; }
static int get(void) { return seek_to * 2; }

static int record(int n)
{
	int sum = 0;

	if (n)
		seek(n);
	sum += get();
	sum += get();
	return sum;
}

int main(void)
{
	record(7);
	record(0);
	record(200);
	return 0;
}

/* spec:
 *   record:
 *     - {name: valid, cftl: 'forall c in calls(get): returned(previous_call(c, seek)) >= 0'}
 *     - name: to seven
 *       cftl: 'forall c in calls(get): argument(previous_call(c, seek), 1) == 7'
 *     - name: again
 *       cftl: 'forall c in calls(get): returned(previous_call(c, get)) == returned(c)'
 * want: valid = true true unknown(no-event) unknown(no-event) false false
 * want: to seven = true true unknown(no-event) unknown(no-event) false false
 * want: again = unknown(no-event) true unknown(no-event) true unknown(no-event) true
 * covers: previous-call true=valid false=valid unknown=valid
 */
