/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

struct person {
	const char *name;
	char nick[8];
	unsigned char raw[4];
};
static const char *greeting;

static void rename_to(struct person *p, const char *name)
{
	p->name = name;
	if (name)
		strncpy(p->nick, name, sizeof p->nick);
}

static int same(const char *a, const char *b)
{
	const char *first = a, *second = b;

	return strcmp(first ? first : "", second ? second : "");
}

static int built(int n)
{
	char text[16] = "";

	for (int i = 0; i < n; i++)
		strcat(text, i & 1 ? "b" : "a");
	return (int)strlen(text);
}

int main(void)
{
	static const char *const names[] = { "Ann", "Bob", NULL, "Chandrasekhar", "Ann" };
	struct person p;
	int sum = 0;

	for (int i = 0; i < 5; i++) {
		rename_to(&p, names[i]);
		greeting = names[4 - i];
		sum += same(names[i], names[4 - i]) == 0;
	}
	sum += built(4);
	p.raw[0] = 'x';
	printf("%d\n", sum);
	return 0;
}

/* spec:
 *   rename_to:
 *     - name: equal
 *       cftl: 'forall q in changes(p->name): q(p->name) == "Ann"'
 *     - name: different
 *       cftl: 'forall q in changes(p->name): q(p->name) != "Ann"'
 *     - name: 'null'
 *       cftl: 'forall q in changes(p->name): q(p->name) == NULL'
 *     - name: or null
 *       cftl: 'forall q in changes(p->name): q(p->name) == NULL or q(p->name) > "B"'
 *     - name: length
 *       cftl: 'forall q in changes(p->name): length(q(p->name)) == 3'
 *     - name: nick
 *       cftl: 'forall t in calls(strncpy): after(t)(p->nick) == "Bob" and length(after(t)(p->nick)) < 8'
 *     - name: full
 *       cftl: 'forall t in calls(strncpy): length(after(t)(p->nick)) == 8'
 *   same:
 *     - name: two
 *       cftl: 'forall q in changes(second): q(first) == q(second)'
 *   built:
 *     - name: grows
 *       cftl: 'forall q in changes(text): length(q(text)) <= 3 and q(text) != "abab"'
 *   main:
 *     - name: global
 *       cftl: 'forall q in changes(greeting): q(greeting) == "Bob"'
 *     - name: array
 *       cftl: 'forall q in changes(p.raw): length(q(names)) == 5'
 * want-output: 7
 * want-verdict: equal 2 true 3 false 0 unknown
 * want-verdict: different 3 true 2 false 0 unknown
 * want-verdict: null 1 true 4 false 0 unknown
 * want-verdict: or null 3 true 2 false 0 unknown
 * want-verdict: length 3 true 1 false 1 unknown
 * want-verdict: nick 1 true 3 false 0 unknown
 * want-verdict: full 1 true 3 false 0 unknown
 * want-verdict: two 3 true 2 false 0 unknown
 * want-verdict: grows 4 true 1 false 0 unknown
 * want-verdict: global 1 true 4 false 0 unknown
 * want-verdict: array 1 true 0 false 0 unknown
 */
