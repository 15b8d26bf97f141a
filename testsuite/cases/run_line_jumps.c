/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdio.h>

static jmp_buf back;
static int sum;

static void leap(int n)
{
	sum += n;
	if (n > 2)
		longjmp(back, 1);
}

static int walk(int n)
{
	if (setjmp(back))
		return -1;
	leap(n); sum++; leap(n + 1); sum++;
	return sum;
}

int main(void)
{
	printf("%d\n", walk(0) + walk(1) + walk(2));
	return 0;
}

/* spec:
 *   walk:
 *     - name: once
 *       cftl: 'forall q in line(19): q(n) < 1'
 *     - name: last
 *       cftl: 'forall c in calls(leap), q in line(19) after c: q(sum) > 3'
 * want-output: 10
 * want-verdict: once 1 true 1 false 0 unknown
 * want-verdict: last 2 true 2 false 0 unknown
 */
