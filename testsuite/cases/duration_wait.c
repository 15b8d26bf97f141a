/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <time.h>

static int rest(long ms)
{
	struct timespec t = { 0, ms * 1000000 };

	if (ms > 500)
		pthread_exit(NULL);
	return nanosleep(&t, NULL);
}

static void *work(void *arg)
{
	rest(0);
	rest(40);
	rest(1000);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	pthread_join(thread, NULL);
	return 0;
}

/* spec:
 *   work:
 *     - name: slow
 *       cftl: 'forall c in calls(rest): argument(c, 1) == 40 implies duration(c) >= 40 ms'
 *     - name: quick
 *       cftl: 'forall c in calls(rest): argument(c, 1) != 40 or duration(c) < 40 ms'
 *     - {name: hour, cftl: 'forall c in calls(rest): duration(c) < 1 h'}
 *     - {name: hours, cftl: 'forall c in calls(rest): duration(c) > 1.5 h'}
 *     - {name: most, cftl: 'forall c in calls(rest): duration(c) <= 3600000 ms'}
 * want: slow = true true true
 * want: quick = true false true
 * want: hour = true true unknown(unwound)
 * want: hours = false false unknown(unwound)
 * want: most = true true unknown(unwound)
 * covers: duration true=slow false=quick unknown=hour
 * covers: ms true=slow false=quick unknown=most
 * covers: h true=hour false=hours unknown=hour
 */
