# SPDX-License-Identifier: GPL-3.0-or-later
# libvypr-analysis: every question; vypr-analyse: words and JSON for its answers.
# libanalysis is the same without the list of exported names, for the unit tests.
noinst_LTLIBRARIES += %D%/libanalysis.la %D%/libprint.la
%C%_libanalysis_la_SOURCES = \
	%D%/report.c %D%/map.c %D%/walk.c %D%/walk_plan.c %D%/trace.c %D%/structure.c \
	%D%/intersect.c %D%/intersect_level.c %D%/intersect_tree.c %D%/intersect_expand.c \
	%D%/features.c %D%/column.c %D%/interval.c %D%/split.c %D%/conjunction.c %D%/rank.c \
	%D%/cause.c %D%/attribute.c %D%/matrix.c %D%/describe.c \
	%D%/analysis.c %D%/measure.c %D%/summary.c %D%/verdicts.c %D%/detail.c \
	%D%/source.c %D%/path.c %D%/gather.c %D%/words.c %D%/explain.c %D%/distribution.c %D%/excerpt.c %D%/verify.c %D%/behind.c %D%/cover.c \
	%D%/respec.c %D%/respec_match.c %D%/respec_known.c %D%/respec_words.c \
	%D%/replay.c %D%/recheck.c %D%/recheck_compare.c %D%/bounds.c %D%/bounds_write.c \
	%D%/significance.c %D%/decompose.c %D%/diff_side.c %D%/diff_match.c %D%/diff_sample.c \
	%D%/diff_ways.c %D%/diff_times.c %D%/diff_tell.c %D%/diff_sites.c %D%/diff_words.c %D%/diff.c
%C%_libanalysis_la_LIBADD = runtime/libstore.la spec/libfront.la spec/libcore.la -lm

lib_LTLIBRARIES += libvypr-analysis.la
libvypr_analysis_la_SOURCES =
libvypr_analysis_la_LIBADD = %D%/libanalysis.la
libvypr_analysis_la_LDFLAGS = $(AM_LDFLAGS) -version-info 0:0:0 -no-undefined \
	-Wl,--version-script=$(top_srcdir)/%D%/exports.map
libvypr_analysis_la_DEPENDENCIES = %D%/libanalysis.la %D%/exports.map
include_HEADERS += %D%/vypr-analysis.h
pkgconfig_DATA += vypr-analysis.pc

%C%_libprint_la_SOURCES = \
	%D%/json.c %D%/text.c %D%/print_summary.c %D%/print_verdict.c \
	%D%/print_path.c %D%/print_explain.c %D%/print_spec.c %D%/caret.c \
	%D%/print_recheck.c %D%/print_bounds.c %D%/print_histogram.c %D%/print_excerpt.c \
	%D%/print_html.c %D%/print_verify.c %D%/plot.c %D%/print_diff.c

# where time went
%C%_libanalysis_la_SOURCES += %D%/spent.c %D%/inside.c %D%/budget.c %D%/budget_group.c \
	%D%/budget_compare.c %D%/budget_explain.c
%C%_libprint_la_SOURCES += %D%/print_budget.c %D%/print_budgets.c
EXTRA_DIST += %D%/spent.h %D%/inside.h %D%/budget.h %D%/budget_group.h

# paths compared
%C%_libanalysis_la_SOURCES += %D%/compare.c %D%/compare_read.c %D%/compare_graph.c \
	%D%/compare_words.c %D%/compare_values.c %D%/compare_tell.c %D%/compare_count.c
%C%_libprint_la_SOURCES += %D%/print_compare.c %D%/print_graph.c
EXTRA_DIST += %D%/compare.h %D%/compare_words.h %D%/compare_tell.h
dist_man_MANS += %D%/vypr-analyse-compare.1

bin_PROGRAMS += vypr-analyse
vypr_analyse_SOURCES = %D%/main.c %D%/options.c %D%/command_spec.c %D%/command_plan.c \
	%D%/command_diff.c %D%/command_compare.c
vypr_analyse_CPPFLAGS = $(AM_CPPFLAGS) -DVYPR_PLUGIN_DIR='"$(vyprplugindir)"'
vypr_analyse_LDADD = %D%/libprint.la libvypr-analysis.la spec/libfront.la spec/libcore.la -lm

# The Python module; its structs are read from the header, so python is not needed to build.
CLEANFILES += %D%/vypr/layout.py
%D%/vypr/layout.py: %D%/vypr/layout.awk %D%/vypr-analysis.h
	$(AM_V_GEN)mkdir -p %D%/vypr && $(AWK) -v library='$(libdir)/libvypr-analysis.so.0' \
		-f $(srcdir)/%D%/vypr/layout.awk $(srcdir)/%D%/vypr-analysis.h >$@-t && mv $@-t $@
vyprpydir = $(pythondir)/vypr
dist_vyprpy_DATA = %D%/vypr/__init__.py
nodist_vyprpy_DATA = %D%/vypr/layout.py
EXTRA_DIST += %D%/vypr/layout.awk

bashcompletiondir = $(datadir)/bash-completion/completions
bashcompletion_DATA = %D%/vypr-analyse
EXTRA_DIST += %D%/vypr-analyse

dist_man_MANS += %D%/vypr-analyse.1 %D%/vypr-analyse-summary.1 \
	%D%/vypr-analyse-verdicts.1 %D%/vypr-analyse-show.1 %D%/vypr-analyse-path.1 \
	%D%/vypr-analyse-explain.1 %D%/vypr-analyse-bounds.1 %D%/vypr-analyse-diff.1 %D%/vypr-analyse-recheck.1 \
	%D%/vypr-analyse-spec.1 %D%/vypr-analyse-help.1 \
	%D%/man/vypr-analysis.3 %D%/man/vypr-python.3 \
	%D%/man/vypr_analysis_compare.3 %D%/man/vypr_analysis_verify.3 \
	%D%/man/vypr_analysis_bounds.3 \
	%D%/man/vypr_analysis_close.3 \
	%D%/man/vypr_analysis_diff.3 \
	%D%/man/vypr_analysis_explain.3 \
	%D%/man/vypr_analysis_free.3 \
	%D%/man/vypr_analysis_open.3 \
	%D%/man/vypr_analysis_path.3 \
	%D%/man/vypr_analysis_quantity.3 \
	%D%/man/vypr_analysis_recheck.3 \
	%D%/man/vypr_analysis_recover.3 \
	%D%/man/vypr_analysis_show.3 \
	%D%/man/vypr_analysis_summarise.3 \
	%D%/man/vypr_analysis_verdicts.3 \
	%D%/man/vypr_analysis_write_bounds.3

EXTRA_DIST += %D%/exports.map %D%/report.h %D%/map.h %D%/walk.h %D%/walk_plan.h %D%/trace.h %D%/structure.h \
	%D%/intersect.h %D%/intersect_private.h \
	%D%/features.h %D%/predicate.def %D%/samples.h %D%/column.h %D%/interval.h %D%/rank.h \
	%D%/rank_private.h %D%/attribute.h %D%/matrix.h %D%/describe.h %D%/analysis.h %D%/detail.h %D%/source.h %D%/gather.h \
	%D%/words.h %D%/json.h %D%/text.h %D%/print.h %D%/command.h %D%/caret.h \
	%D%/significance.h %D%/diff.h %D%/diff_ways.h \
	%D%/cover.h %D%/distribution.h %D%/plot.h %D%/behind.h %D%/excerpt.h %D%/bounds.h %D%/replay.h %D%/respec.h %D%/respec_private.h %D%/recheck_private.h
