/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>

struct account { const char *owner; long cents; };

static jmp_buf refused;
static struct account a = { "ann", 500 }, b = { "bob", 20 };

static void debit(struct account *from, long n)
{
	if (from->cents < n)
		longjmp(refused, 1);
	from->cents -= n;
}

static void credit(struct account *to, long n)
{
	to->cents += n;
}

static void transfer(struct account *from, struct account *to, long n)
{
	debit(from, n);
	credit(to, n);
}

int main(void)
{
	static const long amounts[] = { 100, 300, 200 };

	for (volatile int i = 0; i < 3; i++) {
		if (!setjmp(refused))
			transfer(&a, &b, amounts[i]);
		if (i == 1 && !setjmp(refused))
			transfer(&b, &a, 5);
	}
	return a.cents + b.cents != 520;
}

/* spec:
 *   transfer:
 *     - name: both
 *       cftl: 'forall c in calls(debit): argument(next_call(c, credit), 2) == argument(c, 2)'
 *     - {name: rich, cftl: 'forall c in calls(credit): after(c)(to->cents) > 400'}
 *     - name: sum
 *       cftl: 'forall c in calls(credit): after(c)(to->cents) + after(c)(from->cents) == 520'
 *     - {name: from, cftl: 'forall e in entry: e(from->owner) == "ann"'}
 *     - name: done
 *       cftl: 'forall e in entry: exists c in calls(credit): argument(c, 1) != NULL'
 *     - {name: left, cftl: 'forall e in exit: e(from->cents) >= 100'}
 * want: both = true true true unknown(unwound)
 * want: rich = false true false
 * want: sum = true true true
 * want: from = true true false true
 * want: done = true true true unknown(unwound)
 * want: left = true true true
 */
