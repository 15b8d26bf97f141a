#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make check-compilers: the plugin is built for, and tested with, compilers that this machine
# need not have: releases of GCC, and one for aarch64 whose programs run under qemu.  They
# come from one suite of Debian, unpacked below the build directory; nothing is installed.
# Needs root, apt-get, and the network once.
#
#   VYPR_RELEASES="13 14 15 16"   which releases
#   VYPR_CROSS=12                 which of the cross compiler; empty: none
#   VYPR_SUITE=sid                where from: sid has all of 11 to 16 (trixie 12 to 14)
#   VYPR_TESTS="cases streams"    which tests (compilers.test has the list)
#   VYPR_APT=FOLDER               keeps what was fetched, also over make distclean
#
# One build holds the plugin for all of them, beside one vypr.so; a second one the library
# for aarch64.  The streams of events are compared with this machine's, where streams.test
# has left them.
set -u -o pipefail
suite=${VYPR_SUITE:-sid}
releases=${VYPR_RELEASES-13 14 15 16}
cross=${VYPR_CROSS-12}
architectures="amd64 arm64"
root=$top_builddir/chroot/$suite
apt=${VYPR_APT:-$top_builddir/chroot/apt}/$suite
log=$top_builddir/chroot/log-$suite
. "$top_srcdir/testsuite/root.sh"

say() { printf '* %s\n' "$*"; }
die() { printf 'check-compilers: %s\n' "$*" >&2; exit 1; }

# What building and the tests want.
tools='base-files base-passwd bash dash coreutils diffutils findutils grep sed mawk tar
	util-linux make file pkgconf binutils libc6-dev python3 liblmdb-dev libyaml-dev'
packages_of() { echo "gcc-$1 g++-$1 gfortran-$1 gcc-$1-plugin-dev"; }
cross_packages_of() {
	echo "gcc-$1-aarch64-linux-gnu g++-$1-aarch64-linux-gnu gcc-$1-plugin-dev-aarch64-linux-gnu
		liblmdb-dev:arm64 libyaml-dev:arm64 libstdc++6:arm64 qemu-user"
}

# Those releases that the suite has with plugin headers; the others are named.
find_compilers() {
	local release found='' other=''
	for release in $releases; do
		# shellcheck disable=SC2046
		if has_package $(packages_of "$release"); then
			found="$found $release"
		else
			say "Debian $suite has no GCC $release with plugin headers"
		fi
	done
	for release in $cross; do
		# shellcheck disable=SC2046
		if has_package $(cross_packages_of "$release"); then
			other="$other $release"
		else
			say "Debian $suite has no GCC $release for aarch64 with plugin headers, or no qemu"
		fi
	done
	releases=${found# } cross=${other# }
	[ -n "$releases" ] || die "Debian $suite has none of these releases"
}

# The compilers that are looked for and those that were found are kept with the root folder.
make_root() {
	local release packages=$tools wish="$releases;$cross"
	[ "$(id -u)" = 0 ] || die "a root folder of another Debian is made and entered by root only"
	if [ "$(sed 1q "$root/.compilers" 2>/dev/null)" = "$wish" ]; then
		IFS=';' read -r releases cross < <(sed -n 2p "$root/.compilers")
		return
	fi
	command -v apt-get >/dev/null || die "apt-get not found"
	mkdir -p "$root"
	fetch_lists || die "no package lists of Debian $suite (network?); see $apt/log"
	find_compilers
	for release in $releases; do
		packages="$packages $(packages_of "$release")"
	done
	for release in $cross; do
		packages="$packages $(cross_packages_of "$release")"
	done
	say "GCC $releases${cross:+, and $cross for aarch64,} of Debian $suite"
	# shellcheck disable=SC2086
	add_packages $packages || die "they could not be had; see $apt/log"
	printf '%s\n' "$wish" "$releases;$cross" >"$root/.compilers"
}

# The sources with their times, so that the next run builds only what changed.
copy_source() {
	rm -rf "$root/vypr/source"
	mkdir -p "$root/vypr/source" "$root/vypr/build" "$root/vypr/build-aarch64"
	tar -C "$top_srcdir" --exclude='./build*' --exclude='./chroot' --exclude=./.git \
		--exclude=./autom4te.cache -cf - . | tar -C "$root/vypr/source" -xf - &&
		tar -C "$top_srcdir" -cf - build-aux | tar -C "$root/vypr/source" -xf - ||
		die "the sources could not be copied"
}

compilers_of() { # PREFIX RELEASES: gcc-13 gcc-14 ...
	local release
	for release in $2; do
		printf '%s-%s ' "$1" "$release"
	done
}

# Targets one after the other: two would build what they share at the same time.
build_in() { # FOLDER TARGETS ARGUMENTS OF CONFIGURE
	say "building in $1"
	inside "cd /vypr/$1 && { [ config.status -nt ../source/configure ] &&
		[ \"\$(cat .configured)\" = \"$3\" ] ||
		{ ../source/configure $3 && echo \"$3\" >.configured; }; } &&
		for target in $2; do make -j$(nproc) \$target || exit; done" >"$log.$1" 2>&1 ||
		{ tail -n 30 "$log.$1"; die "it does not build; see $log.$1"; }
	grep -E 'warning:' "$log.$1"
}

build_all() {
	local first=${releases%% *}
	build_in build 'all check-files' "CC=gcc-$first CXX=g++-$first --disable-static \
--with-plugin-for='$native$foreign'"
	[ -z "$cross" ] || build_in build-aarch64 runtime/libvypr.la \
		"--host=aarch64-linux-gnu CC=${foreign%% *} CXX=aarch64-linux-gnu-g++-${cross%% *} \
PKG_CONFIG_LIBDIR=/usr/lib/aarch64-linux-gnu/pkgconfig --disable-static"
	say "the plugin is there: $(cd "$root/vypr/build/plugin" && echo vypr-*.impl)"
}

[ "$(uname -m)" = x86_64 ] || die "written for x86_64"
make_root
native=$(compilers_of gcc "$releases") foreign=$(compilers_of aarch64-linux-gnu-gcc "$cross")
copy_source
build_all
rm -rf "$root/vypr/streams"
[ -d "$top_builddir/testsuite/streams" ] && cp -r "$top_builddir/testsuite/streams" "$root/vypr"
say "testing GCC $releases${cross:+, and $cross for aarch64}"
inside "cd /vypr/build; export top_srcdir=/vypr/source top_builddir=/vypr/build \
	VYPR_STREAMS=/vypr/streams VYPR_NATIVE_COMPILERS='$native' CC=gcc-${releases%% *} \
	VYPR_CROSS_COMPILERS='$foreign' VYPR_CROSS_LIBS=/vypr/build-aarch64/runtime/.libs
	bash ../source/testsuite/compilers.test" |
	tee "$log" | grep -E '^not ok|^#|SKIP'
awk -f "$top_srcdir/testsuite/compilers.awk" "$log"
