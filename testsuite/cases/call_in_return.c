/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stddef.h>

static int retries;

static int send_to(int n)
{
	retries++;
	if (n == 3)
		pthread_exit(NULL);
	return n == 2;
}

static int deliver(int n)
{
	return send_to(n);
}

static void *agent(void *arg)
{
	for (int n = 1; n < 9; n++)
		deliver(n);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, agent, NULL);
	pthread_join(thread, NULL);
	return 0;
}

/* spec:
 *   deliver:
 *     - {name: failed, cftl: 'forall c in calls(send_to): returned(c) == 0'}
 *     - {name: first, cftl: 'forall c in calls(send_to): after(c)(retries) == 1'}
 *     - {name: quick, cftl: 'forall c in calls(send_to): duration(c) < 1 h'}
 * want: failed = true false unknown(unwound)
 * want: first = true false unknown(unwound)
 * want: quick = true true unknown(unwound)
 * covers: in-return true=failed false=failed unknown=failed
 * covers: thread-exit true=first false=first unknown=first
 */
