/* SPDX-License-Identifier: GPL-3.0-or-later */
static int grade;

static int mark(int n) { grade = n; return n; }

static int year(const int *marks, int many)
{
	int sum = 0;

	for (int i = 0; i < many; i++)
		sum += mark(marks[i]);
	grade = sum;
	return grade;
}

int main(void)
{
	static const int marks[] = { 4, 6, 5 };

	year(marks, 1);
	year(marks, 2);
	year(marks, 3);
	return 0;
}

/* spec:
 *   year:
 *     - name: early
 *       cftl: 'forall q in changes(grade): returned(previous_call(previous_call(q, mark), mark)) == 4'
 *     - name: rising
 *       cftl: 'forall c in calls(mark): returned(previous_call(previous_call(c, mark), mark)) < returned(c)'
 * want: early = unknown(no-event) true false
 * want: rising = unknown(no-event) unknown(no-event) unknown(no-event) unknown(no-event) unknown(no-event) true
 * covers: previous-of-previous true=early false=early unknown=early
 */
