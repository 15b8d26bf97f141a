/* SPDX-License-Identifier: GPL-3.0-or-later */
static int version;

static int compile(int n) { version = n; return n % 2; }
static int build(int n) { return compile(n); }
static int test(int n) { return n; }

static void release(int n)
{
	test(n);
	if (n > 1)
		build(n);
	test(n + 1);
}

int main(void)
{
	release(1);
	release(2);
	release(3);
	return 0;
}

/* spec:
 *   release:
 *     - name: built
 *       cftl: 'forall c in calls(test): returned(previous_call(c, compile during build)) == 0'
 *     - name: fresh
 *       cftl: 'forall c in calls(test): argument(previous_call(c, compile during build), 1) == argument(c, 1)'
 *     - name: older
 *       cftl: 'forall c in calls(test): previous_change(c, version during compile)(version) < argument(c, 1)'
 * want: built = unknown(no-event) unknown(no-event) unknown(no-event) true true false
 * want: fresh = unknown(no-event) unknown(no-event) unknown(no-event) false false false
 * want: older = unknown(no-event) unknown(no-event) unknown(no-event) true true true
 * covers: previous-during true=built false=built unknown=built
 */
