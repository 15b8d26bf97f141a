/* SPDX-License-Identifier: GPL-3.0-or-later */
int f(int *p, int **pp)
{
	*p = 1;
	**pp = 2;
	*pp = p;
	p = *pp;
	return *p;
}

/* spec:
 *   f:
 *     - 'forall q in changes(*p): q(*p) == 1'
 *     - 'forall q in changes(**pp): q(**pp) == 2'
 *     - 'forall q in changes(*pp): q(*pp) != NULL'
 *     - 'forall q in changes(p): q(p) != NULL'
 * want-site: 4 change *p [value]
 * want-site: 5 change **pp [value]
 * want-site: 6 change *pp [value]
 * want-site: 7 change p [value]
 */
