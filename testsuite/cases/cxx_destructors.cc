/* SPDX-License-Identifier: GPL-3.0-or-later */
static int open_count;

struct handle {
	int number;
	explicit handle(int n) : number(n) { open_count++; }
	~handle() { open_count--; }
};

static int check(int n)
{
	if (n == 2)
		throw n;
	return n;
}

static int guarded(int n)
{
	handle a(n);
	handle b(n);

	return check(n) + a.number + b.number;
}

int main()
{
	for (int n = 1; n < 4; n++) {
		try {
			guarded(n);
		} catch (int) {
		}
	}
	return open_count;
}

/* spec:
 *   guarded:
 *     - {name: open, cftl: 'forall c in calls(check): before(c)(open_count) == 2'}
 *     - {name: closed, cftl: 'forall e in exit: e(open_count) == 0'}
 *     - {name: number, cftl: 'forall e in exit: e(n) != 2'}
 *     - {name: next, cftl: 'forall e in entry: argument(next_call(e, check), 1) < 3'}
 *     - {name: local, cftl: 'forall e in exit: 4 / (e(n) - 3) < 0'}
 * want: open = true true true
 * want: closed = true true true
 * want: number = true false true
 * want: next = true true false
 * want: local = true true unknown(no-value)
 * covers: exit true=closed false=number unknown=local
 */
