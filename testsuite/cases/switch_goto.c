/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>

static jmp_buf bad;
static int state;

static int step(int c)
{
	switch (c) {
	case 'a':
		state = 1;
		/* fall through */
	case 'b':
		state += 2;
		break;
	case 'r':
		goto reset;
	default:
		longjmp(bad, c);
	}
	return state;
reset:
	state = 0;
	return state;
}

static int run(const char *p)
{
	int last = -1;

	while (*p)
		last = step(*p++);
	return last;
}

int main(void)
{
	if (!setjmp(bad))
		run("abrb?a");
	return 0;
}

/* spec:
 *   step:
 *     - {name: small, cftl: 'forall q in changes(state): q(state) <= 3'}
 *     - {name: again, cftl: 'forall q in changes(state): next_change(q, state)(state) == 3'}
 *   run:
 *     - {name: last, cftl: 'forall c in calls(step): next_change(c, last)(last) == returned(c)'}
 *     - {name: zero, cftl: 'forall c in calls(step): returned(c) == 0'}
 * want: small = true true false true true
 * want: again = true unknown(no-event) unknown(no-event) unknown(no-event) unknown(no-event)
 * want: last = true true true true unknown(unwound)
 * want: zero = false false true false unknown(unwound)
 * covers: switch true=small false=small unknown=again
 * covers: goto true=zero false=zero unknown=zero
 */
