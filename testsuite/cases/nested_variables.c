/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flags: -Wno-pedantic */
/* Variables of the functions around a nested one: locals, parameters, structures, two deep. */
struct pair {
	int one, two;
};

static int leaf(int n)
{
	return n;
}

static int outer(int n, struct pair p)
{
	int sum = 0;
	struct pair local = { 1, 2 };

	void inner(int k)
	{
		int deep = k;

		void innermost(void)
		{
			sum += deep;
			n--;
		}

		p.two += k;
		local.one = leaf(sum + p.one);
		innermost();
		leaf(deep);
	}

	inner(1);
	inner(2);
	leaf(n);
	return sum + p.two + local.one;
}

int main(void)
{
	return outer(5, (struct pair){ 3, 4 }) - 14;
}

/* spec:
 *   outer:
 *     - {name: by-call, cftl: 'forall q in changes(sum): q(sum) < 3'}
 *     - {name: parameter, cftl: 'forall c in calls(leaf): before(c)(n) == 3'}
 *     - {name: changed, cftl: 'forall q in changes(n): q(n) > 3'}
 *     - {name: at-entry, cftl: 'forall e in entry: e(n) == 5'}
 *     - {name: at-exit, cftl: 'forall e in exit: e(n) == 3'}
 *   inner:
 *     - {name: local, cftl: 'forall c in calls(leaf): before(c)(sum) < 2'}
 *     - {name: structure, cftl: 'forall q in changes(p.two): q(p.two) < 6'}
 *     - {name: field, cftl: 'forall q in changes(local.one): q(local.one) > 3'}
 *     - {name: counted, cftl: 'forall c in calls(leaf): before(c)(n) == 5'}
 *   innermost:
 *     - {name: near, cftl: 'forall q in changes(sum): q(deep) < 2'}
 *     - {name: far, cftl: 'forall q in changes(n): q(n) > 3'}
 * want: by-call = true true false
 * want: parameter = true
 * want: changed = true false
 * want: at-entry = true
 * want: at-exit = true
 * want: local = true true true false
 * want: structure = true false
 * want: field = false true
 * want: counted = true false false false
 * want: near = true false
 * want: far = true false
 */
