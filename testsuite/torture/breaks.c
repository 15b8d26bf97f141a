/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * breaks N [MIB]: N rounds of work in two threads, then what a program can have: a descriptor,
 * memory (1 MiB or so many), a thread.  Says so on both streams and ends with 7.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static __attribute__((noinline)) int step(int n)
{
	__asm__ volatile("" : "+r"(n));
	return n;
}

static int work(int count)
{
	int sum = 0, turn;

	for (int i = 0; i < count; i++) {
		turn = step(i % 3);
		sum += turn;
	}
	return sum;
}

static void *other(void *count)
{
	work(*(int *)count);
	return NULL;
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 0, sum = work(count), file;
	char *memory = malloc((size_t)(argc > 2 ? atoi(argv[2]) : 1) << 20);
	pthread_t thread;

	/* what a program notices when its limits are eaten by a guest */
	file = open("/dev/null", O_RDONLY);
	printf("sum %d, file %s, memory %s", sum, file < 0 ? "no" : "yes",
	       memory ? "yes" : "no");
	if (!pthread_create(&thread, NULL, other, &count) && !pthread_join(thread, NULL))
		printf(", thread yes");
	putchar('\n');
	free(memory);
	fprintf(stderr, "done\n");
	return 7;
}
