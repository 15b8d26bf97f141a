/* SPDX-License-Identifier: GPL-3.0-or-later */
enum { WALL = -1, FREE, VISITED };

static int map[3][3] = { { FREE, WALL, FREE }, { FREE, FREE, FREE }, { WALL, FREE, FREE } };

static int walk(int r, int c)
{
	if (r < 0 || c < 0 || r > 2 || c > 2 || map[r][c] != FREE)
		return 0;
	map[r][c] = VISITED;
	return 1 + walk(r, c + 1) + walk(r + 1, c);
}

int main(void)
{
	return walk(0, 0) != 6;
}

/* spec:
 *   walk:
 *     - {name: marked, cftl: 'forall q in changes(map[r][c]): q(map[r][c]) == VISITED'}
 *     - {name: left, cftl: 'forall q in changes(map[r][c]): q(c) < 2'}
 *     - {name: share, cftl: 'forall q in changes(map[r][c]): 6 / q(c) >= 3'}
 *     - {name: corner, cftl: 'forall q in changes(map[2][2]): q(r) == q(c)'}
 *     - {name: different, cftl: 'forall q in changes(map[r][c]): q(map[r][c]) == WALL'}
 *     - {name: share visited, cftl: 'forall q in changes(map[r][c]): VISITED / q(r) == 2'}
 * want: marked = true true true true true true
 * want: left = true true true false false true
 * want: share = unknown(no-value) unknown(no-value) true true true true
 * want: corner = true
 * want: different = false false false false false false
 * want: share visited = unknown(no-value) false false false false false
 * covers: grid true=marked false=left unknown=share
 * covers: recursion true=left false=left unknown=share
 * covers: enumerator true=marked false=different unknown=share visited
 */
