// SPDX-License-Identifier: GPL-3.0-or-later
/* A signal handler that is itself full of events, in the middle of others. */
#include <signal.h>
#include <stdio.h>
static volatile sig_atomic_t hits;
static int work(int n) { int s = 0; for (int i = 0; i < n; i++) if (i & 1) s += i; return s; }
static void handler(int sig) { int h = hits; h++; hits = h; if (sig) work(3); }
int main(void)
{
	int total = 0;
	signal(SIGUSR1, handler);
	for (int i = 0; i < 200; i++) {
		total += work(i);
		if (i % 10 == 0)
			raise(SIGUSR1);
	}
	printf("%d %d\n", total, (int)hits);
	return 0;
}
