/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pointers that may be anything where the program itself does not look: none of them may end
 * the program, and a value behind one that leads nowhere is no value.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

struct part {
	int n;
	unsigned low : 5, high : 11;
};
struct item {
	int n;
	struct item *next;
	struct part part;
	double half;
	char name[8];
	const char *text;
	int table[4];
};

static volatile int hits;
static int far;
static struct item *global;
extern int nowhere __attribute__((weak));

static __attribute__((noinline)) void hit(void)
{
	hits++;
}

static __attribute__((noinline)) void give_back(struct item *p, size_t size)
{
	if (size)
		munmap(p, size);
}

static __attribute__((noinline)) void address(struct part *part)
{
	(void)part;
}

/* nothing looks at what p points to */
static __attribute__((noinline)) int look(struct item *p, int i)
{
	global = p;
	hit();
	return i;
}

/* it is there, and then it is not */
static __attribute__((noinline)) int use(struct item *p, size_t size)
{
	int x = p->n;

	give_back(p, size);
	return x;
}

/* only its address is taken */
static __attribute__((noinline)) void offset(struct item *p)
{
	address(&p->part);
}

/* what the pointer was before it moved is not what it is now */
static __attribute__((noinline)) int walk(const int *p)
{
	int last = *p++;

	hit();
	return last;
}

static __attribute__((noinline)) int pick(int i)
{
	int table[4] = { 4, 5, 6, 7 };

	hit();
	return &nowhere ? nowhere : i < 4 ? table[i] : 0;
}

static void *page(void)
{
	return mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int main(void)
{
	struct item good = { 5, &good, { 3, 9, 700 }, 2.5, "name", "text", { 1, 2, 3, 4 } };
	struct item dangling = good;
	char odd[sizeof good + 1];
	struct item *moved = (struct item *)(odd + 1), *gone = page();
	int *end = page();

	__builtin_memcpy(moved, &good, sizeof good);
	dangling.next = (struct item *)8;
	dangling.text = (char *)8;
	look(&good, 1);
	look(&dangling, 3);
	look(moved, 2);
	look(NULL, 0);
	look((struct item *)3, 0);
	look((struct item *)(uintptr_t)0x5555555555555550, 0);
	look((struct item *)(uintptr_t)0xfffffffffffffff8, 0);
	munmap(gone, 8192);
	look(gone, 0);
	gone = page();
	gone->n = 7;
	use(gone, 8192);
	use(&good, 0);
	offset((struct item *)8);
	offset(&good);
	munmap((char *)end + 4096, 4096);
	end[1023] = 4;
	walk(end + 1023);
	walk(good.table);
	pick(2);
	pick(1 << 30);
	return 0;
}

/* spec:
 *   look:
 *     - {name: before, record: [p->half, p->next->n], cftl: 'forall t in calls(hit): before(t)(p->n) == 5'}
 *     - {name: after, cftl: 'forall t in calls(hit): after(t)(p->n) == 5'}
 *     - {name: next, cftl: 'forall t in calls(hit): before(t)(p->next->n) == 5'}
 *     - {name: bits, cftl: 'forall t in calls(hit): before(t)(p->part.high) == 700'}
 *     - {name: real, cftl: 'forall t in calls(hit): before(t)(p->half) == 2.5'}
 *     - {name: array, cftl: 'forall t in calls(hit): before(t)(p->name) == "name"'}
 *     - {name: text, cftl: 'forall t in calls(hit): length(before(t)(p->text)) == 4'}
 *     - {name: element, cftl: 'forall t in calls(hit): before(t)(p->table[i]) == before(t)(i) + 1'}
 *     - {name: entry, cftl: 'forall q in entry: q(p->n) == 5'}
 *     - {name: exit, cftl: 'forall q in exit: q(p->n) == 5'}
 *     - {name: global, cftl: 'forall t in calls(hit): after(t)(global->n) == 5'}
 *   use:
 *     - {name: freed, cftl: 'forall t in calls(give_back): after(t)(p->n) == 5'}
 *     - {name: given, cftl: 'forall t in calls(give_back): before(t)(p->n) in [5, 7]'}
 *     - {name: left, cftl: 'forall q in changes(x): q(p->n) in [5, 7]'}
 *   offset:
 *     - {name: bits by call, cftl: 'forall q in changes(p->part.high): q(p->part.high) == 1'}
 *     - {name: number by call, cftl: 'forall q in changes(p->part.n): q(p->part.n) == 1'}
 *     - {name: by call, cftl: 'forall t in calls(address): after(t)(p->part.n) == 3'}
 *   walk:
 *     - {name: moved, cftl: 'forall q in changes(last): q(*p) == 2'}
 *     - {name: before moved, cftl: 'forall q in changes(p): q(*p) == 2'}
 *   pick:
 *     - {name: index, cftl: 'forall t in calls(hit): before(t)(table[i]) == 6'}
 *     - {name: weak, cftl: 'forall t in calls(hit): before(t)(nowhere) == 6'}
 * run -: before = true true true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * run -: after = true true true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * run -: next = true unknown(no-value) true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * run -: bits = true true true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * run -: real = true true true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * run -: array = true true true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * run -: text = true unknown(no-value) true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * run -: element = true true true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * run -: entry = true true true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * run -: exit = true true true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * run -: global = true true true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * run -: freed = unknown(no-value) true
 * run -: given = true true
 * run -: left = true true
 * run -: bits by call =
 * run -: number by call =
 * run -: by call = true unknown(no-value)
 * run -: moved = unknown(no-value) true
 * run -: before moved = true unknown(no-value)
 * run -: index = true unknown(no-value)
 * run -: weak = unknown(no-value) unknown(no-value)
 */
