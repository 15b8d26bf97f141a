/* SPDX-License-Identifier: GPL-3.0-or-later */
struct node {
	int value;
	node *next;
};

static int longest(const node &n, int &most)
{
	if (n.value > most)
		most = n.value;
	return n.next ? longest(*n.next, most) : most;
}

static void reset(int &most)
{
	most = 0;
}

int main()
{
	node c = { 4, nullptr }, b = { 9, &c }, a = { 3, &b };
	int most;

	reset(most);
	return longest(a, most) != 9;
}

/* spec:
 *   longest:
 *     - {name: small, cftl: 'forall q in changes(most): q(most) < 9'}
 *     - {name: rises, cftl: 'forall e in entry: e(n.value) > e(most)'}
 *     - {name: next, cftl: 'forall e in entry: e(n.next->value) > e(n.value)'}
 *   reset:
 *     - {name: zero, cftl: 'forall q in changes(most): q(most) == 0'}
 * want: small = true false false
 * want: rises = true true false
 * want: next = true false unknown(no-value)
 * want: zero = true
 * covers: reference true=small false=small unknown=next
 * covers: recursion true=rises false=rises unknown=next
 */
