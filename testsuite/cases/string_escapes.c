/* SPDX-License-Identifier: GPL-3.0-or-later */
static const char *text;

static void say(const char *s)
{
	text = s;
}

int main(void)
{
	say("a\"b");
	say("tab\t");
	say("back\\slash");
	say("\303\251");
	say((const char *)0);
	return 0;
}

/* spec:
 *   "say":
 *     - name: quote
 *       cftl: 'forall q in changes(text): q(text) == "a\"b"'
 *     - name: tab
 *       cftl: 'forall q in changes(text): q(text) == "tab\t"'
 *     - name: slash
 *       cftl: 'forall q in changes(text): q(text) == "back\\slash"'
 *     - name: octal
 *       cftl: 'forall q in changes(text): q(text) == "\303\251"'
 *     - name: bytes
 *       cftl: 'forall q in changes(text): length(q(text)) == 2'
 *     - name: late
 *       cftl: 'forall q in changes(text): q(text) > "z"'
 * want: quote = true false false false false
 * want: tab = false true false false false
 * want: slash = false false true false false
 * want: octal = false false false true false
 * want: bytes = false false false true unknown(no-value)
 * want: late = false false false true unknown(no-value)
 * covers: string true=late false=late unknown=late
 * covers: length-string true=bytes false=bytes unknown=bytes
 */
