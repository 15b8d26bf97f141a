/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strings of many contents, some of them nowhere, in several threads: strings ROUNDS; with
 * "for-ever" behind it until it is killed.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct request {
	const char *path;
	int number;
};

static volatile int served;

__attribute__((noinline)) int answer(const char *path, int number)
{
	served++;
	return path && number % 7 ? (int)strlen(path) : -1;
}

__attribute__((noinline)) int handle(struct request *request)
{
	char text[300];
	const char *name;
	int got;

	snprintf(text, sizeof text, "/item/%d%s", request->number % 1000,
		 request->number % 3 ? "" : "/and/a/longer/path/with/more/in/it");
	name = request->number % 5 ? text : request->number % 2 ? NULL : (const char *)16;
	request->path = text;
	got = answer(name == text ? name : NULL, request->number);
	return got + (name == text);
}

static void *serve(void *rounds)
{
	struct request request = { NULL, 0 };

	for (long i = 0; i < (long)rounds; i++) {
		request.number = (int)i;
		handle(&request);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t threads[3];

	do {
		for (int i = 0; i < 3; i++)
			pthread_create(threads + i, NULL, serve, (void *)atol(argv[1]));
		for (int i = 0; i < 3; i++)
			pthread_join(threads[i], NULL);
	} while (argc > 2);
	return served == 0;
}
