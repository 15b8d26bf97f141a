/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is initialised changes once, however GCC clears, copies and fills it. */
struct big { int len; int rest[40]; int last; };
struct pair { int first, second; };

__attribute__((noinline)) static int twice(int n)
{
	return 2 * n;
}

__attribute__((noinline)) static int use(int n)
{
	static struct big kept;
	struct big local = { n };
	struct big later = { .len = 1, .last = twice(n) };
	struct pair pair = { n, 7 };
	int table[100] = { [5] = n, [7] = 1 };

	kept = (struct big){ .last = n };
	pair = (struct pair){ 1, twice(n) };
	local = (struct big){};
	local.len = 2;
	return local.len + later.last + pair.second + table[5] + kept.last;
}

int main(void)
{
	return use(3) + use(4) - 40;
}

/* spec:
 *   use:
 *     - {name: filled, cftl: 'forall q in changes(local.len): q(local.len) > 2'}
 *     - {name: called, cftl: 'forall q in changes(later.last): q(later.last) == 6'}
 *     - {name: untouched, cftl: 'forall q in changes(later.rest[1]): q(later.rest[1]) == 0'}
 *     - {name: whole, cftl: 'forall q in changes(pair): q(pair.second) == 7'}
 *     - {name: element, cftl: 'forall q in changes(table[5]): q(table[5]) == 3'}
 *     - {name: elements, cftl: 'forall q in changes(table[*]): q(n) == 3'}
 *     - {name: literal, cftl: 'forall q in changes(kept.last): q(kept.last) == 3'}
 *     - {name: any, cftl: 'forall q in changes(struct big.len): q(n) == 3'}
 * want: filled = true false false true false false
 * want: called = true false
 * want: untouched = true true
 * want: whole = true false true false
 * want: element = true false
 * want: elements = true true false false
 * want: literal = true false
 * want: any = true true true true true false false false false false
 * want-end: 6
 */
