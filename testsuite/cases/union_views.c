/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stddef.h>

union word {
	uint32_t whole;
	uint8_t part[4];
	struct { uint16_t low, high; } half;
};

static union word *other;

static uint32_t mix(uint32_t n)
{
	union word w;

	w.whole = n;
	w.part[0] = 0xff;
	w.half.high = 1;
	return w.whole;
}

int main(void)
{
	static union word two = { 2 };

	mix(0x10000);
	other = &two;
	mix(0x2000001);
	return 0;
}

/* spec:
 *   mix:
 *     - {name: whole, cftl: 'forall q in changes(w.whole): q(w.whole) < 0x20000'}
 *     - {name: low, cftl: 'forall q in changes(w.half.low): q(w.half.low) == 0xff'}
 *     - {name: beside, cftl: 'forall q in changes(w.whole): q(w.whole) > q(other->whole)'}
 *     - name: low share
 *       cftl: 'forall q in changes(w.half.low): 510 / (q(w.half.low) - 1) >= 2'
 * want: whole = true true true false false true
 * want: low = false true false true
 * want: beside = unknown(no-value) unknown(no-value) unknown(no-value) true true true
 * want: low share = false true unknown(no-value) true
 * covers: union true=whole false=whole unknown=beside
 * covers: unsigned-short true=low false=low unknown=low share
 */
