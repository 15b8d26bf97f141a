/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>

static jmp_buf failed;

static int parse(const char *s)
{
	int n = 0;

	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			longjmp(failed, 1);
		n = n * 10 + *s - '0';
	}
	return n;
}

static int port(const char *s)
{
	int p = 0;

	p = parse(s);
	return p;
}

int main(void)
{
	static const char *const ports[] = { "80", "70000", "8o" };

	for (volatile int i = 0; i < 3; i++)
		if (!setjmp(failed))
			port(ports[i]);
	return 0;
}

/* spec:
 *   port:
 *     - {name: valid, cftl: 'forall c in calls(parse): next_change(c, p)(p) in [1, 65535]'}
 *     - {name: zero, cftl: 'forall q in changes(p): q(p) == 0'}
 * want: valid = true false unknown(unwound)
 * want: zero = true false true false true
 * covers: from-call true=valid false=valid unknown=valid
 * covers: longjmp true=valid false=valid unknown=valid
 * covers: local true=zero false=zero unknown=valid
 */
