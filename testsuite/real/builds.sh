#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# builds.sh [ROUNDS]: real programs through their own build systems, plain and with one
# property each.  Shown of each: that the messages of the compiler are the same, that the
# objects of files that no property is about are, byte for byte (debug information included,
# but for the command line in it), that the program's own
# tests pass and leave verdicts, and what compiling costs: processor time of the whole build,
# observed / plain, the least of ROUNDS of either, which take turns.  The last line counts.
#
#   VYPR_REAL   names, default all: jq lapack leveldb lua5.4 memcached sqlite3
. "${top_srcdir:?}/testsuite/real/lib.sh"
rounds=${1:-1}
log=$work/builds.results
: >"$log"
result() { # NAME WHAT STATUS
	local word=ok
	[ "$3" = 0 ] || word="not ok"
	echo "$word - $1: $2" | tee -a "$log"
}

spec_of() {
	case $1 in
	jq) echo '{util.c: {jq_util_input_next_input: ["forall c in calls(jv_parser_next): duration(c) < 1 s"]}}' ;;
	lapack) echo '{dgemm.f: {dgemm: ["forall c in calls(lsame): duration(c) < 1 s"]}}' ;;
	leveldb) echo '{db_impl.cc: {"leveldb::DBImpl::Write": ["forall c in calls(\"*MakeRoomForWrite*\"): duration(c) < 1 s"]}}' ;;
	lua5.4) echo '{lvm.c: {luaV_execute: ["forall c in calls(luaV_concat): duration(c) < 1 s"]}}' ;;
	memcached) echo '{memcached.c: {conn_new: ["forall c in calls(event_add): duration(c) < 1 s"]}}' ;;
	sqlite3) echo '{sqlite3.c: {sqlite3VdbeExec: ["forall c in calls(sqlite3BtreeInsert): duration(c) < 1 s"]}}' ;;
	esac
}

# What has to be there besides a compiler, installed by root; and the objects that the
# property is about: its function's, and where the callee is whose paths it keeps.
packages="cmake gfortran libevent-dev perl tcl"
install_packages() {
	# shellcheck disable=SC2086
	[ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null || dpkg -s $packages >/dev/null 2>&1 ||
		{ say "installing $packages"
		quiet "$work/builds.apt" apt-get install -y --no-install-recommends $packages; }
}
needs() {
	case $1 in
	lapack) command -v gfortran ;;
	leveldb) command -v cmake ;;
	memcached) echo '#include <event.h>' | $CC -E - ;;
	sqlite3) command -v tclsh ;;
	esac >/dev/null 2>&1
}
touched() {
	case $1 in
	jq) echo "util jv_parse" ;; lapack) echo "dgemm lsame" ;; leveldb) echo db_impl.cc ;;
	lua5.4) echo lvm ;; memcached) echo memcached-memcached ;; sqlite3) echo sqlite3 ;;
	esac
}
is_touched() { # NAME OBJECT
	local one
	for one in $(touched "$1"); do
		case $(basename "$2") in "$one".o | *-"$one".o) return 0 ;; esac
	done
	return 1
}

