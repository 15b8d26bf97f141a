// SPDX-License-Identifier: GPL-3.0-or-later
/* More branches in a row, and in loops, than a register has bits. */
#include <stdio.h>
#define B(i) if (x >> ((i) % 29) & 1) y += i; else y ^= i;
#define B10(i) B(i) B(i+1) B(i+2) B(i+3) B(i+4) B(i+5) B(i+6) B(i+7) B(i+8) B(i+9)
static unsigned straight(unsigned x) { unsigned y = 0; B10(0) B10(10) B10(20) B10(30) B10(40) B10(50) B10(60) B10(70) return y; }
static unsigned looped(unsigned x) { unsigned y = 0; for (int k = 0; k < 50; k++) { B10(k) x = x * 1103515245 + 12345; } return y; }
static unsigned nest(unsigned n) { unsigned y = 0; for (unsigned i = 0; i < n; i++) for (unsigned j = 0; j < i; j++) { if ((i ^ j) & 1) continue; if (j > 20) break; y += j; } return y; }
int main(void)
{
	printf("%u %u %u\n", straight(0x5a5a1234), looped(77), nest(40));
	return 0;
}
