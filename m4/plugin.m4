# SPDX-License-Identifier: GPL-3.0-or-later
#
# VYPR_PLUGIN: for which compilers can the plugin be built here, and do they load it?
#
# Looks at $CC, every gcc-N, and every TARGET-gcc-N that is a cross compiler; or at those
# of --with-plugin-for.  The plugin itself is always built by $CXX, with the headers of the
# compiler that it is for.  A "build" is MAJOR-TARGET, as in vypr-MAJOR-TARGET.impl.  Sets
#
#   VYPR_BUILDS           all builds; the first is the one that the tests use most
#   VYPR_BUILD_INCLUDES   BUILD=FOLDER for each, its headers
#   VYPR_NATIVE_COMPILERS those whose programs run here, not the first
#   VYPR_CROSS_COMPILERS  the others
#   VYPR_TEST_CC, VYPR_TEST_CXX   of the first build: $CC where that is one
#   vyprplugindir         where vypr.so goes
#
# the conditional HAVE_PLUGIN, and vypr_plugin_result, the answer in words.
# The headers alone prove nothing: they may be of another release than the compiler, and
# a plugin built with them then fails only when a user compiles with it.
AC_DEFUN([VYPR_PLUGIN], [
AC_ARG_ENABLE([plugin],
	[AS_HELP_STRING([--disable-plugin], [do not build the GCC plugin])],
	[], [enable_plugin=yes])
AC_ARG_WITH([plugin-for],
	[AS_HELP_STRING([--with-plugin-for=LIST],
		[compilers to build the plugin for @<:@every GCC with plugin headers@:>@])],
	[], [with_plugin_for=yes])
AC_CACHE_CHECK([for the version of the compiler], [vypr_cv_gcc_version],
	[vypr_cv_gcc_version=`$CC -dumpfullversion 2>/dev/null || echo unknown`])
VYPR_BUILDS= VYPR_BUILD_INCLUDES= VYPR_NATIVE_COMPILERS= VYPR_CROSS_COMPILERS=
VYPR_TEST_CC=$CC VYPR_TEST_CXX=$CXX
vypr_plugin_without= vypr_plugin_for=
vyprplugindir='${libdir}/vypr'
AC_SUBST([VYPR_BUILDS])
AC_SUBST([VYPR_BUILD_INCLUDES])
AC_SUBST([VYPR_NATIVE_COMPILERS])
AC_SUBST([VYPR_CROSS_COMPILERS])
AC_SUBST([VYPR_TEST_CC])
AC_SUBST([VYPR_TEST_CXX])
AC_SUBST([vyprplugindir])

AS_IF([test "$enable_plugin" = no], [vypr_plugin_result="no: disabled"],
	[test "$cross_compiling" = yes],
		[vypr_plugin_result="no: it belongs to the machine that compiles"],
	[_VYPR_LIST_COMPILERS
	for vypr_gcc in "$CC" $vypr_gccs; do
		_VYPR_TRY_COMPILER
	done
	AS_IF([test -n "$VYPR_BUILDS"], [vypr_plugin_result="yes, for${vypr_plugin_for%,}"],
		[vypr_plugin_result=no])
	AS_IF([test -n "$vypr_plugin_without"],
		[vypr_plugin_result="$vypr_plugin_result; not for${vypr_plugin_without%,}"])])
AM_CONDITIONAL([HAVE_PLUGIN], [test -n "$VYPR_BUILDS"])
])

# Names only: what they are is found out one by one.
AC_DEFUN([_VYPR_LIST_COMPILERS], [
vypr_gccs=$with_plugin_for
AS_IF([test "$with_plugin_for" = yes], [
	vypr_gccs=
	vypr_machine=`$CC -dumpmachine 2>/dev/null`
	for vypr_major in 16 15 14 13 12 11; do
		for vypr_prefix in '' aarch64-linux-gnu-; do
			test "x$vypr_prefix" = "x$vypr_machine-" && continue
			command -v "${vypr_prefix}gcc-$vypr_major" >/dev/null 2>&1 &&
				vypr_gccs="$vypr_gccs ${vypr_prefix}gcc-$vypr_major"
		done
	done])
])

# $vypr_gcc: one more build, unless it is the same compiler by another name.
AC_DEFUN([_VYPR_TRY_COMPILER], [
vypr_major=`$vypr_gcc -dumpfullversion 2>/dev/null | sed 's/\..*//'`
vypr_target=`$vypr_gcc -dumpmachine 2>/dev/null`
vypr_include=`$vypr_gcc -print-file-name=plugin 2>/dev/null`/include
vypr_build=$vypr_major-$vypr_target
AS_CASE([" $VYPR_BUILDS "], [*" $vypr_build "*], [], [
	AC_MSG_CHECKING([whether $vypr_gcc loads a plugin])
	AS_IF([test "x$vypr_major" = x], [vypr_answer="no: it is not GCC"],
		[test ! -f "$vypr_include/gcc-plugin.h"],
			[vypr_answer="no: no plugin headers (Debian: gcc-$vypr_major-plugin-dev)"],
		[_VYPR_TRY_PLUGIN])
	AC_MSG_RESULT([$vypr_answer])
	AS_IF([test "$vypr_answer" = yes], [_VYPR_ADD_BUILD],
		[vypr_plugin_without="$vypr_plugin_without $vypr_gcc (${vypr_answer#no: }),"])])
])

AC_DEFUN([_VYPR_ADD_BUILD], [
AS_IF([test "x$vypr_gcc" = "x$CC"], [vypr_gxx=$CXX],
	[vypr_gxx=`AS_ECHO(["$vypr_gcc"]) | sed 's/\(.*\)gcc/\1g++/'`])
AS_IF([test -z "$VYPR_BUILDS"],
		[VYPR_TEST_CC=$vypr_gcc VYPR_TEST_CXX=$vypr_gxx vypr_plugin_target=$vypr_target],
	[test "$vypr_target" = "$vypr_plugin_target"],
		[VYPR_NATIVE_COMPILERS="$VYPR_NATIVE_COMPILERS $vypr_gcc"],
	[VYPR_CROSS_COMPILERS="$VYPR_CROSS_COMPILERS $vypr_gcc"])
AS_IF([test "$vypr_target" = "$vypr_plugin_target"],
	[vypr_plugin_for="$vypr_plugin_for GCC $vypr_major,"],
	[vypr_plugin_for="$vypr_plugin_for GCC $vypr_major to $vypr_target,"])
VYPR_BUILDS="$VYPR_BUILDS $vypr_build"
VYPR_BUILD_INCLUDES="$VYPR_BUILD_INCLUDES $vypr_build=$vypr_include"
])

# A plugin that prints one word when it is loaded; vypr_answer becomes yes or a reason.
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
AS_IF([$CXX -std=gnu++17 -fno-rtti -fno-exceptions -fPIC -shared -I"$vypr_include" \
		-o conftest-plugin.so conftest-plugin.cc >&AS_MESSAGE_LOG_FD 2>&1],
	[AS_IF([$vypr_gcc -fplugin=./conftest-plugin.so -S -o conftest-in.s conftest-in.c 2>&1 |
			tee /dev/fd/AS_MESSAGE_LOG_FD | grep loaded >/dev/null],
		[vypr_answer=yes],
		[vypr_answer="no: it does not load one built with $CXX; see config.log"])],
	[vypr_answer="no: $CXX cannot build one; see config.log"])
rm -f conftest-plugin.cc conftest-plugin.so conftest-in.c conftest-in.s
])
