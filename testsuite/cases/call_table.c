/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int acc;

static void op_add(int n) { acc += n; }
static void op_mul(int n) { acc *= n; }
static void op_halt(int n) { exit(n); }

static void (*const ops[])(int) = { op_add, op_mul, op_halt };

static void run(const unsigned char *code)
{
	for (;; code += 2)
		ops[code[0]](code[1]);
}

int main(void)
{
	run((const unsigned char *)"\0\5\1\3\0\1\2");
	return 1;
}

/* spec:
 *   run:
 *     - {name: grows, cftl: 'forall c in calls(*): after(c)(acc) >= 5'}
 *     - {name: small, cftl: 'forall c in calls(op_*): after(c)(acc) < 15'}
 *     - {name: mul, cftl: 'forall c in calls(op_mul): after(c)(acc) == 15'}
 * want: grows = true true true unknown(unwound)
 * want: small = true false false unknown(unwound)
 * want: mul = true
 * covers: callee-table true=grows false=small unknown=grows
 * covers: glob true=grows false=small unknown=small
 */
