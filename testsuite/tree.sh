# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced after tap.sh by tests that use the whole chain from the build tree.
export PKG_CONFIG_PATH=$top_builddir PATH=$top_builddir:$PATH LC_ALL=C
unset VYPR_STORE VYPR_OPTIONS
# No plugin, no chain.
if [ ! -f "$top_builddir/plugin/vypr.so" ]; then
	skip "$(basename "$0" .test)" "configured without the plugin"
	done_testing
	exit 0
fi
# counts_of STORE: "NAME T true F false U unknown" for each formula, by the command itself.
counts_of() {
	vypr-analyse -d "$1" summary --json | counts_in
}
counts_in() {
	sed 's/{"name":"/\n&/g' | awk '
	/^\{"name":/ {
		split($0, part, "\"")
		match($0, /"true":[0-9]+/); t = substr($0, RSTART + 7, RLENGTH - 7)
		match($0, /"false":[0-9]+/); f = substr($0, RSTART + 8, RLENGTH - 8)
		match($0, /"unknown":\{[^}]*\}/); rest = substr($0, RSTART, RLENGTH)
		u = 0
		while (match(rest, /:[0-9]+/)) {
			u += substr(rest, RSTART + 1, RLENGTH - 1)
			rest = substr(rest, RSTART + RLENGTH)
		}
		print part[4], t, "true", f, "false", u, "unknown"
	}'
}
# build OUTPUT SPEC ARGUMENT...: compile and link with everything that a user gives.
build() {
	local output=$1 spec=$2
	shift 2
	# shellcheck disable=SC2046
	"$CC" $(pkg-config --cflags vypr) -fplugin-arg-vypr-spec="$spec" "$@" \
		$(pkg-config --libs vypr) -lpthread -o "$output"
}
