/* SPDX-License-Identifier: GPL-3.0-or-later */
#define ROWS 3

static short board[ROWS][5];
static const int *divisor;

static void put(int row, int column, short v)
{
	board[row][column] = v;
}

int main(void)
{
	static const int two = 2;

	put(0, 1, 7);
	divisor = &two;
	put(2, 4, -7);
	return 0;
}

/* spec:
 *   put:
 *     - {name: rows, cftl: 'forall q in changes(board): length(q(board)) == ROWS'}
 *     - {name: columns, cftl: 'forall q in changes(board[row]): length(q(board[0])) > 5'}
 *     - {name: half, cftl: 'forall q in changes(board): length(q(board)) / q(*divisor) == 1'}
 *     - {name: inside, cftl: 'forall e in entry: e(column) < length(e(board[0])) - 1'}
 *     - {name: cell, cftl: 'forall q in changes(board[row][column]): q(board[row][column]) > 0'}
 *     - name: other cell
 *       cftl: 'forall q in changes(board[row][column]): q(board[row][column]) + q(*divisor) < 0'
 * want: rows = true true
 * want: columns = false false
 * want: half = unknown(no-value) true
 * want: inside = true false
 * want: cell = true false
 * want: other cell = unknown(no-value) true
 * covers: length-array true=rows false=columns unknown=half
 * covers: grid true=cell false=cell unknown=other cell
 */
