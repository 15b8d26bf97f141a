/* SPDX-License-Identifier: GPL-3.0-or-later */
static long noise;
static int begun, ended;

static void finish(int n) { ended = n; }

static void storm(int n)
{
	begun = n;
	if (n == 2)
		for (long i = 0; i < 3000000; i++)
			noise = i;
	finish(n);
}

int main(void)
{
	storm(1);
	storm(2);
	return 0;
}

/* spec:
 *   storm:
 *     - {name: begun, cftl: 'forall q in changes(begun): q(begun) == 1'}
 *     - {name: ended, cftl: 'forall q in changes(begun): argument(next_call(q, finish), 1) > 0'}
 *     - {name: noise, cftl: 'exists q in changes(noise): q(noise) < 0'}
 * want: begun = true false
 * want: ended = true unknown(lost)
 * want: noise = false unknown(lost)
 * want-output: vypr: N events were lost: verdicts on them are unknown, or missing
 * options: ring=4k,policy=drop
 * covers: reason-lost true=ended false=noise unknown=ended
 */
