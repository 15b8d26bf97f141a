/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stddef.h>

static int ticket;

static int serve(int n) { return n * 10; }

static void *clerk(void *arg)
{
	serve(*(int *)arg);
	return arg;
}

static void hand_out(int n)
{
	ticket = n;
}

int main(void)
{
	pthread_t thread;

	for (int n = 1; n < 3; n++) {
		hand_out(n);
		pthread_create(&thread, NULL, clerk, &ticket);
		pthread_join(thread, NULL);
	}
	hand_out(3);
	return 0;
}

/* spec:
 *   hand_out:
 *     - name: served
 *       cftl: 'forall q in changes(ticket): argument(next_call(q, serve during clerk on any thread), 1) == q(ticket)'
 *     - name: ten
 *       cftl: 'forall q in changes(ticket): returned(next_call(q, serve during clerk on any thread)) == 10'
 * want: served = true true unknown(unwound)
 * want: ten = true false unknown(unwound)
 * covers: during-any-thread true=ten false=ten unknown=served
 * covers: next-during true=ten false=ten unknown=served
 */
