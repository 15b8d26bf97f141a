/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * family WAY: processes that come of each other, and what each of them counts.
 *   fork        parent 10, child 20, grandchild 30, parent 5 more
 *   threads     two threads of 1000 while ten children of 10 are made
 *   exec        10, then itself with "five"
 *   spawn       10, and a child that becomes itself with "five"
 *   daemon      10, then the usual steps into the background, where it does 40
 *   vfork       10, a child that only leaves, 10 more
 *   leave       10 and _exit
 *   five        5
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static __attribute__((noinline)) int step(int n)
{
	__asm__ volatile("" : "+r"(n));
	return n;
}

static __attribute__((noinline)) void count(int times)
{
	int number;

	for (int i = 0; i < times; i++) {
		number = i;
		step(number);
	}
}

static int wait_for(pid_t child)
{
	int status;

	return child < 0 || waitpid(child, &status, 0) < 0 || status;
}

static int do_fork(void)
{
	pid_t child;

	count(10);
	child = fork();
	if (!child) {
		pid_t grandchild;

		count(20);
		grandchild = fork();
		if (!grandchild) {
			count(30);
			exit(0);
		}
		exit(wait_for(grandchild));
	}
	count(5);
	return wait_for(child);
}

static void *thousand(void *unused)
{
	count(1000);
	return unused;
}

static int do_threads(void)
{
	pthread_t threads[2];
	int failed = 0;

	for (int i = 0; i < 2; i++)
		failed |= pthread_create(threads + i, NULL, thousand, NULL);
	for (int i = 0; i < 10; i++) {
		pid_t child = fork();

		if (!child) {
			count(10);
			exit(0);
		}
		failed |= wait_for(child);
	}
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	return failed;
}

static int do_exec(const char *self)
{
	count(10);
	execl(self, self, "five", NULL);
	return 1;
}

static int do_spawn(const char *self)
{
	pid_t child;

	count(10);
	child = fork();
	if (!child) {
		execl(self, self, "five", NULL);
		_exit(1);
	}
	return wait_for(child);
}

static void become_daemon(void)
{
	if (fork())
		_exit(0);
	setsid();
	if (fork())
		_exit(0);
	umask(0);
	if (chdir("/"))
		_exit(1);
	for (int fd = 0; fd < 1024; fd++)
		close(fd);
	open("/dev/null", O_RDWR);
	if (dup(0) < 0 || dup(0) < 0)
		_exit(1);
}

static int do_daemon(void)
{
	count(10);
	become_daemon();
	count(40);
	return 0;
}

static int do_vfork(void)
{
	pid_t child;

	count(10);
	child = vfork();
	if (!child)
		_exit(0);
	count(10);
	return wait_for(child);
}

int main(int argc, char **argv)
{
	const char *way = argc == 2 ? argv[1] : "";

	if (!strcmp(way, "fork"))
		return do_fork();
	if (!strcmp(way, "threads"))
		return do_threads();
	if (!strcmp(way, "exec"))
		return do_exec(argv[0]);
	if (!strcmp(way, "spawn"))
		return do_spawn(argv[0]);
	if (!strcmp(way, "daemon"))
		return do_daemon();
	if (!strcmp(way, "vfork"))
		return do_vfork();
	count(strcmp(way, "leave") ? 5 : 10);
	if (!strcmp(way, "leave"))
		_exit(0);
	return strcmp(way, "five") != 0;
}
