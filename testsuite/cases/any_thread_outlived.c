/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is handed to another thread may be served when the one that asked has ended.
 */
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

static void *guest(void *arg)
{
	hand_out(*(int *)arg);
	return arg;
}

static void run(void *(*what)(void *), int n)
{
	pthread_t thread;

	pthread_create(&thread, NULL, what, &n);
	pthread_join(thread, NULL);
}

int main(void)
{
	run(guest, 1);
	run(clerk, 1);
	run(guest, 2);
	run(clerk, 3);
	run(guest, 4);
	return 0;
}

/* spec:
 *   hand_out:
 *     - name: served
 *       cftl: 'forall q in changes(ticket): argument(next_call(q, serve during clerk on any thread), 1) == q(ticket)'
 *     - name: alone
 *       cftl: 'forall q in changes(ticket): argument(next_call(q, serve during clerk), 1) == q(ticket)'
 * want: served = false true unknown(unwound)
 * want: alone = unknown(unwound) unknown(unwound) unknown(unwound)
 */
