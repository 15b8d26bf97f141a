/* SPDX-License-Identifier: GPL-3.0-or-later */
static int tokens, used;

static void spend(int n) { used += n; }

static int session(int many)
{
	tokens = many;
	spend(1);
	tokens = many - 1;
	if (many > 2)
		spend(2);
	tokens = 0;
	return used;
}

int main(void)
{
	session(1);
	session(5);
	session(2);
	return 0;
}

/* spec:
 *   session:
 *     - name: had
 *       cftl: 'forall c in calls(spend), q in changes(tokens) before c: q(tokens) > 1'
 *     - name: share
 *       cftl: 'forall c in calls(spend), q in changes(tokens) before c: 10 / (q(tokens) - 4) >= 0'
 *     - name: exact
 *       cftl: 'forall q in changes(tokens), c in calls(spend) before q: argument(c, 1) == 1'
 * want: had = false true true true true
 * want: share = false true true unknown(no-value) false
 * want: exact = true true true true false true true
 * covers: before true=had false=had unknown=share
 * covers: divide true=share false=share unknown=share
 */
