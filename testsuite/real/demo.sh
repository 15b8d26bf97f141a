#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./bootstrap demo: an unmodified program, a property, and the reason why it fails.
#
# bzip2 from Debian's source package, or, where that cannot be had, a small sorter that ships
# with the project.  The bound is the 90th percentile of a first run.
. "${top_srcdir:?}/testsuite/real/lib.sh"

if [ "${VYPR_DEMO:-bzip2}" = bzip2 ] && pristine bzip2 >/dev/null; then
	name=bzip2 module=compress.c function=BZ2_compressBlock callee=BZ2_blockSort
	say "program: bzip2 from Debian's source package, unmodified; 240 files of 90 kB"
else
	name=sorter module=sorter.c function=handle_batch callee=sort_batch
	say "program: testsuite/programs/sorter.c, which ships with VyPR (bzip2 was not to be had)"
fi
dir=$work/demo-$name spec=$work/demo-$name.yml
export VYPR_STORE=$work/demo-$name.db

observe() { # BOUND
	cat >"$spec" <<-END
	$module:
	  $function:
	    - name: $callee-is-quick
	      cftl: "forall c in calls($callee): duration(c) < $1"
	END
	build "$name" "$dir" "$spec" || die "cannot build $name with the plugin"
	rm -f "$VYPR_STORE"*
	run "$name" "$dir" | md5sum | sed 's/^/  checksum of the output: /; s/  -$//' ||
		die "$name failed"
}

command -v python3 >/dev/null || die "python3 not found"
copy "$name" "$dir" || exit 1
say "1. measure: build with a bound that nothing exceeds, and run"
observe '1 h'
# The first formula's 90th percentile, in nanoseconds.
bound=$("$analyse" summary --json | python3 -c '
import json, sys
print(int(json.load(sys.stdin)["formulas"][0]["p90"]))') || die "cannot read the summary"
say "2. ask for more: 90 % of the calls take less than $bound ns; nine in ten are fast, let all be"
observe "$bound ns"
echo
sed 's/^/    /' "$spec"
say "3. vypr-analyse -d $VYPR_STORE summary"
echo
"$analyse" -d "$VYPR_STORE" summary || exit 1
echo
say "4. vypr-analyse -d $VYPR_STORE explain $callee-is-quick"
echo
"$analyse" -d "$VYPR_STORE" explain "$callee-is-quick" || exit 1
say "5. look further: vypr-analyse is $analyse"
