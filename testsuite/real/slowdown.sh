#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# slowdown.sh [PAIRS]: what observing costs.  Runs of the plain and of the observed program take
# turns; medians of processor time (user and system, all threads) and of elapsed time.
#
#   bzip2, jq   ratio observed / plain, with B1 and J1 and paths on
#   lua5.4      nanoseconds added per measured call, 1.5 million calls of about 80 ns
. "${top_srcdir:?}/testsuite/real/lib.sh"
pairs=${1:-10}

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

# "elapsed processor" in seconds of one run.
clock() { # NAME DIR
	local times
	times=$( { TIMEFORMAT='%R %U %S'; time run "$1" "$2" >/dev/null; } 2>&1) || return 1
	echo "$times" | awk '{ print $1, $2 + $3 }'
}

for name in ${VYPR_REAL:-bzip2 jq lua5.4}; do
	prepare "$name"
	input "$name" >/dev/null
	: >"$work/$name-slow.times"
	for ((i = 0; i < pairs; i++)); do
		a=$(clock "$name" "$work/$name-slow-plain") || die "$name failed"
		rm -f "$work/$name-slow.db"*
		b=$(VYPR_STORE=$work/$name-slow.db clock "$name" "$work/$name-slow-observed") || die "$name failed"
		echo "$a $b" >>"$work/$name-slow.times"
	done
	python3 - "$name" "$work/$name-slow.times" <<-'END'
	import statistics, sys
	name, file = sys.argv[1:]
	rows = [list(map(float, line.split())) for line in open(file)]
	def median(f):
	    return statistics.median(map(f, rows))
	ratio, ratio_cpu = median(lambda r: r[2] / r[0]), median(lambda r: r[3] / r[1])
	text = f'{name}: {len(rows)} pairs, plain {median(lambda r: r[0]):.3f} s, ' \
	    f'elapsed x {ratio:.3f}, processor x {ratio_cpu:.3f}'
	if name == 'lua5.4':
	    calls = 1500000
	    text += f'; {median(lambda r: r[2] - r[0]) / calls * 1e9:.1f} ns per measured call'
	print(text)
	END
done
