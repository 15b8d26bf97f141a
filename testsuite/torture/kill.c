/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kill PROGRESS SEED: two threads count for ever, in bursts, until somebody kills them.
 * After each measured statement a counter of the thread in the mapped file PROGRESS goes
 * up, so that who kills us knows what must be in the store: that much, or one more.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "progress.h"

static struct progress *progress;
static unsigned seed;

static __attribute__((noinline)) long step(long number)
{
	__asm__ volatile("" : "+r"(number));
	return number;
}

static void past(uint64_t *counter)
{
	__atomic_store_n(counter, *counter + 1, __ATOMIC_RELEASE);
}

/* One activation for each number. */
static __attribute__((noinline)) void one(struct progress *mine, long number)
{
	long own;

	own = number;
	past(&mine->owned);
	step(own);
	past(&mine->stepped);
}

static void nap(long ns)
{
	struct timespec time = { 0, ns };

	nanosleep(&time, NULL);
}

/* One activation that never ends. */
static void *work(void *arg)
{
	long thread = (long)arg, number;
	unsigned state = seed + (unsigned)thread;
	struct progress *mine = progress + thread;

	for (long n = 0;; n++) {
		number = thread * PROGRESS_THREAD + n;
		past(&mine->changed);
		step(number);
		past(&mine->called);
		one(mine, number);
		if (rand_r(&state) % 100 == 0)
			nap(rand_r(&state) % 4000000);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	int fd = argc == 3 ? open(argv[1], O_RDWR) : -1;
	pthread_t other;

	if (fd < 0)
		return 2;
	seed = (unsigned)atoi(argv[2]);
	progress = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (progress == MAP_FAILED || pthread_create(&other, NULL, work, (void *)1))
		return 3;
	work(NULL);
	return 0;
}
