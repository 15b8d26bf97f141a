/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>

static jmp_buf stop;
static int stack[8], sp, pc;

static void push(int v)
{
	stack[sp++] = v;
}

static int pop(void)
{
	if (!sp)
		longjmp(stop, 2);
	return stack[--sp];
}

static void execute(const char *code)
{
	sp = 0;
	for (pc = 0; code[pc]; pc++) {
		if (code[pc] == '+')
			push(pop() + pop());
		else if (code[pc] == 'd')
			stack[sp] = stack[sp - 1], sp++;
		else
			push(code[pc] - '0');
	}
}

int main(void)
{
	if (!setjmp(stop))
		execute("12+");
	if (!setjmp(stop))
		execute("3d+");
	if (!setjmp(stop))
		execute("4+");
	return sp;
}

/* spec:
 *   execute:
 *     - {name: pushed, cftl: 'forall c in calls(push): argument(c, 1) < 4'}
 *     - {name: result, cftl: 'forall e in exit: e(stack[0]) == 3'}
 *     - {name: pop, cftl: 'forall c in calls(pop): returned(c) == 3'}
 *     - {name: low, cftl: 'forall c in calls(pop): after(c)(sp) > 0'}
 *     - {name: sum, cftl: 'forall c in calls(pop): argument(next_call(c, push), 1) == 3'}
 *   pop:
 *     - {name: value, cftl: 'forall q in changes(sp): q(stack[sp]) >= 1'}
 * want: pushed = true true true true false false
 * want: result = true false
 * want: pop = false false true true false unknown(unwound)
 * want: low = true false true false false unknown(unwound)
 * want: sum = true true false false unknown(unwound) unknown(unwound)
 * want: value = true true true true true
 */
