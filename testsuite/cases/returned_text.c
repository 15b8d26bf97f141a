/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <stdlib.h>

static const char *const days[] = { "Mon", "Tue", NULL };

static const char *day(int n)
{
	if (n > 2)
		exit(0);
	return days[n];
}

static int week(void)
{
	int there = 0;

	for (int i = 0; i < 7; i++)
		there += day(i) != NULL;
	return there;
}

int main(void)
{
	return week();
}

/* spec:
 *   week:
 *     - {name: monday, cftl: 'forall c in calls(day): returned(c) == "Mon"'}
 *     - {name: known, cftl: 'forall c in calls(day): returned(c) != NULL'}
 *     - {name: later, cftl: 'forall c in calls(day): returned(c) > "N"'}
 * want: monday = true false false unknown(unwound)
 * want: known = true true false unknown(unwound)
 * want: later = false true unknown(no-value) unknown(unwound)
 * covers: in-condition true=known false=known unknown=known
 * covers: string true=monday false=monday unknown=monday
 */
