/* SPDX-License-Identifier: GPL-3.0-or-later */
int g(int n);

int f(const unsigned char *code)
{
	static const void *const labels[] = { &&add, &&call, &&end };
	int x = 0;

	goto *labels[*code];
add:
	x++;
	goto *labels[*++code];
call:
	x = g(x);
	goto *labels[*++code];
end:
	return x;
}

/* spec:
 *   f:
 *     - 'forall t in calls(g): duration(t) < 1 s'
 *     - 'forall q in changes(x): q(x) > 0'
 * want-site: 14 call g [time]
 * want-site: 7 change x [value]
 * want-site: 11 change x [value]
 * want-site: 14 change x [value]
 */
