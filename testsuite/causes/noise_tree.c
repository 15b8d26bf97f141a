/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A game's move generator on a machine that stutters: hardly two calls go the same way,
 * few are slow, and none of its many branches has to do with it. */
#include "spend.h"

struct position {
	unsigned pieces, checks, moves;
};

static unsigned slides(unsigned piece)
{
	unsigned moves = 0;

	for (unsigned at = piece % 8; at < 8; at++) {
		if (draw(5) == 0)
			break;
		moves++;
	}
	return moves;
}

static unsigned jumps(unsigned piece)
{
	unsigned moves = 2;

	if (piece % 8 == 0)
		moves--;
	if (piece % 64 < 8)
		moves--;
	if (draw(3) == 0)
		moves += 2;
	return moves;
}

static void generate(struct position *p)
{
	for (unsigned i = 0; i < p->pieces; i++) {
		unsigned piece = draw(512);

		switch (piece % 6) {
		case 0:
		case 1: p->moves += slides(piece); break;
		case 2: p->moves += jumps(piece); break;
		case 3:
			if (p->checks > 1)
				continue;
			p->moves++;
			break;
		default:
			if (draw(40) == 0)
				p->checks++;
		}
		spend(5);
	}
	spend(draw(40) / 39 * 4000);
}

static unsigned think(unsigned number)
{
	struct position p = { .pieces = 2 + draw(14) };

	if (number % 20 == 0)
		p.checks = 1;
	generate(&p);
	return p.moves;
}

int main(void)
{
	unsigned moves = 0;

	for (unsigned i = 0; i < 600; i++)
		moves += think(i);
	return moves == 0;
}

/* spec:
 *   think:
 *     - {name: quick, paths: deep, record: [p.pieces, number], cftl: 'forall c in calls(generate): cost(c) < 1000 us'}
 * cause: none
 */
