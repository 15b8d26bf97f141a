# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
# Sourced by the scripts of this folder: how each real program is fetched, prepared, built
# and run.  Programs: bzip2, jq, lapack, lua5.4, memcached, and sorter, which ships in
# testsuite/programs.
set -u
top_srcdir=${top_srcdir:?} top_builddir=${top_builddir:?}
real=$top_srcdir/testsuite/real
work=${VYPR_REAL_WORK:-$top_builddir/real}
CC=${CC:-gcc}
export VYPR_DOWNLOADS=${VYPR_DOWNLOADS:-$work/downloads}
export PKG_CONFIG_PATH=$top_builddir${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export LC_ALL=C
analyse=$top_builddir/vypr-analyse
mkdir -p "$work" || exit 1

die() { printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2; exit 1; }
say() { printf '* %s\n' "$*"; }

# quiet LOG COMMAND...: output to LOG; its end shown on failure.
quiet() {
	local log=$1
	shift
	"$@" >"$log" 2>&1 && return 0
	tail -n 25 "$log" >&2
	return 1
}

# The pristine source of NAME, fetched once; prints its directory.
pristine() {
	local dir=$work/$1-pristine
	if [ ! -d "$dir" ]; then
		if [ "$1" = sorter ]; then
			mkdir -p "$dir" && cp "$top_srcdir/testsuite/programs/sorter.c" "$dir"
		else
			bash "$real/fetch.sh" "$1" "$dir"
		fi || return 1
		[ "$1" != jq ] || (cd "$dir" && quiet "$work/jq-autoreconf.log" autoreconf -fi) ||
			{ rm -rf "$dir"; return 1; }
	fi
	echo "$dir"
}

# copy NAME DIR [seed] [oracle]: a fresh copy of the source with these changes.
copy() {
	local name=$1 dir=$2 from change
	shift 2
	from=$(pristine "$name") || return 1
	rm -rf "$dir"
	cp -a "$from" "$dir" || return 1
	for change; do
		patch -s -d "$dir" -p1 <"$real/$name/$change.diff" || return 1
	done
	cp "$real/orc.h" "$dir/"
}

# build NAME DIR [SPEC]: plain, or observed with SPEC, by the program's own makefiles and
# nothing but the usual variables.
build() {
	local name=$1 dir=$2 cflags='-O2 -g' libs=
	if [ $# = 3 ]; then
		cflags="$cflags $(pkg-config --cflags vypr) -fplugin-arg-vypr-spec=$3" || return 1
		libs=$(pkg-config --libs vypr) || return 1
	fi
	quiet "$dir.log" "build_$(echo "$name" | tr -d .)" "$dir" "$cflags" "$libs"
}
build_sorter() {
	# shellcheck disable=SC2086
	(cd "$1" && $CC $2 -c sorter.c && $CC -o sorter sorter.o $3)
}
build_bzip2() {
	make -C "$1" clean &&
		make -C "$1" CC="$CC" CFLAGS="$2 -D_FILE_OFFSET_BITS=64" LDFLAGS="$3" bzip2
}
build_jq() {
	(cd "$1" && { [ ! -f Makefile ] || make distclean; } &&
		./configure CC="$CC" CFLAGS="$2" LIBS="$3" --disable-docs --disable-maintainer-mode \
			--with-oniguruma=no --disable-shared && make)
}
build_lua54() {
	make -C "$1/src" clean &&
		make -C "$1/src" linux CC="$CC -std=gnu99" MYCFLAGS="$2" MYLIBS="$3"
}
build_memcached() {
	(cd "$1" && rm -f ./*.o &&
		./configure CC="$CC" CFLAGS="$2" LIBS="$3" --disable-docs && make memcached)
}
# the routines that drive.f90 needs
build_lapack() {
	# shellcheck disable=SC2086
	(cd "$1" && ${FC:-gfortran} $2 -o drive "$real/lapack/drive.f90" \
		SRC/{dgetrf,dgetrf2,dgetrs,dlaswp,ilaenv,ieeeck,iparmq}.f \
		BLAS/SRC/{dgemm,dtrsm,dscal,idamax,xerbla,lsame}.f INSTALL/dlamch.f $3)
}

# lay_out NAME DIR BYTES [observed]: link again with the code so much further on.  Where code
# lies moves the time of a program by several per cent, whatever it does.
lay_out() {
	local name=$1 dir=$2 pad=$2/pad.o libs=
	printf '.text\n.skip %d, 0x90\n.section .note.GNU-stack,"",@progbits\n' "$3" |
		$CC -c -x assembler - -o "$pad" || return 1
	[ $# = 3 ] || libs=$(pkg-config --libs vypr) || return 1
	quiet "$dir.log" "lay_out_$(echo "$name" | tr -d .)" "$dir" "$pad" "$libs"
}
lay_out_bzip2() {
	rm "$1/bzip2"
	make -C "$1" CC="$CC" LDFLAGS="$2 $3" bzip2
}
lay_out_jq() {
	rm "$1/jq"
	make -C "$1" LDFLAGS="$2" jq
}
lay_out_lua54() {
	rm "$1/src/lua"
	make -C "$1/src" linux CC="$CC -std=gnu99" MYLDFLAGS="$2" MYLIBS="$3"
}

# The input of NAME, made once; prints its directory.
input() {
	local dir=$work/$1-input
	if [ ! -d "$dir" ] && [ -f "$real/$1/gen.py" ]; then
		python3 "$real/$1/gen.py" "$dir.new" && mv "$dir.new" "$dir" || return 1
	fi
	echo "$dir"
}

# Four clients' digest of what the server in DIR answered.
run_memcached() {
	local socket pid
	socket=$(mktemp -d) || return 1
	"$1/memcached" -s "$socket/s" -t 4 -m 256 -u root 2>"$1.said" &
	pid=$!
	timeout 300 python3 "$real/memcached/client.py" "$socket/s" 4 8000
	kill -INT $pid
	wait $pid
	rm -rf "$socket"
}

# run NAME DIR [WORKLOAD]: the workload on the program in DIR; its output.
run() {
	local in
	in=$(input "$1") || return 1
	case $1 in
	sorter) "$2/sorter" ;;
	bzip2) "$2/bzip2" -1 -c "$in"/f* ;;
	jq) "$2/jq" -c '{id,v:.value,n:(.tags|length),u:(.name|ascii_upcase)}' "$in/in.json" ;;
	lapack) "$2/drive" "${ORC_OUT:+$ORC_OUT.0}" "${VYPR_SLOW_CALLS:-10000}" ;;
	lua5.4) "$2/src/lua" "$real/lua5.4/${3:-work}.lua" ;;
	memcached) run_memcached "$2" ;;
	esac
}

# own.so in $work, to be loaded into a program: what the thread that ends the process has used
# of a processor, in seconds, into the file OWN_TIME.
own_time_library() {
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
	$CC -shared -fPIC -o "$work/own.so" "$work/own.c" || die "cannot compile own.c"
}
