/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A counter of words whose process is stopped from outside now and then. */
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "spend.h"

struct outside {
	atomic_uint asked, done;
};

static struct outside *outside;

/* The other process: when it is asked to, it stops this one for 40 ms. */
static void stop_others(pid_t other)
{
	for (;;) {
		while (outside->asked == outside->done)
			usleep(100);
		if (outside->asked == ~0u)
			_exit(0);
		if (outside->asked % 12 == 0) {
			kill(other, SIGSTOP);
			usleep(40000);
			kill(other, SIGCONT);
		}
		outside->done = outside->asked;
	}
}

/* Here is where it may be stopped. */
static void go_on(void)
{
	outside->asked++;
	while (outside->asked != outside->done)
		spend(1);
}

static unsigned count_words(unsigned letters)
{
	unsigned words = 1;

	for (unsigned i = 0; i < letters; i++)
		if (draw(6) == 0)
			words++;
	spend(10);
	go_on();
	if (words % 2)
		spend(2);
	return words;
}

static unsigned read_line(unsigned number)
{
	unsigned letters = draw(30);

	if (number % 7 == 0)
		letters = 0;
	return count_words(letters);
}

int main(void)
{
	pid_t self = getpid(), child;
	unsigned words = 0;

	outside = mmap(NULL, sizeof *outside, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (outside == MAP_FAILED || (child = fork()) < 0)
		return 1;
	if (child == 0)
		stop_others(self);
	for (unsigned i = 0; i < 300; i++)
		words += read_line(i);
	outside->asked = ~0u;
	waitpid(child, NULL, 0);
	return words == 0;
}

/* spec:
 *   read_line:
 *     - {name: quick, cftl: 'forall c in calls(count_words): duration(c) < 20 ms'}
 * clock: a stop is nothing that the process could count
 * cause: waiting
 */
