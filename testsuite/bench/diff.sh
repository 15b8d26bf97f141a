#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the comparison of two stores of a million verdicts with a thousand different paths each
# takes: of two that are equal, and of two that are not.  To compare: 2 s and 200 MB are the most
# that is meant.
. "${top_srcdir:?}/testsuite/tap.sh"
analyse=$(cd "${top_builddir:?}" && pwd)/vypr-analyse

for kind in many noisy; do
	mkdir "$tap_dir/$kind"
	"$top_builddir/testsuite/make_store" "$tap_dir/$kind" "$kind" || exit 1
done
cp "$tap_dir/many/vypr.db" "$tap_dir/equal.db"
for other in equal.db noisy/vypr.db; do
	echo "diff, many and $other: $(python3 - "$analyse" diff "$tap_dir/many/vypr.db" "$tap_dir/$other" <<-'END'
		import resource, subprocess, sys, time
		begin = time.time()
		code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
		elapsed = time.time() - begin
		use = resource.getrusage(resource.RUSAGE_CHILDREN)
		print('%.2f s, %.2f s of a processor, %.0f MB, exit status %d' % (
		      elapsed, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024, code))
	END
	)"
done
