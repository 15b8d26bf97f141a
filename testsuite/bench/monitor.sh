#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Events a second through the monitor, on one core.
set -e
cd "$top_builddir"
make -s testsuite/bench/monitor
./testsuite/bench/monitor
