#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Branches a second that are rebuilt from path bits, on one thread.
set -e
cd "$top_builddir"
make -s testsuite/bench/walk
./testsuite/bench/walk
