/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client of a name server in another process, which answers when it likes. */
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "spend.h"

static const unsigned delays[] = { 0, 0, 0, 0, 15000, 0, 0, 0, 0, 0, 0 };

static void serve(int socket)
{
	unsigned question;

	while (read(socket, &question, sizeof question) == sizeof question) {
		usleep(delays[question % 11]);
		question *= 3;
		if (write(socket, &question, sizeof question) != sizeof question)
			break;
	}
	_exit(0);
}

static unsigned ask(int socket, unsigned name)
{
	unsigned answer = 0;

	if (name == 0)
		return 0;
	spend(5);
	if (write(socket, &name, sizeof name) != sizeof name)
		return 0;
	if (read(socket, &answer, sizeof answer) != sizeof answer)
		return 0;
	if (answer % 2)
		spend(3);
	return answer;
}

static unsigned connect_to(int socket, unsigned number)
{
	unsigned name = draw(10000);

	if (number % 30 == 0)
		name = 0;
	return ask(socket, name);
}

int main(void)
{
	int ends[2];
	pid_t child;
	unsigned sum = 0;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0 || (child = fork()) < 0)
		return 1;
	if (child == 0) {
		close(ends[0]);
		serve(ends[1]);
	}
	close(ends[1]);
	for (unsigned i = 0; i < 400; i++)
		sum += connect_to(ends[0], i);
	close(ends[0]);
	waitpid(child, NULL, 0);
	return sum == 0;
}

/* spec:
 *   connect_to:
 *     - {name: quick, cftl: 'forall c in calls(ask): duration(c) < 8 ms'}
 * clock: what another process does is not counted
 * cause: waiting
 */
