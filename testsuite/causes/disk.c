/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A log that is on the disk before the answer goes out.  Another process writes to the same
 * file now and then, much: whoever comes next waits until the disk has that as well. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "spend.h"

static int file;
/* what the other process has written before a call */
static unsigned loads[] = { 0, 0, 0, 0, 0, 0, 0, 32u << 20, 0 };

/* The other process: writes as much as it is asked to, and says so. */
static void write_much(int socket_in, int socket_out)
{
	static char block[1 << 16];
	unsigned wanted;

	memset(block, 'x', sizeof block);
	while (read(socket_in, &wanted, sizeof wanted) == sizeof wanted) {
		for (unsigned at = 0; at < wanted; at += sizeof block)
			if (pwrite(file, block, sizeof block, (1 << 20) + at) < 0)
				_exit(1);
		if (write(socket_out, &wanted, sizeof wanted) < 0)
			_exit(1);
	}
	_exit(0);
}

static unsigned append(unsigned entry)
{
	char line[64] = "";

	if (entry % 2)
		spend(2);
	memcpy(line, &entry, sizeof entry);
	if (pwrite(file, line, sizeof line, 64 * (entry % 1000)) < 0 || fdatasync(file) != 0)
		return 0;
	if (entry > 900)
		spend(3);
	return entry;
}

static unsigned note(unsigned number)
{
	unsigned entry = draw(1000);

	if (number % 6 == 0)
		entry |= 1;
	return append(entry);
}

static double since(const struct timespec *begin)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - begin->tv_sec) * 1e3 +
	       (double)(now.tv_nsec - begin->tv_nsec) / 1e6;
}

/* Milliseconds that note() would take. */
static double probe(int ends[2][2], unsigned load)
{
	struct timespec begin;

	if (write(ends[0][1], &load, sizeof load) < 0 || read(ends[1][0], &load, sizeof load) < 0)
		exit(1);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	append(1);
	return since(&begin);
}

static unsigned note_all(int ends[2][2])
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 120; i++) {
		unsigned load = loads[draw(9)];

		if (write(ends[0][1], &load, sizeof load) < 0 ||
		    read(ends[1][0], &load, sizeof load) < 0)
			return 0;
		sum += note(i);
	}
	return sum;
}

int main(void)
{
	char name[] = "disk.XXXXXX";
	int ends[2][2];
	unsigned sum = 0;

	if ((file = mkstemp(name)) < 0 || unlink(name) != 0 || pipe(ends[0]) != 0 ||
	    pipe(ends[1]) != 0)
		return 1;
	if (fork() == 0) {
		close(ends[0][1]);
		write_much(ends[0][0], ends[1][1]);
	}
	/* what keeps the disk busy for long enough; none does when it is in memory */
	while (probe(ends, loads[7]) < 100 || probe(ends, loads[7]) < 100)
		if ((loads[7] *= 2) > 1u << 30)
			return 77;
	sum = note_all(ends);
	close(ends[0][1]);
	wait(NULL);
	return sum == 0;
}

/* spec:
 *   note:
 *     - {name: quick, cftl: 'forall c in calls(append): duration(c) < 50 ms'}
 * clock: what a disk does is not counted
 * cause: waiting
 */