# begin_NAME FLAGS LIBS, make_NAME FLAGS LIBS, test_NAME: in the folder of the source.
begin_jq() {
	./configure CC="$CC" CFLAGS="$1" LIBS="$2" --disable-docs --disable-maintainer-mode \
		--with-oniguruma=no --disable-shared
}
make_jq() { make; }
test_jq() { NO_VALGRIND=1 make check; }
begin_lapack() { cp INSTALL/make.inc.gfortran make.inc; }
make_lapack() { make blaslib FFLAGS="$1" FFLAGS_NOOPT="$1" LDFLAGS="$2"; }
test_lapack() {
	make blas_testing FFLAGS="$1" LDFLAGS="$2" && ! grep -il fail BLAS/TESTING/*.out
}
begin_leveldb() {
	cmake -DCMAKE_BUILD_TYPE= -DCMAKE_CXX_FLAGS="$1" -DLEVELDB_BUILD_TESTS=OFF \
		-DLEVELDB_BUILD_BENCHMARKS=OFF .
}
make_leveldb() { make; }
test_leveldb() {
	# shellcheck disable=SC2086
	$CC -Iinclude db/c_test.c libleveldb.a -lstdc++ -lm -lpthread -lsnappy $2 -o c_test ||
		$CC -Iinclude db/c_test.c libleveldb.a -lstdc++ -lm -lpthread $2 -o c_test &&
		./c_test
}
begin_lua54() { :; }
make_lua54() { make -C src linux CC="$CC -std=gnu99" MYCFLAGS="$1" MYLIBS="$2"; }
test_lua54() { [ "$(src/lua -e 'print(("x"):rep(3) .. 1 .. 2)')" = xxx12 ]; }
# its own configure adds -Werror
begin_memcached() { ./configure CC="$CC" CFLAGS="${1/-Wall -Wextra/}" LIBS="$2"; }
make_memcached() { make; }
test_memcached() {
	./testapp && prove t/00-startup.t t/64bit.t t/cas.t t/flags.t t/getset.t t/incrdecr.t \
		t/multiversioning.t t/noreply.t t/touch.t
}
begin_sqlite3() { ./configure CC="$CC" CFLAGS="$1" LIBS="$2" --disable-tcl --disable-readline; }
make_sqlite3() { make sqlite3; }
test_sqlite3() {
	[ "$(echo 'create table t(a primary key); insert into t values (1), (2);
		select count(*), sum(a) from t; pragma integrity_check;' | ./sqlite3)" = "2|3
ok" ]
}

# compile NAME KIND FLAGS LIBS: always in the same folder, for its name is in the objects;
# its seconds of processor time go to NAME-KIND.times.
compile() {
	local name=$1 kind=$2 function=${1//./} dir=$work/$1-build
	copy "$name" "$dir" || return 1
	(cd "$dir" && quiet "$work/$name-$kind.begin" "begin_$function" "$3" "$4") || return 1
	(
		cd "$dir" || exit 1
		TIMEFORMAT='%U %S'
		{ time make_"$function" "$3" "$4" >"$work/$name-$kind.made" 2>"$work/$name-$kind.said"; } \
			2>>"$work/$name-$kind.times"
	) || { tail -n 20 "$work/$name-$kind.said" >&2; return 1; }
	rm -rf "$work/$name-$kind"
}
keep() { cp -a "$work/$1-build" "$work/$1-$2"; }

# What the compiler says; the order of a parallel or generated build is not its business.
said() { grep -E '(warning|error|note):' "$work/$1-$2.said" "$work/$1-$2.made" -h | sort; }
same_objects() { # NAME
	local object status=0
	(cd "$work/$1-plain" && find . -name '*.o' | grep -v "/\(CMakeTmp\|conftest\)" | sort) \
		>"$work/$1.objects"
	while read -r object; do
		is_touched "$1" "$object" && continue
		# of --coverage, with the time of the compilation in it
		[ ! -f "$work/$1-plain/${object%.o}.gcno" ] || continue
		cmp -s "$work/$1-plain/$object" "$work/$1-observed/$object" ||
			{ echo "# $object differs"; status=1; }
	done <"$work/$1.objects"
	return $status
}
least() { awk '{ t = $1 + $2; if (!m || t < m) m = t } END { print m }' "$work/$1-$2.times"; }

judge() { # NAME
	local name=$1 function=${1//./} count
	diff <(said "$name" plain) <(said "$name" observed) | sed 's/^/# /' | head -n 5
	diff <(said "$name" plain) <(said "$name" observed) >/dev/null
	result "$name" "the compiler says the same ($(said "$name" plain | wc -l) lines)" $?
	same_objects "$name"
	local status=$?
	count=$(wc -l <"$work/$name.objects")
	result "$name" "the other objects are the same (of $count)" "$status"
	(cd "$work/$name-build" &&
		VYPR_STORE=$work/$name.db quiet "$work/$name.tested" "test_$function" "$2" "$3")
	result "$name" "its tests pass" $?
	"$analyse" summary -d "$work/$name.db" | grep -q '^ *[1-9][0-9,]* true'
	result "$name" "and leave verdicts" $?
	echo "  $name: compiling took $(least "$name" plain) s plain, $(least "$name" observed) s" \
		"observed: x $(awk "BEGIN { printf \"%.3f\", $(least "$name" observed) / $(least "$name" plain) }")"
}

both() { # NAME
	local name=$1 flags="-O2 -g -gno-record-gcc-switches -Wall -Wextra" with libs
	spec_of "$name" >"$work/$name-build.yml"
	with="$(pkg-config --cflags vypr) -fplugin-arg-vypr-spec=$work/$name-build.yml"
	libs=$(pkg-config --libs vypr)
	rm -f "$work/$name"-{plain,observed}.times "$work/$name.db"*
	for ((i = 0; i < rounds; i++)); do
		compile "$name" plain "$flags" "" && keep "$name" plain &&
			compile "$name" observed "$flags $with" "$libs" && keep "$name" observed || return 1
	done
	judge "$name" "$flags $with" "$libs"
}

install_packages
for name in ${VYPR_REAL:-jq lapack leveldb lua5.4 memcached sqlite3}; do
	needs "$name" || { echo "# $name: skipped, for what it needs is not installed"; continue; }
	both "$name"
	result "$name" "builds" $?
done
passed=$(grep -c '^ok' "$log")
failed=$(grep -c '^not ok' "$log")
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
