#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# gcc_tests.sh DIR: from Debian's gcc-12-source those of GCC's tests that are programs to run:
# execute/, g++.eh/, g++.old-eh/, coroutines/.  An installed package is taken as it is.
set -u
[ $# = 1 ] || { echo "usage: gcc_tests.sh DIR" >&2; exit 1; }
dir=$1 tests=gcc/testsuite
here=$(dirname "$0")
archive() { # ROOT
	find "$1/usr/src/gcc-12" -name 'gcc-12*.tar.xz' 2>/dev/null | head -n 1
}
rm -rf "$dir.new"
mkdir -p "$dir.new/package" "$dir.new/tree" || exit 1
tar=$(archive "")
if [ -z "$tar" ]; then
	VYPR_DOWNLOADS=${VYPR_DOWNLOADS:-$(dirname "$dir")/downloads} \
		bash "$here/../real/package.sh" gcc-12-source "$dir.new/package" || exit 1
	tar=$(archive "$dir.new/package")
fi
tar -xJf "$tar" -C "$dir.new/tree" --strip-components=1 --wildcards \
	"*/$tests/gcc.c-torture/execute/*" "*/$tests/g++.dg/eh/*" \
	"*/$tests/g++.dg/coroutines/*" "*/$tests/g++.old-deja/g++.eh/*" || exit 1
rm -rf "$dir"
mv "$dir.new/tree/$tests/gcc.c-torture/execute" "$dir.new/tree/$tests/g++.dg/coroutines" "$dir.new/" &&
	mv "$dir.new/tree/$tests/g++.dg/eh" "$dir.new/g++.eh" &&
	mv "$dir.new/tree/$tests/g++.old-deja/g++.eh" "$dir.new/g++.old-eh" || exit 1
rm -rf "$dir.new/tree" "$dir.new/package"
mv "$dir.new" "$dir"
