# SPDX-License-Identifier: GPL-3.0-or-later
# Tests of the plugin: the editing half on its own (insert.test), then all of it.
plugin_nasty = setjmp.c goto.c vla.c nested.c switch.c tail.c values.c signals.c longpath.c \
	throw.cc objects.cc

dist_check_SCRIPTS += %D%/insert.test
EXTRA_DIST += %D%/check-compilers.sh %D%/compilers.awk %D%/root.sh
EXTRA_DIST += %D%/plugin/torture.cc %D%/plugin/sink.c \
	$(patsubst %,testsuite/plugin/nasty/%,$(plugin_nasty))

check_PROGRAMS += %D%/plugin/paths %D%/plugin/stream %D%/plugin/arcs %D%/plugin/roles
%C%_plugin_roles_SOURCES = %D%/plugin/roles.c
%C%_plugin_roles_LDADD = spec/libfront.la spec/libcore.la
%C%_plugin_arcs_SOURCES = %D%/plugin/arcs.c analysis/walk.c analysis/walk_plan.c
%C%_plugin_arcs_CPPFLAGS = $(AM_CPPFLAGS)
%C%_plugin_arcs_LDADD = spec/libcore.la
%C%_plugin_stream_SOURCES = %D%/plugin/stream.c
%C%_plugin_stream_LDADD = spec/libcore.la
%C%_plugin_paths_SOURCES = %D%/plugin/paths.c analysis/walk.c analysis/walk_plan.c
%C%_plugin_paths_CPPFLAGS = $(AM_CPPFLAGS)
%C%_plugin_paths_LDADD = spec/libcore.la

if HAVE_PLUGIN
torture_names = address condition copies copy emit event frame insert landing path pathcheck pathloop pathreg tail
torture_spec = $(patsubst spec/%.c,plugin/impl/spec-%.o,$(spec_core_sources))
torture_plugins = $(VYPR_BUILDS:%=%D%/plugin/%/torture.so)

check_DATA = $(torture_plugins) %D%/plugin/torture.so %D%/plugin/sink.o
CLEANFILES += $(check_DATA) $(torture_plugins:.so=.d) %D%/plugin/sink.d
$(torture_plugins): %D%/plugin/%/torture.so: %D%/plugin/torture.cc \
		$$(addsuffix .o,$$(addprefix plugin/impl/$$*/,$$(torture_names))) $(torture_spec)
	@$(MKDIR_P) $(@D)
	$(AM_V_CCLD)$(CXX) $(plugin_cppflags) $(plugin_cxxflags) $(call plugin_buildflags,$@) \
		-shared -o $@ $< $(torture_names:%=plugin/impl/$*/%.o) $(torture_spec)
# that of the compiler of the tests
%D%/plugin/torture.so: $(firstword $(torture_plugins))
	$(AM_V_GEN)cp $< $@
%D%/plugin/sink.o: %D%/plugin/sink.c
	@$(MKDIR_P) %D%/plugin
	$(AM_V_CC)$(CC) $(plugin_cppflags) -std=gnu11 $(VYPR_WARNINGS) -fPIC -O2 -c -o $@ \
		$(top_srcdir)/%D%/plugin/sink.c
-include $(torture_plugins:.so=.d) %D%/plugin/sink.d
check-files: $(check_DATA) %D%/plugin/paths %D%/plugin/stream
endif

# Programs that say which statements a specification of theirs means, and what comes of it.
dist_check_SCRIPTS += %D%/cases.test %D%/diagnostics.test %D%/guest.test %D%/places.test %D%/sarif.test \
	%D%/streams.test %D%/compilers.test %D%/minimal.test \
	%D%/languages.test
EXTRA_DIST += %D%/diagnostics/prog.c %D%/diagnostics/diagnostics.txt
EXTRA_DIST += %D%/cases.py %D%/cases %D%/sarif.py
