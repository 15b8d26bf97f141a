/* SPDX-License-Identifier: GPL-3.0-or-later */
static int probes, low, high;

static int probe(const int *v, int i)
{
	probes++;
	return v[i];
}

static int find(const int *v, int n, int wanted)
{
	low = 0;
	high = n;
	while (low < high) {
		int middle = (low + high) / 2;

		if (probe(v, middle) < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int main(void)
{
	static const int primes[] = { 2, 3, 5, 7, 11, 13, 17 };

	find(primes, 7, 7);
	find(primes, 7, 18);
	return find(primes, 0, 1);
}

/* spec:
 *   find:
 *     - {name: three probes, cftl: 'forall e in entry: count(calls(probe)) == 3'}
 *     - {name: found, cftl: 'forall e in exit: e(low) < e(n)'}
 *     - {name: narrower, cftl: 'forall q in changes(middle): q(high) - q(low) > 0'}
 *     - name: next
 *       cftl: 'forall c in calls(probe): argument(next_call(c, probe), 2) < argument(c, 2)'
 *     - {name: upper half, cftl: 'forall q in changes(low): q(low) == 0 or q(low) > 3'}
 * want: three probes = true true false
 * want: found = true false false
 * want: narrower = true true true true true true
 * want: next = true false unknown(no-event) false false unknown(no-event)
 * want: upper half = true false false true true true true true
 */
