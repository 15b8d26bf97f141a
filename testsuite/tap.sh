# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the shell tests: TAP on the standard output, a private directory, sums.
#
#   ok NAME COMMAND...        the command succeeds; what it printed is shown when not
#   not_ok NAME COMMAND...    it fails
#   same NAME EXPECTED GOT    two texts are equal; a diff is shown when not
#   skip NAME WHY
#   done_testing              last line; sets the exit code
set -u
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/.." && pwd)}
top_builddir=${top_builddir:-$PWD}
tap_count=0 tap_failed=0
tap_dir=$(mktemp -d "${TMPDIR:-/tmp}/vypr-test.XXXXXX") || exit 99
trap 'chmod -R u+w "$tap_dir" 2>/dev/null; rm -rf "$tap_dir"' EXIT
trap 'exit 130' INT TERM

tap_result() { # STATUS NAME
	tap_count=$((tap_count + 1))
	if [ "$1" = 0 ]; then
		echo "ok $tap_count - $2"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count - $2"
		[ ! -s "$tap_dir/.out" ] || sed 's/^/# /' "$tap_dir/.out" | head -n 60
	fi
}
ok() { local name=$1; shift
	local status=0; "$@" >"$tap_dir/.out" 2>&1 || status=1
	tap_result $status "$name"
}
not_ok() { local name=$1; shift
	local status=1; "$@" >"$tap_dir/.out" 2>&1 || status=0
	tap_result $status "$name"
}
same() {
	printf '%s\n' "$2" >"$tap_dir/.want"
	printf '%s\n' "$3" >"$tap_dir/.got"
	ok "$1" diff -u "$tap_dir/.want" "$tap_dir/.got"
}
skip() {
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1 # SKIP $2"
}
done_testing() {
	echo "1..$tap_count"
	# The automake driver counts results; an exit code would be one failure more.
	[ $tap_failed = 0 ] || [ -n "${AM_TAP_AWK:-}" ]
}
