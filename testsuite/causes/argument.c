/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A password check: the number of rounds is an argument that few callers set high. */
#include "spend.h"

static unsigned hash(unsigned password, unsigned salt, unsigned rounds)
{
	unsigned h = password ^ salt;

	if (salt == 0)
		h ^= 0x5bd1e995;
	spend(rounds);
	return h * rounds;
}

static const unsigned rounds_of[] = { 20, 30, 40, 20, 30, 50, 60, 40, 20, 30, 40, 5000 };

static int check(unsigned user)
{
	unsigned rounds = rounds_of[user % 12], password = draw(1000);
	unsigned h;

	if (password < 100)
		return 0;
	h = hash(password, user % 7, rounds);
	return h % 2 == 0;
}

int main(void)
{
	int good = 0;

	for (unsigned i = 0; i < 500; i++)
		good += check(draw(5000));
	return good == 0;
}

/* spec:
 *   check:
 *     - {name: quick, record: [password, rounds], cftl: 'forall c in calls(hash): cost(c) < 1000 us'}
 * cause: value 'rounds' >
 */
