/* SPDX-License-Identifier: GPL-3.0-or-later */
static int position, moves;

static void go(int by) { position += by; moves++; }

static void play(const char *keys)
{
	for (; *keys; keys++) {
		position = *keys == 'h' ? 0 : position;
		go(*keys == 'r' ? 1 : -1);
	}
	moves = 0;
}

int main(void)
{
	play("rrl");
	play("h");
	play("");
	return 0;
}

/* spec:
 *   play:
 *     - {name: few, cftl: 'forall e in exit: count(changes(position)) < 3'}
 *     - {name: lines, cftl: 'forall e in entry: count(changes(moves)) == 1'}
 *     - {name: share, cftl: 'forall e in exit: 6 / count(changes(position)) == 2'}
 * want: few = false true true
 * want: lines = true true true
 * want: share = true false unknown(no-value)
 * covers: count true=few false=few unknown=share
 */
