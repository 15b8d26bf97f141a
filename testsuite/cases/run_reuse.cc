/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An activation that was thrown out of leaves its frame to another one of the same
 * function, called from elsewhere: the new caller is alive. */
static void done()
{
	__asm__ volatile("");
}

static void may_throw(int n)
{
	if (n)
		throw n;
}

__attribute__((noinline)) static void through(int n)
{
	int x = n;

	may_throw(x);
	__asm__ volatile("");
}

__attribute__((noinline)) static void first(int n)
{
	int y = n;

	through(n);
	done();
	__asm__ volatile("" : : "r"(y));
}

__attribute__((noinline)) static void second(int n)
{
	int y = n;

	through(0);
	done();
	__asm__ volatile("" : : "r"(y));
}

int main()
{
	for (int i = 0; i < 3; i++) {
		try {
			first(1);
		} catch (int) {
		}
		second(0);
	}
	return 0;
}

/* spec:
 *   through:
 *     - name: through
 *       cftl: 'forall q in changes(x): duration(next_call(q, may_throw)) < 1 h'
 *   first:
 *     - name: first
 *       cftl: 'forall q in changes(y): duration(next_call(q, done)) < 1 h'
 *   second:
 *     - name: second
 *       cftl: 'forall q in changes(y): duration(next_call(q, done)) < 1 h'
 *     - name: inside
 *       cftl: 'forall t in calls(through): duration(t) < 1 h'
 * want-verdict: through 3 true 0 false 3 unknown
 * want-verdict: first 0 true 0 false 3 unknown
 * want-verdict: second 3 true 0 false 0 unknown
 * want-verdict: inside 3 true 0 false 0 unknown
 */
