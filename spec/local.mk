# SPDX-License-Identifier: GPL-3.0-or-later
# core: libc only, linked into user programs.  front: libyaml, compiler and analysis only.
spec_core_sources = %D%/status.c
spec_front_sources =

spec_core_sources += %D%/ast.c
spec_core_sources += %D%/names.c %D%/path.c %D%/unit.c %D%/unit_check.c %D%/wanted.c \
	%D%/form.c %D%/form_quantifier.c %D%/form_slot.c %D%/form_term.c \
	%D%/eval.c %D%/quantity.c %D%/quantity_compute.c %D%/quantity_order.c %D%/monitor.c %D%/monitor_plan.c \
	%D%/deadline.c %D%/hung.c %D%/monitor_string.c %D%/monitor_map.c %D%/activation.c %D%/binding.c %D%/conclude.c \
	%D%/monitor_record.c %D%/monitor_save.c %D%/monitor_load.c %D%/monitor_queue.c %D%/codec.c \
	%D%/general.c %D%/general_mark.c %D%/general_plan.c %D%/general_count.c %D%/general_world.c \
	%D%/general_seek.c %D%/general_end.c %D%/general_close.c %D%/general_save.c
spec_front_sources += %D%/suggest.c %D%/lex.c %D%/parse.c %D%/parse_formula.c %D%/parse_call.c %D%/parse_want.c \
	%D%/parse_domain.c %D%/parse_term.c %D%/parse_name.c %D%/parse_record.c %D%/print.c \
	%D%/spec.c %D%/spec_property.c %D%/spec_text.c %D%/spec_file.c %D%/spec_yaml.c %D%/spec_place.c %D%/spec_region.c \
	%D%/glob.c
EXTRA_DIST += %D%/suggest.h %D%/lex.h %D%/parser.h %D%/warning.def %D%/word.def %D%/time_unit.def \
	%D%/spec_yaml.h %D%/spec_private.h
dist_man_MANS += %D%/vypr-spec.5

noinst_LTLIBRARIES += %D%/libcore.la %D%/libfront.la
%C%_libcore_la_SOURCES = $(spec_core_sources)
%C%_libfront_la_SOURCES = $(spec_front_sources)
%C%_libfront_la_CPPFLAGS = $(AM_CPPFLAGS) $(YAML_CFLAGS)
%C%_libfront_la_LIBADD = $(YAML_LIBS)

EXTRA_DIST += %D%/status.h %D%/status.def %D%/node.def %D%/ast.h %D%/parse.h \
	%D%/spec.h %D%/event.def %D%/event.h %D%/hooks.def %D%/form.h \
	%D%/verdict.def %D%/verdict.h %D%/eval.h %D%/path.h %D%/unit.h %D%/wanted.h %D%/monitor.h
EXTRA_DIST += %D%/form_private.h %D%/unit_private.h %D%/quantity.h %D%/monitor_private.h %D%/general.h %D%/monitor_save.h %D%/codec.h
