/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the memory of a report is kept: a list of blocks.  One malloc each,
 * so that the sanitizers see every overrun.
 */
#include "analysis/report.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct block {
	struct block *next;
	max_align_t bytes[];
};

struct vypr_report {
	struct block *blocks;
	int failed;
};

struct vypr_report *vypr_report_new(void)
{
	return calloc(1, sizeof(struct vypr_report));
}

void vypr_report_free(struct vypr_report *report)
{
	if (!report)
		return;
	while (report->blocks) {
		struct block *next = report->blocks->next;

		free(report->blocks);
		report->blocks = next;
	}
	free(report);
}

void *vypr_report_alloc(struct vypr_report *report, size_t size)
{
	struct block *block = NULL;

	if (size <= SIZE_MAX - sizeof *block)
		block = calloc(1, sizeof *block + (size ? size : 1));
	if (!block) {
		report->failed = 1;
		return NULL;
	}
	block->next = report->blocks;
	report->blocks = block;
	return block->bytes;
}

int vypr_report_failed(const struct vypr_report *report)
{
	return report->failed;
}

const char *vypr_report_copy(struct vypr_report *report, const char *text, size_t size)
{
	char *copy = vypr_report_alloc(report, size + 1);

	if (!copy)
		return "";
	memcpy(copy, text, size);
	return copy;
}

const char *vypr_report_string(struct vypr_report *report, const char *text)
{
	return vypr_report_copy(report, text, strlen(text));
}

const char *vypr_report_format(struct vypr_report *report, const char *format, ...)
{
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		return "";
	text = vypr_report_alloc(report, (size_t)length + 1);
	if (!text)
		return "";
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}

void *vypr_report_push(struct vypr_report *report, void *array, size_t *count,
		       size_t item_size)
{
	char *items;

	memcpy(&items, array, sizeof items);
	if ((*count & (*count - 1)) == 0) { /* full at 0, 1, 2, 4, 8 ... */
		size_t room = *count ? *count * 2 : 1;
		char *more = room > SIZE_MAX / item_size
				     ? NULL
				     : vypr_report_alloc(report, room * item_size);

		if (!more) {
			report->failed = 1;
			return NULL;
		}
		if (*count)
			memcpy(more, items, *count * item_size);
		items = more;
		memcpy(array, &items, sizeof items);
	}
	return items + (*count)++ * item_size;
}
