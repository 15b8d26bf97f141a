# SPDX-License-Identifier: GPL-3.0-or-later
EXTRA_DIST += %D%/trace.h %D%/oracle.h
if HAVE_CHECK
spec_core_checks = %D%/check_oracle
check_PROGRAMS += $(spec_core_checks)
TESTS += $(spec_core_checks)
spec_core_check_libs = spec/libfront.la spec/libcore.la $(CHECK_LIBS)
%C%_check_oracle_SOURCES = %D%/check_oracle.c %D%/oracle.c %D%/trace.c
%C%_check_oracle_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_oracle_LDADD = $(spec_core_check_libs)
endif

EXTRA_PROGRAMS += %D%/bench/monitor
CLEANFILES += %D%/bench/monitor
%C%_bench_monitor_SOURCES = %D%/bench/monitor.c %D%/trace.c
%C%_bench_monitor_LDADD = spec/libfront.la spec/libcore.la
EXTRA_DIST += %D%/bench/monitor.sh
