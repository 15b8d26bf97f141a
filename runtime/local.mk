# SPDX-License-Identifier: GPL-3.0-or-later
# libstore: the store, rings and recovery; in libvypr and in the analysis.
noinst_LTLIBRARIES += %D%/libstore.la
%C%_libstore_la_SOURCES = \
	%D%/column.c %D%/block.c %D%/histogram.c %D%/records.c \
	%D%/store_open.c %D%/store_read.c %D%/store_verdicts.c %D%/store_write.c \
	%D%/store_summary.c %D%/store_commit.c %D%/store_found.c \
	%D%/store_events.c %D%/sample_block.c %D%/event_block.c %D%/recorder.c \
	%D%/ring.c %D%/clock.c %D%/runfile.c %D%/reader.c %D%/reader_checkpoint.c \
	%D%/recover.c
%C%_libstore_la_CPPFLAGS = $(AM_CPPFLAGS) $(LMDB_CFLAGS)
%C%_libstore_la_LIBADD = $(LMDB_LIBS)

EXTRA_DIST += %D%/store.h %D%/schema.def %D%/bytes.h %D%/column.h %D%/block.h \
	%D%/histogram.h %D%/store_private.h %D%/store_write.h %D%/store_writer.h %D%/ring.h %D%/clock.h \
	%D%/runfile.h %D%/reader.h %D%/recover.h %D%/event_block.h %D%/recorder.h \
	%D%/sample_block.h %D%/wait.def

# libvypr: what instrumented programs link with.  Never unloaded: its thread runs on.
lib_LTLIBRARIES += %D%/libvypr.la
%C%_libvypr_la_SOURCES = %D%/hooks.c %D%/hook_values.c %D%/process.c %D%/copies.c %D%/off.c %D%/fork.c %D%/collector.c %D%/sampler.c %D%/look.c %D%/missing.c %D%/options.c
%C%_libvypr_la_CPPFLAGS = $(AM_CPPFLAGS) $(LMDB_CFLAGS)
%C%_libvypr_la_LIBADD = %D%/libstore.la spec/libcore.la $(LMDB_LIBS) -lpthread
%C%_libvypr_la_LDFLAGS = $(AM_LDFLAGS) -version-info 1:0:0 -no-undefined \
	-Wl,-z,nodelete -Wl,--version-script=%D%/libvypr.map
EXTRA_%C%_libvypr_la_DEPENDENCIES = %D%/libvypr.map
%D%/libvypr.map: $(top_srcdir)/spec/hooks.def $(top_srcdir)/%D%/version.sh
	$(AM_V_GEN)$(MKDIR_P) %D% && $(SHELL) $(top_srcdir)/%D%/version.sh \
		$(top_srcdir)/spec/hooks.def >$@.tmp && mv $@.tmp $@
CLEANFILES += %D%/libvypr.map
EXTRA_DIST += %D%/version.sh %D%/missing.h %D%/copies.h %D%/off.h %D%/fork.h %D%/options.h %D%/process.h %D%/hooks.h %D%/sampler.h %D%/look.h
dist_man_MANS += %D%/libvypr.7
