# SPDX-License-Identifier: GPL-3.0-or-later
# Sums of the TAP of compilers.test, whose names are "COMPILER TEST: WORDS" or
# "COMPILER: WORDS".  Fails when a test did, or none ran.
function row() {
	name = $0
	sub(/^(not )?ok [0-9]+ - /, "", name)
	sub(/:.*| # SKIP.*/, "", name)
	if (!(name in seen)) {
		seen[name] = 1
		names[++rows] = name
	}
	return name
}
/^ok .* # SKIP/ { skipped[row()]++; next }
/^ok / { passed[row()]++; all_passed++ }
/^not ok / { failed[row()]++; all_failed++ }
END {
	printf "%-26s %-12s %7s %7s %8s\n", "compiler", "test", "passed", "failed", "skipped"
	for (i = 1; i <= rows; i++) {
		split(names[i], part, " ")
		printf "%-26s %-12s %7d %7d %8d\n", part[1], part[2] == "" ? "vypr.so" : part[2],
			passed[names[i]], failed[names[i]], skipped[names[i]]
	}
	printf "%d passed, %d failed\n", all_passed, all_failed
	exit !(all_passed && !all_failed)
}
