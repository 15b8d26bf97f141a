#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzz the readers of the language with clang's libFuzzer; not part of "make check".
#
#   testsuite/fuzz/run.sh cftl|spec [SECONDS] [CORPUS]
#
# Crashing inputs stay in the working directory as crash-*.
set -eu
what=${1:?cftl or spec} seconds=${2:-60} corpus=${3:-}
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "$corpus" ]; then
	corpus=$work/corpus
	mkdir "$corpus"
	# the good texts of the unit test are a beginning
	sed -n 's/^\t{ "\(forall.*\)", NULL },$/\1/p' "$top/testsuite/check_parse.c" |
		while IFS= read -r line; do
			n=$((${n:-0} + 1))
			case $what in
			cftl) printf '%s' "$line" >"$corpus/$n" ;;
			spec) printf 'a.c:\n  f:\n    - |\n      %s\n' "$line" >"$corpus/$n" ;;
			esac
		done
fi
# shellcheck disable=SC2086
"${CLANG:-clang}" -g -O1 -std=gnu11 -D_GNU_SOURCE -fsanitize=fuzzer,address,undefined -I"$top" \
	-o "$work/fuzz" "$top/testsuite/fuzz/fuzz_$what.c" "$top"/spec/*.c -lyaml -lm
"$work/fuzz" -max_total_time="$seconds" -max_len=4096 -timeout=10 -print_final_stats=1 \
	-dict="$top/testsuite/fuzz/words.dict" "$corpus"
