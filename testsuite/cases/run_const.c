/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measured call is made, also when the function is said to have no effect: the
 * second of two equal calls is not the result of the first between two clock reads. */
#include <stdio.h>
#include <unistd.h>

__attribute__((const, noipa)) static int slow(int n)
{
	usleep(2000);
	return n * 2;
}

__attribute__((pure, noipa)) static int slower(int n)
{
	usleep(2000);
	return n * 3;
}

int main(int argc, char **argv)
{
	int a = slow(argc), b = slow(argc), c = slower(argc), d = slower(argc);

	(void)argv;
	printf("%d\n", a + b + c + d);
	return 0;
}

/* spec:
 *   main:
 *     - name: made
 *       cftl: 'forall c in calls(slow): duration(c) >= 1 ms'
 *     - name: pure
 *       cftl: 'forall c in calls(slower): duration(c) >= 1 ms'
 * want-output: 10
 * want-verdict: made 2 true 0 false 0 unknown
 * want-verdict: pure 2 true 0 false 0 unknown
 */
