#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzz what reads bytes of others, with clang's libFuzzer; not part of "make check".
#
#   testsuite/fuzz/run.sh cftl|spec|unit [SECONDS]
#
# cftl: formulas.  spec: specification files.  unit: what the compiler leaves in an object file.
# It begins with corpus/NAME.txt, one input a line, as printf's %b reads it, and adds what
# found something new there when KEEP=1.  Crashing inputs stay in the working directory as
# NAME-crash-*.
set -eu
what=${1:?cftl, spec or unit} seconds=${2:-60}
here=$(cd "$(dirname "$0")" && pwd) top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/corpus"

n=0
while IFS= read -r line; do
	n=$((n + 1))
	printf '%b' "$line" >"$work/corpus/$n"
done <"$here/corpus/$what.txt"

# shellcheck disable=SC2086
"${CLANG:-clang}" -g -O1 -std=gnu11 -D_GNU_SOURCE -fsanitize=fuzzer,address,undefined -I"$top" \
	-o "$work/fuzz" "$here/fuzz_$what.c" "$top"/spec/*.c -lyaml -lm
"$work/fuzz" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=4096 \
	-print_final_stats=1 -artifact_prefix="$what-" -dict="$here/words.dict" "$work/corpus"
[ -n "${KEEP:-}" ] || exit 0

# The smallest set that reaches the same, small inputs only.
mkdir "$work/small"
"$work/fuzz" -merge=1 -max_len=512 "$work/small" "$work/corpus"
python3 - "$work/small" >"$here/corpus/$what.txt" <<'END'
import os, sys
folder = sys.argv[1]
for data in sorted(open(os.path.join(folder, name), 'rb').read() for name in os.listdir(folder)):
    print(''.join(chr(c) if 32 <= c < 127 and c != 92 else f'\\x{c:02x}' for c in data))
END
