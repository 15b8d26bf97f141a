#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the bits of a path cost in code that is little but branches: processor time of the
# program's own thread, least of VYPR_RUNS (9) runs that take turns, as a ratio to the plain
# program's.  Beside it what two other ways of noting branches cost, which instrument every
# function.
#
#   off     the property without paths      bits  with those of its scope, over "off"
#   gcov    --coverage                      pc    -fsanitize-coverage=trace-pc, an empty hook
#
# The tokenizer is testsuite/bench/tokenizer.c, the others are fetched once.
. "${top_srcdir:?}/testsuite/real/lib.sh"
runs=${VYPR_RUNS:-9}
dir=$work/paths
mkdir -p "$dir"
here=$top_srcdir/testsuite/bench
echo 'void __sanitizer_cov_trace_pc(void); void __sanitizer_cov_trace_pc(void) {}' >"$dir/pc.c"
$CC -O2 -c "$dir/pc.c" -o "$dir/pc.o" || die "cannot compile pc.c"

# the property, sources with flags, and the work
property() {
	case $1 in
	tokenizer) echo 'tokenizer.c: {tokenize: [{cftl: "forall c in calls(note): duration(c) < 1 s", paths: PATHS}]}' ;;
	bzip2) echo 'compress.c: {BZ2_compressBlock: [{cftl: "forall c in calls(sendMTFValues): duration(c) < 1 s", paths: PATHS}]}' ;;
	lua5.4) echo 'lvm.c: {luaV_execute: [{cftl: "forall c in calls(luaV_concat): duration(c) < 1 s", paths: PATHS}]}' ;;
	sqlite3) echo 'sqlite3.c: {sqlite3VdbeExec: [{cftl: "forall c in calls(sqlite3BtreeCreateTable): duration(c) < 1 s", paths: PATHS}]}' ;;
	esac
}
sources() {
	case $1 in
	tokenizer) echo "$here/tokenizer.c" ;;
	bzip2) (cd "$dir/bzip2" && echo "$PWD"/{blocksort,huffman,crctable,randtable,compress,decompress,bzlib,bzip2}.c \
		-D_FILE_OFFSET_BITS=64) ;;
	lua5.4) find "$dir/lua5.4/src" -name '*.c' ! -name luac.c | sort | tr '\n' ' '
		echo "-DLUA_USE_LINUX -lm -ldl -Wl,-E" ;;
	sqlite3) echo "$dir/sqlite3/sqlite3.c $dir/sqlite3/test/speedtest1.c -I$dir/sqlite3" \
		"-DSQLITE_OMIT_LOAD_EXTENSION -lm -lpthread" ;;
	esac
}
begin() {
	[ "$1" = tokenizer ] || [ -d "$dir/$1" ] || copy "$1" "$dir/$1" || return 1
	[ "$1" != sqlite3 ] || [ -f "$dir/sqlite3/sqlite3.c" ] ||
		(cd "$dir/sqlite3" && quiet "$dir/sqlite3.log" ./configure --disable-tcl &&
			quiet "$dir/sqlite3.log" make sqlite3.c)
}
work_of() {
	case $1 in
	tokenizer) "$2" ;;
	bzip2) "$2" -1 -c "$(input bzip2)"/f* ;;
	lua5.4) "$2" "$real/lua5.4/work.lua" ;;
	sqlite3) (cd "$dir" && rm -f speed.db && "$2" --size 20 --testset main speed.db) ;;
	esac
}

compile() { # NAME KIND FLAG...
	local name=$1 kind=$2
	shift 2
	mkdir -p "$dir/$name-$kind.d"
	# coverage data beside the program, not beside the sources
	# shellcheck disable=SC2046
	(cd "$dir/$name-$kind.d" && quiet "$dir/$name-$kind.log" $CC -O2 "$@" $(sources "$name") \
		-o "$dir/$name-$kind" "${after[@]}")
}
compile_all() {
	local name=$1 kind mode cflags after=()
	cflags=$(pkg-config --cflags vypr)
	compile "$name" plain || return 1
	for kind in off bits; do
		mode=off
		[ $kind = off ] || mode=scope
		echo "{$(property "$name")}" | sed "s/PATHS/$mode/" >"$dir/$name-$kind.yml"
		# shellcheck disable=SC2207
		after=($(pkg-config --libs vypr))
		# shellcheck disable=SC2086
		compile "$name" $kind $cflags "-fplugin-arg-vypr-spec=$dir/$name-$kind.yml" || return 1
	done
	after=()
	compile "$name" gcov --coverage || return 1
	after=("$dir/pc.o")
	compile "$name" pc -fsanitize-coverage=trace-pc
}

own_time_library
kinds="plain off bits gcov pc"
measure() {
	local name=$1 kind i
	rm -f "$dir/$name".*.times
	for ((i = 0; i < runs; i++)); do
		for kind in $kinds; do
			rm -f "$dir/$name.db"*
			VYPR_STORE=$dir/$name.db OWN_TIME=$dir/own.time LD_PRELOAD=$work/own.so \
				work_of "$name" "$dir/$name-$kind" >"$dir/$name.$kind.out" || return 1
			cat "$dir/own.time" >>"$dir/$name.$kind.times"
		done
	done
	for kind in $kinds; do
		sort -g "$dir/$name.$kind.times" | head -n 1
	done | tr '\n' ' ' | awk -v name="$name" '{
		printf "%-10s %7.3f s  off x %.3f  bits x %.3f  gcov x %.3f  pc x %.3f\n", name, $1,
			$2 / $1, $3 / $2, $4 / $1, $5 / $1 }' | tee -a "$dir/table"
}

: >"$dir/table"
for name in ${VYPR_REAL:-tokenizer bzip2 lua5.4 sqlite3}; do
	begin "$name" && compile_all "$name" && measure "$name" || echo "$name: failed (see $dir)"
done
awk '{ sum += $9; n++; if ($9 > worst) worst = $9 } END {
	if (n) printf "bits: on average x %.3f, at worst x %.3f\n", sum / n, worst }' "$dir/table"
