/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t count, last;
static volatile sig_atomic_t *seen;

static void on_signal(int number)
{
	last = number;
	count++;
}

int main(void)
{
	signal(SIGUSR1, on_signal);
	signal(SIGUSR2, on_signal);
	raise(SIGUSR1);
	seen = &count;
	raise(SIGUSR2);
	raise(SIGUSR1);
	return 0;
}

/* spec:
 *   on_signal:
 *     - {name: first, cftl: 'forall q in changes(last): q(last) == SIGUSR1'}
 *     - {name: few, cftl: 'forall q in changes(count): q(count) < 3'}
 *     - {name: seen, cftl: 'forall q in changes(count): q(*seen) == q(count)'}
 *   main:
 *     - {name: caught, cftl: 'forall c in calls(raise): after(c)(count) == before(c)(count) + 1'}
 * want: first = true false true
 * want: few = true true false
 * want: seen = unknown(no-value) true true
 * want: caught = true true true
 * covers: signal true=few false=few unknown=seen
 */
