/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tokenizer by hand: little but branches.  Reads a text of 4 MB that it makes itself, and
 * prints how much there is of what.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { NAME, KEYWORD, NUMBER, STRING, COMMENT, OPERATOR, KINDS };

static __attribute__((noinline)) int is_keyword(const char *word, size_t length)
{
	static const char *const words[] = { "break", "case", "do", "else", "for", "if",
					     "return", "while" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0)
			return 1;
	return 0;
}

static __attribute__((noinline)) void note(size_t *counts, enum kind kind)
{
	counts[kind]++;
}

static const char *tokenize(const char *p, const char *end, size_t *counts)
{
	const char *start;
	size_t strings = 0;

	while (p < end) {
		start = p;
		if (*p == ' ' || *p == '\n' || *p == '\t') {
			p++;
		} else if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || *p == '_') {
			while (p < end && ((*p >= 'a' && *p <= 'z') || *p == '_' ||
					   (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9')))
				p++;
			if (p - start < 7 && is_keyword(start, (size_t)(p - start)))
				counts[KEYWORD]++;
			else
				counts[NAME]++;
		} else if (*p >= '0' && *p <= '9') {
			while (p < end && ((*p >= '0' && *p <= '9') || *p == '.' || *p == 'e'))
				p++;
			counts[NUMBER]++;
		} else if (*p == '"') {
			for (p++; p < end && *p != '"'; p++)
				if (*p == '\\')
					p++;
			p++;
			/* the one statement that is observed: 1 of 1000 strings */
			if (++strings % 1000 == 0)
				note(counts, OPERATOR);
			counts[STRING]++;
		} else if (*p == '/' && p + 1 < end && p[1] == '/') {
			while (p < end && *p != '\n')
				p++;
			counts[COMMENT]++;
		} else {
			p += p + 1 < end && (p[1] == '=' || p[1] == *p) ? 2 : 1;
			counts[OPERATOR]++;
		}
	}
	return p;
}

static void fill(char *text, size_t size)
{
	static const char *const parts[] = { "while (i < 10)", " total += value[i] * 3.5e2;",
					     " return \"a \\\"b\\\" c\";", " // and so on\n",
					     " if (x == y) else_name++;", "\n\tcase 7: break;" };
	unsigned seed = 1;
	size_t used = 0;

	while (used + 40 < size) {
		const char *part;

		seed = seed * 1103515245 + 12345;
		part = parts[(seed >> 16) % 6];
		memcpy(text + used, part, strlen(part));
		used += strlen(part);
	}
	memset(text + used, ' ', size - used);
}

int main(void)
{
	size_t size = 4 << 20, counts[KINDS] = { 0 };
	char *text = malloc(size);

	if (!text)
		return 1;
	fill(text, size);
	for (int i = 0; i < 20; i++)
		tokenize(text, text + size, counts);
	for (int i = 0; i < KINDS; i++)
		printf("%zu%c", counts[i], i + 1 < KINDS ? ' ' : '\n');
	free(text);
	return 0;
}
