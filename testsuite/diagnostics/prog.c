/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

#define LIMIT 9
#define CALLABLE(n) ((n) + 1)

enum state { STATE_IDLE, STATE_BUSY };
struct buf { int len; char *text; };
struct conn { struct buf buf; struct buf *out; enum state state; int (*proc)(int); };

int find_hashes(int n);
int hash_two(int a, int b);
int store(struct conn *c);
void unused(void);

__attribute__((no_instrument_function)) int quiet(int n)
{
	return find_hashes(n);
}

int check(struct conn *c, int count)
{
	int first = hash_two(count, 1), value = find_hashes(count);
	double ratio = value / 2.0;
	unsigned char small = (unsigned char)count;

	if (value > 3) {
		int value = 4;

		count += value;
	}
	c->state = STATE_BUSY;
	c->buf.len = count;
	c->out->len = (int)ratio;
	store(c);
	return c->proc(value) + small + first;
}

/* Nothing through pointers, which could call anything. */
int plain(struct conn *c, int number)
{
	int first = find_hashes(number);

	c->out->len = first;
	return store(c) + first;
}

#define RUNTIME (find_hashes(1))
#define WIDE L"wide"
#define BROKEN (1 +
#define EMPTY
#define ENDLESS ENDLESS
#define HUGE_NUMBER 99999999999999999999
#define ZERO_DIVIDED (1 / 0)
#define UNKNOWN_TYPE ((unknown_t)1)
#define UNKNOWN_SIZE sizeof(unknown_t)
#define IMAGINARY 1.0i
#define TEXTUAL ("a" + 1)
#define TOO_FEW CALLABLE()
#define STATEMENT do { } while (0)
#define TITLE "title"
#define OVERFLOWS (2147483647 + 1)

typedef int four __attribute__((vector_size(16)));
extern _Complex double rotate(_Complex double z);

/* What has no value. */
int odd(_Complex double z, four v, int n)
{
	_Complex double w = rotate(z);
	four u = v + v;
	__int128 big = n;

	return (int)__real__ w + u[0] + (int)big;
}
