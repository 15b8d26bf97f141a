/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strings that tell whether they are whole: kind, number, and as many letters as the
 * number says.
 */
#ifndef TESTSUITE_TEXTS_H
#define TESTSUITE_TEXTS_H

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MOST = 256 };

static inline void text_make(char *ret_text, char kind, uint64_t number)
{
	int length = snprintf(ret_text, TEXT_MOST + 1, "%c%08" PRIx64 "-", kind, number);
	size_t letters = number * 7 % (TEXT_MOST - 10);

	memset(ret_text + length, 'a' + (int)(number % 26), letters);
	ret_text[(size_t)length + letters] = 0;
}

#endif
