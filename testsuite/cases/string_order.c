/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

static const char *last;

static void file(const char *name)
{
	last = name;
}

int main(void)
{
	file("adams");
	file("ada");
	file("Zoe");
	file("\x7f");
	file(NULL);
	file("");
	return 0;
}

/* spec:
 *   file:
 *     - {name: early, cftl: 'forall q in changes(last): q(last) < "ada"'}
 *     - {name: middle, cftl: 'forall q in changes(last): q(last) in ["a", "b")'}
 *     - {name: late, cftl: 'forall q in changes(last): q(last) >= "adams"'}
 *     - {name: there, cftl: 'forall q in changes(last): q(last) != NULL'}
 * want: early = false false true false unknown(no-value) true
 * want: middle = true true false false unknown(no-value) false
 * want: late = true false false true unknown(no-value) false
 * want: there = true true true true false true
 * covers: string true=early false=early unknown=early
 * covers: char-pointer true=there false=there unknown=late
 * covers: in-right-open true=middle false=middle unknown=middle
 */
