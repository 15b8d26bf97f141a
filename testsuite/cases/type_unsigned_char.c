/* SPDX-License-Identifier: GPL-3.0-or-later */
static unsigned char sum;
static const unsigned char *key;

static unsigned checksum(const unsigned char *p, int n)
{
	sum = 0;
	while (n--)
		sum = (unsigned char)(sum + *p++);
	return sum;
}

int main(void)
{
	static const unsigned char bytes[] = { 200, 100, 1 };

	checksum(bytes, 2);
	key = bytes + 2;
	checksum(bytes + 2, 1);
	return 0;
}

/* spec:
 *   checksum:
 *     - name: never negative
 *       cftl: 'forall q in changes(sum): q(sum) >= 0'
 *       warnings: {constant: off}
 *     - {name: small, cftl: 'forall q in changes(sum): q(sum) < 100'}
 *     - {name: key, cftl: 'forall q in changes(sum): q(sum) == q(*key)'}
 * want: never negative = true true true true true
 * want: small = true false true true true
 * want: key = unknown(no-value) unknown(no-value) unknown(no-value) false true
 * covers: unsigned-char true=small false=small unknown=key
 */
