# SPDX-License-Identifier: GPL-3.0-or-later
# The language: CFTL, its wrapper, what it means.
EXTRA_DIST += %D%/fuzz/run.sh %D%/fuzz/fuzz_cftl.c %D%/fuzz/fuzz_spec.c %D%/fuzz/words.dict \
	%D%/fuzz/corpus/cftl.txt %D%/fuzz/corpus/spec.txt %D%/fuzz/corpus/unit.txt
if HAVE_CHECK
spec_front_checks = %D%/check_parse %D%/check_suggest %D%/check_spec %D%/check_bombs
check_PROGRAMS += $(spec_front_checks)
TESTS += $(spec_front_checks)
%C%_check_parse_SOURCES = %D%/check_parse.c
%C%_check_parse_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_parse_LDADD = spec/libfront.la spec/libcore.la $(CHECK_LIBS)
%C%_check_suggest_SOURCES = %D%/check_suggest.c
%C%_check_suggest_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_suggest_LDADD = spec/libfront.la spec/libcore.la $(CHECK_LIBS)
%C%_check_spec_SOURCES = %D%/check_spec.c
%C%_check_spec_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_spec_LDADD = spec/libfront.la spec/libcore.la $(CHECK_LIBS)
%C%_check_bombs_SOURCES = %D%/check_bombs.c
%C%_check_bombs_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_bombs_LDADD = spec/libfront.la spec/libcore.la $(CHECK_LIBS)
endif

EXTRA_DIST += %D%/trace.h %D%/oracle.h %D%/oracle_private.h %D%/differ.h %D%/play.h
if HAVE_CHECK
spec_core_checks = %D%/check_eval %D%/check_form %D%/check_unit %D%/check_path \
	%D%/check_monitor %D%/check_oracle %D%/check_general %D%/check_values \
	%D%/check_language
check_PROGRAMS += $(spec_core_checks)
TESTS += $(spec_core_checks)
spec_core_check_libs = spec/libfront.la spec/libcore.la $(CHECK_LIBS)
%C%_check_eval_SOURCES = %D%/check_eval.c
%C%_check_eval_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_eval_LDADD = $(spec_core_check_libs)
%C%_check_form_SOURCES = %D%/check_form.c
%C%_check_form_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_form_LDADD = $(spec_core_check_libs)
%C%_check_unit_SOURCES = %D%/check_unit.c %D%/trace.c
%C%_check_unit_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_unit_LDADD = $(spec_core_check_libs)
%C%_check_path_SOURCES = %D%/check_path.c
%C%_check_path_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_path_LDADD = $(spec_core_check_libs)
%C%_check_monitor_SOURCES = %D%/check_monitor.c %D%/trace.c
%C%_check_monitor_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_monitor_LDADD = $(spec_core_check_libs)
%C%_check_values_SOURCES = %D%/check_values.c %D%/play.c %D%/trace.c
%C%_check_values_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_values_LDADD = $(spec_core_check_libs)
%C%_check_language_SOURCES = %D%/check_language.c $(spec_oracle_sources)
%C%_check_language_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_language_LDADD = $(spec_core_check_libs)
%C%_check_general_SOURCES = %D%/check_general.c %D%/play.c %D%/trace.c
%C%_check_general_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_general_LDADD = $(spec_core_check_libs)
spec_oracle_sources = %D%/differ.c %D%/oracle.c %D%/oracle_atom.c %D%/oracle_general.c \
	%D%/trace.c
%C%_check_oracle_SOURCES = %D%/check_oracle.c $(spec_oracle_sources)
%C%_check_oracle_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_oracle_LDADD = $(spec_core_check_libs)
endif

EXTRA_PROGRAMS += %D%/bench/monitor
CLEANFILES += %D%/bench/monitor
%C%_bench_monitor_SOURCES = %D%/bench/monitor.c %D%/trace.c
%C%_bench_monitor_LDADD = spec/libfront.la spec/libcore.la
EXTRA_DIST += %D%/bench/monitor.sh %D%/fuzz/fuzz_unit.c

# The fuzzer's corpus, without the fuzzer.
check_PROGRAMS += %D%/fuzz/replay_cftl %D%/fuzz/replay_spec %D%/fuzz/replay_unit
dist_check_SCRIPTS += %D%/corpus.test
%C%_fuzz_replay_cftl_SOURCES = %D%/fuzz/replay.c %D%/fuzz/fuzz_cftl.c
%C%_fuzz_replay_cftl_LDADD = spec/libfront.la spec/libcore.la
%C%_fuzz_replay_spec_SOURCES = %D%/fuzz/replay.c %D%/fuzz/fuzz_spec.c
%C%_fuzz_replay_spec_LDADD = spec/libfront.la spec/libcore.la
%C%_fuzz_replay_unit_SOURCES = %D%/fuzz/replay.c %D%/fuzz/fuzz_unit.c
%C%_fuzz_replay_unit_LDADD = spec/libfront.la spec/libcore.la
