#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make lint: what tools say of the sources; each tool that is installed.  Fails when one complains.
cd "${top_srcdir:-.}" || exit 1
status=0
have() { command -v "$1" >/dev/null || { echo "lint: no $1 here"; return 1; }; }
scripts=$(grep -rlE '^#!/bin/(ba)?sh' bootstrap .ci testsuite --include='*' | grep -v '\.py$')
code=$(find spec runtime analysis plugin testsuite -name '*.[ch]' -o -name '*.cc')

# shellcheck disable=SC2086
have shellcheck && { shellcheck -x -S warning $scripts || status=1; }
# shellcheck disable=SC2086
have clang-format && { clang-format --dry-run $code 2>&1 | grep -c warning | sed 's/$/ places differ from .clang-format/'; }
# cppcheck reads neither .def lists nor a condition that the loop before it changed.
have cppcheck && {
	cppcheck -q --std=c11 --error-exitcode=1 --inline-suppr --enable=warning,portability \
		--suppress=missingInclude --suppress=syntaxError --suppress=identicalInnerCondition --suppress=*:testsuite/* -I. spec runtime analysis || status=1
}
exit $status
