/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A writer of log records: now and then the file is changed, and now and then the index
 * has to be written as well, and either is slow. */
#include "spend.h"

#define FILE_MOST 60000

static unsigned file_bytes, file_number, since_index;

static void open_next_file(void)
{
	file_number++;
	file_bytes = 0;
	spend(5000);
}

static void write_index(void)
{
	since_index = 0;
	spend(3500);
}

static unsigned escaped_size(unsigned size)
{
	unsigned more = 0;

	for (unsigned i = 0; i < size; i += 100)
		if (draw(4) == 0)
			more += 2;
	return size + more;
}

static void append(unsigned size, int level)
{
	unsigned bytes = escaped_size(size);

	if (level > 4)
		spend(15);
	if (file_bytes + bytes > FILE_MOST)
		open_next_file();
	file_bytes += bytes;
	spend(20);
	if (++since_index >= 17)
		write_index();
}

static void log_record(unsigned number)
{
	unsigned size = 500 + draw(4000);
	int level = (int)draw(6);

	if (number % 9 == 0)
		size += 16;
	append(size, level);
}

int main(void)
{
	for (unsigned i = 0; i < 500; i++)
		log_record(i);
	return file_number == 0;
}

/* spec:
 *   log_record:
 *     - {name: quick, paths: deep, cftl: 'forall c in calls(append): cost(c) < 1000 us'}
 * cause: branch 'file_bytes + bytes > FILE_MOST' true
 * cause: branch '++since_index >= 17' true
 */
