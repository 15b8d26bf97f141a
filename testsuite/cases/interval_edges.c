/* SPDX-License-Identifier: GPL-3.0-or-later */
static unsigned pos;
static const unsigned *end;

static void seek(unsigned n)
{
	pos = n;
}

int main(void)
{
	static const unsigned ten = 10;

	seek(0);
	end = &ten;
	seek(10);
	seek(4294967295u);
	return 0;
}

/* spec:
 *   seek:
 *     - {name: inside, cftl: 'forall q in changes(pos): q(pos) in [0, 10]'}
 *     - {name: before end, cftl: 'forall q in changes(pos): q(pos) in [0, q(*end))'}
 *     - {name: up to end, cftl: 'forall q in changes(pos): q(pos) in (-1, q(*end)]'}
 *     - {name: last, cftl: 'forall q in changes(pos): q(pos) in [10, 4294967295]'}
 *     - {name: open, cftl: 'forall q in changes(pos): q(pos) in (10, 4294967296)'}
 *     - {name: real, cftl: 'forall q in changes(pos): q(pos) in [-0.5, 10.5]'}
 *     - {name: beyond, cftl: 'forall q in changes(pos): q(pos) in [q(*end), 20]'}
 *     - {name: half, cftl: 'forall q in changes(pos): q(pos) in [10, 11)'}
 * want: inside = true true false
 * want: before end = unknown(no-value) false false
 * want: up to end = unknown(no-value) true false
 * want: last = false true true
 * want: open = false false true
 * want: real = true true false
 * want: beyond = unknown(no-value) true false
 * want: half = false true false
 * covers: in-closed true=inside false=inside unknown=beyond
 * covers: in-left-open true=up to end false=up to end unknown=up to end
 * covers: in-right-open true=half false=before end unknown=before end
 */
