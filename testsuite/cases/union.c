/* SPDX-License-Identifier: GPL-3.0-or-later */
union u { int i; float f; struct { short lo, hi; } s; };

int f(union u v)
{
	v.f = 1.0f;
	v.s.hi = 2;
	v.i = 3;
	return v.i;
}

/* spec:
 *   f:
 *     - 'forall q in changes(v.i): q(v.i) > 0'
 *     - 'forall q in changes(v.s.lo): q(v.s.lo) > 0'
 * want-site: 6 change v.i [value]
 * want-site: 7 change v.i [value]
 * want-site: 8 change v.i [value]
 * want-site: 6 change v.s.lo [value]
 * want-site: 8 change v.s.lo [value]
 */
