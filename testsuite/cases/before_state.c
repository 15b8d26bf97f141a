/* SPDX-License-Identifier: GPL-3.0-or-later */
static int *cursor, buffer[3];

static void push(int v)
{
	if (cursor)
		*cursor++ = v;
}

static void record(int v)
{
	push(v);
	cursor = cursor && cursor < buffer + 3 ? cursor : 0;
}

int main(void)
{
	cursor = buffer;
	for (int v = 5; v < 9; v++)
		record(v);
	return 0;
}

/* spec:
 *   record:
 *     - {name: open, cftl: 'forall c in calls(push): before(c)(cursor) != NULL'}
 *     - {name: empty, cftl: 'forall c in calls(push): before(c)(*cursor) == 0'}
 *     - {name: small, cftl: 'forall c in calls(push): before(c)(v) < 7'}
 *     - name: never
 *       cftl: 'forall c in calls(push): before(c)(cursor) != NULL and before(c)(*cursor) >= 0'
 *     - name: unsure
 *       cftl: 'forall c in calls(push): before(c)(cursor) == NULL implies before(c)(*cursor) == 0'
 *     - name: cursor
 *       cftl: 'forall c in calls(push): before(c)(v) > 0 implies before(c)(cursor) != NULL'
 * want: open = true true true false
 * want: empty = true true true unknown(no-value)
 * want: small = true true false false
 * want: never = true true true false
 * want: unsure = true true true unknown(no-value)
 * want: cursor = true true true false
 * covers: before-call true=empty false=open unknown=empty
 * covers: null true=open false=open
 * covers: implies true=unsure false=cursor unknown=unsure
 */
