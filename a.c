#include <stdio.h>
struct S { int len; double d; } g;
int show(struct S *s, int v) { if (v > 3) { s->len++; for (int i = 0; i < v; i++) s->d += i; } return v; }
int upload(struct S *s, int n)
{
	int val = 0, r = 0;
	for (int i = 0; i < n; i++) {
		val = i * 2;
		if (val == 7 || i == 3)
			continue;
		r += show(s, val);
	}
	return r;
}
int main(int argc, char **argv) { printf("%d\n", upload(&g, 10 + argc)); return 0; }
