# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by torture.sh and csmith.sh: lists of programs through compare.sh, and what came of it.
# The argument keeps the lists apart.  Everything is kept in torture/ of the build, or VYPR_WORK.
set -u
table=$1
: "${top_srcdir:?}" "${top_builddir:?}"
CC=${CC:-gcc} CXX=${CXX:-g++}
work=${VYPR_WORK:-$top_builddir/torture}
mkdir -p "$work/different" || exit 1
export VYPR_DIFFERENT=$work/different

# Results are those of one plugin and one compiler.
compiler_id=$("$CC" --version | head -n 1 | md5sum | cut -c1-12)
results=$work/results/$table-$(cat "$top_builddir"/{testsuite/plugin/{torture.so,sink.o},plugin/*.impl} |
	md5sum | cut -c1-12)-$compiler_id
mkdir -p "$results" || exit 1
table_rows=()

file_of() { tr -c 'A-Za-z0-9.\n-' _ <<<"$1"; }

# Each N-th program of the list, others at each level, if not done yet.
compare_all() { # LEVEL FLAGS LIST N
	local level=$1 list=$3 every=$4 running=0 line=${#table_rows[@]} flags
	local name mode compiler own sources
	local -A finished=()
	flags=${level% gc} flags=${flags% spec} flags=${flags% arcs}
	VYPR_RESULTS=$results/$(file_of "$level") VYPR_INSTRUMENTED=$2
	VYPR_PLAIN=$work/plain-$table-$compiler_id/$(file_of "$flags")
	export VYPR_RESULTS VYPR_INSTRUMENTED VYPR_PLAIN VYPR_LINKED
	export VYPR_SPECIFICATION=${VYPR_SPECIFICATION:-}
	mkdir -p "$VYPR_PLAIN"
	touch "$VYPR_RESULTS"
	while read -r _ name _; do
		finished[$name]=1
	done <"$VYPR_RESULTS"
	table_rows+=("$level")
	[ -z "${VYPR_SAMPLE:-}" ] || every=$VYPR_SAMPLE
	while IFS=$'\t' read -r name mode compiler own sources; do
		line=$((line + 1))
		[ $((line % every)) = 0 ] || continue
		[ -z "${finished[$name]:-}" ] || continue
		# shellcheck disable=SC2086
		bash "$top_srcdir/testsuite/torture/${VYPR_COMPARE:-compare.sh}" "$name" "$mode" \
			"$compiler" "$flags $own" $sources </dev/null &
		running=$((running + 1))
		if [ $running -ge "${VYPR_JOBS:-1}" ]; then
			wait -n
			running=$((running - 1))
		fi
	done <"$list"
	wait
}

print_table() {
	local row file failed=0 word
	printf '%-36s %8s %8s %10s\n' level passed same different
	for row in "${table_rows[@]}"; do
		file=$results/$(file_of "$row")
		printf '%-36s' "$row"
		for word in passed same different; do
			printf ' %8s' "$(grep -c "^$word " "$file")"
		done
		echo
		! grep '^different ' "$file" || failed=1
	done
	return $failed
}
