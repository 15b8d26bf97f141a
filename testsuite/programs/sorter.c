/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small program with a slow branch, for showing VyPR where there is no network:
 * sorts 240 batches of numbers.  A quick sort with the last element as pivot works
 * within a budget; where the input is nearly sorted, about one batch in ten, the
 * budget runs out and a slow sort finishes the work.  The output is the same each time.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define BATCHES 240
#define LENGTH 60000

static uint64_t state = 2;

static uint32_t random_number(void)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33);
}

static void fill(uint32_t *batch, int length)
{
	int nearly_sorted = random_number() % 9 == 0;
	int i;

	for (i = 0; i < length; i++)
		batch[i] = nearly_sorted ? (uint32_t)i * 16 + random_number() % 1024
					 : random_number();
}

static void swap(uint32_t *a, uint32_t *b)
{
	uint32_t old = *a;

	*a = *b;
	*b = old;
}

static int partition(uint32_t *batch, int low, int high)
{
	uint32_t pivot = batch[high];
	int i, end = low;

	for (i = low; i < high; i++)
		if (batch[i] < pivot)
			swap(&batch[i], &batch[end++]);
	swap(&batch[end], &batch[high]);
	return end;
}

static void quick_sort(uint32_t *batch, int low, int high, int *budget)
{
	while (low < high && *budget >= 0) {
		int middle = partition(batch, low, high);

		*budget -= high - low;
		if (middle - low < high - middle) {
			quick_sort(batch, low, middle - 1, budget);
			low = middle + 1;
		} else {
			quick_sort(batch, middle + 1, high, budget);
			high = middle - 1;
		}
	}
}

static void sift(uint32_t *batch, int root, int length)
{
	int child;

	while ((child = 2 * root + 1) < length) {
		if (child + 1 < length && batch[child] < batch[child + 1])
			child++;
		if (batch[root] >= batch[child])
			return;
		swap(&batch[root], &batch[child]);
		root = child;
	}
}

static void slow_sort(uint32_t *batch, int length)
{
	int i;

	for (i = length / 2 - 1; i >= 0; i--)
		sift(batch, i, length);
	for (i = length - 1; i > 0; i--) {
		swap(&batch[0], &batch[i]);
		sift(batch, 0, i);
	}
}

static void sort_batch(uint32_t *batch, int length)
{
	int budget = 60 * length;

	quick_sort(batch, 0, length - 1, &budget);
	if (budget < 0)
		slow_sort(batch, length);
}

static uint32_t handle_batch(uint32_t *batch, int length)
{
	uint32_t sum = 0;
	int i;

	fill(batch, length);
	sort_batch(batch, length);
	for (i = 0; i < length; i++)
		sum = sum * 31 + batch[i];
	return sum;
}

int main(void)
{
	uint32_t *batch = malloc(LENGTH * sizeof *batch);
	uint32_t sum = 0;
	int i;

	if (!batch)
		return 1;
	for (i = 0; i < BATCHES; i++)
		sum ^= handle_batch(batch, LENGTH);
	printf("%08x\n", sum);
	free(batch);
	return 0;
}
