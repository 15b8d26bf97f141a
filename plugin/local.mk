# SPDX-License-Identifier: GPL-3.0-or-later
# vypr.so              what users name: no symbol of GCC in it, picks the one beside it
# vypr-MAJOR-TARGET.impl   the plugin proper, for one release of GCC
#
# The plugin runs inside the compiler, so it is built by plain rules: without the
# sanitizers and without libtool, and with its own copy of spec/.
# The two halves each list their own; a line is added with its file.
plugin_sources = \
	%D%/address.cc \
	%D%/condition.cc \
	%D%/copies.cc \
	%D%/copy.cc \
	%D%/emit.cc \
	%D%/event.cc \
	%D%/frame.cc \
	%D%/insert.cc \
	%D%/landing.cc \
	%D%/path.cc \
	%D%/pathcheck.cc \
	%D%/pathloop.cc \
	%D%/pathreg.cc \
	%D%/tail.cc
plugin_sources += \
	%D%/anywhere.cc \
	%D%/args.cc \
	%D%/callee.cc \
	%D%/ccache.cc \
	%D%/constant.cc \
	%D%/coroutine.cc \
	%D%/decided.cc \
	%D%/diag.cc \
	%D%/events.cc \
	%D%/flow.cc \
	%D%/indirect.cc \
	%D%/literal.cc \
	%D%/lvalue.cc \
	%D%/macro.cc \
	%D%/match.cc \
	%D%/moment.cc \
	%D%/moment_site.cc \
	%D%/outer.cc \
	%D%/parted.cc \
	%D%/parts.cc \
	%D%/pass.cc \
	%D%/plan.cc \
	%D%/reading.cc \
	%D%/resolve.cc \
	%D%/scfg.cc \
	%D%/scope.cc \
	%D%/select.cc \
	%D%/separate.cc \
	%D%/sites.cc \
	%D%/sorts.cc \
	%D%/spec_files.cc \
	%D%/store.cc \
	%D%/story.cc \
	%D%/text.cc \
	%D%/typename.cc \
	%D%/there.cc \
	%D%/unmatched.cc \
	%D%/unit.cc \
	%D%/value.cc

EXTRA_DIST += $(plugin_sources) %D%/gcc.h %D%/plugin.h %D%/insert.h %D%/pathplan.h %D%/look.h %D%/moment.h %D%/constant.h %D%/vypr.c %D%/exports.map

dist_man_MANS += %D%/vypr.so.1

if HAVE_PLUGIN
# One source, one build for each compiler that configure found: a release of GCC and what
# it compiles for.  spec/ is compiled once for all of them.
plugin_impls = $(VYPR_BUILDS:%=%D%/vypr-%.impl)
plugin_spec_objects = \
	$(patsubst spec/%.c,%D%/impl/spec-%.o,$(spec_core_sources) $(spec_front_sources))
plugin_names = $(plugin_sources:%D%/%.cc=%.o)
plugin_objects = $(foreach build,$(VYPR_BUILDS),$(plugin_names:%=%D%/impl/$(build)/%))

vyprplugin_DATA = %D%/vypr.so $(plugin_impls)
CLEANFILES += $(vyprplugin_DATA) $(plugin_spec_objects) $(plugin_spec_objects:.o=.d) \
	$(plugin_objects) $(plugin_objects:.o=.d)

# $(1): a file in the folder of its build, whose name is MAJOR-TARGET
plugin_build = $(notdir $(patsubst %/,%,$(dir $(1))))
plugin_include = $(patsubst $(plugin_build)=%,%,$(filter $(plugin_build)=%,$(VYPR_BUILD_INCLUDES)))
plugin_target = $(patsubst $(firstword $(subst -, ,$(plugin_build)))-%,%,$(plugin_build))

plugin_cppflags = -I$(top_srcdir) -I$(top_builddir) -D_GNU_SOURCE -MMD -MP
plugin_cxxflags = -std=gnu++17 -fno-rtti -fno-exceptions -fPIC -fvisibility=hidden \
	-O1 -g -Wall -Wextra -Wno-unused-parameter
plugin_buildflags = -isystem $(plugin_include) -DVYPR_GCC_TARGET='"$(plugin_target)"'
plugin_cflags = -std=c11 -fPIC -fvisibility=hidden -O2 -g $(VYPR_WARNINGS)
plugin_ldflags = -shared -Wl,--version-script=$(top_srcdir)/%D%/exports.map

.SECONDEXPANSION:
%D%/impl/%.o: %D%/$$(notdir $$*).cc %D%/local.mk
	@$(MKDIR_P) $(@D)
	$(AM_V_CC)$(CXX) $(plugin_cppflags) $(plugin_cxxflags) $(call plugin_buildflags,$@) \
		-c -o $@ $<
%D%/impl/spec-%.o: spec/%.c %D%/local.mk
	@$(MKDIR_P) $(@D)
	$(AM_V_CC)$(CC) $(plugin_cppflags) $(YAML_CFLAGS) $(plugin_cflags) -c -o $@ $<
$(plugin_impls): %D%/vypr-%.impl: $$(addprefix %D%/impl/$$*/,$$(plugin_names)) $(plugin_spec_objects) \
		%D%/exports.map
	$(AM_V_CCLD)$(CC) $(plugin_ldflags) -static-libgcc -o $@ $(plugin_names:%=%D%/impl/$*/%) \
		$(plugin_spec_objects) $(YAML_LIBS)
%D%/vypr.so: %D%/vypr.c %D%/exports.map
	@$(MKDIR_P) %D%
	$(AM_V_CCLD)$(CC) -std=gnu11 -D_GNU_SOURCE -O2 -g $(VYPR_WARNINGS) -fPIC $(plugin_ldflags) \
		-o $@ $(top_srcdir)/%D%/vypr.c -ldl

-include $(plugin_objects:.o=.d) $(plugin_spec_objects:.o=.d)
endif
