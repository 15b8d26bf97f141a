/* SPDX-License-Identifier: GPL-3.0-or-later */
struct s { long n; };
void g(struct s *s);

void f(struct s *s, unsigned k)
{
	g(s);
	k++;
	g(s);
}

/* spec:
 *   f:
 *     - 'forall t in calls(g): after(t)(s->n) >= before(t)(s->n) and before(t)(k) < 5'
 *     - 'forall t in calls(g): time_between(before(t), after(next_call(t, g))) < 1 s'
 * want-site: 7 value s->n [value, copied]
 * want-site: 7 value k [value]
 * want-site: 7 call g [time of begin]
 * want-site: 7 value s->n [value, copied]
 * want-site: 9 value s->n [value, copied]
 * want-site: 9 value k [value]
 * want-site: 9 call g [time]
 * want-site: 9 value s->n [value, copied]
 * want-site: 7 call g [time of begin]
 * want-site: 9 call g [time]
 */
