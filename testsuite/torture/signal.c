/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * signal WAY N: a tight loop of N changes and calls, interrupted by a timer at a high rate whose
 * handler changes and calls too; not so high that a busy machine leaves the loop no time at
 * all, for what the runtime keeps for handlers until the loop goes on is bounded.  Both count; says "main M handler H" at the end.
 *   plain      the handler runs on the thread's stack
 *   altstack   on a stack of its own
 *   nested     two timers, whose handlers interrupt each other
 *   threads    two threads loop; the signals go to whoever runs
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static atomic_ulong changed, handled;
static int level, shared;

static __attribute__((noinline)) int callee(int value)
{
	__asm__ volatile("" : "+r"(value));
	return value;
}

static __attribute__((noinline)) void handle(int number)
{
	level = number;
	callee(level);
	atomic_fetch_add(&handled, 1);
}

static void handler(int number)
{
	handle(number);
}

static __attribute__((noinline)) unsigned long loop(unsigned long count)
{
	unsigned long value = 0;

	for (unsigned long n = 0; n < count; n++) {
		shared = (int)n;
		value += (unsigned long)callee(shared & 1);
	}
	atomic_fetch_add(&changed, count);
	return value;
}

static int timer(int number, long ns, timer_t *ret_timer)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = number };
	struct itimerspec every = { { 0, ns }, { 0, ns } };

	return timer_create(CLOCK_MONOTONIC, &event, ret_timer) ||
	       timer_settime(*ret_timer, 0, &every, NULL);
}

static int begin(int number, int flags, long ns, timer_t *ret_timer)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags | SA_RESTART };

	sigemptyset(&action.sa_mask);
	return sigaction(number, &action, NULL) || timer(number, ns, ret_timer);
}

static void *thread(void *count)
{
	loop(*(unsigned long *)count);
	return NULL;
}

int main(int argc, char **argv)
{
	int nested = argc == 3 && !strcmp(argv[1], "nested");
	int alternate = argc == 3 && !strcmp(argv[1], "altstack");
	unsigned long count = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
	stack_t stack = { .ss_sp = malloc(1 << 16), .ss_size = 1 << 16 };
	int threads = argc == 3 && !strcmp(argv[1], "threads");
	timer_t timers[2];
	pthread_t other;

	if (alternate && sigaltstack(&stack, NULL))
		return 2;
	if (begin(SIGALRM, alternate ? SA_ONSTACK : 0, nested ? 211000 : 97000, timers) ||
	    (nested && begin(SIGUSR1, 0, 257000, timers + 1)))
		return 3;
	if (threads && pthread_create(&other, NULL, thread, &count))
		return 4;
	loop(count);
	if (threads)
		pthread_join(other, NULL);
	timer_delete(timers[0]);
	if (nested)
		timer_delete(timers[1]);
	printf("main %lu handler %lu\n", atomic_load(&changed), atomic_load(&handled));
	free(alternate ? NULL : stack.ss_sp);
	return 0;
}
