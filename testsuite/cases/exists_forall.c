/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stddef.h>

static int goal, step;

static void *walk(void *much)
{
	const int *path = much;

	goal = path[0];
	for (int i = 1; path[i]; i++)
		step = path[i];
	goal = step;
	if (step < 0)
		pthread_exit(NULL);
	return NULL;
}

int main(void)
{
	static int paths[][5] = { { 5, 1, 2, 3 }, { 2, 9, 4, 3 }, { 0, 9, 8, -1 } };
	pthread_t thread;

	for (int i = 0; i < 3; i++) {
		pthread_create(&thread, NULL, walk, paths[i]);
		pthread_join(thread, NULL);
	}
	return 0;
}

/* spec:
 *   walk:
 *     - name: bounds
 *       cftl: 'exists g in changes(goal): forall s in changes(step): s(step) <= g(goal)'
 *     - name: follows
 *       cftl: 'exists g in changes(goal): forall s in changes(step) after g: s(step) < 9'
 * want: bounds = false true unknown(unwound)
 * want: follows = true true unknown(unwound)
 * covers: exists-forall true=bounds false=bounds unknown=bounds
 * covers: thread-exit true=follows false=bounds unknown=bounds
 */
