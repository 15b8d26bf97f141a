#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What an explanation of a million verdicts with a thousand different paths takes: seconds and
# memory at their most, of "many" (one cause, no values) and of "noisy" (two causes, two values,
# threads and transactions).  To compare: 2 s and 200 MB are the most that is meant.
. "${top_srcdir:?}/testsuite/tap.sh"
analyse=$(cd "${top_builddir:?}" && pwd)/vypr-analyse

# Seconds and kilobytes of its process.
cost() {
	python3 - "$@" <<-'END'
		import os, subprocess, sys, time
		begin = time.time()
		subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
		elapsed = time.time() - begin
		use = __import__('resource').getrusage(__import__('resource').RUSAGE_CHILDREN)
		print(f'{elapsed:.2f} s, {use.ru_utime + use.ru_stime:.2f} s of a processor, '
		      f'{use.ru_maxrss / 1024:.0f} MB')
	END
}

for kind in many noisy; do
	mkdir "$tap_dir/$kind"
	"$top_builddir/testsuite/make_store" "$tap_dir/$kind" "$kind" || exit 1
	echo "explain, $kind: $(cost "$analyse" -d "$tap_dir/$kind/vypr.db" explain quick)"
done
