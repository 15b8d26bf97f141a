#! /bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
# The linker's version script: the symbols of spec/hooks.def and no other.
# Usage: version.sh HOOKS.DEF
echo 'VYPR_1 {'
echo '	global:'
sed -n 's/^VYPR_\(HOOK\|TLS\)(\([a-z_]*\),.*/		\2;/p' "$1"
echo '	local: *;'
echo '};'
