/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server of a small protocol; one of its commands waits for the disk. */
#include "spend.h"

enum command {
	COMMAND_GET,
	COMMAND_SET,
	COMMAND_TOUCH,
	COMMAND_FLUSH,
	COMMAND_STATS,
	COMMANDS
};

static unsigned dirty, count;

static int execute(enum command command, unsigned key)
{
	int found = key % 3 == 0;

	if (key > 60)
		spend(2);
	switch (command) {
	case COMMAND_GET: spend(10); return found;
	case COMMAND_SET:
		spend(20);
		dirty++;
		break;
	case COMMAND_TOUCH:
		if (found)
			spend(5);
		break;
	case COMMAND_FLUSH:
		spend(4500);
		dirty = 0;
		break;
	case COMMAND_STATS:
	default: spend(25); count++;
	}
	return 1;
}

static int serve(unsigned number)
{
	unsigned dice = draw(100), key = draw(64);
	enum command command = COMMAND_GET;

	if (dice > 40)
		command = COMMAND_SET;
	if (dice > 70)
		command = COMMAND_TOUCH;
	if (dice > 85)
		command = COMMAND_STATS;
	if (number % 14 == 3)
		command = COMMAND_FLUSH;
	return execute(command, key);
}

int main(void)
{
	int done = 0;

	for (unsigned i = 0; i < 500; i++)
		done += serve(i);
	return done == 0;
}

/* spec:
 *   serve:
 *     - {name: quick, cftl: 'forall c in calls(execute): cost(c) < 1000 us'}
 * cause: branch 'command' case COMMAND_FLUSH | branch 'command' case 3 | branch 'number % 14 == 3' true
 */
