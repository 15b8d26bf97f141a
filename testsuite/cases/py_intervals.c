/* SPDX-License-Identifier: GPL-3.0-or-later */
static double load;
static const double *limit;

static void sample(double v)
{
	load = v;
}

int main(void)
{
	static const double one = 1;

	sample(0);
	sample(0.5);
	limit = &one;
	sample(1);
	sample(1.5);
	return 0;
}

/* spec:
 *   sample:
 *     - name: closed
 *       cftl: "Forall(q = changes('load')).Check(lambda q: q('load')._in([0, 1]))"
 *     - {name: open, cftl: "Forall(q = changes('load')).Check(lambda q: q('load')._in((0, 1)))"}
 *     - name: slides
 *       cftl: "Forall(q = changes('load')).Check(lambda q: q('load').__in([0.5, 1.0]))"
 *     - name: other
 *       cftl: "Forall(q = changes('load')).Check(lambda q: q('load')._in([0, q('*limit')]))"
 * want: closed = true true true false
 * want: open = false true false false
 * want: slides = false true true false
 * want: other = unknown(no-value) unknown(no-value) true false
 * covers: py-in true=closed false=open unknown=other
 * covers: py-check true=slides false=slides unknown=other
 */
