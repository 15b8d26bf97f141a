/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calls of which it is known what their time goes for.  spent KIND...: one call each, and a line
 * for it: the kind, how long it took, and how long its thread ran (ns).
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LONG_MS 200

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ends[2];
static volatile unsigned sink;

static void wait_ms(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	while (nanosleep(&t, &t) && errno == EINTR)
		;
}

/* Of this thread's own time, however busy the machine is. */
static void compute_ms(long ms)
{
	struct timespec t;
	long end;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	end = t.tv_sec * 1000 + t.tv_nsec / 1000000 + ms;
	do {
		for (unsigned i = 0; i < 10000; i++)
			sink += i * i;
		clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	} while (t.tv_sec * 1000 + t.tv_nsec / 1000000 < end);
}

__attribute__((noinline)) static void prepare(const char *kind)
{
	compute_ms(strcmp(kind, "late") ? 2 : LONG_MS);
}

__attribute__((noinline)) static void finish(const char *kind)
{
	compute_ms(strcmp(kind, "compute") ? 2 : LONG_MS);
}

__attribute__((noinline)) static void await(const char *kind)
{
	char byte;

	if (!strcmp(kind, "sleep") || !strcmp(kind, "forbid"))
		wait_ms(LONG_MS);
	else if (!strcmp(kind, "lock"))
		pthread_mutex_lock(&lock), pthread_mutex_unlock(&lock);
	else if (!strcmp(kind, "pipe"))
		(void)!read(ends[0], &byte, 1);
	else if (!strcmp(kind, "stop"))
		raise(SIGSTOP);
}

__attribute__((noinline)) static void serve(const char *kind)
{
	prepare(kind);
	await(kind);
	finish(kind);
}

/* What the call waits for comes after a while. */
static void *other(void *kind)
{
	pid_t parent = getpid(), child;

	if (!strcmp(kind, "stop")) {
		child = fork();
		if (!child) {
			wait_ms(LONG_MS + 20);
			kill(parent, SIGCONT);
			_exit(0);
		}
		waitpid(child, NULL, 0);
		return NULL;
	}
	if (!strcmp(kind, "lock"))
		pthread_mutex_lock(&lock);
	if (!strcmp(kind, "lock") || !strcmp(kind, "pipe"))
		wait_ms(LONG_MS + 20);
	if (!strcmp(kind, "lock"))
		pthread_mutex_unlock(&lock);
	else if (!strcmp(kind, "pipe"))
		(void)!write(ends[1], "x", 1);
	return NULL;
}

/* No thread of the process may open a file any more, on pain of death. */
static void forbid(void)
{
	struct sock_filter rules[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof rules / sizeof *rules, rules };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program))
		perror("seccomp");
}

static long long now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void one(char *kind)
{
	long long wall, ran;
	pthread_t thread;

	pthread_create(&thread, NULL, other, kind);
	wait_ms(20);
	if (!strcmp(kind, "forbid"))
		forbid();
	ran = now(CLOCK_THREAD_CPUTIME_ID);
	wall = now(CLOCK_MONOTONIC);
	serve(kind);
	wall = now(CLOCK_MONOTONIC) - wall;
	ran = now(CLOCK_THREAD_CPUTIME_ID) - ran;
	printf("%s %lld %lld\n", kind, wall, ran);
	pthread_join(thread, NULL);
}

int main(int argc, char **argv)
{
	if (pipe(ends))
		return 1;
	for (int i = 1; i < argc; i++)
		one(argv[i]);
	return 0;
}
