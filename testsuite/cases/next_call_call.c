/* SPDX-License-Identifier: GPL-3.0-or-later */
static int lock_count;

static void lock(void) { lock_count++; }
static void unlock(void) { lock_count--; }

static void critical(int n)
{
	lock();
	if (n == 1) {
		lock();
		unlock();
	}
	if (n != 2)
		unlock();
}

int main(void)
{
	critical(0);
	critical(1);
	critical(2);
	return lock_count - 1;
}

/* spec:
 *   critical:
 *     - name: released
 *       cftl: 'forall c in calls(lock): after(next_call(c, unlock))(lock_count) == 0'
 *     - name: nested
 *       cftl: 'forall c in calls(lock): before(next_call(c, unlock))(lock_count) == 2'
 *     - name: twice
 *       cftl: 'forall c in calls(unlock): after(next_call(c, unlock))(lock_count) == 0'
 * want: released = true false false unknown(no-event)
 * want: nested = false true true unknown(no-event)
 * want: twice = unknown(no-event) true unknown(no-event)
 * covers: next-call-of-call true=released false=released unknown=released
 * covers: after-next-call true=released false=released unknown=released
 * covers: before-next-call true=nested false=nested unknown=nested
 */
