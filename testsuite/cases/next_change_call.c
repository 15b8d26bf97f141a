/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

static int found;
static const char *text;

static int look(const char *t, char c)
{
	for (; *t; t++)
		if (*t == c)
			return 1;
	return 0;
}

static void find(const char *t, char c)
{
	text = t;
	found = t ? look(t, c) : 0;
	if (found)
		text = NULL;
	else if (t)
		text = t + 1;
}

int main(void)
{
	find("abc", 'b');
	find("abc", 'x');
	find(NULL, 'a');
	return 0;
}

/* spec:
 *   find:
 *     - {name: yes, cftl: 'forall c in calls(look): next_change(c, found)(found) == 1'}
 *     - {name: gone, cftl: 'forall c in calls(look): next_change(c, text)(text) == NULL'}
 *     - {name: rest, cftl: 'forall c in calls(look): length(next_change(c, text)(text)) == 2'}
 * want: yes = true false
 * want: gone = true false
 * want: rest = unknown(no-value) true
 * covers: next-change-of-call true=yes false=yes unknown=rest
 * covers: char-pointer true=rest false=gone unknown=rest
 */
