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
	%D%/copy.cc \
	%D%/emit.cc \
	%D%/event.cc \
	%D%/insert.cc \
	%D%/landing.cc \
	%D%/path.cc \
	%D%/pathreg.cc \
	%D%/tail.cc
plugin_sources += \
	%D%/anywhere.cc \
	%D%/args.cc \
	%D%/callee.cc \
	%D%/ccache.cc \
	%D%/constant.cc \
	%D%/decided.cc \
	%D%/diag.cc \
	%D%/events.cc \
	%D%/flow.cc \
	%D%/indirect.cc \
	%D%/literal.cc \
	%D%/lvalue.cc \
	%D%/macro.cc \
	%D%/match.cc \
	%D%/parts.cc \
	%D%/pass.cc \
	%D%/plan.cc \
	%D%/reading.cc \
	%D%/resolve.cc \
	%D%/scfg.cc \
	%D%/scope.cc \
	%D%/select.cc \
	%D%/sites.cc \
	%D%/spec_files.cc \
	%D%/store.cc \
	%D%/text.cc \
	%D%/typename.cc \
	%D%/there.cc \
	%D%/unmatched.cc \
	%D%/unit.cc \
	%D%/value.cc

EXTRA_DIST += $(plugin_sources) %D%/gcc.h %D%/plugin.h %D%/insert.h %D%/look.h %D%/constant.h %D%/vypr.c %D%/exports.map

dist_man_MANS += %D%/vypr.so.1

if HAVE_PLUGIN
plugin_impl = %D%/vypr-$(VYPR_GCC_MAJOR)-$(VYPR_GCC_TARGET).impl
plugin_objects = $(plugin_sources:%D%/%.cc=%D%/impl/%.o) \
	$(patsubst spec/%.c,%D%/impl/spec-%.o,$(spec_core_sources) $(spec_front_sources))

vyprplugin_DATA = %D%/vypr.so $(plugin_impl)
CLEANFILES += $(vyprplugin_DATA) $(plugin_objects) $(plugin_objects:.o=.d)

plugin_cppflags = -I$(top_srcdir) -I$(top_builddir) -D_GNU_SOURCE -MMD -MP
plugin_cxxflags = -std=gnu++17 -fno-rtti -fno-exceptions -fPIC -fvisibility=hidden \
	-O1 -g -Wall -Wextra -Wno-unused-parameter -isystem $(GCC_PLUGIN_DIR)/include \
	-DVYPR_GCC_TARGET='"$(VYPR_GCC_TARGET)"'
plugin_cflags = -std=c11 -fPIC -fvisibility=hidden -O2 -g $(VYPR_WARNINGS)
plugin_ldflags = -shared -Wl,--version-script=$(top_srcdir)/%D%/exports.map

%D%/impl/%.o: %D%/%.cc %D%/local.mk
	@$(MKDIR_P) %D%/impl
	$(AM_V_CC)$(CXX) $(plugin_cppflags) $(plugin_cxxflags) -c -o $@ $<
%D%/impl/spec-%.o: spec/%.c %D%/local.mk
	@$(MKDIR_P) %D%/impl
	$(AM_V_CC)$(CC) $(plugin_cppflags) $(YAML_CFLAGS) $(plugin_cflags) -c -o $@ $<
$(plugin_impl): $(plugin_objects) %D%/exports.map
	$(AM_V_CCLD)$(CXX) $(plugin_ldflags) -o $@ $(plugin_objects) $(YAML_LIBS)
%D%/vypr.so: %D%/vypr.c %D%/exports.map
	@$(MKDIR_P) %D%
	$(AM_V_CCLD)$(CC) -std=gnu11 -D_GNU_SOURCE -O2 -g $(VYPR_WARNINGS) -fPIC $(plugin_ldflags) \
		-o $@ $(top_srcdir)/%D%/vypr.c -ldl

-include $(plugin_objects:.o=.d)
endif
