/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program with functions of its own in place of the C library's, which the library that
 * observes it then calls as well.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Alignas(16) char memory[64 << 20];
static size_t taken;

void *malloc(size_t size)
{
	size_t at = __atomic_fetch_add(&taken, (size + 31) & ~(size_t)15, __ATOMIC_RELAXED);

	if (at + size + 16 > sizeof memory)
		return NULL;
	*(size_t *)(memory + at) = size;
	return memory + at + 16;
}

void free(void *p)
{
	size_t n = 0;

	n += p != NULL;
	(void)n;
}

void *calloc(size_t count, size_t size)
{
	return malloc(count * size);
}

void *realloc(void *old, size_t size)
{
	char *p = malloc(size);
	size_t n = old ? ((size_t *)old)[-2] : 0;

	for (size_t i = 0; p && i < n && i < size; i++)
		p[i] = ((char *)old)[i];
	return p;
}

/* in C23 the name alone is a macro */
char *(strrchr)(const char *s, int c)
{
	const char *found = NULL;

	do
		if (*s == (char)c)
			found = s;
	while (*s++);
	return (char *)found;
}

void *memcpy(void *restrict to, const void *restrict from, size_t n)
{
	volatile char *t = to;
	const char *f = from;
	size_t left;

	for (left = n; left; left--)
		*t++ = *f++;
	return to;
}

int main(int argc, char **argv)
{
	char *text = malloc(20), *last;

	(void)argv;
	for (int i = 0; i < 3; i++) {
		memcpy(text, "one/two/three", 14 - (size_t)(argc > 9));
		last = strrchr(text, '/');
		*last = 0;
	}
	printf("%s %s\n", text, last + 1);
	free(text);
	return 0;
}
