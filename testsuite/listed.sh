# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced after tap.sh and tree.sh.  Programs whose last comment holds a specification and,
# for each way to run them, the exact list of verdicts of each property:
#
#	/* spec:
#	 *   main:
#	 *     - forall t in calls(open): duration(t) < 1 ms
#	 * run good: main#1 = true true           ./program good
#	 * run bad: main#1 = true false unknown(no-event)
#	 */
#
# In the order of activations; those of one activation, or of several threads, by their words.
# (Where a function
# has nothing to wait for, each happening counts as an activation.)  A first line of
# "flags: ..." adds to the command.  Each is compiled without and with optimisation; all
# programs run at the same time, as most of them sleep.

# "name = true false unknown(no-event)" for each property
lists_of() { # STORE
	vypr-analyse -d "$1" verdicts --json | python3 -c '
import collections, json, sys
lists = collections.defaultdict(list)
for line in sys.stdin:
    v = json.loads(line)
    kind = v["verdict"]
    if kind == "unknown":
        kind += "(%s)" % v["reason"]
    lists[v["formula"]].append((v["call"], kind, v["thread"]))
for name, verdicts in lists.items():
    if len({thread for _, _, thread in verdicts}) > 1:
        verdicts = [(0, kind, 0) for _, kind, _ in verdicts]
    print(name, "=", " ".join(kind for _, kind, _ in sorted(verdicts)))'
}

listed_spec() { # FILE
	printf '%s:\n' "$(basename "$1")"
	sed -n '/^\/\* spec:/,/^ \*\/$/p' "$1" |
		sed -n -e '/^ \* run /d' -e 's/^ \* \( .*\)$/\1/p' -e 's/^ \*$//p'
}

listed_modes() { # FILE
	sed -n 's/^ \* run \([^:]*\):.*/\1/p' "$1" | sort -u
}

listed_compile() { # FILE OPTION OUTPUT
	local CC=${CC:-gcc} flags

	case $1 in
	*.cc) CC=${CXX:-g++} ;;
	esac
	flags=$(sed -n 's/^\/\* flags: \(.*\) \*\/$/\1/p' "$1")
	listed_spec "$1" >"$3.yml"
	# shellcheck disable=SC2086
	build "$3" "$3.yml" -w "$2" $flags "$1" 2>"$3.log"
}

listed_judge() { # FILE OPTION OUTPUT
	local name mode got property want

	name="$(basename "$1") $2"
	if [ ! -f "$3" ]; then
		cp "$3.log" "$tap_dir/.out"
		tap_result 1 "$name compiles"
		return
	fi
	for mode in $(listed_modes "$1"); do
		lists_of "$3.$mode.db" >"$3.got"
		while IFS= read -r want; do
			property=${want%% = *} property=${property% =}
			got=$(awk -v is="$property = " 'index($0, is) == 1' "$3.got")
			same "$name $mode: $property" "${want% =}" "${got:-$property}"
		done < <(sed -n "s/^ \* run $mode: //p" "$1")
		same "$name $mode: no others" "" "$(sed 's/ = .*//' "$3.got" |
			grep -vxF -- "$(sed -n "s/^ \* run $mode: \(.*\) =.*/\1/p" "$1")")"
	done
}

# Every program of a folder.  CASES="a b" takes only those.
listed_run() { # FOLDER
	local file option output mode base

	for file in "$1"/*.c "$1"/*.cc; do
		[ -f "$file" ] || continue
		base=$(basename "$file")
		[ -n "${CASES:-}" ] && [[ " $CASES " != *" ${base%.*} "* ]] && continue
		for option in -O0 -O2; do
			output=$tap_dir/$base$option
			listed_compile "$file" "$option" "$output" || continue
			for mode in $(listed_modes "$file"); do
				VYPR_STORE=$output.$mode.db timeout 60 "$output" "$mode" >"$output.$mode.out" 2>&1 &
			done
		done
	done
	wait
	for file in "$1"/*.c "$1"/*.cc; do
		[ -f "$file" ] || continue
		base=$(basename "$file")
		[ -n "${CASES:-}" ] && [[ " $CASES " != *" ${base%.*} "* ]] && continue
		for option in -O0 -O2; do
			listed_judge "$file" "$option" "$tap_dir/$base$option"
		done
	done
}
