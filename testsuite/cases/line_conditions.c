/* SPDX-License-Identifier: GPL-3.0-or-later */
/* However many blocks a line has, it is done once. */
static int asked;

static int is_more(int n, int than)
{
	asked++;
	return n > than;
}

static int walk(int n)
{
	int x = 0, i;

	if (n && is_more(n, 1) && is_more(n, 2))
		x = 1;
	x += is_more(n, 0) || is_more(n, 1);
	if (is_more(n, 1) || n == 1) x += 10; else x += 100;
	for (i = 0; i < n; i++) x++;
	while (x > 1000)
		x--;
	x += n ? n > 1 ? 5 : 6 : 7;
	return x;
}

int main(void)
{
	return walk(0) + walk(1) + walk(2) + walk(3) - 163;
}

/* spec:
 *   walk:
 *     - {name: and, cftl: 'forall q in entry: count(line(15)) == 1'}
 *     - {name: and-state, cftl: 'forall q in line(15): q(asked) > 3'}
 *     - {name: or, cftl: 'forall q in entry: count(line(17)) == 1'}
 *     - {name: or-state, cftl: 'forall q in line(17): q(x) > 0'}
 *     - {name: both, cftl: 'forall q in line(18): q(x) > 90'}
 *     - {name: loop, cftl: 'forall q in line(19): q(i) == q(n)'}
 *     - {name: chosen, cftl: 'forall q in line(22): q(x) > 19'}
 *     - {name: chosen-once, cftl: 'forall q in entry: count(line(22)) == 1'}
 * want: and = true true true true
 * want: and-state = false true true true
 * want: or = true true true true
 * want: or-state = false true true true
 * want: both = true false false false
 * want: loop = true true true true
 * want: chosen = true false false true
 * want: chosen-once = true true true true
 */
