/* SPDX-License-Identifier: GPL-3.0-or-later */
struct s { int a, b; struct { int c; } in; };
struct s make(void);

int f(struct s *p)
{
	struct s x = { 1, 2, { 3 } };
	struct s y;

	y = x;
	x.b = 4;
	x = *p;
	x = make();
	x.in.c = 5;
	return x.a + x.b + x.in.c + y.a;
}

/* spec:
 *   f:
 *     - 'forall q in changes(y.a): q(y.a) == 1'
 *     - 'forall q in changes(x.b): q(x.b) > 1'
 *     - 'forall q in changes(x.in): duration(next_call(q, make)) < 1 s'
 * want-site: 10 change y.a [value]
 * want-site: 7 change x.b [value]
 * want-site: 11 change x.b [value]
 * want-site: 12 change x.b [value]
 * want-site: 13 change x.b [value]
 * want-site: 7 change x.in
 * want-site: 12 change x.in
 * want-site: 13 call make [time]
 * want-site: 13 change x.in
 * want-site: 14 change x.in
 */
