# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced after tap.sh by tests that use the whole chain from the build tree.
export PKG_CONFIG_PATH=$top_builddir PATH=$top_builddir:$PATH LC_ALL=C
unset VYPR_STORE VYPR_OPTIONS
# No plugin, no chain.
if [ ! -f "$top_builddir/plugin/vypr.so" ]; then
	skip "$(basename "$0" .test)" "configured without the plugin"
	done_testing
	exit 0
fi
