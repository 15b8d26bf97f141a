/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>

#define RETRIES (LOW + 2)
#define LOW 1
#define FOREVER UINT_MAX

static unsigned attempts, limit;

static void again(unsigned by)
{
	attempts = by;
	limit = by - RETRIES;
}

int main(void)
{
	again(2);
	again(3);
	again(8);
	return 0;
}

/* spec:
 *   again:
 *     - {name: few, cftl: 'forall q in changes(attempts): q(attempts) <= RETRIES'}
 *     - {name: wrapped, cftl: 'forall q in changes(limit): q(limit) == FOREVER'}
 *     - name: share
 *       cftl: 'forall q in changes(limit): q(attempts) / (q(attempts) - RETRIES) > LOW'
 * want: few = true true false
 * want: wrapped = true false false
 * want: share = false unknown(no-value) false
 * covers: macro true=few false=few unknown=share
 */
