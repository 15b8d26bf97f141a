#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make check-compilers: the plugin is built for, and tested with, releases of GCC that this
# machine need not have.  They come from one suite of Debian, unpacked below the build
# directory; nothing is installed.  Needs root, mmdebstrap, and the network once.
#
#   VYPR_RELEASES="13 14 15 16"   which releases
#   VYPR_SUITE=sid                where from: sid has all of 11 to 16 (trixie 12 to 14)
#   VYPR_TESTS="cases streams"    which tests (compilers.test has the list)
#
# One build holds the plugin for all of them, beside one vypr.so.
set -u -o pipefail
suite=${VYPR_SUITE:-sid}
releases=${VYPR_RELEASES:-13 14 15 16}
mirror=${VYPR_MIRROR:-http://deb.debian.org/debian}
root=$top_builddir/chroot/$suite
apt=$top_builddir/chroot/$suite.apt
# a mirror that stands still for some weeks is good enough for tests; signatures are checked
late='Acquire::Check-Valid-Until "false"'

say() { printf '* %s\n' "$*"; }
die() { printf 'check-compilers: %s\n' "$*" >&2; exit 1; }

# What Debian calls the tools that building and the tests want.
tools=base-files,base-passwd,bash,dash,coreutils,diffutils,findutils,grep,sed,mawk,tar
tools=$tools,util-linux,make,file,pkgconf,binutils,libc6-dev,python3-minimal,liblmdb-dev,libyaml-dev

ask_apt() { # COMMAND...: of the suite, not of this machine
	apt-cache -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt" -o Dir::State::status=/dev/null \
		"$@"
}

# Those of the releases that the suite has with plugin headers; the others are named.
find_releases() {
	local release found=
	mkdir -p "$apt/lists/partial" "$apt/archives/partial"
	echo "deb $mirror $suite main" >"$apt/sources.list"
	apt-get -q -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt" -o "${late/ \"/=}" \
		-o Acquire::Languages=none update >"$apt/log" 2>&1 ||
		die "no package lists of Debian $suite (network?); see $apt/log"
	for release in $releases; do
		if ask_apt show "gcc-$release-plugin-dev" >/dev/null 2>&1; then
			found="$found $release"
		else
			say "Debian $suite has no GCC $release with plugin headers"
		fi
	done
	releases=${found# }
	[ -n "$releases" ] || die "Debian $suite has none of these releases"
}

has_all() {
	local release
	for release in $releases; do
		[ -x "$root/usr/bin/gcc-$release" ] &&
			[ -d "$root/usr/lib/gcc/x86_64-linux-gnu/$release/plugin/include" ] || return 1
	done
	[ -f "$root/.complete" ]
}

make_root() {
	local release packages=$tools
	has_all && return
	[ "$(id -u)" = 0 ] || die "a root folder of another Debian is made and entered by root only"
	command -v mmdebstrap >/dev/null || die "mmdebstrap not found (apt-get install mmdebstrap)"
	find_releases
	has_all && return
	for release in $releases; do
		packages=$packages,gcc-$release,g++-$release,gfortran-$release,gcc-$release-plugin-dev
	done
	say "GCC $releases of Debian $suite into ${root#"$PWD"/}"
	rm -rf "$root"
	mmdebstrap --variant=extract --components=main --aptopt="$late" --include="$packages" \
		"$suite" "$root" "$mirror" >"$apt/mmdebstrap.log" 2>&1 ||
		die "it could not be made; see $apt/mmdebstrap.log"
	ln -sf mawk "$root/usr/bin/awk"
	touch "$root/.complete"
}

# The sources with their times, so that the next run builds only what changed.
copy_source() {
	mkdir -p "$root/vypr/source" "$root/vypr/build"
	tar -C "$top_srcdir" --exclude=./build --exclude='./build-[at]san' --exclude=./.git \
		--exclude=./autom4te.cache -cf - . | tar -C "$root/vypr/source" -xf - ||
		die "the sources could not be copied"
}

inside() { # COMMAND: in the root folder, with its own mounts
	unshare -m bash -c 'mount --make-rprivate / && mount -t proc proc "$0/proc" &&
		mount --rbind /dev "$0/dev" && exec env -i PATH=/usr/sbin:/usr/bin HOME=/root \
		LC_ALL=C VYPR_TESTS="$2" chroot "$0" bash -c "cd /vypr/build && $1"' \
		"$root" "$1" "${VYPR_TESTS:-}"
}

compilers_of() { # PREFIX: gcc-13 gcc-14 ...
	local release
	for release in $releases; do
		printf '%s-%s ' "$1" "$release"
	done
}

build_inside() {
	local first=${releases%% *}
	say "building there"
	inside "{ [ config.status -nt ../source/configure ] || ../source/configure CC=gcc-$first \
		CXX=g++-$first --disable-static --with-plugin-for='$(compilers_of gcc)'; } &&
		make -j$(nproc) all check-files" >"$apt/build.log" 2>&1 ||
		{ tail -n 30 "$apt/build.log"; die "it does not build; see $apt/build.log"; }
	grep -E 'warning:' "$apt/build.log"
	say "the plugin is there: $(cd "$root/vypr/build/plugin" && echo vypr-*.impl)"
}

[ "$(uname -m)" = x86_64 ] || die "written for x86_64"
make_root
copy_source
build_inside
streams=$top_builddir/testsuite/streams
rm -rf "$root/vypr/streams"
[ -d "$streams" ] && cp -r "$streams" "$root/vypr/streams"
say "testing GCC $releases"
inside "top_srcdir=/vypr/source top_builddir=/vypr/build VYPR_STREAMS=/vypr/streams \
	VYPR_NATIVE_COMPILERS='$(compilers_of gcc)' bash ../source/testsuite/compilers.test" |
	tee "$apt/tests.log" | grep -E '^not ok|^#|^==|SKIP'
passed=$(grep -c '^ok' "$apt/tests.log")
failed=$(grep -c '^not ok' "$apt/tests.log")
say "GCC $releases of Debian $suite: $passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
