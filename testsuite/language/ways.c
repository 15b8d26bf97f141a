/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ways out of a call other than its return: what is measured, and which reason there is.
 * A call that was left by longjmp does not run into its deadline while its thread sleeps on.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static jmp_buf place;
static sigjmp_buf signal_place;
static volatile int level;

static void nap(int ms)
{
	usleep(ms * 1000);
}

static __attribute__((noinline)) void leave(int how)
{
	level = how;
	if (how == 1)
		longjmp(place, 1);
	if (how == 2)
		siglongjmp(signal_place, 7);
	if (how == 3)
		pthread_exit(NULL);
	if (how == 4)
		pthread_cancel(pthread_self()), pthread_testcancel();
	if (how == 5)
		exit(0);
}

static __attribute__((noinline)) void quick(void)
{
	level++;
}

/* Left at once, or not. */
__attribute__((noinline)) void middle(int how)
{
	int x = how;

	leave(how);
	x++;
	quick();
	level = x;
}

/* The setjmp is in a function that is looked at ... */
__attribute__((noinline)) void receiver(int how)
{
	if (setjmp(place) == 0)
		leave(how);
	nap(150);
	quick();
}

/* ... or in one that is not. */
__attribute__((noinline)) static void stranger(int how)
{
	if (!setjmp(place))
		middle(how);
	nap(150);
}

__attribute__((noinline)) static void signal_stranger(int how)
{
	if (!sigsetjmp(signal_place, 1))
		middle(how);
	nap(150);
}

/* Over a setjmp whose function goes on, and comes back to it again. */
__attribute__((noinline)) int again(int n)
{
	volatile int tries = 0;
	int got = setjmp(place);

	tries++;
	if (tries < n)
		leave(1);
	quick();
	return got;
}

static void *start(void *how)
{
	middle((int)(long)how);
	return NULL;
}

static void thread(int how)
{
	pthread_t thread;

	pthread_create(&thread, NULL, start, (void *)(long)how);
	pthread_join(thread, NULL);
	nap(150);
}

__attribute__((noreturn, noinline)) static void give_up(void)
{
	exit(0);
}

__attribute__((noinline)) void last(int n)
{
	quick();
	if (n)
		give_up();
	quick();
}

int main(int argc, char **argv)
{
	const char *mode = argc > 1 ? argv[1] : "-";

	if (!strcmp(mode, "return")) {
		middle(0);
		receiver(0);
	} else if (!strcmp(mode, "longjmp")) {
		receiver(1);
		stranger(1);
	} else if (!strcmp(mode, "siglongjmp")) {
		signal_stranger(2);
	} else if (!strcmp(mode, "again")) {
		again(4);
	} else if (!strcmp(mode, "pthread_exit")) {
		thread(3);
	} else if (!strcmp(mode, "cancel")) {
		thread(4);
	} else if (!strcmp(mode, "exit")) {
		middle(5);
	} else if (!strcmp(mode, "noreturn")) {
		last(1);
	}
	return 0;
}

/* spec:
 *   middle:
 *     - {name: in time, cftl: 'forall c in calls(leave): duration(c) < 50 ms'}
 *     - {name: next, cftl: 'forall q in changes(x): duration(next_call(q, quick)) < 50 ms'}
 *     - {name: soon, cftl: 'forall c in calls(leave): time_between(before(c), before(next_call(c, quick))) < 50 ms'}
 *     - {name: exit, cftl: 'forall q in entry, r in exit after q: time_between(q, r) < 50 ms'}
 *     - {name: count, cftl: 'forall q in entry: count(calls(quick)) <= 1'}
 *     - {name: given, cftl: 'forall c in calls(leave): argument(c, 1) < 9'}
 *     - {name: some, cftl: 'exists c in calls(quick): duration(c) < 1 h'}
 *   receiver:
 *     - {name: landed, cftl: 'forall c in calls(leave): duration(c) < 50 ms'}
 *     - {name: behind, cftl: 'forall c in calls(quick): duration(c) < 1 h'}
 *   again:
 *     - {name: every try, cftl: 'forall c in calls(leave): duration(c) < 1 h'}
 *     - {name: tries, cftl: 'forall q in changes(tries): q(tries) < 4'}
 *     - {name: counted, cftl: 'forall q in entry: count(calls(leave)) < 3'}
 *   last:
 *     - {name: up to it, cftl: 'forall c in calls(quick): duration(next_call(c, give_up)) < 1 h'}
 *     - {name: itself, cftl: 'forall c in calls(give_up): duration(c) < 1 h'}
 * run return: in time = true
 * run return: next = true true
 * run return: soon = true
 * run return: exit = true
 * run return: count = true
 * run return: given = true
 * run return: some = true
 * run return: landed = true
 * run return: behind = true
 * run longjmp: in time = unknown(unwound)
 * run longjmp: next = unknown(unwound)
 * run longjmp: soon = unknown(unwound)
 * run longjmp: count = unknown(unwound)
 * run longjmp: given = true
 * run longjmp: some = unknown(unwound)
 * run longjmp: landed = unknown(unwound)
 * run longjmp: behind = true
 * run siglongjmp: in time = unknown(unwound)
 * run siglongjmp: next = unknown(unwound)
 * run siglongjmp: soon = unknown(unwound)
 * run siglongjmp: count = unknown(unwound)
 * run siglongjmp: given = true
 * run siglongjmp: some = unknown(unwound)
 * run again: every try = unknown(unwound) unknown(unwound) unknown(unwound)
 * run again: tries = false true true true true
 * run again: counted = false
 * run pthread_exit: in time = unknown(unwound)
 * run pthread_exit: next = unknown(unwound)
 * run pthread_exit: soon = unknown(unwound)
 * run pthread_exit: count = unknown(unwound)
 * run pthread_exit: given = true
 * run pthread_exit: some = unknown(unwound)
 * run cancel: in time = unknown(unwound)
 * run cancel: next = unknown(unwound)
 * run cancel: soon = unknown(unwound)
 * run cancel: count = unknown(unwound)
 * run cancel: given = true
 * run cancel: some = unknown(unwound)
 * run exit: in time = unknown(unwound)
 * run exit: next = unknown(unwound)
 * run exit: soon = unknown(unwound)
 * run exit: count = unknown(unwound)
 * run exit: given = true
 * run exit: some = unknown(unwound)
 * run noreturn: up to it = unknown(unwound)
 * run noreturn: itself = unknown(unwound)
 */
