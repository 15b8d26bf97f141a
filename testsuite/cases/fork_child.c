/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int value;

static int work(int n)
{
	if (n > 2)
		exit(0);
	return n;
}

static void task(int n)
{
	value = n;
	work(n);
	value = -n;
}

int main(void)
{
	pid_t child;

	task(1);
	child = fork();
	if (!child) {
		task(2);
		task(3);
	}
	waitpid(child, NULL, 0);
	return 0;
}

/* spec:
 *   task:
 *     - {name: low, cftl: 'forall q in changes(value): q(value) < 2'}
 *     - {name: done, cftl: 'forall c in calls(work): next_change(c, value)(value) < 0'}
 * want: low = false false true true true
 * want: done = true true unknown(unwound)
 * covers: fork true=low false=low unknown=done
 */
