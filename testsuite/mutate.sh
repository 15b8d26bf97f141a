#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Does the suite see a wrong evaluator?  Changes one thing at a time in a copy of what CFTL
# means and says which test saw it.  Not part of make check.
#
#	cd BUILD && top_srcdir=... bash .../testsuite/mutate.sh [NUMBER...]
#
# Exit code 1 when a change was not seen, or when a line to change is no longer there.
set -u
top_srcdir=$(cd "${top_srcdir:-$(dirname "$0")/..}" && pwd)
top_builddir=$(cd "${top_builddir:-.}" && pwd)
CC=${CC:-gcc}
tests="check_eval check_general check_monitor check_oracle check_language"

# FILE, what stands there, what stands there instead
mutations() {
	cat <<'END'
spec/eval.c|enum vypr_compare low_op = interval->op & 1 ? VYPR_GT : VYPR_GE;|enum vypr_compare low_op = interval->op & 1 ? VYPR_GE : VYPR_GT;
spec/eval.c|enum vypr_compare high_op = interval->op & 2 ? VYPR_LT : VYPR_LE;|enum vypr_compare high_op = interval->op & 1 ? VYPR_LT : VYPR_LE;
spec/eval.c|	negate(&a);|	;
spec/eval.c|	j->severity = 0 - j->severity;|	;
spec/eval.c|	if (j->truth != VYPR_NOT_YET)|	if (j->truth == VYPR_NOT_YET)
spec/eval.c|truth = a.truth == j->truth ? VYPR_TRUE_NOW : VYPR_FALSE_NOW;|truth = a.truth != j->truth ? VYPR_TRUE_NOW : VYPR_FALSE_NOW;
spec/eval.c|	if (a == VYPR_NOT_YET \|\| b == VYPR_NOT_YET)|	if (a == VYPR_NOT_YET && b == VYPR_NOT_YET)
spec/eval.c|return truth == VYPR_IN_MARGIN \|\| truth == VYPR_MEASURED;|return truth == VYPR_IN_MARGIN;
spec/eval.c|n->kind == VYPR_NODE_EXISTS ? VYPR_TRUE_NOW : VYPR_FALSE_NOW;|n->kind == VYPR_NODE_FORALL ? VYPR_TRUE_NOW : VYPR_FALSE_NOW;
spec/eval.c|	if (!world->is_complete(world->ctx, slot))|	if (world->is_complete(world->ctx, slot))
spec/quantity.c|	x->open = in_progress ? QUANTITY_AT_LEAST : QUANTITY_EXACT;|	x->open = QUANTITY_EXACT;
spec/quantity.c|		open = QUANTITY_AT_MOST;|		open = QUANTITY_AT_LEAST;
spec/quantity.c|	if (captured->known == VYPR_KNOWN_SO_FAR)|	if (captured->known == VYPR_KNOWN)
spec/quantity.c|	set_int(x, (quantity_int)to - (quantity_int)from, QUANTITY_TIME);|	set_int(x, (quantity_int)from - (quantity_int)to, QUANTITY_TIME);
spec/binding.c|		if (s->from != moment \|\| s->use != VYPR_USE_NEXT)|		if (s->from == moment \|\| s->use != VYPR_USE_NEXT)
spec/conclude.c|	if (a->tainted)|	if (!a->tainted)
spec/conclude.c|		*ret_reason = reason == VYPR_REASON_NONE ? VYPR_REASON_NO_VALUE : reason;|		*ret_reason = VYPR_REASON_NO_VALUE;
spec/conclude.c|		if (b->members[i].occurrence->live)|		if (!b->members[i].occurrence->live)
spec/general.c|	if (after ? !vypr_is_later(x, y) : !vypr_is_later(y, x))|	if (after ? !vypr_is_later(y, x) : !vypr_is_later(y, x))
spec/general_mark.c|	return d->count - (d->order == m->order);|	return d->count;
spec/general_mark.c|		d->notes[d->note_count++] = now;|		d->notes[d->note_count] = now;
spec/general_count.c|		value.known = VYPR_KNOWN_NONE;|		value.known = VYPR_KNOWN;
spec/general_count.c|	end_part(o, seen->begin_ns && until > seen->begin_ns ? until - seen->begin_ns : 0, 0);|	end_part(o, 0, 0);
spec/general_count.c|	d->total_ns += ns;|	d->total_ns = ns;
spec/general_close.c|		g->complete = 1;|		g->complete = 0;
spec/general_close.c|		if (vypr_is_root(&form->slots[i]) \|\| source_of(&form->slots[i]) > gone)|		if (vypr_is_root(&form->slots[i]))
spec/general_world.c|	if (vypr_general_comes_once(s) &&|	if (0 &&
spec/general_world.c|	       is_past(v, slot, v->g->domains[slot].last.begin_ns);|	       0;
spec/general_seek.c|begin_order > order;|begin_order >= 0;
spec/general_seek.c|	return *marks_of(base, slot) && *marks_of(base, slot) < g->lost_order;|	return 0;
spec/general_end.c|	return o->quantifier == later \|\| is_too_old(m, g, o, s->within);|	return 1;
spec/general_end.c|	return alone < 2 \|\| worth == VYPR_TRUE_NOW;|	return worth == VYPR_TRUE_NOW;
spec/general_world.c|	memo->open[place - 1] = NULL;|	memo->open[0] = NULL;
spec/general_world.c|		if (*ret_fits == VYPR_FALSE_NOW) {|		if (*ret_fits == VYPR_TRUE_NOW) {
spec/conclude.c|	return judgement.truth == VYPR_NOT_YET;|	return 0;
spec/conclude.c|	verdict.time_ns = told->time_ns;|	;
spec/conclude.c|	if (kind == (enum vypr_verdict_kind)told->kind)|	if (1)
spec/binding.c|	vypr_told_forget(m, &o->told);|	;
spec/general_end.c|	m->timeless = 1;|	m->timeless = 0;
spec/general_world.c|		m->observations[slot].end_ns = 0;|		;
END
}

work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/o" "$work/spec"
flags="-O1 -w -std=gnu11 -D_GNU_SOURCE -I$top_srcdir -I$top_builddir"
helpers="$(cd "$top_srcdir/testsuite" && ls differ.c oracle*.c trace.c play.c | sed "s,\.c$,,")"
objects=

# check_eval.o and others once; the mutated file alone again
for file in "$top_srcdir"/spec/*.c; do
	objects="$objects $work/o/$(basename "$file" .c).o"
	# shellcheck disable=SC2086
	$CC $flags -c "$file" -o "$work/o/$(basename "$file" .c).o" || exit 99
done
for name in $tests $helpers; do
	# shellcheck disable=SC2086
	$CC $flags -c "$top_srcdir/testsuite/$name.c" -o "$work/$name.o" || exit 99
done

# The first test that fails with these objects; nothing when none does.
seen_by() {
	local name

	for name in $tests; do
		# shellcheck disable=SC2086
		$CC -o "$work/$name" "$work/$name.o" $(printf "$work/%s.o " $helpers) $objects \
			$(pkg-config --libs check) -lyaml -lm 2>/dev/null ||
			$CC -o "$work/$name" "$work/$name.o" "$work/trace.o" $objects \
				$(pkg-config --libs check) -lyaml -lm || { echo "no link"; return; }
		(cd "$work" && timeout 120 "./$name" >"$work/said" 2>&1) || {
			printf '%s: %s\n' "$name" "$(grep -m1 '^not ok' "$work/said" |
				sed 's/^not ok [0-9]* - //' | cut -c1-90)"
			return
		}
		grep -q '^not ok' "$work/said" && {
			printf '%s: %s\n' "$name" "$(grep -m1 '^not ok' "$work/said" |
				sed 's/^not ok [0-9]* - //' | cut -c1-90)"
			return
		}
	done
}

untouched=$(seen_by)
[ -z "$untouched" ] || { echo "without any change: $untouched"; exit 99; }
number=0 missed=0
while IFS= read -r line; do
	number=$((number + 1))
	[ $# = 0 ] || [[ " $* " == *" $number "* ]] || continue
	line=${line//\\|/$'\001'}
	IFS='|' read -r file from to <<<"$line"
	from=${from//$'\001'/|} to=${to//$'\001'/|}
	name=$(basename "$file" .c)
	FROM=$from TO=$to python3 -c '
import os, sys
text, a, b = sys.stdin.read(), os.environ["FROM"], os.environ["TO"]
if text.count(a) < 1:
    sys.exit(1)
sys.stdout.write(text.replace(a, b, 1))' <"$top_srcdir/$file" >"$work/spec/$name.c" || {
		echo "$number $file: no such line: $from"
		missed=$((missed + 1))
		continue
	}
	cp "$work/o/$name.o" "$work/kept.o"
	# shellcheck disable=SC2086
	$CC $flags -c "$work/spec/$name.c" -o "$work/o/$name.o" || exit 99
	seen=$(seen_by)
	cp "$work/kept.o" "$work/o/$name.o"
	[ -n "$seen" ] || missed=$((missed + 1))
	printf '%d %s: %s\n    %s\n' "$number" "$file" "${to//$'\t'/}" "${seen:-NOT SEEN}"
done < <(mutations)
echo "$number changes, $missed not seen"
[ $missed = 0 ]
