/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A call that hangs, three calls deep: "NS", when it began, is said by the innermost.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static volatile int count;
static int hang_ms;

static void nap(int ms)
{
	struct timespec time = { ms / 1000, ms % 1000 * 1000000L };

	nanosleep(&time, NULL);
}

__attribute__((noinline)) int innermost(int last)
{
	struct timespec now;

	if (!last)
		return count;
	clock_gettime(CLOCK_MONOTONIC, &now);
	printf("%lld%09ld\n", (long long)now.tv_sec, now.tv_nsec);
	fflush(stdout);
	nap(hang_ms);
	return ++count;
}

__attribute__((noinline)) int inner(int last)
{
	int sum = 0;

	for (int i = 0; i < 3; i++)
		sum += innermost(last && i == 2);
	return sum;
}

__attribute__((noinline)) int beside(int n)
{
	return n > 1 ? n / 2 : count;
}

__attribute__((noinline)) int work(int last)
{
	int sum = beside(4);

	return sum + inner(last) + beside(8);
}

int serve(int last)
{
	int got;

	got = beside(last);
	got += work(last);
	return got + 1;
}

int main(int argc, char **argv)
{
	hang_ms = argc > 1 ? atoi(argv[1]) : 0;
	for (int i = 0; i < 10; i++)
		serve(0);
	return serve(1) == 0;
}
