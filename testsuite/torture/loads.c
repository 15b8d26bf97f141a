/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * loads TURNS NAP FILE...: loads each file, calls it, unloads it, TURNS times; what it called
 * is gone before its events may have been read.  NAP seconds before the last call.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int call_it(void *handle)
{
	int (*loaded)(int);

	*(void **)&loaded = dlsym(handle, "loaded");
	return loaded ? loaded(10) : -1;
}

int main(int argc, char **argv)
{
	int turns = argc > 3 ? atoi(argv[1]) : 0, sum = 0;

	for (int turn = 1; turn <= turns; turn++) {
		for (int i = 3; i < argc; i++) {
			void *handle = dlopen(argv[i], RTLD_NOW | RTLD_LOCAL);

			if (!handle) {
				fprintf(stderr, "%s\n", dlerror());
				return 1;
			}
			if (turn == turns && i + 1 == argc)
				sleep((unsigned)atoi(argv[2]));
			sum += call_it(handle);
			dlclose(handle);
		}
	}
	printf("%d\n", sum);
	return 0;
}
