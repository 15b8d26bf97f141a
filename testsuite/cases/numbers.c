/* SPDX-License-Identifier: GPL-3.0-or-later */
static unsigned flags;

static void set(unsigned bit)
{
	flags |= 1u << bit;
}

int main(void)
{
	set(0);
	set(4);
	set(9);
	return 0;
}

/* spec:
 *   set:
 *     - {name: hex, cftl: 'forall q in changes(flags): q(flags) == 0x11'}
 *     - {name: octal, cftl: 'forall q in changes(flags): q(flags) >= 021'}
 *     - {name: binary, cftl: 'forall q in changes(flags): q(flags) == 0b1000010001'}
 *     - {name: suffixed, cftl: 'forall q in changes(flags): q(flags) < 18ul'}
 *     - {name: share hex, cftl: 'forall q in changes(flags): 0x40 / (q(flags) - 0x11) > 0'}
 *     - {name: share octal, cftl: 'forall q in changes(flags): 0100 % (q(flags) - 021) == 0'}
 *     - {name: share binary, cftl: 'forall q in changes(flags): 1 / (q(flags) - 0b1) == 0'}
 *     - {name: share suffixed, cftl: 'forall q in changes(flags): 1 / (q(flags) - 1u) == 0'}
 * want: hex = false true false
 * want: octal = false true true
 * want: binary = false false true
 * want: suffixed = true true false
 * want: share hex = false unknown(no-value) false
 * want: share octal = true unknown(no-value) false
 * want: share binary = unknown(no-value) true true
 * want: share suffixed = unknown(no-value) true true
 * covers: hexadecimal true=hex false=hex unknown=share hex
 * covers: octal true=octal false=octal unknown=share octal
 * covers: binary true=binary false=binary unknown=share binary
 * covers: suffixed true=suffixed false=suffixed unknown=share suffixed
 * covers: compound true=hex false=hex unknown=share hex
 */
