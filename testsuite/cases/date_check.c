/* SPDX-License-Identifier: GPL-3.0-or-later */
static int days, leap;
static const int *offset;

static int is_leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int days_in(int year, int month)
{
	leap = is_leap(year);
	days = month == 2 ? 28 + leap : 30 + (month + month / 8) % 2;
	return days;
}

int main(void)
{
	static const int one = 1;

	days_in(2000, 2);
	days_in(1900, 2);
	offset = &one;
	days_in(2023, 12);
	days_in(2024, 4);
	return 0;
}

/* spec:
 *   days_in:
 *     - {name: leap, cftl: 'forall c in calls(is_leap): returned(c) == 1'}
 *     - {name: long, cftl: 'forall q in changes(days): q(days) > 29'}
 *     - name: rule
 *       cftl: 'forall q in changes(days): q(month) == 2 implies q(days) == 28 + q(leap)'
 *     - {name: either, cftl: 'forall q in changes(days): q(leap) == 1 iff q(days) == 29'}
 *     - {name: beside, cftl: 'forall q in changes(days): q(days) + q(*offset) == 32'}
 *     - {name: century, cftl: 'forall e in entry: e(year) % 100 != 0'}
 * want: leap = true false false true
 * want: long = false false true true
 * want: rule = true true true true
 * want: either = true true true false
 * want: beside = unknown(no-value) unknown(no-value) true false
 * want: century = false false true true
 */
