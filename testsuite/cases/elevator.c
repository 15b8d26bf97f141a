/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <stdlib.h>

static int at_floor, goal, door, moves;

static void move(int by) { at_floor += by; moves++; if (at_floor > 5) exit(0); }
static void open_door(void) { door = 1; }
static void close_door(void) { door = 0; }

static void ride(int to)
{
	goal = to;
	if (door)
		close_door();
	while (at_floor != goal)
		move(at_floor < goal ? 1 : -1);
	open_door();
}

int main(void)
{
	ride(2);
	ride(0);
	ride(0);
	ride(7);
	return 1;
}

/* spec:
 *   ride:
 *     - {name: shut, cftl: 'forall c in calls(move): before(c)(door) == 0'}
 *     - {name: up, cftl: 'forall c in calls(move): argument(c, 1) > 0'}
 *     - name: few
 *       cftl: 'forall q in changes(goal): count(calls(move), q, before(next_call(q, open_door))) == 2'
 *     - name: closes
 *       cftl: 'forall q in changes(goal): after(next_call(q, close_door))(door) == 0'
 *     - name: stops
 *       cftl: 'forall e in entry: exists c in calls(open_door): after(c)(at_floor) == e(to)'
 *     - {name: any, cftl: 'forall e in exit: e(moves) < 4'}
 * want: shut = true true true true true true true true true true
 * want: up = true true false false true true true true true true
 * want: few = true true false false
 * want: closes = unknown(no-event) true true true
 * want: stops = true true true unknown(unwound)
 * want: any = true false false
 */
