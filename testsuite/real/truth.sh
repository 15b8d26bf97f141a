#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# truth.sh B1|B2|J1|L1|L2|M1|F1: a property on a real program against the truth.  TAP.
#
#   B1  bzip2, pristine: BZ2_blockSort, slow where the sort gives up its budget
#   B2  bzip2, seeded:   generateMTFValues, slow where all byte values occur
#   J1  jq, seeded:      jv_parser_next, slow two calls below, on long numbers; beside them
#       are texts with \u, of all slow documents and some others
#   L1  lua, seeded:     luaV_concat, slow where many pieces give a long result
#   L2  lua, pristine:   luaH_resize, slow where tables are large: loops or the size, and
#       no branch
#   M1  memcached, seeded: store_item, slow two calls below, on appending to long values;
#       four threads
#   F1  LAPACK, seeded:  dgetrs, slow a call below, on transposed matrices; Fortran
#
# The program is built plain, for its output, and once with both the plugin and times taken
# by hand (orc.h).  From a first run with a bound that nothing exceeds come bounds in the gap
# between slow and fast.  A second run judges all of them on the same events; the comparison
# takes the one with no call so near that the two measurements fall on different sides.
# With VYPR_RUNS=N the second build is run N times, and the last line says how often the
# explanation was right.
. "${top_srcdir:?}/testsuite/real/lib.sh"

case ${1:-} in
B1) name=bzip2 changes='' oracle=oracle label=blockSort module=compress.c
	function=BZ2_compressBlock callee=BZ2_blockSort paths=callee condition='budget < 0' count=5 ;;
B2) name=bzip2 changes=seed oracle='oracle oracle-seed' label=genMTF module=compress.c
	function=BZ2_compressBlock callee=generateMTFValues paths=callee condition='s->nInUse > 128' count=5 ;;
J1) name=jq changes=seed oracle=oracle label=parser_next module=util.c
	function=jq_util_input_next_input callee=jv_parser_next paths="[check_literal, found_string]"
	condition='p->tokenpos > 17' count=100 ;;
L1) name=lua5.4 changes=seed oracle=oracle label=concat module=lvm.c
	function=luaV_execute callee=luaV_concat paths=callee condition='n > 6 behind tl <= LUAI_MAXSHORTLEN' count=12 ;;
L2) name=lua5.4 changes='' oracle=oracle-control label=resize module=ltable.c
	function=rehash callee=luaH_resize paths="[luaH_resize, reinsert, setnodevector]" workload=control
	record=totaluse condition='count: j < size | i < size | totaluse' count=100 ;;
M1) name=memcached changes=seed oracle=oracle label=store_item module=proto_text.c
	function=complete_nread_ascii callee=store_item
	paths="[do_store_item, _store_item_copy_data]" condition='old_it->nbytes > 1024' count=20 ;;
F1) name=lapack changes=seed oracle='' label=dgetrs module=drive.f90
	function=drive callee=dgetrs paths="[dgetrs, dlaswp]" condition='INCX.LT.0' count=20 ;;
*) die "usage: truth.sh B1|B2|J1|L1|L2|M1|F1" ;;
esac
case $name in
lapack) command -v "${FC:-gfortran}" >/dev/null ;;
memcached) echo '#include <event.h>' | $CC -E - >/dev/null 2>&1 ;;
esac || { echo "ok 1 - $1 # SKIP what $name needs is not installed"; exit 0; }
property=$1 workload=${workload:-work} runs=${VYPR_RUNS:-1}
base=$work/$property
plain=$base-plain watched=$base-watched spec=$base.yml
# The comparison needs every event, however busy the machine is; and room for all of them, as
# the time by hand would contain the waiting for room, which the event's time does not.
export VYPR_STORE=$base.db VYPR_OPTIONS=wait=60000,ring=256m

# One property for each bound, on the same call: NAME_1, NAME_2, ...
write_spec() { # BOUND...
	local bound i=0
	printf '%s:\n  %s:\n' "$module" "$function"
	for bound; do
		i=$((i + 1))
		cat <<-END
		    - name: ${property}_$i
		      cftl: "forall c in calls($callee): duration(c) < $bound ns"
		      paths: $paths
		      ${record:+record: [$record]}
		END
	done
}

# Build with the bounds, run, and leave the log in $base.log; the output's sum.
observe() { # BOUND...
	write_spec "$@" >"$spec"
	build "$name" "$watched" "$spec" || die "cannot build $name with the plugin (see $watched.log)"
	once
}
once() {
	rm -f "$base".db* "$base".log*
	ORC_OUT=$base.log run "$name" "$watched" "$workload" | md5sum
	mv "$base".log.* "$base.log" || die "the program left no log"
}

verdicts() { # NUMBER
	"$analyse" verdicts --json --formula "${property}_$1" >"$base.verdicts" ||
		die "vypr-analyse failed"
}

judge() { # NUMBER BOUND
	verdicts "$1"
	"$analyse" explain "${property}_$1" --json >"$base.explanation" || die "vypr-analyse failed"
	python3 "$real/truth.py" check "$base.log" "$label" "$2" "$base.verdicts" \
		"$base.explanation" "$condition"
}

if [ ! -f "$plain/.built" ]; then
	# shellcheck disable=SC2086
	copy "$name" "$plain" $changes && build "$name" "$plain" || die "cannot build $name"
	touch "$plain/.built"
fi
# shellcheck disable=SC2086
copy "$name" "$watched" $changes $oracle || die "cannot prepare $name"
want=$(run "$name" "$plain" "$workload" | md5sum)

# The verdicts of the same build on one more run: the bound is the best there, again.
judge_run() { # BOUND...
	verdicts 1
	i=$(python3 "$real/truth.py" choose "$base.log" "$label" "$base.verdicts" "$@") || exit 1
	echo "# $property: duration($callee) < ${!i} ns, one of $# bounds"
	judge "$i" "${!i}"
}

observe 3600000000000 >"$base.sum"
for _ in 1 2 3; do
	read -ra bounds < <(python3 "$real/truth.py" bounds "$base.log" "$label" $count)
	[ ${#bounds[@]} -gt 0 ] || exit 1
	sum=$(observe "${bounds[@]}") || exit 1
	result=$(judge_run "${bounds[@]}")
	status=$?
	[ $status = 3 ] || break
done
rm -f "$base.verdicts"
printf '%s\n' "$result" | sed "s/ - / - $property: /"
count=$(printf '%s\n' "$result" | grep -cE '^(not )?ok')
if [ "$sum" = "$want" ]; then
	echo "ok $((count + 1)) - $property: the output is that of the plain program"
else
	echo "not ok $((count + 1)) - $property: the output is that of the plain program"
	status=1
fi
right=$(printf '%s\n' "$result" | grep -c '^ok .* explanation: ')
for ((i = 1; i < runs; i++)); do
	once >/dev/null
	again=$(judge_run "${bounds[@]}" | grep ' explanation: ')
	case $again in
	ok*) right=$((right + 1)) ;;
	*) echo "# run $((i + 1)): ${again:-no explanation}" ;;
	esac
done
[ "$runs" = 1 ] || echo "# $property: the explanation was right in $right of $runs runs"
exit $status
