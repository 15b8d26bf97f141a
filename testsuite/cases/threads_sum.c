/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stddef.h>

struct part { const int *from; int n; int sum; };

static void *add(void *arg)
{
	struct part *p = arg;

	for (int i = 0; i < p->n; i++)
		p->sum += p->from[i];
	if (p->sum > 99)
		pthread_exit(NULL);
	return NULL;
}

int main(void)
{
	static const int v[] = { 1, 2, 3, -9, 100, 1 };
	struct part parts[3] = { { v, 2, 0 }, { v + 2, 2, 0 }, { v + 4, 2, 0 } };
	pthread_t threads[3];

	for (int i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, add, &parts[i]);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	return 0;
}

/* spec:
 *   add:
 *     - {name: positive, cftl: 'forall q in changes(p->sum): q(p->sum) > 0'}
 *     - {name: two, cftl: 'forall e in entry: count(changes(p->sum)) == 2'}
 *     - {name: more, cftl: 'forall q in changes(p->sum): next_change(q, p->sum)(p->sum) > 2'}
 * want: positive = false true true true true true
 * want: two = true true unknown(unwound)
 * want: more = false true true unknown(no-event) unknown(no-event) unknown(unwound)
 * covers: threads true=positive false=positive unknown=two
 * covers: thread-exit true=two false=positive unknown=two
 */
