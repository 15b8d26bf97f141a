/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct text { char bytes[8]; const struct text *from; };

static void copy(struct text *t, const char *s)
{
	memset(t->bytes, 0, sizeof t->bytes);
	memcpy(t->bytes, s, strlen(s));
}

int main(void)
{
	struct text a = { "", NULL }, b = { "", &a };

	copy(&a, "abc");
	copy(&b, "defghi");
	return abs(a.bytes[0]) != 'a';
}

/* spec:
 *   copy:
 *     - {name: short, cftl: 'forall c in calls(memcpy): argument(c, 3) < 4'}
 *     - {name: length, cftl: 'forall c in calls(strlen): returned(c) == 3'}
 *     - {name: source, cftl: 'forall c in calls(memcpy): length(after(c)(t->from->bytes)) == 3'}
 *     - {name: clear, cftl: 'forall c in calls(memset): after(c)(t->bytes) == ""'}
 * want: short = true false
 * want: length = true false
 * want: source = unknown(no-value) true
 * want: clear = true true
 * covers: builtin true=short false=length unknown=source
 */
