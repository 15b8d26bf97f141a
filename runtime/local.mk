# SPDX-License-Identifier: GPL-3.0-or-later
# libstore: the store, rings and recovery; in libvypr and in the analysis.
noinst_LTLIBRARIES += %D%/libstore.la
%C%_libstore_la_SOURCES = \
	%D%/column.c %D%/block.c %D%/histogram.c %D%/records.c \
	%D%/store_open.c %D%/store_read.c %D%/store_verdicts.c %D%/store_write.c
%C%_libstore_la_CPPFLAGS = $(AM_CPPFLAGS) $(LMDB_CFLAGS)
%C%_libstore_la_LIBADD = $(LMDB_LIBS)

EXTRA_DIST += %D%/store.h %D%/schema.def %D%/bytes.h %D%/column.h %D%/block.h \
	%D%/histogram.h %D%/store_private.h %D%/store_write.h
