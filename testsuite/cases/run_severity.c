/* SPDX-License-Identifier: GPL-3.0-or-later */
static void work(void)
{
	__asm__ volatile("");
}

static void handle(int n)
{
	work();
	if (n > 100)
		__asm__ volatile("");
}

int main(void)
{
	for (int n = 1; n <= 3; n++)
		handle(n * 2);
	return 0;
}

/* spec:
 *   handle:
 *     - name: counted
 *       cftl: 'forall t in calls(work): before(t)(n) > 3 or count(calls(work)) > 5'
 * want-severity: counted false -4
 * want-severity: counted true 1
 * want-severity: counted true 3
 * want-verdict: counted 2 true 1 false 0 unknown
 */
