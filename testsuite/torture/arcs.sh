#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# arcs.sh NAME run COMPILER "FLAGS" SOURCE...: one program of GCC's tests, once compiled with
# --coverage and without the plugin, once with path bits that tell of every call.  How often each
# branch of each function was taken is the same by gcov and by the paths (arcs.py).
# Appends one line to $VYPR_RESULTS, as compare.sh does:
#
#   passed NAME FUNCTIONS BRANCHES
#   same NAME WHY            not compared: what gcov or the bits do not tell
#   different NAME WHAT, and all that was seen stays in $VYPR_DIFFERENT/NAME.arcs
set -u
name=$1 compiler=$3 flags=$4
shift 4
scratch=$(mktemp -d "${TMPDIR:-/tmp}/vypr-arcs.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
cd "$scratch" || exit 99

tell() { # WORD WHAT
	echo "$1 $name $2" >>"$VYPR_RESULTS"
	if [ "$1" = different ]; then
		local kept=$VYPR_DIFFERENT/${name//\//_}.arcs
		printf '%s\n' "$compiler $flags $*" >command
		rm -rf "$kept"
		cp -r "$scratch" "$kept"
	fi
	exit 0
}
build() { # OUTPUT FLAG...
	local output=$1
	shift
	# shellcheck disable=SC2086
	(ulimit -t 120; exec $compiler -w $flags -o "$output" "${sources[@]}" "$@" -lm -pthread) >"$output.log" 2>&1
}
run() { # PROGRAM
	{ (ulimit -c 0 -f 2000000 -t 60; exec timeout 300 setarch -R "./$1" </dev/null >"$1.out" 2>&1); } 2>/dev/null
}
sources=("$@")
[ $# = 1 ] || tell same "several files"
[ "$name" != execute/921202-1.c ] || tell same "reads what it never wrote"
! grep -qE 'always_inline|__builtin_(setjmp|longjmp|apply)' "$1" || tell same "code moves between functions"
build plain --coverage || tell same "does not compile"
run plain || tell same "exit $?"
set -- plain-*.gcda
[ -s "$1" ] || tell same "gcov has nothing of it"
"${compiler/gcc/gcov}" -b -t -j "$1" >gcov.json 2>gcov.log || tell same "gcov fails"
build arcs -fplugin="$VYPR_TORTURE" -fplugin-arg-torture-arcs "$VYPR_LINKED" ||
	tell different "with the plugin it does not compile"
VYPR_TRACE=trace VYPR_TRACE_FRAMES=1 run arcs || tell different "with the plugin it fails"
objcopy -O binary -j vypr_unit arcs arcs.unit || tell different "it has no unit"
"$VYPR_ARCS" arcs.unit trace >counted 2>arcs.log
case $? in
0) ;;
3) tell same "more events than a trace holds" ;;
*) tell different "$(head -n 1 arcs.log)" ;;
esac
said=$(python3 "$VYPR_ARCS_PY" gcov.json counted)
case $? in
0) tell passed "$said" ;;
2) tell same "jumps out of a function or by an address" ;;
*) tell different "$(head -n 1 <<<"$said")" ;;
esac
