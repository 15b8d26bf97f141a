/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cstdlib>

static int put(int n) { return n; }
static int put(double d) { if (d > 9) std::exit(0); return (int)d; }
static int put(const char *s) { return s[0]; }

static int print(int n, double d)
{
	return put(n) + put(d) + put("x");
}

int main()
{
	print(1, 1.5);
	print(0, 2.5);
	print(3, 9.5);
	return 1;
}

/* spec:
 *   print:
 *     - {name: any, cftl: 'forall c in calls(put): returned(c) > 0'}
 *     - {name: real, cftl: 'forall c in calls(put(double)): returned(c) == 1'}
 *     - {name: text, cftl: "forall c in calls(put(const char *)): returned(c) == 'x'"}
 * want: any = true true true false true true true unknown(unwound)
 * want: real = true false unknown(unwound)
 * want: text = true true
 * covers: overloaded true=real false=real unknown=real
 */
