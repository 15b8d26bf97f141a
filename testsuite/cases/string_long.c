/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

static char text[400];
static const char *shown;

static void repeat(char c, size_t n)
{
	memset(text, c, n);
	text[n] = 0;
	shown = text;
}

static int same(const char *a, const char *b)
{
	shown = b;
	return a == b;
}

int main(void)
{
	static char other[400];

	repeat('x', 10);
	repeat('y', 300);
	memset(other, 'y', 300);
	same(text, other);
	other[300] = 'z';
	same(text, other);
	other[10] = 'a';
	same(text, other);
	return 0;
}

/* spec:
 *   repeat:
 *     - {name: length, cftl: 'forall q in changes(shown): length(q(shown)) == 10'}
 *   same:
 *     - {name: equal, cftl: 'forall q in changes(shown): q(a) == q(b)'}
 *     - {name: bigger, cftl: 'forall q in changes(shown): q(a) > q(b)'}
 * want: length = true false
 * want: equal = unknown(no-value) unknown(no-value) false
 * want: bigger = unknown(no-value) unknown(no-value) true
 * covers: truncated-string true=bigger false=equal unknown=equal
 */
