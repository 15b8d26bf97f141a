# SPDX-License-Identifier: GPL-3.0-or-later
# The language from end to end: programs that are judged, and what must come of it.
random_parts = differ.py formula.py judge.py program.py
dist_check_SCRIPTS += %D%/random.test
EXTRA_DIST += $(patsubst %,testsuite/random/%,$(random_parts))
