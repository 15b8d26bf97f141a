#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Branches a second that are rebuilt from path bits, and the time that many paths take to be
# compared, on one thread.
set -e
cd "$top_builddir"
make -s testsuite/bench/walk testsuite/bench/compare
./testsuite/bench/walk
./testsuite/bench/compare
