# SPDX-License-Identifier: GPL-3.0-or-later
# The language from end to end: programs that are judged, and what must come of it.
published_programs = icftl papers slides suites
defect_programs = length.c sites.c unwound.cc values.c
language_programs = moments.c pointers.c values.c ways.c
random_parts = bits.py differ.py events.py formula.py judge.py minimal.py program.py
dist_check_SCRIPTS += %D%/random.test %D%/events.test %D%/published.test %D%/defects.test %D%/language.test %D%/manual.test
EXTRA_DIST += $(patsubst %,testsuite/random/%,$(random_parts))
EXTRA_DIST += %D%/listed.sh $(patsubst %,testsuite/published/%.c,$(published_programs)) \
	$(patsubst %,testsuite/defects/%,$(defect_programs)) \
	$(patsubst %,testsuite/language/%,$(language_programs))
check_PROGRAMS += %D%/recorded
%C%_recorded_SOURCES = %D%/recorded.c
%C%_recorded_LDADD = runtime/libstore.la spec/libcore.la
# Patterns of recorded events, judged again.
check_PROGRAMS += %D%/make_trace
%C%_make_trace_SOURCES = %D%/make_trace.c %D%/trace.c
%C%_make_trace_LDADD = runtime/libstore.la spec/libfront.la spec/libcore.la -lm
dist_check_SCRIPTS += %D%/patterns.test
EXTRA_DIST += %D%/patterns.py
# What the monitor keeps.
check_PROGRAMS += %D%/bindings
TESTS += %D%/bindings
%C%_bindings_SOURCES = %D%/bindings.c %D%/trace.c
%C%_bindings_LDADD = spec/libfront.la spec/libcore.la
