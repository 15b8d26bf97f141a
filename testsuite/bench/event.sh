#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The price of one inline event: see event.c.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export PKG_CONFIG_PATH=${top_builddir:?} VYPR_STORE=$dir/bench.db
here=${top_srcdir:?}/testsuite/bench
cat >"$dir/event.yml" <<'END'
event.c:
  observed:
    - cftl: "forall q in changes(x): q(x) != 7 and time_between(q, next_change(q, x)) < 1 s"
      paths: off
  untimed:
    - cftl: "forall q in changes(u): q(u) != 7"
      paths: off
  resting:
    - name: resting
      cftl: "forall q in changes(v): q(v) != 7 and time_between(q, next_change(q, v)) < 1 s"
      paths: off
  called_untimed:
    - cftl: "forall q in changes(u): q(u) != 7"
      paths: off
  called_resting:
    - name: called
      cftl: "forall q in changes(u): q(u) != 7"
      paths: off
  copied:
    - cftl: "forall q in changes(z): q(*p) != 7"
      paths: off
END
# shellcheck disable=SC2046
$CC -O2 $(pkg-config --cflags vypr) -fplugin-arg-vypr-spec="$dir/event.yml" "$here/event.c" \
	-o "$dir/event" $(pkg-config --libs vypr)
VYPR_OPTIONS=off=resting,off=called "$dir/event"
"$top_builddir/vypr-analyse" summary
