/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the bounds of the buckets.
 *
 *   index      0: [0, low(1))          low(1) is the least normal double
 *   index  i > 0: [low(i), low(i + 1)) 32 equal steps in each octave 2^e .. 2^(e+1)
 *   index -i < 0: [-low(i), -low(i - 1))
 *
 * Infinity lies in the bucket after the greatest finite one; NaN counts as 0.
 */
#include "runtime/histogram.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEPS 32
#define PLACES (sizeof ((struct vypr_histogram *)0)->places / sizeof(uint32_t))
#define LEAST_EXPONENT (-1021)  /* frexp of the least normal double */
#define LAST (1 + (1024 - LEAST_EXPONENT) * STEPS + STEPS - 1)

double vypr_histogram_low(int32_t index)
{
	int32_t octave, step;

	if (index < 0)
		return index == INT32_MIN ? -INFINITY : -vypr_histogram_low(-index);
	if (!index)
		return 0;
	if (index > LAST)
		return INFINITY;
	octave = (index - 1) / STEPS;
	step = (index - 1) % STEPS;
	return ldexp(1 + step / (double)STEPS, octave + LEAST_EXPONENT - 1);
}

int32_t vypr_histogram_index(double value)
{
	int exponent;
	double mantissa;
	int32_t index;

	if (value < 0) {
		index = vypr_histogram_index(-value);
		return vypr_histogram_low(index) == -value ? -index : -(index + 1);
	}
	if (!(value >= DBL_MIN))
		return 0;
	if (isinf(value))
		return LAST + 1;
	mantissa = frexp(value, &exponent);
	return 1 + (exponent - LEAST_EXPONENT) * STEPS +
	       (int32_t)((mantissa * 2 - 1) * STEPS);
}

/* Position of index, or of the first bucket after it. */
static uint32_t find(const struct vypr_histogram *histogram, int32_t index)
{
	uint32_t low = 0, high = histogram->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (histogram->buckets[middle].index < index)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum vypr_status grow(struct vypr_histogram *histogram)
{
	uint32_t capacity = histogram->capacity ? histogram->capacity * 2 : 16;
	void *room = realloc(histogram->buckets, capacity * sizeof *histogram->buckets);

	if (!room)
		return VYPR_NOMEM;
	histogram->buckets = room;
	histogram->capacity = capacity;
	return VYPR_OK;
}

enum vypr_status vypr_histogram_add(struct vypr_histogram *histogram, int32_t index,
				    uint64_t count)
{
	uint32_t *place = histogram->places + (uint32_t)index % PLACES, at = *place;
	struct vypr_histogram_bucket *bucket;

	if (at >= histogram->count || histogram->buckets[at].index != index)
		at = find(histogram, index);
	if (at == histogram->count || histogram->buckets[at].index != index) {
		if (histogram->count == histogram->capacity && grow(histogram))
			return VYPR_NOMEM;
		bucket = histogram->buckets + at;
		memmove(bucket + 1, bucket, (histogram->count - at) * sizeof *bucket);
		*bucket = (struct vypr_histogram_bucket){ index, 0 };
		histogram->count++;
	}
	histogram->buckets[at].count += count;
	*place = at;
	return VYPR_OK;
}

void vypr_histogram_fini(struct vypr_histogram *histogram)
{
	free(histogram->buckets);
	memset(histogram, 0, sizeof *histogram);
}
