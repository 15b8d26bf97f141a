/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constants of the preprocessor mean what they mean to the compiler. */
#include <float.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define KB(n) ((n)*1024)
#define LIMIT KB(4)
#define GREATER(a, b) ((a) > (b) ? (a) : (b))
#define GREATEST GREATER(KB(1), 3)
#define PASTE(a, b) a##b
#define PASTED PASTE(4, 2)
#define TEXT_OF(x) #x
#define VERSION "v" TEXT_OF(1.2) "\x41\t"
#define LAST(first, ...) KB(__VA_ARGS__)
#define VARIADIC LAST(1, 2)
#define SUM 1 + 2
#define THRICE SUM * 3
#define ALL_ONES (~0u)
#define TOP 0x80000000
#define NEGATIVE (-TOP)
#define MINUS_ONE (unsigned char)-1
#define LENGTH2 (sizeof(table) / sizeof(table[0]))
#define SIZE sizeof(struct pair)
#define TEXT_SIZE sizeof("text")
#define ESCAPE '\x1b'
#define OCTAL '\101'
#define QUOTE '\''
#define HIGH '\xff'
#define TRUE_NOW (3 > 2 && !0)
#define MASK (1ULL << 40 | 0b101)
#define ROUGH 1e-1f
#define HALF ((double)1 / 2)
#define CUT ((short)-7.9)
#define POINTER ((void *)0)
#define NOWHERE ((void *)-1)
#define WORD ((word_t)-1)

typedef uint16_t word_t;
struct pair {
	char a;
	long b;
};
static const char name[] = "name";
static const char *const title = "title";
static const float third = 1.0f / 3;

static void look(int64_t x, double d, const char *s, void *p)
{
	struct pair pair = { *s, x };
	int table[7] = { 0 };

	if (pair.b + d > 0 && pair.a)
		table[1] = 1;
	(void)table;
	(void)p;
}

int main(void)
{
	static const int64_t numbers[] = { 4096, 1024, 42, 2048, 7, 4294967295, 2147483648, 255,
					   7, 16, 5, 27, 65, 39, -1, 1, 1099511627781,
					   65535, INT64_MAX, INT_MIN, -9223372036854775807 - 1 };
	static const double reals[] = { 0.1f, 0.5, 1.0f / 3, DBL_MAX, FLT_EPSILON, 0.1 };
	static const char *const texts[] = { "v1.2A\t", "name", "title" };

	for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++)
		look(numbers[i], 0, "", i ? &i : NOWHERE);
	for (unsigned i = 0; i < sizeof reals / sizeof *reals; i++)
		look(0, reals[i], "", 0);
	for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++)
		look(0, 0, texts[i], 0);
	puts("done");
	return 0;
}

/* spec:
 *   look:
 *     - {name: KB, cftl: 'forall q in entry: q(x) == LIMIT'}
 *     - {name: greatest, cftl: 'forall q in entry: q(x) == GREATEST'}
 *     - {name: pasted, cftl: 'forall q in entry: q(x) == PASTED'}
 *     - {name: variadic, cftl: 'forall q in entry: q(x) == VARIADIC'}
 *     - {name: thrice, cftl: 'forall q in entry: q(x) == THRICE or q(x) == LENGTH2 and q(x) != 7'}
 *     - {name: all ones, cftl: 'forall q in entry: q(x) == ALL_ONES or q(x) == TOP or q(x) == NEGATIVE'}
 *     - {name: minus one, cftl: 'forall q in entry: q(x) == MINUS_ONE'}
 *     - {name: sizes, cftl: 'forall q in entry: q(x) == LENGTH2 or q(x) == SIZE or q(x) == TEXT_SIZE'}
 *     - {name: characters, cftl: 'forall q in entry: q(x) == ESCAPE or q(x) == OCTAL or q(x) == QUOTE'}
 *     - {name: high, cftl: 'forall q in entry: q(x) == HIGH'}
 *     - {name: truth, cftl: 'forall q in entry: q(x) == TRUE_NOW'}
 *     - {name: cut, cftl: 'forall q in entry: q(x) == CUT + 14'}
 *     - {name: mask, cftl: 'forall q in entry: q(x) == MASK'}
 *     - {name: word, cftl: 'forall q in entry: q(x) == WORD'}
 *     - {name: limits, cftl: 'forall q in entry: q(x) == INT64_MAX or q(x) == INT_MIN or q(x) == LLONG_MIN'}
 *     - {name: rough, cftl: 'forall q in entry: q(d) == ROUGH'}
 *     - {name: half, cftl: 'forall q in entry: q(d) == HALF'}
 *     - {name: third, cftl: 'forall q in entry: q(d) == third'}
 *     - {name: float, cftl: 'forall q in entry: q(d) == DBL_MAX or q(d) == FLT_EPSILON'}
 *     - {name: version, cftl: 'forall q in entry: q(s) == VERSION'}
 *     - {name: names, cftl: 'forall q in entry: q(s) == name or q(s) == title'}
 *     - {name: pointer, cftl: 'forall q in entry: q(s) != POINTER and q(s) != NOWHERE'}
 *     - {name: nowhere, cftl: 'forall q in entry: q(p) == NOWHERE'}
 * want-output: done
 * want-verdict: KB 1 true 29 false 0 unknown
 * want-verdict: greatest 1 true 29 false 0 unknown
 * want-verdict: pasted 1 true 29 false 0 unknown
 * want-verdict: variadic 1 true 29 false 0 unknown
 * want-verdict: thrice 2 true 28 false 0 unknown
 * want-verdict: all ones 2 true 28 false 0 unknown
 * want-verdict: minus one 1 true 29 false 0 unknown
 * want-verdict: sizes 4 true 26 false 0 unknown
 * want-verdict: characters 3 true 27 false 0 unknown
 * want-verdict: high 1 true 29 false 0 unknown
 * want-verdict: truth 1 true 29 false 0 unknown
 * want-verdict: cut 2 true 28 false 0 unknown
 * want-verdict: mask 1 true 29 false 0 unknown
 * want-verdict: word 1 true 29 false 0 unknown
 * want-verdict: limits 3 true 27 false 0 unknown
 * want-verdict: rough 1 true 29 false 0 unknown
 * want-verdict: half 1 true 29 false 0 unknown
 * want-verdict: third 1 true 29 false 0 unknown
 * want-verdict: float 2 true 28 false 0 unknown
 * want-verdict: version 1 true 29 false 0 unknown
 * want-verdict: names 2 true 28 false 0 unknown
 * want-verdict: pointer 30 true 0 false 0 unknown
 * want-verdict: nowhere 1 true 29 false 0 unknown
 */
