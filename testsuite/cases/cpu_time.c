/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <time.h>

static volatile unsigned long sink;

static double used(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void burn(int ms)
{
	double end = used() + ms / 1e3;

	if (ms < 0)
		exit(0);
	while (used() < end)
		sink++;
}

static void load(void)
{
	burn(0);
	burn(60);
	burn(-1);
}

int main(void)
{
	load();
	return 1;
}

/* spec:
 *   load:
 *     - {name: busy, cftl: 'forall c in calls(burn): cpu(c) >= 0.06'}
 *     - {name: real, cftl: 'forall c in calls(burn): cpu(c) <= duration(c) + 1 s'}
 *     - name: most
 *       cftl: 'forall c in calls(burn): argument(c, 1) == 0 or cpu(c) in [60 ms, 1 h]'
 * want: busy = false true unknown(unwound)
 * want: real = true true unknown(unwound)
 * want: most = true true unknown(unwound)
 * covers: cpu true=busy false=busy unknown=busy
 * covers: bare-seconds true=busy false=busy unknown=busy
 * covers: thread-cpu true=busy false=busy unknown=busy
 */
