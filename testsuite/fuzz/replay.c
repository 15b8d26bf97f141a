/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Feeds a target of the fuzzer what the corpus has: replay CORPUS prints TAP.  One input a
 * line, as run.sh says.
 */
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* \xHH, \n, \t, \\; returns the size. */
static size_t unescape(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++, to++) {
		char digits[3] = "";

		if (*from != '\\' || !from[1]) {
			*to = *from;
			continue;
		}
		switch (*++from) {
		case 'n': *to = '\n'; break;
		case 't': *to = '\t'; break;
		case 'x':
			strncat(digits, from + 1, 2);
			*to = (char)strtoul(digits, NULL, 16);
			from += strlen(digits);
			break;
		default: *to = *from; break;
		}
	}
	return (size_t)(to - text);
}

int main(int argc, char **argv)
{
	FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
	char *line = NULL, *exact;
	size_t room = 0, count = 0, size;

	if (!file)
		return 99;
	while (getline(&line, &room, file) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		size = unescape(line);
		exact = malloc(size + !size); /* so that a reader beyond its end is seen */
		if (!exact)
			return 99;
		memcpy(exact, line, size);
		LLVMFuzzerTestOneInput((const uint8_t *)exact, size);
		free(exact);
		count++;
	}
	free(line);
	fclose(file);
	printf("ok 1 - %zu inputs\n1..1\n", count);
	return count == 0;
}
