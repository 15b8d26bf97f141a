#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# slowdown.sh [PLACES [RUNS]]: what observing costs.  Both programs are linked anew PLACES
# times with the code at another place, the same for both: where code lies is worth as much as
# what is measured here.  At each place runs of the plain and of the observed program take
# turns, RUNS of each.  Elapsed time, processor time (user and system, all threads), and that
# of the program's own thread are given twice:
#
#   pairs   the median over all pairs of runs
#   least   of each place the least time of either program, and of these the median over the
#           places: whatever else the machine does only ever adds to a time
#
#   bzip2, jq   ratio observed / plain, with B1 and J1 and paths on
#   lua5.4      nanoseconds added per measured call, 1.5 million calls of about 80 ns
. "${top_srcdir:?}/testsuite/real/lib.sh"
places=${1:-10} runs=${2:-1}

spec_of() {
	case $1 in
	bzip2) echo '{compress.c: {BZ2_compressBlock: ["forall c in calls(BZ2_blockSort): duration(c) < 13 ms"]}}' ;;
	jq) echo '{util.c: {jq_util_input_next_input: [{cftl: "forall c in calls(jv_parser_next): duration(c) < 10 us", paths: [check_literal]}]}}' ;;
	lua5.4) echo '{lvm.c: {luaV_execute: ["forall c in calls(luaV_concat): duration(c) < 3 us"]}}' ;;
	esac
}

prepare() { # NAME
	local plain=$work/$1-slow-plain observed=$work/$1-slow-observed
	spec_of "$1" >"$work/$1-slow.yml"
	{ copy "$1" "$plain" && build "$1" "$plain"; } || die "cannot build $1"
	{ copy "$1" "$observed" && build "$1" "$observed" "$work/$1-slow.yml"; } ||
		die "cannot build $1 with the plugin (see $observed.log)"
}

own_time_library

# "elapsed processor own" in seconds of one run.
clock() { # NAME DIR
	local times
	times=$( { TIMEFORMAT='%R %U %S'; time LD_PRELOAD=$work/own.so OWN_TIME=$work/own.time \
		run "$1" "$2" >/dev/null; } 2>&1) || return 1
	echo "$times $(cat "$work/own.time")" | awk '{ print $1, $2 + $3, $4 }'
}

for name in ${VYPR_REAL:-bzip2 jq lua5.4}; do
	prepare "$name"
	input "$name" >/dev/null
	: >"$work/$name-slow.times"
	RANDOM=1
	for ((i = 0; i < places; i++)); do
		pad=$((RANDOM % 512 * 16))
		{ lay_out "$name" "$work/$name-slow-plain" $pad &&
			lay_out "$name" "$work/$name-slow-observed" $pad observed; } ||
			die "cannot link $name again (see $work/$name-slow-*.log)"
		for ((k = 0; k < runs; k++)); do
			a=$(clock "$name" "$work/$name-slow-plain") || die "$name failed"
			rm -f "$work/$name-slow.db"*
			b=$(VYPR_STORE=$work/$name-slow.db clock "$name" "$work/$name-slow-observed") ||
				die "$name failed"
			echo "$i $a $b" >>"$work/$name-slow.times"
		done
	done
	python3 - "$name" "$work/$name-slow.times" <<-'END'
	import itertools, statistics, sys
	name, file = sys.argv[1:]
	rows = [list(map(float, line.split())) for line in open(file)]
	places = [[row[1:] for row in place] for _, place in itertools.groupby(rows, lambda r: r[0])]
	pairs = [row for place in places for row in place]
	least = [list(map(min, zip(*place))) for place in places]
	def figures(rows):
	    def median(f):
	        return statistics.median(map(f, rows))
	    text = ', '.join(f'{what} x {median(lambda r: r[i + 3] / r[i]):.3f}'
	                     for i, what in enumerate(('elapsed', 'processor', 'own thread')))
	    if name == 'lua5.4':
	        def ns(i):
	            return median(lambda r: r[i + 3] - r[i]) * 1e9 / 1500000
	        text += f'; ns per measured call: elapsed {ns(0):.1f}, own thread {ns(2):.1f}'
	    return text
	plain = statistics.median(r[0] for r in least)
	print(f'{name}: {len(places)} places, {len(pairs)} pairs, plain {plain:.3f} s')
	print(f'  pairs  {figures(pairs)}')
	print(f'  least  {figures(least)}')
	END
done
