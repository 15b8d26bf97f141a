#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# environment.sh [CASE...]: a control where the program is not to blame.  TAP, and how often
# each was answered as it has to be; VYPR_RUNS is how often each is run, 10 by default.
#
#   stopped  jq, stopped from outside for 150 ms now and then
#   slow     jq, whose input comes through a pipe that stands still for 150 ms now and then
#   disk, wait, lock, sleep   ../causes/ disk, io_wait, lock_contention and sleeping
#
# Right is: nothing separates the calls, they waited, and what for where it is one thing.
. "${top_srcdir:?}/testsuite/real/lib.sh"
runs=${VYPR_RUNS:-10} dir=$work/environment
export VYPR_STORE=$dir.db

make_jq() {
	cat >"$dir.yml" <<-END
		main.c:
		  main:
		    - {name: quick, cftl: "forall c in calls(jq_util_input_next_input): duration(c) < 75 ms"}
	END
	copy jq "$dir" && build jq "$dir" "$dir.yml" || die "cannot build jq (see $dir.log)"
}

stop_now_and_then() { # PID
	while sleep 0.03 && kill -STOP "$1" && sleep 0.15 && kill -CONT "$1"; do
		:
	done 2>/dev/null
}
run_stopped() {
	local in
	in=$(input jq) || return 1
	"$dir/jq" -c . "$in/in.json" "$in/in.json" >/dev/null &
	stop_now_and_then $!
	wait $!
}
run_slow() {
	local in
	in=$(input jq) || return 1
	python3 -c '
import sys, time
with open(sys.argv[1], "rb") as file:
    data = file.read()
for part in range(30):
    sys.stdout.buffer.write(data[part * len(data) // 30:(part + 1) * len(data) // 30])
    sys.stdout.buffer.flush()
    time.sleep(0.15)' "$in/in.json" | "$dir/jq" -c . >/dev/null
}

# What is said, and "right" when it is as it has to be.
judge() { # WAITED_FOR
	"$analyse" explain quick --json | python3 -c '
import json, sys
e = json.load(sys.stdin)
right = e["bad"] > 1 and not e["causes"] and e["budget"]["answer"] == "waiting" and \
    sys.argv[1] in e["budget"]["sentence"]
causes = "".join(cause["text"] + "; " for cause in e["causes"])
print("right" if right else "", "%d of %d:" % (e["bad"], e["bad"] + e["good"]),
      causes + e["budget"]["sentence"])' "$1"
}
jq_case() { # CASE WAITED_FOR
	local said right=0 i
	for ((i = 0; i < runs; i++)); do
		rm -f "$VYPR_STORE"*
		"run_$1" || die "jq failed"
		said=$(judge "$2")
		echo "# $1: ${said#right }"
		[ "${said%% *}" != right ] || right=$((right + 1))
	done
	tell "$1" $right
}
tell() { # CASE RIGHT
	number=$((number + 1))
	echo "$([ "$2" = "$runs" ] || echo "not ")ok $number - $1: waiting, in $2 of $runs runs"
	[ "$2" = "$runs" ] || status=1
}
small_case() { # CASE PROGRAM
	local said
	said=$(CAUSES=$2 bash "$top_srcdir/testsuite/causes.test" --clock --runs "$runs")
	case $said in
	*"cannot be shown here"*) echo "ok $((number += 1)) - $1 # SKIP not shown by this machine" ;;
	*) tell "$1" "$(printf '%s\n' "$said" | sed -n 's/.* \([0-9]*\) of [0-9]*$/\1/p')" ;;
	esac
}

number=0 status=0
for name in ${*:-stopped slow disk wait lock sleep}; do
	case $name in
	stopped | slow) [ -f "$dir/.built" ] || { make_jq && touch "$dir/.built"; } ;;
	esac
	case $name in
	stopped) jq_case stopped "a stopped process" ;;
	slow) jq_case slow "(read)" ;;
	disk) small_case disk disk ;;
	wait) small_case wait io_wait ;;
	lock) small_case lock lock_contention ;;
	sleep) small_case sleep sleeping ;;
	*) die "no such case: $name" ;;
	esac
done
echo "1..$number"
exit $status
