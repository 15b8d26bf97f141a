/* SPDX-License-Identifier: GPL-3.0-or-later */
static unsigned sum, carry;
static const unsigned *last;

static void checksum(const unsigned *v, int n)
{
	sum = carry = 0;
	for (int i = 0; i < n; i++) {
		__asm__ volatile("" : "+r"(carry));
		sum += v[i];
		carry += sum < v[i];
	}
	last = n ? &v[n - 1] : 0;
}

int main(void)
{
	static const unsigned v[] = { 0xffffffffu, 2, 7 };

	checksum(v, 3);
	checksum(v, 0);
	return carry != 0;
}

/* spec:
 *   checksum:
 *     - {name: carry, cftl: 'forall q in changes(carry): q(carry) == 0'}
 *     - {name: sum, cftl: 'forall q in changes(sum): q(sum) < 10'}
 *     - {name: last, cftl: 'forall q in changes(last): q(*last) == 7'}
 *     - {name: carry share, cftl: 'forall q in changes(carry): 3 / q(carry) == 3'}
 * want: carry = true true true true false false false true
 * want: sum = true false true true true
 * want: last = true unknown(no-value)
 * want: carry share = unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) true true true unknown(no-value)
 * covers: asm true=carry false=carry unknown=carry share
 * covers: unsigned true=sum false=sum unknown=last
 */
