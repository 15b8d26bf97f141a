# SPDX-License-Identifier: GPL-3.0-or-later
EXTRA_DIST += %D%/runtime_unit.h
if HAVE_CHECK
runtime_checks = %D%/check_block %D%/check_histogram %D%/check_store \
	%D%/check_ring %D%/check_samples
check_PROGRAMS += $(runtime_checks)
TESTS += $(runtime_checks)
%C%_check_block_SOURCES = %D%/check_block.c
%C%_check_block_CPPFLAGS = $(AM_CPPFLAGS) $(LMDB_CFLAGS) $(CHECK_CFLAGS)
%C%_check_block_LDADD = runtime/libstore.la spec/libcore.la $(CHECK_LIBS)
%C%_check_histogram_SOURCES = %D%/check_histogram.c
%C%_check_histogram_CPPFLAGS = $(AM_CPPFLAGS) $(LMDB_CFLAGS) $(CHECK_CFLAGS)
%C%_check_histogram_LDADD = runtime/libstore.la spec/libcore.la $(CHECK_LIBS) -lm
%C%_check_store_SOURCES = %D%/check_store.c
%C%_check_store_CPPFLAGS = $(AM_CPPFLAGS) $(LMDB_CFLAGS) $(CHECK_CFLAGS)
%C%_check_store_LDADD = runtime/libstore.la spec/libcore.la $(CHECK_LIBS) -lm
%C%_check_ring_SOURCES = %D%/check_ring.c
%C%_check_ring_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
%C%_check_samples_SOURCES = %D%/check_samples.c
%C%_check_samples_CPPFLAGS = $(AM_CPPFLAGS) $(LMDB_CFLAGS) $(CHECK_CFLAGS)
%C%_check_samples_LDADD = runtime/libstore.la spec/libcore.la $(LMDB_LIBS) $(CHECK_LIBS) -lm
%C%_check_ring_LDADD = runtime/libstore.la spec/libcore.la $(CHECK_LIBS)
endif

# ringer is instrumented by hand; tally counts what arrived.
check_PROGRAMS += %D%/ringer %D%/tally
%C%_ringer_SOURCES = %D%/ringer.c
%C%_ringer_LDADD = runtime/libvypr.la spec/libcore.la -lpthread
%C%_tally_SOURCES = %D%/tally.c
%C%_tally_LDADD = runtime/libstore.la spec/libcore.la
check_PROGRAMS += %D%/texter %D%/replay
%C%_texter_SOURCES = %D%/texter.c
%C%_texter_LDADD = runtime/libvypr.la spec/libcore.la -lpthread
%C%_replay_SOURCES = %D%/replay.c
%C%_replay_LDADD = runtime/libstore.la spec/libcore.la
EXTRA_DIST += %D%/suite.h %D%/push.h %D%/texts.h %D%/torture/hang.c %D%/torture/hang.yml \
	%D%/torture/strings.c %D%/torture/strings.yml
TESTS += %D%/runtime.test %D%/record.test %D%/hang.test
EXTRA_DIST += %D%/runtime.test %D%/record.test %D%/hang.test
TESTS += %D%/spent.test
EXTRA_DIST += %D%/bench/samples.sh %D%/spent.test %D%/spent.py %D%/torture/spent.c %D%/torture/spent.yml
