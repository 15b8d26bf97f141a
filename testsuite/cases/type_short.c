/* SPDX-License-Identifier: GPL-3.0-or-later */
static short height = 32000;
static short *floor_of;

static void lift(int by)
{
	height += by;
}

int main(void)
{
	static short ground = 0;

	lift(700);
	floor_of = &ground;
	lift(100);
	lift(-1);
	return 0;
}

/* spec:
 *   lift:
 *     - {name: up, cftl: 'forall q in changes(height): q(height) > 0'}
 *     - {name: wrapped, cftl: 'forall q in changes(height): q(height) == -32736'}
 *     - {name: off, cftl: 'forall q in changes(height): q(height) > q(*floor_of)'}
 * want: up = true false false
 * want: wrapped = false true false
 * want: off = unknown(no-value) false false
 * covers: short true=up false=up unknown=off
 */
