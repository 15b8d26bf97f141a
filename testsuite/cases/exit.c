/* SPDX-License-Identifier: GPL-3.0-or-later */
static int open_files;

static int process(int kind)
{
	open_files++;
	if (kind == 1)
		return -1;
	open_files--;
	return kind;
}

int main(void)
{
	process(0);
	process(1);
	process(4);
	return 0;
}

/* spec:
 *   process:
 *     - {name: closed, cftl: 'forall e in exit: e(open_files) == 0'}
 *     - {name: few, cftl: 'forall e in exit: e(open_files) <= 1'}
 *     - {name: per kind, cftl: 'forall e in exit: e(open_files) / e(kind) == 0'}
 * want: closed = true false false
 * want: few = true true true
 * want: per kind = unknown(no-value) false true
 * covers: exit true=closed false=closed unknown=per kind
 * covers: early-return true=closed false=closed unknown=per kind
 */
