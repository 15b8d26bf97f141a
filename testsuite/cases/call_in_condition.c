/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>

static jmp_buf out;
static int left;

static int more(int n)
{
	if (n > 8)
		longjmp(out, 1);
	return left-- > 0;
}

static int drain(int n)
{
	int rounds = 0;

	left = n;
	while (more(n) && ++rounds)
		;
	if (more(n) || !more(n + 7))
		rounds++;
	return rounds;
}

int main(void)
{
	if (!setjmp(out))
		drain(1);
	if (!setjmp(out))
		drain(2);
	return 0;
}

/* spec:
 *   drain:
 *     - {name: more, cftl: 'forall c in calls(more): returned(c) == 1'}
 *     - {name: left, cftl: 'forall c in calls(more): after(c)(left) >= -1'}
 * want: more = true false false false true true false false unknown(unwound)
 * want: left = true true false false true true true false unknown(unwound)
 * covers: in-condition true=more false=more unknown=more
 * covers: longjmp true=left false=left unknown=left
 */
