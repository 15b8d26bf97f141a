#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# sensitivity.sh [RUNS]: how much slower, and how often, has a branch to be until explain
# names it?  Of each cell: in so many runs it was found, none was named (-), or a wrong one
# was (!).  The bound is twice what half of the calls take without the slow ones, where none of
# them takes as much unless it is interrupted.
. "${top_srcdir:?}/testsuite/tap.sh"
. "$top_srcdir/testsuite/tree.sh"
runs=${1:-5} usual=1000
CC=${CC:-gcc}
export VYPR_STORE=$tap_dir/vypr.db
cd "$tap_dir" || exit 1

make_program() { # BOUND
	cat >spec.yml <<-END
		sensitivity.c:
		  serve:
		    - {name: quick, paths: deep, cftl: "forall c in calls(answer): duration(c) < $1"}
	END
	$CC -O2 -DCLOCK -I"$top_srcdir/testsuite" -c "$top_srcdir/testsuite/causes/spend.c" &&
		build program spec.yml -O2 -g -I"$top_srcdir/testsuite" \
			"$top_srcdir/testsuite/bench/sensitivity.c" spend.o
}
once() { # SLOW_US COUNT
	rm -f vypr.db*
	./program "$1" "$2"
}
answer() {
	vypr-analyse explain quick --json | python3 -c '
import json, sys
causes = json.load(sys.stdin)["causes"]
rows = [row for cause in causes[:1] for row in [cause] + cause["same"]]
print("found" if any(row["condition"] in ("r->cold", "r.cold") for row in rows) else
      "wrong " + causes[0]["text"] if rows else "none")'
}
cell() { # SLOW_US COUNT
	local found=0 none=0 wrong=0 said
	for ((i = 0; i < runs; i++)); do
		once "$1" "$2"
		said=$(answer)
		case $said in
		found) found=$((found + 1)) ;;
		none) none=$((none + 1)) ;;
		*) wrong=$((wrong + 1)) && echo "$1 us, $2 calls: ${said#wrong }" >>wrong ;;
		esac
	done
	printf ' %11s' "$found/-$none/!$wrong"
}

make_program "1 h" || exit 1
once 0 0
bound=$(vypr-analyse summary --json | python3 -c '
import json, sys
print(round(json.load(sys.stdin)["formulas"][0]["p50"] * 2))') || exit 1
make_program "$bound ns" || exit 1
echo "bound $bound ns; calls that are slow, of 1000, and $runs runs of each: found/-none/!wrong"
printf '%-10s' slower
printf ' %11s' 1 3 10 30 100
echo
for part in 1 2 4 10 30; do
	printf '%-10s' "$((usual / part)) us"
	for count in 1 3 10 30 100; do
		cell $((usual / part)) $count
	done
	echo
done
[ ! -s wrong ] || { echo "wrong:"; cat wrong; }
