/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a specification file: no crash, and an error has words.
 * testsuite/fuzz/run.sh builds it.
 */
#include <stdint.h>
#include <stdlib.h>

#include "spec/spec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vypr_diag diag;
	struct vypr_spec spec;

	if (vypr_spec_read_bytes("fuzz.yml", (const char *)data, size, &spec, &diag) !=
	    VYPR_OK) {
		if (!diag.text[0] || diag.status == VYPR_OK)
			abort();
		return 0;
	}
	vypr_spec_fini(&spec);
	return 0;
}
