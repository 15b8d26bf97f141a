/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <unistd.h>

static void nap(int ms)
{
	if (ms > 100)
		pthread_exit(NULL);
	usleep((unsigned)ms * 1000u);
}

static void *rest(void *arg)
{
	nap(50);
	nap(200);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, rest, NULL);
	pthread_join(thread, NULL);
	return 0;
}

/* spec:
 *   rest:
 *     - {name: idle, cftl: 'forall c in calls(nap): duration(c) - cpu(c) > 1 ms'}
 *     - {name: both, cftl: 'forall c in calls(nap): cpu(c) < 40 ms and duration(c) >= 50 ms'}
 *     - {name: neither, cftl: 'forall c in calls(nap): cpu(c) * 2 > duration(c) + 100 s'}
 * want: idle = true unknown(unwound)
 * want: both = true unknown(unwound)
 * want: neither = false unknown(unwound)
 */
