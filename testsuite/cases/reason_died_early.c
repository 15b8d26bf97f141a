/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

static int balance = 3;

static void withdraw(int n)
{
	balance -= n;
	if (balance < -5)
		_exit(7);
}

static void spend(void)
{
	for (int n = 1; ; n++)
		withdraw(n);
}

int main(void)
{
	spend();
	return 0;
}

/* spec:
 *   spend:
 *     - {name: solvent, cftl: 'forall c in calls(withdraw): after(c)(balance) >= 0'}
 *     - name: always
 *       cftl: 'forall e in entry: not (exists c in calls(withdraw): after(c)(balance) > 2)'
 * want: solvent = true true false unknown(died)
 * want: always = unknown(died)
 * want-end: 7
 * covers: reason-died true=solvent false=solvent unknown=solvent
 */
