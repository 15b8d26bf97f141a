/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <wchar.h>

static wchar_t letter;
static const wchar_t *at;

static void read_text(const wchar_t *text)
{
	for (at = text; at; at++) {
		letter = *at;
		if (!letter)
			break;
	}
}

int main(void)
{
	read_text(L"h\u00e9");
	read_text(NULL);
	return 0;
}

/* spec:
 *   read_text:
 *     - {name: plain, cftl: 'forall q in changes(letter): q(letter) < 128'}
 *     - {name: end, cftl: 'forall q in changes(letter): q(letter) != 0'}
 *     - {name: there, cftl: 'forall q in changes(at): q(*at) > 0'}
 * want: plain = true false true
 * want: end = true true false
 * want: there = true true false unknown(no-value)
 * covers: wide-characters true=plain false=plain unknown=there
 */
