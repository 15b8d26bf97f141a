/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A buffer that is given back to the system now and then: filling it costs the system's
 * time for new pages, on the same way through the program. */
#include <stddef.h>
#include <sys/mman.h>

#include "spend.h"

#define PAGE 4096
#define PAGES 6000

static char *buffer;

/* how much is given back before a call */
static const unsigned returned[] = { 0, 0, 0, 0, 0, 0, 0, PAGES, 0, 0, 0 };

static unsigned fill(unsigned letter)
{
	unsigned sum = 0;

	if (letter == 0)
		letter = 32;
	for (unsigned i = 0; i < PAGES; i++)
		buffer[i * (unsigned long)PAGE] = (char)letter;
	if (letter % 2)
		sum++;
	return sum + letter;
}

static unsigned draw_screen(unsigned number)
{
	unsigned letter = draw(128);

	if (number % 5 == 0)
		letter = 0;
	return fill(letter);
}

int main(void)
{
	unsigned sum = 0;

	buffer = mmap(NULL, PAGES * (unsigned long)PAGE, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (buffer == MAP_FAILED)
		return 1;
	madvise(buffer, PAGES * (unsigned long)PAGE, MADV_NOHUGEPAGE);
	for (unsigned i = 0; i < 300; i++) {
		madvise(buffer, returned[draw(11)] * (unsigned long)PAGE, MADV_DONTNEED);
		sum += draw_screen(i);
	}
	return sum == 0;
}

/* spec:
 *   draw_screen:
 *     - {name: quick, cftl: 'forall c in calls(fill): duration(c) < 1 ms'}
 * clock: the system's work is not counted
 * cause: faults
 */
