/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int tries;

static int attempt(int n)
{
	tries++;
	if (n > 3)
		exit(0);
	return n % 2;
}

static int retry(int n)
{
	while (attempt(n))
		n++;
	return n;
}

int main(void)
{
	retry(0);
	retry(1);
	retry(3);
	return 1;
}

/* spec:
 *   retry:
 *     - {name: done, cftl: 'forall c in calls(attempt): returned(c) == 0'}
 *     - {name: even, cftl: 'forall c in calls(attempt): argument(c, 1) < 4'}
 *     - {name: fine, cftl: 'forall c in calls(attempt): argument(c, 1) >= 0'}
 * want: done = true false true false unknown(unwound)
 * want: even = true true true true false
 * want: fine = true true true true true
 * covers: calls true=fine false=even unknown=done
 * covers: exit-process true=fine false=even unknown=done
 * covers: reason-unwound true=done false=done unknown=done
 * covers: returned true=done false=done unknown=done
 * covers: loop true=done false=done unknown=done
 */
