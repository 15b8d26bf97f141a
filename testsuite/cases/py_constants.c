/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdbool.h>
#include <stddef.h>

static bool ready;
static const char *name;

static void start(const char *who)
{
	name = who;
	ready = who != NULL;
}

int main(void)
{
	start("init");
	start(NULL);
	start("x");
	return 0;
}

/* spec:
 *   start:
 *     - name: ready
 *       cftl: |
 *         Forall(q = changes('ready')).\
 *         Check(lambda q: q('ready').equals(True))
 *     - name: named
 *       cftl: "Forall(q = changes('name')).Check(lambda q: lnot(q('name').equals(None)))"
 *     - name: init
 *       cftl: "Forall(q = changes('name')).Check(lambda q: q('name').equals('init'))"
 *     - name: longer
 *       cftl: "Forall(q = changes('name')).Check(lambda q: length(q('name')) > 1)"
 *     - name: name share
 *       cftl: "Forall(q = changes('ready')).Check(lambda q: If(q('ready').equals(False)).then(length(q('name')) > 1))"
 * want: named = true false true
 * want: init = true false false
 * want: longer = true unknown(no-value) false
 * want: ready = true false true
 * want: name share = true unknown(no-value) true
 * covers: truth true=ready false=ready unknown=name share
 * covers: null true=named false=named
 * covers: string true=init false=init
 */
