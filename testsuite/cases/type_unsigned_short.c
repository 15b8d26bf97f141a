/* SPDX-License-Identifier: GPL-3.0-or-later */
struct port { unsigned short number; const struct port *next; };

static unsigned short chosen;

static void choose(const struct port *p, int offset)
{
	chosen = (unsigned short)(p->number + offset);
}

int main(void)
{
	const struct port b = { 65535, 0 }, a = { 80, &b };

	choose(&a, 0);
	choose(&b, 1);
	choose(&a, -81);
	return 0;
}

/* spec:
 *   choose:
 *     - {name: low, cftl: 'forall q in changes(chosen): q(chosen) < 1024'}
 *     - {name: last, cftl: 'forall q in changes(chosen): q(chosen) == 0xffff'}
 *     - {name: next, cftl: 'forall q in changes(chosen): q(p->next->number) > q(chosen)'}
 * want: low = true true false
 * want: last = false false true
 * want: next = true unknown(no-value) false
 * covers: unsigned-short true=low false=low unknown=next
 */
