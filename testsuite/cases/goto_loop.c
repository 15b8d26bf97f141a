/* SPDX-License-Identifier: GPL-3.0-or-later */
static int tries, ok;

static int attempt(int n)
{
	return n % 4 == 3;
}

static int connect_to(int n)
{
	tries = 0;
again:
	ok = attempt(n + tries);
	if (!ok && tries++ < 2)
		goto again;
	return ok;
}

int main(void)
{
	connect_to(2);
	connect_to(0);
	connect_to(3);
	return 0;
}

/* spec:
 *   connect_to:
 *     - {name: soon, cftl: 'forall e in entry: count(calls(attempt)) < 3'}
 *     - {name: other, cftl: 'forall q in changes(ok): returned(next_call(q, attempt)) == 1'}
 *     - {name: worked, cftl: 'forall e in exit: e(ok) == 1'}
 * want: soon = true false true
 * want: other = true unknown(no-event) false false unknown(no-event) unknown(no-event)
 * want: worked = true false true
 * covers: goto true=soon false=soon unknown=other
 * covers: loop true=other false=other unknown=other
 */
