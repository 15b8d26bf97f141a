# SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
#
# VYPR_CHECK([SPEC.yaml], [ACTION-IF-USABLE], [ACTION-IF-NOT])
#
# For the configure.ac of a program that wants to be observed.  Adds
# --with-vypr[=SPEC] (default SPEC; --without-vypr builds without) and sets VYPR_CFLAGS and
# VYPR_LIBS, empty when there is no VyPR or it does not work.  Use them in
# Makefile.am:  AM_CFLAGS = $(VYPR_CFLAGS)   LDADD = $(VYPR_LIBS)
#
# Works means: a program was compiled with the plugin and that specification, linked with the
# library, and (when not cross compiling) run.  When --with-vypr was given and it does not
# work, configure fails, unless ACTION-IF-NOT says what to do instead.
AC_DEFUN([VYPR_CHECK], [
AC_REQUIRE([AC_PROG_CC])
AC_REQUIRE([PKG_PROG_PKG_CONFIG])
AC_ARG_WITH([vypr],
	[AS_HELP_STRING([--with-vypr=SPEC], [observe the properties in SPEC @<:@$1@:>@])],
	[vypr_wanted=$with_vypr], [with_vypr=yes vypr_wanted=no])
AS_IF([test "x$with_vypr" = xyes], [vypr_spec='$1'], [vypr_spec=$with_vypr])
AS_CASE([$vypr_spec], [/*], [], [no], [], [vypr_spec=`cd "$srcdir" && pwd`/$vypr_spec])
VYPR_CFLAGS= VYPR_LIBS= vypr_usable=no
AS_IF([test "x$with_vypr" = xno], [AC_MSG_CHECKING([for VyPR])],
	[AC_MSG_CHECKING([whether VyPR can observe $vypr_spec])])
AS_IF([test "x$with_vypr" = xno], [vypr_usable=disabled],
	[test ! -r "$vypr_spec"], [vypr_usable="no: cannot read it"],
	[! $PKG_CONFIG --exists vypr 2>/dev/null],
		[vypr_usable="no: pkg-config knows no vypr"], [
	VYPR_CFLAGS="`$PKG_CONFIG --cflags vypr` -fplugin-arg-vypr-spec=$vypr_spec"
	VYPR_LIBS=`$PKG_CONFIG --libs vypr`
	# Not conftest.c: in configure's own programs the plugin keeps quiet.
	echo 'int main(void) { return 0; }' >vyprtest.c
	AS_IF([_VYPR_LOG([$CC $CFLAGS $CPPFLAGS $VYPR_CFLAGS -c -o vyprtest.o vyprtest.c])],
		[AS_IF([! _VYPR_LOG([$CC $CFLAGS $LDFLAGS -o vyprtest vyprtest.o $LIBS $VYPR_LIBS])],
				[vypr_usable="no: cannot link with $VYPR_LIBS"],
			[test "$cross_compiling" != yes && ! _VYPR_LOG([./vyprtest])],
				[vypr_usable="no: a program linked with $VYPR_LIBS does not run"],
			[vypr_usable=yes])],
		[vypr_usable="no: the compiler refuses; see config.log"])
	rm -f vyprtest vyprtest.c vyprtest.o
	AS_IF([test "$vypr_usable" != yes], [VYPR_CFLAGS= VYPR_LIBS=])])
AC_MSG_RESULT([$vypr_usable])
AC_SUBST([VYPR_CFLAGS])
AC_SUBST([VYPR_LIBS])
AS_IF([test "$vypr_usable" = yes], [m4_default([$2], [:])], [m4_default([$3],
	[AS_IF([test "x$vypr_wanted" != xno],
		[AC_MSG_ERROR([--with-vypr was given, but VyPR cannot be used ($vypr_usable)])])])])
])

m4_define([_VYPR_LOG], [{ AS_ECHO(["$as_me: $1"]) >&AS_MESSAGE_LOG_FD; $1 >&AS_MESSAGE_LOG_FD 2>&1; }])
