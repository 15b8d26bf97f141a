#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# slowdown.sh [PAIRS]: what observing costs.  Runs of the plain and of the observed program take
# turns; medians of elapsed time, of processor time (user and system, all threads), and of
# the program's own thread; of that also the difference of the least times, which is what
# remains on a quiet machine.  For each pair both are linked anew with the code at another
# place, the same for both: where code lies is worth as much as what is measured here.
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

# Loaded into both programs: what the thread that ends the process has used.
cat >"$work/own.c" <<-'END'
	#include <stdio.h>
	#include <stdlib.h>
	#include <time.h>
	__attribute__((destructor)) static void tell(void)
	{
		struct timespec t;
		FILE *f = getenv("OWN_TIME") ? fopen(getenv("OWN_TIME"), "w") : NULL;

		clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
		if (f)
			fprintf(f, "%ld.%09ld\n", (long)t.tv_sec, t.tv_nsec);
	}
END
${CC:-gcc} -shared -fPIC -o "$work/own.so" "$work/own.c" || die "cannot build own.c"

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
	for ((i = 0; i < pairs; i++)); do
		pad=$((RANDOM % 512 * 16))
		{ lay_out "$name" "$work/$name-slow-plain" $pad &&
			lay_out "$name" "$work/$name-slow-observed" $pad observed; } ||
			die "cannot link $name again (see $work/$name-slow-*.log)"
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
	def ratio(i):
	    return median(lambda r: r[i + 3] / r[i])
	text = f'{name}: {len(rows)} pairs, plain {median(lambda r: r[0]):.3f} s, ' \
	    f'elapsed x {ratio(0):.3f}, processor x {ratio(1):.3f}, own thread x {ratio(2):.3f}'
	if name == 'lua5.4':
	    ns = 1e9 / 1500000
	    least = min(r[5] for r in rows) - min(r[2] for r in rows)
	    text += f'; ns per measured call: elapsed {median(lambda r: r[3] - r[0]) * ns:.1f}, ' \
	        f'own thread {median(lambda r: r[5] - r[2]) * ns:.1f}, least {least * ns:.1f}'
	print(text)
	END
done
