#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# sensitivity.sh [RUNS]: how much slower, and how often, does LAPACK's seeded branch have to
# be until explain names it?  Of 10000 calls; of each cell: in so many runs it was found,
# none was named (-), or a wrong one was (!).  The bound is half as much again as half of the
# calls take in the seeded program when none is slow.
. "${top_srcdir:?}/testsuite/real/lib.sh"
runs=${1:-3} passes=512
dir=$work/sensitivity spec=$work/sensitivity.yml
export VYPR_STORE=$work/sensitivity.db

make_program() { # PASSES BOUND
	cat >"$spec" <<-END
		drive.f90:
		  drive:
		    - name: quick
		      cftl: "forall c in calls(dgetrs): duration(c) < $2 ns"
		      paths: [dgetrs, dlaswp]
	END
	copy lapack "$dir" seed && sed -i "s/$passes\*N/$1*N/" "$dir/SRC/dlaswp.f" &&
		build lapack "$dir" "$spec" || die "cannot build lapack"
}
once() { # SLOW_CALLS
	rm -f "$VYPR_STORE"*
	VYPR_SLOW_CALLS=$1 run lapack "$dir" >/dev/null || die "the program failed"
}
# The branch below the call, or what the same calls took in it and before.
answer() {
	"$analyse" explain quick --json | python3 -c '
import json, sys
causes = json.load(sys.stdin)["causes"]
rows = [row for cause in causes[:1] for row in [cause] + cause["same"]]
print("found" if any(row["condition"] == "INCX.LT.0" for row in rows) else
      "wrong " + causes[0]["text"] if rows else "none")'
}
cell() { # SLOWER SLOW_CALLS
	local found=0 none=0 wrong=0 said i
	for ((i = 0; i < runs; i++)); do
		once "$2"
		said=$(answer)
		case $said in
		found) found=$((found + 1)) ;;
		none) none=$((none + 1)) ;;
		*) wrong=$((wrong + 1)) && echo "$1, $2 calls: ${said#wrong }" >>"$work/sensitivity.wrong" ;;
		esac
	done
	printf ' %11s' "$found/-$none/!$wrong"
}

rm -f "$work/sensitivity.wrong"
make_program $passes 3600000000000
once 0
bound=$("$analyse" summary --json | python3 -c '
import json, sys
print(round(json.load(sys.stdin)["formulas"][0]["p50"] * 1.5))') || die "cannot read the summary"
echo "bound $bound ns; calls that are slow, of 10000, and $runs runs of each: found/-none/!wrong"
printf '%-10s %11s %11s %11s %11s %11s\n' slower 1 3 10 30 all
for part in 1 2 4 10 30; do
	make_program $((passes / part)) "$bound"
	printf '%-10s' "1/$part"
	for count in 1 3 10 30 10000; do
		cell "1/$part" $count
	done
	echo
done
[ ! -s "$work/sensitivity.wrong" ] || { echo "wrong:"; cat "$work/sensitivity.wrong"; }
