/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t f(char *a, const char *b, size_t n)
{
	printf("hello\n");
	puts("world");
	printf("%d\n", (int)n);
	printf("x");
	memcpy(a, b, n);
	fprintf(stdout, "plain\n");
	return strlen(a) + (size_t)abs((int)n);
}

/* spec:
 *   f:
 *     - 'forall t in calls(printf): duration(t) < 1 s'
 *     - 'forall t in calls(puts): duration(t) < 1 s'
 *     - 'forall t in calls(memcpy): duration(t) < 1 s'
 *     - 'forall t in calls(strlen): duration(t) < 1 s'
 *     - 'forall t in calls(fprintf): duration(t) < 1 s'
 * want-site: 8 call printf [time]
 * want-site: 10 call printf [time]
 * want-site: 11 call printf [time]
 * want-site: 9 call puts [time]
 * want-site: 12 call memcpy [time]
 * want-site: 14 call strlen [time]
 * want-site: 13 call fprintf [time]
 */
