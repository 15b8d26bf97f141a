#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# fetch.sh NAME DIR: Debian's source package of that program, unpacked in DIR.
#
# The machine's package sources stay as they are: apt works with a private list, made
# from the machine's own entries with deb turned into deb-src, and private state.
# Downloads are kept in VYPR_DOWNLOADS (default: downloads/ beside DIR) and taken
# from there the next time, without a network.
set -u
die() { printf 'fetch: %s\n' "$*" >&2; exit 1; }
[ $# = 2 ] || die "usage: fetch.sh NAME DIR"
name=$1 dir=$2
# Debian's patches make bzip2 run the system's libbz2 and lua need libtool.
case $name in
bzip2 | lua5.4) unpack=--skip-patches ;;
jq | lapack | leveldb | memcached | sqlite3) unpack= ;;
*) die "no such program: $name" ;;
esac
command -v dpkg-source >/dev/null || die "dpkg-source not found (Debian: dpkg-dev)"
mkdir -p "$(dirname "$dir")" || exit 1
dir=$(cd "$(dirname "$dir")" && pwd)/$(basename "$dir")
downloads=${VYPR_DOWNLOADS:-$(dirname "$dir")/downloads}
mkdir -p "$downloads" || exit 1

unpack() {
	local dsc
	dsc=$(find "$downloads" -maxdepth 1 -name "${name}_*.dsc" | sort | tail -n 1)
	[ -n "$dsc" ] || return 1
	rm -rf "$dir"
	# shellcheck disable=SC2086
	dpkg-source --no-check --no-copy $unpack -x "$dsc" "$dir" >"$downloads/$name.log" 2>&1 ||
		{ rm -rf "$dir"; return 1; }
	rm -rf "$dir/.pc"
}

# The machine's entries with deb-src for deb, in both formats of apt.
source_entries() { # DESTINATION DIRECTORY
	local file
	for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
		[ -f "$file" ] || continue
		sed -n 's/^[[:space:]]*deb[[:space:]]/deb-src /p' "$file" >>"$1/machine.list"
	done
	for file in /etc/apt/sources.list.d/*.sources; do
		[ -f "$file" ] || continue
		sed 's/^Types:.*/Types: deb-src/' "$file" >"$1/$(basename "$file")"
	done
}

# The newest version that the mirrors still have; the lists may name one that they lost.
download_any() {
	local version
	# shellcheck disable=SC2086
	apt-get $options update || return 1
	# shellcheck disable=SC2086
	for version in $(apt-cache $options showsrc "$name" | sed -n 's/^Version: //p' | sort -rVu); do
		apt-get $options source --download-only "$name=$version" && return 0
		rm -f "$downloads/${name}_${version#*:}".*
	done
	return 1
}

download() {
	local private
	command -v apt-get >/dev/null || die "apt-get not found: cannot fetch $name"
	private=$downloads/apt
	rm -rf "$private"
	mkdir -p "$private/sources" "$private/lists/partial" "$private/cache/archives/partial"
	source_entries "$private/sources"
	options="-o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=$private/sources
		-o Dir::State::Lists=$private/lists -o Dir::Cache=$private/cache
		-o APT::Sandbox::User= -o Acquire::Retries=1 -o Acquire::http::Timeout=20
		-o Acquire::Languages=none -qq"
	(cd "$downloads" && download_any) >"$downloads/$name.log" 2>&1
	local status=$?
	rm -rf "$private"
	return $status
}

unpack && exit 0
printf 'fetch: downloading the source package of %s\n' "$name" >&2
# Even a failed download may have left a whole older version.
download || sed 's/^/fetch: /' "$downloads/$name.log" | tail -n 3 >&2
unpack || die "cannot get $name (no network?)"
