#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make check-torture: GCC's own execution tests (Debian's gcc-12-source), plain and with every
# statement instrumented by testsuite/plugin/torture.cc: same exit code, same output.
#
#   VYPR_LEVELS='-O0|-O2 gc'   some of the levels below; gc: the collector runs at every
#                              turn, on each 25th program; spec: by vypr.so itself, with a
#                              specification that asks for every name in the program, and
#                              libvypr; arcs: how often each branch was taken, by the paths
#                              that were recorded and by gcov (arcs.sh)
#   VYPR_SAMPLE=N              each N-th program only, another at each level
#   VYPR_JOBS=N                so many at once (1)
#
# Begins where the last run with the same plugin ended.  What differs is kept in
# torture/different/, with both programs.
. "${top_srcdir:?}/testsuite/torture/table.sh" gcc
: "${work:?}" "${top_builddir:?}"
all_levels='-O0|-O1|-O2|-O3|-Os|-O2 -flto=1|-O0 spec|-O2 spec|-O0 gc|-O2 gc|-O0 arcs'
tests=${VYPR_GCC_TESTS:-$work/gcc-12-source}
[ -d "$tests/g++.eh" ] || bash "$top_srcdir/testsuite/torture/gcc_tests.sh" "$tests" || exit 1

list_folder() { # FOLDER GLOB COMPILER MODE MAIN FLAG...
	local folder=$1 pattern=$2 compiler=$3 mode=$4 main=$5
	shift 5
	# shellcheck disable=SC2086
	awk -v folder="$folder" -v compiler="$compiler" -v mode="$mode" -v main="$main" \
		-v flags="$*" -f "$top_srcdir/testsuite/torture/gcc_tests.awk" \
		"$tests/$folder"/$pattern
}
programs() {
	list_folder execute '*.c' "$CC" run ''
	list_folder execute/ieee '*.c' "$CC" run '' -fno-inline
	list_folder execute/builtins '*.c' "$CC" run "$tests/execute/builtins/lib/main.c" \
		-fno-tree-dse -fno-tree-loop-distribute-patterns -fno-tracer -fno-ipa-ra \
		-fno-inline-functions
	list_folder g++.eh '*.C' "$CXX" compile '' -std=gnu++17
	list_folder g++.old-eh '*.C' "$CXX" compile '' -std=gnu++14
	list_folder coroutines '*.C' "$CXX" compile '' -fcoroutines -std=c++20
	list_folder coroutines/torture '*.C' "$CXX" run '' -fcoroutines -std=c++20
}
list=$work/gcc.list
programs >"$list" || exit 1

sink=$top_builddir/testsuite/plugin/sink.o
everything="-fplugin=$top_builddir/testsuite/plugin/torture.so -fchecking=2"
vypr="-fplugin=$top_builddir/plugin/vypr.so -fchecking=2"
gc='--param=ggc-min-expand=0 --param=ggc-min-heapsize=0'
IFS='|' read -r -a levels <<<"${VYPR_LEVELS:-$all_levels}"
for level in "${levels[@]}"; do
	unset VYPR_SPECIFICATION VYPR_COMPARE
	case $level in
	*' gc') VYPR_LINKED=$sink compare_all "$level" "$everything $gc" "$list" 25 ;;
	*' spec') VYPR_SPECIFICATION=$top_srcdir/testsuite/torture/everything.awk \
		VYPR_LINKED=$(PKG_CONFIG_PATH=$top_builddir pkg-config --libs vypr) \
		compare_all "$level" "$vypr" "$list" 1 ;;
	*' arcs')
		grep -P '^execute/(?!builtins)[^\t]*\trun\t' "$list" >"$list.arcs"
		export VYPR_TORTURE=$top_builddir/testsuite/plugin/torture.so
		export VYPR_ARCS=$top_builddir/testsuite/plugin/arcs
		export VYPR_ARCS_PY=$top_srcdir/testsuite/torture/arcs.py
		VYPR_COMPARE=arcs.sh VYPR_LINKED=$sink compare_all "$level" "" "$list.arcs" 1 ;;
	*) VYPR_LINKED=$sink compare_all "$level" "$everything" "$list" 1 ;;
	esac
done
print_table
