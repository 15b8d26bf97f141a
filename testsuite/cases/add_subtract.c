/* SPDX-License-Identifier: GPL-3.0-or-later */
static int width, height, border;
static const int *scale;

static void resize(int w, int h, int b)
{
	border = b;
	width = w + 2 * b;
	height = h + 2 * b;
}

int main(void)
{
	static const int two = 2;

	resize(10, 5, 1);
	scale = &two;
	resize(4, 6, 0);
	return 0;
}

/* spec:
 *   resize:
 *     - {name: frame, cftl: 'forall q in changes(height): q(width) + q(height) == 23'}
 *     - {name: round, cftl: 'forall q in changes(height): q(width) + q(height) < 2 * 10 + 1 - 0'}
 *     - name: inside
 *       cftl: 'forall q in changes(width): q(width) - q(border) - q(border) >= 10'
 *     - {name: scaled, cftl: 'forall q in changes(width): q(width) + q(*scale) == 6'}
 *     - {name: rest, cftl: 'forall q in changes(width): q(width) - q(*scale) == 2'}
 * want: frame = false false
 * want: round = true true
 * want: inside = true false
 * want: scaled = unknown(no-value) true
 * want: rest = unknown(no-value) true
 * covers: add true=round false=frame unknown=scaled
 * covers: subtract true=inside false=inside unknown=rest
 * covers: static-variable true=inside false=inside unknown=scaled
 */
