/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flags: -Wno-attributes */
int g(int n);
__attribute__((no_instrument_function)) int quiet(int n)
{
	return g(n);
}

int f(int n)
{
	return quiet(n) + g(n);
}

/* spec:
 *   "*":
 *     - 'forall t in calls(g): duration(t) < 1 s'
 * want-site: 11 call g [time]
 * want-note: quiet: not instrumented: it has the attribute no_instrument_function
 */
