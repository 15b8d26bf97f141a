# SPDX-License-Identifier: GPL-3.0-or-later
#
# VYPR_PLUGIN: can a GCC plugin be built here, and does the compiler load it?
#
# Sets GCC_PLUGIN_DIR, VYPR_GCC_MAJOR, VYPR_GCC_TARGET, vyprplugindir (where vypr.so
# goes), the conditional HAVE_PLUGIN, and vypr_plugin_result, the answer in words.
# The headers alone prove nothing: they may be of another release than the compiler, and
# a plugin built with them then fails only when a user compiles with it.
AC_DEFUN([VYPR_PLUGIN], [
AC_ARG_ENABLE([plugin],
	[AS_HELP_STRING([--disable-plugin], [do not build the GCC plugin])],
	[], [enable_plugin=yes])
AC_CACHE_CHECK([for the version of the compiler], [vypr_cv_gcc_version],
	[vypr_cv_gcc_version=`$CC -dumpfullversion 2>/dev/null || echo unknown`])
GCC_PLUGIN_DIR=`$CC -print-file-name=plugin 2>/dev/null`
VYPR_GCC_MAJOR=`AS_ECHO(["$vypr_cv_gcc_version"]) | sed 's/\..*//'`
VYPR_GCC_TARGET=`$CC -dumpmachine 2>/dev/null`
vyprplugindir='${libdir}/vypr'
AC_SUBST([GCC_PLUGIN_DIR])
AC_SUBST([VYPR_GCC_MAJOR])
AC_SUBST([VYPR_GCC_TARGET])
AC_SUBST([vyprplugindir])

AS_IF([test "$enable_plugin" = no],
		[vypr_plugin_result="no: disabled"],
	[test ! -f "$GCC_PLUGIN_DIR/include/gcc-plugin.h"],
		[vypr_plugin_result="no: no plugin headers for this compiler (Debian: gcc-$VYPR_GCC_MAJOR-plugin-dev)"],
	[AC_CACHE_CHECK([whether a plugin can be built and loaded], [vypr_cv_plugin], [_VYPR_TRY_PLUGIN])
	AS_IF([test "$vypr_cv_plugin" = yes],
		[vypr_plugin_result="yes, for GCC $VYPR_GCC_MAJOR"],
		[vypr_plugin_result="no: $vypr_cv_plugin"])])
AM_CONDITIONAL([HAVE_PLUGIN], [test "$vypr_plugin_result" = "yes, for GCC $VYPR_GCC_MAJOR"])
])

# A plugin that prints one word when it is loaded; vypr_cv_plugin becomes yes or a reason.
AC_DEFUN([_VYPR_TRY_PLUGIN], [
cat >conftest-plugin.cc <<'_EOF'
#include "gcc-plugin.h"
#include "plugin-version.h"
int plugin_is_GPL_compatible;
int plugin_init(struct plugin_name_args *, struct plugin_gcc_version *version)
{
	if (!plugin_default_version_check(version, &gcc_version))
		return 1;
	fputs("loaded\n", stderr);
	return 0;
}
_EOF
echo 'int conftest;' >conftest-in.c
AS_IF([$CXX -fno-rtti -fno-exceptions -fPIC -shared -I"$GCC_PLUGIN_DIR/include" \
		-o conftest-plugin.so conftest-plugin.cc >&AS_MESSAGE_LOG_FD 2>&1],
	[AS_IF([$CC -fplugin=./conftest-plugin.so -c -o conftest-in.o conftest-in.c 2>&1 |
			tee /dev/fd/AS_MESSAGE_LOG_FD | grep loaded >/dev/null],
		[vypr_cv_plugin=yes],
		[vypr_cv_plugin="$CC does not load a plugin built with $CXX; see config.log"])],
	[vypr_cv_plugin="$CXX cannot build one; see config.log"])
rm -f conftest-plugin.cc conftest-plugin.so conftest-in.c conftest-in.o
])
