/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

enum event { NONE, KEY, CLICK, QUIT };

static enum event event;
static int handled;

static void on_key(void) { handled++; }
static void on_click(void) { handled += 2; }

static void dispatch(void)
{
	static void (*const handlers[])(void) = { NULL, on_key, on_click };

	if (event == QUIT)
		exit(0);
	if (handlers[event])
		handlers[event]();
}

static void loop(const enum event *e)
{
	for (;; e++) {
		event = *e;
		dispatch();
	}
}

int main(void)
{
	static const enum event events[] = { KEY, NONE, CLICK, QUIT };

	loop(events);
	return 1;
}

/* spec:
 *   loop:
 *     - {name: known, cftl: 'forall q in changes(event): q(event) != NONE'}
 *     - name: handled
 *       cftl: 'forall c in calls(dispatch): after(c)(handled) > before(c)(handled)'
 *     - {name: keys, cftl: 'forall e in entry: count(calls(on_key) during dispatch) == 1'}
 *   dispatch:
 *     - {name: click, cftl: 'forall c in calls(on_click): after(c)(handled) == 3'}
 *     - {name: key, cftl: 'forall c in calls(on_key): after(c)(handled) == 2'}
 * 
 * 
 * want: known = true false true true
 * want: handled = true false true unknown(unwound)
 * want: keys = unknown(unwound)
 * want: click = true
 * want: key = false
 * covers: switch true=known false=known unknown=keys
 */
