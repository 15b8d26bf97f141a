// SPDX-License-Identifier: GPL-3.0-or-later
/* Variable-length arrays, alloca, structs by value, bit-fields, volatile. */
#include <alloca.h>
#include <stdio.h>
#include <string.h>
struct s { int a : 5; unsigned b : 3; char text[12]; double d; };
static struct s make(int n) { struct s r = { n, n, "", n / 2.0 }; sprintf(r.text, "n%d", n); return r; }
static int vla(int n)
{
	int v[n], total = 0;
	char *p = alloca(n);
	memset(p, 1, n);
	for (int i = 0; i < n; i++)
		v[i] = i * p[i];
	for (int i = 0; i < n; i++)
		total += v[i];
	return total;
}
int main(void)
{
	volatile int hot = 0;
	struct s m = make(-3), k = m;
	k.a = 9;
	k.b += 6;
	for (int i = 1; i < 20; i++)
		hot += vla(i);
	printf("%d %u %s %g %d %d\n", k.a, k.b, k.text, m.d, m.a, hot);
	return 0;
}
