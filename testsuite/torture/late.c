/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preloaded: what a machine with too much to do does to the thread that observes.  LATE is
 * WHAT:MILLISECONDS,...:
 *
 *   start    it begins so late
 *   clock    each time it reads the clock takes so long
 *   commit   each of its commits takes so long
 *
 * or memory:N, and then its allocation number N finds no memory.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static __thread int is_late __attribute__((tls_model("initial-exec")));

struct late {
	void *(*start)(void *);
	void *arg;
};

static long number(const char *what)
{
	const char *late = getenv("LATE"), *at = late ? strstr(late, what) : NULL;

	return at ? strtol(at + strlen(what) + 1, NULL, 10) : 0;
}

static void be_late(const char *what)
{
	struct timespec time;
	long ms = number(what);

	time.tv_sec = ms / 1000;
	time.tv_nsec = ms % 1000 * 1000000;
	nanosleep(&time, NULL);
}

static void *begin(void *at)
{
	struct late late = *(struct late *)at;

	free(at);
	be_late("start");
	is_late = 1;
	return late.start(late.arg);
}

/* Asked for at once: later the thread that loads an object would have to be waited for. */
static int (*real_create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
static int (*real_gettime)(clockid_t, struct timespec *);
static int (*real_commit)(void *);

__attribute__((constructor)) static void find(void)
{
	*(void **)&real_create = dlsym(RTLD_NEXT, "pthread_create");
	*(void **)&real_gettime = dlsym(RTLD_NEXT, "clock_gettime");
	*(void **)&real_commit = dlsym(RTLD_NEXT, "mdb_txn_commit");
}

/* The first thread that is made is the one that observes. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
		   void *(*start)(void *), void *arg)
{
	static int made;
	struct late *late = malloc(sizeof *late);

	if (!real_create)
		find();
	if (!late || __atomic_fetch_add(&made, 1, __ATOMIC_RELAXED)) {
		free(late);
		return real_create(thread, attributes, start, arg);
	}
	late->start = start;
	late->arg = arg;
	return real_create(thread, attributes, begin, late);
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
	if (!real_gettime)
		find();
	if (is_late)
		be_late("clock");
	return real_gettime(clock, time);
}

int mdb_txn_commit(void *txn)
{
	if (is_late)
		be_late("commit");
	return real_commit(txn);
}

/* ---- memory ------------------------------------------------------------------ */

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static int has_none(void)
{
	static long count;

	if (!is_late || ++count != number("memory"))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	return has_none() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return has_none() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *at, size_t size)
{
	return has_none() ? NULL : __libc_realloc(at, size);
}
