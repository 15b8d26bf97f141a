# SPDX-License-Identifier: GPL-3.0-or-later
# Tests of the plugin: the editing half on its own (insert.test), then all of it.
plugin_nasty = setjmp.c goto.c vla.c nested.c switch.c tail.c values.c signals.c longpath.c \
	throw.cc objects.cc

dist_check_SCRIPTS += %D%/insert.test
EXTRA_DIST += %D%/plugin/torture.cc %D%/plugin/sink.c \
	$(patsubst %,testsuite/plugin/nasty/%,$(plugin_nasty))

check_PROGRAMS += %D%/plugin/paths
%C%_plugin_paths_SOURCES = %D%/plugin/paths.c analysis/walk.c
%C%_plugin_paths_CPPFLAGS = $(AM_CPPFLAGS)
%C%_plugin_paths_LDADD = spec/libcore.la

if HAVE_PLUGIN
torture_objects = $(patsubst %,plugin/impl/%.o,address condition copy emit event insert landing path pathreg tail) \
	$(patsubst spec/%.c,plugin/impl/spec-%.o,$(spec_core_sources))

check_DATA = %D%/plugin/torture.so %D%/plugin/sink.o
CLEANFILES += $(check_DATA) %D%/plugin/torture.d %D%/plugin/sink.d
%D%/plugin/torture.so: %D%/plugin/torture.cc $(torture_objects)
	@$(MKDIR_P) %D%/plugin
	$(AM_V_CCLD)$(CXX) $(plugin_cppflags) $(plugin_cxxflags) -shared -o $@ \
		$(top_srcdir)/%D%/plugin/torture.cc $(torture_objects)
%D%/plugin/sink.o: %D%/plugin/sink.c
	@$(MKDIR_P) %D%/plugin
	$(AM_V_CC)$(CC) $(plugin_cppflags) -std=gnu11 $(VYPR_WARNINGS) -fPIC -O2 -c -o $@ \
		$(top_srcdir)/%D%/plugin/sink.c
-include %D%/plugin/torture.d %D%/plugin/sink.d
endif

# Programs that say which statements a specification of theirs means, and what comes of it.
dist_check_SCRIPTS += %D%/cases.test %D%/diagnostics.test %D%/guest.test %D%/places.test
EXTRA_DIST += %D%/diagnostics/prog.c %D%/diagnostics/diagnostics.txt
EXTRA_DIST += %D%/cases.py %D%/cases
