// SPDX-License-Identifier: GPL-3.0-or-later
/* Every scalar type as a value, conversions, atomics, asm outputs, complex, vectors. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
typedef int v4 __attribute__((vector_size(16)));
static long double ld(long double x) { return x * 2; }
static float fl(float x) { return x / 3; }
static bool bo(int x) { return x > 2; }
static int8_t sc(int x) { int8_t c = x; return c; }
static __int128 big(__int128 x) { return x << 70; }
static _Complex double cx(_Complex double x) { return x * x; }
int main(void)
{
	_Atomic int at = 3;
	unsigned char uc = 250;
	uint16_t us = 65530;
	long long ll = -1;
	void *p = &ll;
	v4 v = { 1, 2, 3, 4 };
	int a = 1, b = 2;
	_Complex double z = cx(3 + 4i);
	atomic_fetch_add(&at, 4);
	at++;
	uc += 10;
	us += 10;
	v = v + v;
	__asm__("" : "+r"(a), "+r"(b));
	int q = (a++, b) + (p ? 1 : 0);
	double d = fl(2) + (double)ld(3);
	printf("%d %d %d %lld %d %d %g %d %d %lld %g\n", at, uc, us, ll, v[2], q, d, bo(3), sc(200),
	       (long long)(big(5) >> 68), __imag__ z);
	return 0;
}
