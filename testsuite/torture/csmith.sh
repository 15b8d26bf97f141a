#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make check-csmith: random programs of Csmith, plain and with every statement instrumented by
# testsuite/plugin/torture.cc: the same checksum at each level.
#
#   VYPR_CSMITH=N           so many programs (2000)
#   VYPR_CSMITH_SEED=N      the first seed (1); the others follow
#   VYPR_LEVELS='-O0|-O2'   some of -O0, -O2, -O3
#   VYPR_JOBS=N             so many at once (1)
#
# Begins where the last run with the same plugin ended.  An installed Csmith is taken;
# otherwise Debian's package is unpacked here.
. "${top_srcdir:?}/testsuite/torture/table.sh" csmith
: "${work:?}" "${top_builddir:?}"
work=$(cd "$work" && pwd)
count=${VYPR_CSMITH:-2000} seed=${VYPR_CSMITH_SEED:-1}
csmith=$(command -v csmith) include=/usr/include/csmith
if [ -z "$csmith" ] || [ ! -f $include/csmith.h ]; then
	root=$work/csmith-package
	csmith=$root/usr/bin/csmith include=$root/usr/include/csmith
	for package in csmith libcsmith-dev; do
		[ -x "$csmith" ] && [ -f "$include/csmith.h" ] ||
			bash "$top_srcdir/testsuite/real/package.sh" $package "$root" || exit 1
	done
fi

# Of some hundred lines; each fiftieth of some thousand.  Csmith's programs need not end: one that
# takes more than a second says nothing and is left out.
make_program() { # SEED
	local limits='--max-funcs 5 --max-block-depth 3 --max-block-size 3 --max-expr-complexity 6'
	[ $(($1 % 50)) != 0 ] || limits=
	# shellcheck disable=SC2086
	(cd "$programs" && exec timeout 60 "$csmith" --seed "$1" $limits) >"$programs/$1.c" &&
		"$CC" -w -I"$include" "$programs/$1.c" -o "$programs/ends" &&
		(ulimit -t 1; exec "$programs/ends") >/dev/null 2>&1 && return
	: >"$programs/$1.c"
}
programs=$work/csmith
mkdir -p "$programs"
for ((i = seed, made = 0; made < count && i < seed + 3 * count; i++)); do
	[ -e "$programs/$i.c" ] || make_program "$i"
	[ -s "$programs/$i.c" ] || continue
	made=$((made + 1))
	printf 'csmith/%s\trun\t%s\t-I%s\t%s\n' "$i" "$CC" "$include" "$programs/$i.c"
done >"$work/csmith.list"
[ "$made" = "$count" ] || echo "csmith: $made programs of $((3 * count)) seeds end, not $count"

IFS='|' read -r -a levels <<<"${VYPR_LEVELS:--O0|-O2|-O3}"
export VYPR_LINKED=$top_builddir/testsuite/plugin/sink.o
for level in "${levels[@]}"; do
	compare_all "$level" \
		"-fplugin=$top_builddir/testsuite/plugin/torture.so" \
		"$work/csmith.list" 1
done
print_table
