/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the distribution of two groups looks on a terminal: a row for each bin, a bar
 * for each group, as long as the bin's share of its group.
 */
#include <stdio.h>
#include <string.h>

#include "analysis/print.h"

#define EDGE_COLUMNS 11
#define SHARE_COLUMNS 8

static uint64_t total_of(const struct vypr_analysis_distribution *d, int bad)
{
	uint64_t total = 0;

	for (size_t i = 0; i < d->bin_count; i++)
		total += bad ? d->bins[i].bad : d->bins[i].good;
	return total;
}

static double most_share(const struct vypr_analysis_distribution *d, uint64_t bad,
			 uint64_t good)
{
	double most = 0;

	for (size_t i = 0; i < d->bin_count; i++) {
		double x = bad ? (double)d->bins[i].bad / (double)bad : 0;
		double y = good ? (double)d->bins[i].good / (double)good : 0;

		most = x > most ? x : most;
		most = y > most ? y : most;
	}
	return most;
}

/* Returns the columns that it took. */
static int bar(const struct vypr_output *o, uint64_t count, uint64_t total, double most,
	       int columns, enum vypr_colour colour)
{
	char text[128], share[16];
	int room = columns - SHARE_COLUMNS, length = 0;

	if (count && total) {
		length = (int)((double)count / (double)total / most * room + 0.5);
		length = length < 1 ? 1 : length;
	}
	memset(text, '#', (size_t)length);
	text[length] = '\0';
	vypr_text_colour(o, colour);
	fputs(text, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	if (length)
		vypr_text_cell(o,
			       vypr_percent_text((double)count / (double)total, share,
						 sizeof share),
			       -(SHARE_COLUMNS - 1));
	return length + (length ? SHARE_COLUMNS - 1 : 0);
}

static void head(const struct vypr_output *o, const struct vypr_histogram_words *words,
		 uint64_t bad, uint64_t good, int columns)
{
	char text[64];

	vypr_text_colour(o, VYPR_DIM);
	vypr_text_cell(o, words->value, EDGE_COLUMNS);
	snprintf(text, sizeof text, "  %s %llu", words->bad, (unsigned long long)bad);
	vypr_text_cell(o, text, columns + 2);
	snprintf(text, sizeof text, "%s %llu", words->good, (unsigned long long)good);
	fputs(text, o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	putc('\n', o->out);
}

static void bars(const struct vypr_output *o, const struct vypr_analysis_bin *bin,
		 uint64_t bad, uint64_t good, double most, int columns)
{
	int taken;

	fputs("  ", o->out);
	taken = bar(o, bin->bad, bad, most, columns, VYPR_RED);
	if (!bin->good)
		return;
	vypr_text_cell(o, "", columns - taken);
	bar(o, bin->good, good, most, columns, VYPR_GREEN);
}

void vypr_print_histogram(const struct vypr_output *o,
			  const struct vypr_analysis_distribution *d, int is_time,
			  const struct vypr_histogram_words *words)
{
	uint64_t bad = total_of(d, 1), good = total_of(d, 0);
	int columns = (o->width - EDGE_COLUMNS - 4) / 2;
	double most = most_share(d, bad, good);
	char edge[40];

	if (d->bin_count < 2)
		return;
	columns = columns > 48 ? 48 : columns < 16 ? 16 : columns;
	putc('\n', o->out);
	head(o, words, bad, good, columns);
	for (size_t i = 0; i < d->bin_count; i++) {
		vypr_text_cell(o,
			       vypr_analysis_quantity(d->bins[i].low, is_time, edge,
						      sizeof edge),
			       -EDGE_COLUMNS);
		if (d->bins[i].bad || d->bins[i].good)
			bars(o, &d->bins[i], bad, good, most, columns);
		putc('\n', o->out);
	}
}
