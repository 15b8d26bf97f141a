# SPDX-License-Identifier: GPL-3.0-or-later
# The language from end to end: programs that are judged, and what must come of it.
published_programs = icftl papers slides suites
defect_programs = length.c sites.c unwound.cc values.c
language_programs = moments.c values.c
random_parts = differ.py formula.py judge.py program.py
dist_check_SCRIPTS += %D%/random.test %D%/published.test %D%/defects.test %D%/language.test %D%/manual.test
EXTRA_DIST += $(patsubst %,testsuite/random/%,$(random_parts))
EXTRA_DIST += %D%/listed.sh $(patsubst %,testsuite/published/%.c,$(published_programs)) \
	$(patsubst %,testsuite/defects/%,$(defect_programs)) \
	$(patsubst %,testsuite/language/%,$(language_programs))
# Patterns over a million events, and what the monitor keeps.
check_PROGRAMS += %D%/patterns
TESTS += %D%/patterns
%C%_patterns_SOURCES = %D%/patterns.c %D%/trace.c
%C%_patterns_LDADD = spec/libfront.la spec/libcore.la
