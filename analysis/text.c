/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows escape sequences and the width of the terminal.
 */
#include "analysis/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int terminal_width(FILE *out)
{
	const char *columns = getenv("COLUMNS");
	long width = columns ? strtol(columns, NULL, 10) : 0;
	struct winsize size;

	if (width <= 0 && ioctl(fileno(out), TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
	if (width <= 0)
		width = 80;
	return width < 40 ? 40 : width > 500 ? 500 : (int)width;
}

void vypr_output_begin(struct vypr_output *o, FILE *out, int json, const char *when)
{
	const char *no_color = getenv("NO_COLOR");

	o->out = out;
	o->store = NULL;
	o->json = json;
	o->width = terminal_width(out);
	if (strcmp(when, "auto") == 0)
		o->colour = isatty(fileno(out)) && !(no_color && *no_color);
	else
		o->colour = strcmp(when, "always") == 0;
	if (json)
		o->colour = 0;
}

void vypr_text_colour(const struct vypr_output *o, enum vypr_colour colour)
{
	static const char *const codes[] = { "\033[0m",	 "\033[1m",  "\033[31m",
					     "\033[32m", "\033[33m", "\033[2m" };

	if (o->colour)
		fputs(codes[colour], o->out);
}

int vypr_text_columns(const char *text)
{
	int columns = 0;

	for (; *text; text++)
		columns += ((unsigned char)*text & 0xc0) != 0x80;
	return columns;
}

/* "12 ms," and "90 %" stay together: the bytes up to where a line may end. */
static size_t unbroken(const char *text)
{
	static const char *const units[] = { "%", "ns", "us", "ms", "s", "min", "h" };
	size_t length = strcspn(text, " \n");
	const char *next = text + length + 1;
	size_t more;

	if (length == 0 || text[length] != ' ' || text[length - 1] < '0' ||
	    text[length - 1] > '9')
		return length;
	more = strcspn(next, " \n,.;:)]");
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (strlen(units[i]) == more && strncmp(next, units[i], more) == 0)
			return length + 1 + strcspn(next, " \n");
	return length;
}

void vypr_text_wrap(const struct vypr_output *o, int first, int indent, const char *text)
{
	int column = first, fresh = 1;

	while (*text) {
		size_t length = unbroken(text);
		int columns = 0;

		for (size_t i = 0; i < length; i++)
			columns += ((unsigned char)text[i] & 0xc0) != 0x80;
		if (!fresh && column + 1 + columns > o->width) {
			fprintf(o->out, "\n%*s", indent, "");
			column = indent;
		} else if (!fresh) {
			putc(' ', o->out);
			column++;
		}
		fwrite(text, 1, length, o->out);
		column += columns;
		fresh = 0;
		text += length;
		text += strspn(text, " \n");
	}
	putc('\n', o->out);
}

void vypr_text_cell(const struct vypr_output *o, const char *text, int columns)
{
	int width = columns < 0 ? -columns : columns, used = vypr_text_columns(text);
	const char *end = text;

	if (used > width) { /* keep the beginning, mark the cut */
		for (int i = 0; i < width - 1; i++)
			for (end++; ((unsigned char)*end & 0xc0) == 0x80;)
				end++;
		fprintf(o->out, "%.*s~", (int)(end - text), text);
		return;
	}
	if (columns < 0)
		fprintf(o->out, "%*s%s", width - used, "", text);
	else
		fprintf(o->out, "%s%*s", text, width - used, "");
}

const char *vypr_percent_text(double share, char *buf, size_t size)
{
	double percent = share * 100;

	if (percent > 0 && percent < 0.05)
		snprintf(buf, size, "<0.1 %%");
	else if (percent < 100 && percent > 99.95)
		snprintf(buf, size, ">99.9 %%");
	else if (percent == 0 || percent == 100)
		snprintf(buf, size, "%.0f %%", percent);
	else
		snprintf(buf, size, "%.1f %%", percent);
	return buf;
}

const char *vypr_count_text(unsigned long long n, const char *one, const char *many,
			    char *buf, size_t size)
{
	snprintf(buf, size, "%llu %s", n, n == 1 ? one : many);
	return buf;
}

enum vypr_colour vypr_verdict_colour(const char *verdict)
{
	if (strcmp(verdict, "true") == 0)
		return VYPR_GREEN;
	return strcmp(verdict, "false") == 0 ? VYPR_RED : VYPR_YELLOW;
}

const char *vypr_text_expand(const char *line, char *buf, size_t size)
{
	size_t used = 0;

	for (; *line && used + 9 < size; line++) {
		if (*line != '\t')
			buf[used++] = *line;
		else
			do
				buf[used++] = ' ';
			while (used % 8);
	}
	buf[used] = '\0';
	return buf;
}
