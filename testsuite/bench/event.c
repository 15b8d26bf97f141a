/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The price of one event with time and value beside the bare work: read the counter,
 * store 16 bytes; and of one without time; of one that is switched off; and of one
 * without time whose value is read through a pointer that the program does not use there,
 * so that libvypr has to copy it; and of both in a function of a few instructions that is called,
 * where the work around an event hides a part of it.  Bursts of both take turns in one run and are shorter
 * than the ring, and the reader gets time to empty it between them, so that what is
 * measured is the writer. Prints the least and the median of the bursts.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define EVENTS 10000
#define BURSTS 200
#define WARM 60 /* bursts before: every page of the ring is touched once */

struct record {
	uint64_t time, value;
};

static struct record records[1 << 15];
static uint64_t record_count;
static uint64_t input = 1;

static inline uint64_t ticks(void)
{
#if defined __x86_64__
	return __builtin_ia32_rdtsc();
#elif defined __aarch64__
	uint64_t t;

	__asm__ volatile("mrs %0, cntvct_el0" : "=r"(t));
	return t;
#else
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + t.tv_nsec;
#endif
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

__attribute__((noinline)) static void bare(uint64_t n)
{
	uint64_t i, x;

	for (i = 0; i < n; i++) {
		struct record *r = &records[record_count++ & ((1 << 15) - 1)];

		x = i ^ input;
		__asm__ volatile("" : "+r"(x));
		r->time = ticks();
		r->value = x;
		__asm__ volatile("" ::: "memory");
	}
}

/* The same with the compiler's events instead: one change of x each turn. */
__attribute__((noinline)) static void observed(uint64_t n)
{
	uint64_t i, x;

	for (i = 0; i < n; i++) {
		x = i ^ input;
		__asm__ volatile("" : : "r"(x));
	}
}

/* One change of u each turn, without its time. */
__attribute__((noinline)) static void untimed(uint64_t n)
{
	uint64_t i, u;

	for (i = 0; i < n; i++) {
		u = i ^ input;
		__asm__ volatile("" : : "r"(u));
	}
}

/* One change of v each turn, of a property that is off. */
__attribute__((noinline)) static void resting(uint64_t n)
{
	uint64_t i, v;

	for (i = 0; i < n; i++) {
		v = i ^ input;
		__asm__ volatile("" : : "r"(v));
	}
}

static uint64_t behind;
static uint64_t *volatile pointer = &behind;

/* One change of z each turn, and what is behind p then. */
__attribute__((noinline)) static void copied(uint64_t n)
{
	const uint64_t *p = pointer;
	uint64_t i, z;

	for (i = 0; i < n; i++) {
		z = i ^ input;
		__asm__ volatile("" : : "r"(z), "r"(p));
	}
}

__attribute__((noinline)) static void empty(uint64_t n)
{
	uint64_t i, y;

	for (i = 0; i < n; i++) {
		y = i ^ input;
		__asm__ volatile("" : : "r"(y));
	}
}

/* The same in a function that is called: as it is, without time, and switched off. */
#define CALLED(name)                                                     \
	__attribute__((noinline)) static void name(uint64_t i, uint64_t *sum) \
	{                                                                \
		uint64_t u = i ^ input;                                  \
		__asm__ volatile("" : : "r"(u));                         \
		*sum += u;                                               \
	}                                                                \
	__attribute__((noinline)) static void name##_often(uint64_t n)   \
	{                                                                \
		uint64_t sum = 0;                                        \
		for (uint64_t i = 0; i < n; i++)                         \
			name(i, &sum);                                   \
		input = (sum & 0) | 1;                                   \
	}
CALLED(called)
CALLED(called_untimed)
CALLED(called_resting)

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double burst(void (*work)(uint64_t))
{
	uint64_t begin = now_ns();

	work(EVENTS);
	return (double)(now_ns() - begin) / EVENTS;
}

static const struct work {
	const char *name;
	void (*run)(uint64_t);
} works[] = {
	{ "empty loop", empty },
	{ "counter + 16 byte", bare },
	{ "event", observed },
	{ "event without time", untimed },
	{ "event switched off", resting },
	{ "event and copy", copied },
	{ "call", called_often },
	{ "call, without time", called_untimed_often },
	{ "call, switched off", called_resting_often },
};
enum { EMPTY, BARE, EVENT, UNTIMED, RESTING, COPIED, CALL, CALL_UNTIMED, CALL_RESTING, WORKS };

static void print_over(const double (*results)[BURSTS], int work, int base)
{
	printf("%-18s %7.2f ns least %7.2f median, over the %s\n", works[work].name,
	       results[work][0] - results[base][0],
	       results[work][BURSTS / 2] - results[base][BURSTS / 2], works[base].name);
}

int main(void)
{
	static double results[WORKS][BURSTS];
	int i, j;

	for (i = -WARM; i < BURSTS; i++) {
		for (j = 0; j < WORKS; j++) {
			double ns = burst(works[j].run);

			if (i >= 0)
				results[j][i] = ns;
		}
		usleep(10000);
	}
	for (j = 0; j < WORKS; j++) {
		qsort(results[j], BURSTS, sizeof(double), compare);
		printf("%-18s %7.2f ns least %7.2f median\n", works[j].name,
		       results[j][0], results[j][BURSTS / 2]);
	}
	printf("event / bare       %7.3f    least %7.3f median\n",
	       results[EVENT][0] / results[BARE][0],
	       results[EVENT][BURSTS / 2] / results[BARE][BURSTS / 2]);
	for (j = UNTIMED; j <= RESTING; j++)
		print_over((const double(*)[BURSTS])results, j, EMPTY);
	for (j = CALL_UNTIMED; j <= CALL_RESTING; j++)
		print_over((const double(*)[BURSTS])results, j, CALL);
	return 0;
}
