#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# compare.sh NAME run|compile COMPILER "FLAGS" SOURCE...: one program, plain and
# with $VYPR_INSTRUMENTED added to its flags.  Appends one line to $VYPR_RESULTS:
#
#   passed NAME      both compile, exit with 0 and print the same
#   same NAME WHAT   both fail in the same way
#   different NAME WHAT, and all that was seen stays in $VYPR_DIFFERENT/NAME
#
# With VYPR_SPECIFICATION, an awk program, a specification is made of the sources.
# What the plain one did is kept in $VYPR_PLAIN and taken from there the next time.
set -u
name=$1 mode=$2 compiler=$3 flags=$4
shift 4
sources=$*
file=${name//\//_}
plain=$VYPR_PLAIN/$file
scratch=$(mktemp -d "${TMPDIR:-/tmp}/vypr-compare.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

# Seconds are of the processor; ten times as many may pass.  Both programs have the same name; what
# they print is cut at a megabyte.
observe() { # DIRECTORY COMPILE-SECONDS RUN-SECONDS SOURCE-OR-FLAG...
	local where=$scratch/$1 compiling=$2 running=$3 status
	local output=program
	shift 3
	mkdir "$where" && cd "$where" || exit 99
	[ "$mode" = run ] || { output=program.o; set -- "$@" -c; }
	# shellcheck disable=SC2086
	(ulimit -t "$compiling"; exec timeout -k 5 $((compiling * 10)) \
		$compiler -w $flags -o $output "$@" $libraries) >compile.out 2>&1
	status=$?
	[ $status = 0 ] || { echo "compiler exit $status"; return; }
	[ "$mode" = run ] || { echo "exit 0"; return; }
	{ (ulimit -c 0 -f 65536 -t "$running" -v 64000000
		exec timeout -k 5 $((running * 10)) setarch -R ./program </dev/null >run.out 2>run.err); } \
		2>/dev/null
	echo "exit $?"
	# Where things lie in memory is nobody's business.
	cat run.out run.err | head -c 1000000 | sed 's/0x[0-9a-f]\{9,\}/ADDRESS/g'
}

verdict() { # WORD WHAT
	echo "$1 $name${2:+ $2}" >>"$VYPR_RESULTS"
	[ "$1" = different ] || return
	rm -rf "${VYPR_DIFFERENT:?}/$file"
	mv "$scratch" "$VYPR_DIFFERENT/$file"
	printf '%s\n' "$compiler $flags $sources" >"$VYPR_DIFFERENT/$file/command"
}

libraries=
[ "$mode" = compile ] || libraries="-lm -pthread"
if [ ! -f "$plain" ]; then
	observe plain 120 20 "$@" >"$scratch/plain.seen"
	mv "$scratch/plain.seen" "$plain"
fi
[ "$mode" = compile ] || libraries="$libraries ${VYPR_LINKED:-}"
specified=
if [ -n "${VYPR_SPECIFICATION:-}" ]; then
	awk -f "$VYPR_SPECIFICATION" "$@" >"$scratch/spec.yml"
	specified=-fplugin-arg-vypr-spec=$scratch/spec.yml
	export VYPR_STORE=$scratch/vypr.db
fi
# shellcheck disable=SC2086
observe instrumented 600 60 "$@" $VYPR_INSTRUMENTED $specified >"$scratch/seen"
first=$(head -n 1 "$plain")
if ! cmp -s "$plain" "$scratch/seen"; then
	cp "$plain" "$scratch/plain.seen"
	verdict different "$first, instrumented $(head -n 1 "$scratch/seen")"
elif [ "$first" = "exit 0" ]; then
	verdict passed
else
	verdict same "$first"
fi
