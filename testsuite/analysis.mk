# SPDX-License-Identifier: GPL-3.0-or-later
# Tests of the analysis.
EXTRA_DIST += %D%/analysis_unit.h %D%/analysis_store.h
if HAVE_CHECK
analysis_checks = %D%/check_walk %D%/check_distribution %D%/check_behind %D%/check_rank %D%/check_honest %D%/check_text %D%/check_explain \
	%D%/check_diff
check_PROGRAMS += $(analysis_checks)
TESTS += $(analysis_checks)
analysis_check_libs = analysis/libprint.la analysis/libanalysis.la runtime/libstore.la \
	spec/libfront.la spec/libcore.la $(CHECK_LIBS) -lm
%C%_check_walk_SOURCES = %D%/check_walk.c
%C%_check_walk_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_walk_LDADD = $(analysis_check_libs)
%C%_check_behind_SOURCES = %D%/check_behind.c
%C%_check_behind_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_behind_LDADD = $(analysis_check_libs)
%C%_check_distribution_SOURCES = %D%/check_distribution.c
%C%_check_distribution_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_distribution_LDADD = $(analysis_check_libs)
%C%_check_rank_SOURCES = %D%/check_rank.c
%C%_check_rank_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_rank_LDADD = $(analysis_check_libs)
%C%_check_honest_SOURCES = %D%/check_honest.c
%C%_check_honest_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_honest_LDADD = $(analysis_check_libs)
%C%_check_text_SOURCES = %D%/check_text.c
%C%_check_text_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_text_LDADD = $(analysis_check_libs)
%C%_check_spent_SOURCES = %D%/check_spent.c
%C%_check_spent_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_spent_LDADD = $(analysis_check_libs)
%C%_check_explain_SOURCES = %D%/check_explain.c
%C%_check_explain_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_explain_LDADD = $(analysis_check_libs)
check_PROGRAMS += %D%/check_intersect %D%/check_spent
TESTS += %D%/check_intersect %D%/check_spent
%C%_check_intersect_SOURCES = %D%/check_intersect.c
%C%_check_intersect_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_intersect_LDADD = $(analysis_check_libs)
%C%_check_diff_SOURCES = %D%/check_diff.c
%C%_check_diff_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_diff_LDADD = $(analysis_check_libs)
endif

# Makes the small store whose reports analyse.test knows word by word.
check_PROGRAMS += %D%/make_store
%C%_make_store_SOURCES = %D%/make_store.c
%C%_make_store_LDADD = runtime/libstore.la spec/libfront.la spec/libcore.la -lm
dist_check_SCRIPTS += %D%/analyse.test %D%/specification.test %D%/recheck.test %D%/pictures.test \
	%D%/diff.test %D%/library.test %D%/python.test

# Paths rebuilt and compared; measurements.
EXTRA_PROGRAMS += %D%/bench/walk %D%/bench/compare
CLEANFILES += %D%/bench/walk %D%/bench/compare
%C%_bench_compare_SOURCES = %D%/bench/compare.c
%C%_bench_compare_LDADD = analysis/libanalysis.la
%C%_bench_walk_SOURCES = %D%/bench/walk.c
%C%_bench_walk_LDADD = analysis/libanalysis.la runtime/libstore.la spec/libfront.la \
	spec/libcore.la -lm
EXTRA_DIST += %D%/bench/walk.sh

# Programs with a known cause; "make check-causes" runs them on the real clock.
dist_check_SCRIPTS += %D%/causes.test
EXTRA_DIST += %D%/causes.py %D%/causes
check-causes: all
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' CC='$(CC)' CXX='$(CXX)' \
		bash $(top_srcdir)/%D%/causes.test --clock --runs $(or $(VYPR_RUNS),1)
.PHONY: check-causes

# Paths compared.
dist_check_SCRIPTS += %D%/compare.test %D%/path.test
