// SPDX-License-Identifier: GPL-3.0-or-later
/* Switches: dense, sparse, ranges, strings of them, in loops; Duff's device. */
#include <stdio.h>
enum color { RED, GREEN, BLUE };
static int dense(int n) { switch (n) { case 0: return 5; case 1: case 2: return 7; case 3: n++; /* fall through */ case 4: return n; case 5: return -1; default: return 0; } }
static int sparse(long n) { switch (n) { case 1000000: return 1; case -5: return 2; case 77 ... 99: return 3; } return 4; }
static const char *name(enum color c) { switch (c) { case RED: return "red"; case GREEN: return "green"; case BLUE: return "blue"; } return "?"; }
static void duff(char *to, const char *from, int count)
{
	int n = (count + 3) / 4;
	switch (count % 4) {
	case 0: do { *to++ = *from++; /* fall through */
	case 3: *to++ = *from++; /* fall through */
	case 2: *to++ = *from++; /* fall through */
	case 1: *to++ = *from++;
		} while (--n > 0);
	}
}
int main(void)
{
	int total = 0;
	char text[32] = "";
	for (int i = -2; i < 12; i++)
		total = total * 3 + dense(i) + sparse(i * 11) + (i < 3 && i >= 0 ? name(i)[0] : 1);
	duff(text, "the quick brown fox", 20);
	printf("%d %s %d\n", total, text, sparse(-5) + sparse(1000000));
	return 0;
}
