/* SPDX-License-Identifier: GPL-3.0-or-later */
static int request, reply;

static void exchange(int n)
{
	request = n;
	if (n > 0)
		reply = n * n;
	if (n > 2)
		reply = -1;
}

int main(void)
{
	for (int n = 0; n < 4; n++)
		exchange(n);
	return 0;
}

/* spec:
 *   exchange:
 *     - name: square
 *       cftl: 'forall q in changes(request): next_change(q, reply)(reply) == q(request) * q(request)'
 *     - {name: one, cftl: 'forall q in changes(request): next_change(q, reply)(reply) == 1'}
 *     - {name: twice, cftl: 'forall q in changes(reply): next_change(q, reply)(reply) < 0'}
 * want: square = unknown(no-event) true true true
 * want: one = unknown(no-event) true false false
 * want: twice = unknown(no-event) unknown(no-event) true unknown(no-event)
 * covers: next-change true=one false=one unknown=one
 * covers: reason-no-event true=one false=one unknown=one
 */
