/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct message { size_t size; struct message *reply_to; char text[]; };

static struct message *made;

static struct message *make(const char *text, struct message *reply_to)
{
	struct message *m = malloc(sizeof *m + strlen(text) + 1);

	if (!m)
		return NULL;
	m->size = strlen(text);
	m->reply_to = reply_to;
	strcpy(m->text, text);
	made = m;
	return m;
}

int main(void)
{
	struct message *a = make("hello", NULL), *b = make("hi", a);

	free(b);
	free(a);
	return 0;
}

/* spec:
 *   make:
 *     - {name: size, cftl: 'forall q in changes(m->size): q(m->size) < 5'}
 *     - {name: reply, cftl: 'forall q in changes(made): q(m->reply_to->size) == 5'}
 *     - {name: copied, cftl: 'forall c in calls(strcpy): argument(c, 2) == "hello"'}
 *     - name: twice
 *       cftl: 'forall q in changes(m->size): returned(previous_call(q, strlen)) == q(m->size)'
 * want: size = false true
 * want: reply = unknown(no-value) true
 * want: copied = true false
 * want: twice = true true
 * covers: arrow true=size false=size unknown=reply
 */
