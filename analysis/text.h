/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How text meets a terminal: width, colour, wrapping, cells.
 */
#ifndef VYPR_ANALYSIS_TEXT_H
#define VYPR_ANALYSIS_TEXT_H

#include <stdio.h>

#include "analysis/json.h"

enum vypr_colour { VYPR_PLAIN, VYPR_BOLD, VYPR_RED, VYPR_GREEN, VYPR_YELLOW, VYPR_DIM };

struct vypr_output {
	FILE *out;
	int json, colour;
	int width; /* columns of text */
	const char *store; /* as -d named it; NULL: it did not */
};

/* when: "auto", "always", "never".  auto: a terminal, and NO_COLOR not set. */
void vypr_output_begin(struct vypr_output *o, FILE *out, int json, const char *when);

void vypr_text_colour(const struct vypr_output *o, enum vypr_colour colour);
/* Words, wrapped: the first line after first columns already written, others indented.
 * No line ends between a number and its unit. */
void vypr_text_wrap(const struct vypr_output *o, int first, int indent, const char *text);
/* Columns that the text takes (UTF-8). */
int vypr_text_columns(const char *text);
/* text cut or padded to exactly columns; negative: to the right. */
void vypr_text_cell(const struct vypr_output *o, const char *text, int columns);
/* A line of source with its tabs as blanks, to columns of eight; cut where buf is full. */
const char *vypr_text_expand(const char *line, char *buf, size_t size);
/* "9.6 %", "100 %", "<0.1 %" */
const char *vypr_percent_text(double share, char *buf, size_t size);
/* "1 run", "2 runs" */
const char *vypr_count_text(unsigned long long n, const char *one, const char *many,
			    char *buf, size_t size);
enum vypr_colour vypr_verdict_colour(const char *verdict);

#endif
