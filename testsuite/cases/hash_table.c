/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

enum { SLOTS = 4 };

struct entry { unsigned key; int value; struct entry *chain; };

static struct entry *table[SLOTS], pool[8];
static int used, collisions;

static struct entry *find(unsigned key)
{
	struct entry *e = table[key % SLOTS];

	for (; e && e->key != key; e = e->chain)
		collisions++;
	return e;
}

static void set(unsigned key, int value)
{
	struct entry *e = find(key);

	if (!e) {
		e = &pool[used++];
		e->key = key;
		e->chain = table[key % SLOTS];
		table[key % SLOTS] = e;
	}
	e->value = value;
}

int main(void)
{
	set(3, 30);
	set(7, 70);
	set(3, 31);
	set(1, 10);
	return find(7)->value != 70;
}

/* spec:
 *   set:
 *     - {name: fresh, cftl: 'forall c in calls(find): returned(c) == NULL'}
 *     - {name: chain, cftl: 'forall q in changes(e->chain): q(e->chain) == NULL'}
 *     - {name: behind, cftl: 'forall q in changes(e->chain): q(e->chain->key) == 3'}
 *     - name: direct
 *       cftl: 'forall c in calls(find): after(c)(collisions) == before(c)(collisions)'
 *     - {name: insert once, cftl: 'forall e in entry: count(changes(used)) <= 1'}
 *     - {name: slot, cftl: 'forall q in changes(table[*]): q(key) % SLOTS == 3'}
 *   find:
 *     - {name: walk, cftl: 'forall q in changes(e): q(e) == NULL or q(e->key) == q(key)'}
 * want: fresh = true true false true
 * want: chain = true false true
 * want: behind = unknown(no-value) true unknown(no-value)
 * want: direct = true false false true
 * want: insert once = true true true true
 * want: slot = true true false
 * want: walk = true false true false true true true
 */
