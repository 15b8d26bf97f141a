#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# package.sh PACKAGE DIR: what is in Debian's binary package of that name, unpacked in DIR.
#
# Nothing is installed.  Downloads are kept in VYPR_DOWNLOADS (default: downloads/ beside
# DIR) and taken from there the next time, without a network.
set -u
die() { printf 'package: %s\n' "$*" >&2; exit 1; }
[ $# = 2 ] || die "usage: package.sh PACKAGE DIR"
name=$1
command -v dpkg-deb >/dev/null || die "dpkg-deb not found"
mkdir -p "$2" || exit 1
dir=$(cd "$2" && pwd)
downloads=${VYPR_DOWNLOADS:-$(dirname "$dir")/downloads}
mkdir -p "$downloads" || exit 1

unpack() {
	local deb
	deb=$(find "$downloads" -maxdepth 1 -name "${name}_*.deb" | sort -V | tail -n 1)
	[ -n "$deb" ] && dpkg-deb -x "$deb" "$dir"
}
unpack && exit 0
command -v apt-get >/dev/null || die "apt-get not found: cannot fetch $name"
printf 'package: downloading %s\n' "$name" >&2
(cd "$downloads" && apt-get -q -o APT::Sandbox::User= -o Acquire::Retries=1 \
	-o Acquire::http::Timeout=20 download "$name") >"$downloads/$name.log" 2>&1 ||
	sed 's/^/package: /' "$downloads/$name.log" | tail -n 3 >&2
unpack || die "cannot get $name (no network?)"
