#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What observing costs on real programs: testsuite/real/slowdown.sh.
exec bash "${top_srcdir:?}/testsuite/real/slowdown.sh" "${VYPR_PLACES:-10}" "${VYPR_RUNS:-3}"
