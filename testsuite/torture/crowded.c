/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * crowded FILE: a thread that begins while there is no descriptor to be had is not observed;
 * what is loaded later is.  With a second argument it is killed at the end.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static int sum;

static __attribute__((noinline)) void step(int i)
{
	__asm__ volatile("" : "+r"(i));
	sum += i;
}

static void *steps(void *unused)
{
	for (int i = 0; i < 10; i++)
		step(i);
	return unused;
}

static void crowded(void)
{
	struct rlimit limit;
	pthread_t thread;
	int fd, first = 0;

	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = 100;
	setrlimit(RLIMIT_NOFILE, &limit);
	while ((fd = open("/dev/null", O_RDONLY)) >= 0)
		first = first ? first : fd;
	pthread_create(&thread, NULL, steps, NULL);
	pthread_join(thread, NULL);
	for (fd = first; fd < 100; fd++)
		close(fd);
}

int main(int argc, char **argv)
{
	int (*loaded)(int);
	void *handle;

	crowded();
	handle = argc > 1 ? dlopen(argv[1], RTLD_NOW) : NULL;
	if (!handle)
		return 1;
	*(void **)&loaded = dlsym(handle, "loaded");
	printf("%d\n", loaded(10));
	fflush(stdout);
	if (argc > 2) {
		usleep(600000);
		raise(SIGKILL);
	}
	return 0;
}
