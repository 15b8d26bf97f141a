/* SPDX-License-Identifier: GPL-3.0-or-later */
static int visited;
static const int *stop_at;

static int walk(int n, int goal)
{
	visited = n;
	if (n == goal)
		return n;
	return walk(n + 1, goal);
}

int main(void)
{
	static const int two = 2;

	walk(0, 1);
	stop_at = &two;
	walk(1, 3);
	return 0;
}

/* spec:
 *   walk:
 *     - {name: low, cftl: 'forall q in changes(visited): q(visited) < 2'}
 *     - {name: before, cftl: 'forall q in changes(visited): q(visited) <= q(*stop_at)'}
 *     - {name: goal, cftl: 'forall e in entry: e(n) < e(goal)'}
 * want: low = true true true false false
 * want: before = unknown(no-value) unknown(no-value) true true false
 * want: goal = true false true true false
 * covers: tail-call true=low false=low unknown=before
 */
