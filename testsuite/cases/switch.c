/* SPDX-License-Identifier: GPL-3.0-or-later */
int g(int n);
enum kind { NONE, TEXT, NUMBER };

int f(enum kind kind, int n)
{
	switch (kind) {
	case TEXT:
		n = g(1);
		break;
	case NUMBER:
		n = g(2);
		/* fall through */
	default:
		n++;
	}
	return n;
}

/* spec:
 *   f:
 *     - 'forall t in calls(g): time_between(before(t), next_change(t, n)) < 1 s'
 * want-site: 9 call g [time of begin]
 * want-site: 9 change n [time]
 * want-site: 12 call g [time of begin]
 * want-site: 12 change n [time]
 */
