# SPDX-License-Identifier: GPL-3.0-or-later
# Programs compiled with the plugin and linked with the library, in rough company.
torture_tests = %D%/kill.test %D%/signal.test %D%/link.test %D%/breaks.test \
	%D%/harmless.test %D%/flags.test %D%/late.test %D%/overrun.test %D%/off.test
dist_check_SCRIPTS += $(torture_tests)
EXTRA_DIST += %D%/torture/kill.c %D%/torture/kill.yml %D%/torture/progress.h \
	%D%/torture/signal.c %D%/torture/signal.yml \
	%D%/torture/parts.h %D%/torture/one.c %D%/torture/two.c %D%/torture/three.c \
	%D%/torture/parts.yml %D%/torture/loaded.c %D%/torture/loads.c %D%/torture/loaded.yml \
	%D%/torture/family.c %D%/torture/family.yml %D%/torture/late.c %D%/torture/late.yml \
	%D%/torture/crowded.c %D%/torture/crowded.yml \
	%D%/torture/breaks.c %D%/torture/breaks.yml %D%/torture/own.c %D%/torture/own.yml \
	%D%/torture/torture.sh %D%/torture/gcc_tests.sh %D%/torture/gcc_tests.awk \
	%D%/torture/csmith.sh %D%/torture/table.sh %D%/torture/compare.sh \
	%D%/torture/everything.awk %D%/torture/arcs.sh %D%/torture/arcs.py
check_PROGRAMS += %D%/torture/census
%C%_torture_census_SOURCES = %D%/torture/census.c
%C%_torture_census_LDADD = runtime/libstore.la spec/libcore.la
