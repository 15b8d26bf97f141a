#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# truth.sh B1|B2|J1|L1: a property on a real program against the truth.  TAP.
#
#   B1  bzip2, pristine: BZ2_blockSort, slow where the sort gives up its budget
#   B2  bzip2, seeded:   generateMTFValues, slow where all byte values occur
#   J1  jq, seeded:      jv_parser_next, slow two calls below, on long numbers
#   L1  lua, seeded:     luaV_concat, slow where many pieces give a long result
#
# The program is built plain, for its output, and once with both the plugin and times taken
# by hand (orc.h); from a first run with a bound that nothing exceeds comes a bound in the gap
# between slow and fast, from a second run the comparison.
. "${top_srcdir:?}/testsuite/real/lib.sh"

case ${1:-} in
B1) name=bzip2 changes='' oracle=oracle label=blockSort module=compress.c
	function=BZ2_compressBlock callee=BZ2_blockSort paths=callee condition='budget < 0' ;;
B2) name=bzip2 changes=seed oracle='oracle oracle-seed' label=genMTF module=compress.c
	function=BZ2_compressBlock callee=generateMTFValues paths=callee condition='s->nInUse > 128' ;;
J1) name=jq changes=seed oracle=oracle label=parser_next module=util.c
	function=jq_util_input_next_input callee=jv_parser_next paths="[check_literal]"
	condition='p->tokenpos > 17' ;;
L1) name=lua5.4 changes=seed oracle=oracle label=concat module=lvm.c
	function=luaV_execute callee=luaV_concat paths=callee condition='n > 6' ;;
*) die "usage: truth.sh B1|B2|J1|L1" ;;
esac
property=$1
base=$work/$property
plain=$base-plain watched=$base-watched spec=$base.yml
# The comparison needs every event, however busy the machine is.
export VYPR_STORE=$base.db VYPR_OPTIONS=wait=60000

write_spec() { # BOUND
	cat >"$spec" <<-END
	$module:
	  $function:
	    - name: $property
	      cftl: "forall c in calls($callee): duration(c) < $1"
	      paths: $paths
	END
}

# Build with the bound, run, and leave the log in $base.log; the output's sum.
observe() { # BOUND
	write_spec "$1"
	build "$name" "$watched" "$spec" || die "cannot build $name with the plugin (see $watched.log)"
	rm -f "$base".db* "$base".log*
	ORC_OUT=$base.log run "$name" "$watched" | md5sum
	mv "$base".log.* "$base.log" || die "the program left no log"
}

judge() { # BOUND
	"$analyse" verdicts --json --formula "$property" >"$base.verdicts" || die "vypr-analyse failed"
	"$analyse" explain "$property" --json >"$base.explanation" || die "vypr-analyse failed"
	python3 "$real/truth.py" check "$base.log" "$label" "$1" "$base.verdicts" \
		"$base.explanation" "$condition"
}

if [ ! -f "$plain/.built" ]; then
	# shellcheck disable=SC2086
	copy "$name" "$plain" $changes && build "$name" "$plain" || die "cannot build $name"
	touch "$plain/.built"
fi
# shellcheck disable=SC2086
copy "$name" "$watched" $changes $oracle || die "cannot prepare $name"
want=$(run "$name" "$plain" | md5sum)

observe '1 h' >"$base.sum"
for attempt in 1 2 3; do
	bound=$(python3 "$real/truth.py" bound "$base.log" "$label") || exit 1
	sum=$(observe "$bound ns")
	echo "# $property, attempt $attempt: duration($callee) < $bound ns"
	result=$(judge "$bound")
	status=$?
	[ $status = 3 ] || break
done
[ $status != 3 ] || status=0
rm -f "$base.verdicts"
printf '%s\n' "$result" | sed "s/ - / - $property: /"
count=$(printf '%s\n' "$result" | grep -cE '^(not )?ok')
if [ "$sum" = "$want" ]; then
	echo "ok $((count + 1)) - $property: the output is that of the plain program"
else
	echo "not ok $((count + 1)) - $property: the output is that of the plain program"
	status=1
fi
exit $status
