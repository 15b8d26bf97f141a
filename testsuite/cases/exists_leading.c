/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>

static jmp_buf out;
static int state;

static void machine(const char *input)
{
	for (state = 0; *input; input++) {
		if (*input == '!')
			longjmp(out, 1);
		state = state * 2 + (*input == '1');
	}
}

int main(void)
{
	static const char *const inputs[] = { "101", "000", "01!", "!" };

	for (volatile int i = 0; i < 4; i++)
		if (!setjmp(out))
			machine(inputs[i]);
	return 0;
}

/* spec:
 *   machine:
 *     - {name: five, cftl: 'exists q in changes(state): q(state) == 5'}
 *     - {name: zero, cftl: 'exists q in changes(state): q(state) == 0'}
 *     - {name: odd, cftl: 'exists q in changes(state): q(state) % 2 == 1'}
 * want: five = true false unknown(unwound) unknown(unwound)
 * want: zero = true true true true
 * want: odd = true false true unknown(unwound)
 * covers: exists-leading true=five false=five unknown=five
 * covers: longjmp true=zero false=five unknown=five
 * covers: reason-unwound true=zero false=five unknown=five
 */
