/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A function around a nested one asks for its own frame first; that is no call of the program.
 */
static int g(int n)
{
	return n + 1;
}

static int f(int n)
{
	int inner(int k)
	{
		n += k;
		return g(k);
	}

	return inner(2) + n;
}

int main(void)
{
	return f(1) != 6;
}

/* spec:
 *   f:
 *     - {name: any, cftl: 'forall t in calls("*"): duration(t) < 1 s'}
 *     - {name: entry, cftl: 'forall e in entry, t in calls("*") after e: duration(t) < 1 s'}
 * want: any = true
 * want: entry = true
 * want-site: 18 call * [time]
 * want-site: 10 entry f
 * want-site: 18 call * [time]
 */
