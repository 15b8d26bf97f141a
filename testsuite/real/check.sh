#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make check-real: every property of truth.sh; the last line counts.
. "${top_srcdir:?}/testsuite/real/lib.sh"
log=$work/check.log
: >"$log"
for property in ${VYPR_REAL:-B1 B2 J1 L1 L2 M1 F1}; do
	bash "$real/truth.sh" "$property" 2>&1 | tee -a "$log"
	[ "${PIPESTATUS[0]}" = 0 ] || echo "not ok - $property as a whole" | tee -a "$log"
done
passed=$(grep -c '^ok' "$log")
failed=$(grep -c '^not ok' "$log")
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
