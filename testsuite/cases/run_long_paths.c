/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A path too long for the register, in a function that needs no ENTRY for its verdicts. */
static void work(void)
{
	__asm__ volatile("");
}

static void scope(int n, int k)
{
	for (int i = 0; i < n; i++)
		if (i % k)
			__asm__ volatile("");
		else
			__asm__ volatile("nop");
	work();
	for (int i = 0; i < n; i++)
		if (i % k)
			__asm__ volatile("");
}

int main(void)
{
	scope(40, 3);
	scope(2, 3);
	scope(20, 2);
	return 0;
}

/* spec:
 *   scope:
 *     - name: time
 *       cftl: 'forall t in calls(work): duration(t) < 1 h'
 * want-times: 11 40 2 20
 * want-times: 12 26 1 10
 * want-times: 14 14 1 10
 * want-verdict: time 3 true 0 false 0 unknown
 */
