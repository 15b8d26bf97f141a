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

# Of some hundred lines; each twentieth of some thousand.
make_program() { # SEED
	local limits='--max-funcs 5 --max-block-depth 3 --max-block-size 3 --max-expr-complexity 6'
	[ $(($1 % 20)) != 0 ] || limits=
	# shellcheck disable=SC2086
	timeout 60 "$csmith" --seed "$1" $limits >"$programs/$1.new" &&
		mv "$programs/$1.new" "$programs/$1.c"
}
programs=$work/csmith
mkdir -p "$programs"
for ((i = seed; i < seed + count; i++)); do
	[ -s "$programs/$i.c" ] || make_program "$i" || echo "csmith: no program from seed $i"
	printf 'csmith/%s\trun\t%s\t-I%s\t%s\n' "$i" "$CC" "$include" "$programs/$i.c"
done >"$work/csmith.list"

IFS='|' read -r -a levels <<<"${VYPR_LEVELS:--O0|-O2|-O3}"
export VYPR_LINKED=$top_builddir/testsuite/plugin/sink.o
for level in "${levels[@]}"; do
	compare_all "$level" \
		"-fplugin=$top_builddir/testsuite/plugin/torture.so -fchecking=2" \
		"$work/csmith.list" 1
done
print_table
