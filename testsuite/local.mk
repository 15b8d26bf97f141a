# SPDX-License-Identifier: GPL-3.0-or-later
# Each part registers its own tests in a file of its own, included here.
#
#   make check        all tests that need no network and no quiet machine
#   make check-unit   only the libcheck programs
#   make check-core   these and processes instrumented by hand: what sanitizer builds run
#   make check-long   also slow ones: VYPR_TEST_LONG=1
#   make check-torture  GCC's own execution tests, everything instrumented; part of check-long
#   make check-csmith   random programs, everything instrumented; part of check-long
#   make check-causes  whether explanations name the causes of slow programs; VYPR_RUNS times
#   make check-real   real programs against an independent truth; needs a network once
#   make check-environment  jq stopped, or waiting for input, and programs whose answer is "waiting"
#   make check-builds  real programs through their own build systems; needs a network once
#   make check-compilers  the plugin with GCC 13 to 16 and for aarch64, in a chroot; needs root
#   make bench        measurements; prints, judges nothing
#   make lint         what shellcheck, clang-format and cppcheck say
dist_check_SCRIPTS = \
	%D%/arrows.test \
	%D%/purity.test \
	%D%/house.test \
	%D%/fetch.test \
	%D%/readme.test \
	%D%/install.test
TESTS += $(dist_check_SCRIPTS)
EXTRA_DIST += %D%/tap.sh %D%/lint.sh %D%/tree.sh %D%/bench/event.c %D%/bench/event.sh %D%/bench/startup.sh %D%/bench/programs.sh %D%/bench/paths.sh %D%/bench/tokenizer.c %D%/bench/sensitivity.sh %D%/bench/explain.sh %D%/bench/diff.sh %D%/bench/sensitivity.c %D%/programs/sorter.c \
	%D%/real/lib.sh %D%/real/fetch.sh %D%/real/package.sh %D%/real/orc.h %D%/real/truth.py \
	%D%/real/truth.sh %D%/real/environment.sh %D%/real/sensitivity.sh %D%/real/builds.sh %D%/real/check.sh %D%/real/slowdown.sh %D%/real/demo.sh \
	%D%/real/bzip2/gen.py %D%/real/bzip2/seed.diff %D%/real/bzip2/oracle.diff \
	%D%/real/bzip2/oracle-seed.diff \
	%D%/real/jq/gen.py %D%/real/jq/seed.diff %D%/real/jq/oracle.diff \
	%D%/real/lua5.4/work.lua %D%/real/lua5.4/control.lua %D%/real/lua5.4/seed.diff \
	%D%/real/lua5.4/oracle.diff %D%/real/lua5.4/oracle-control.diff \
	%D%/real/memcached/client.py %D%/real/memcached/seed.diff %D%/real/memcached/oracle.diff \
	%D%/real/lapack/drive.f90 %D%/real/lapack/seed.diff

check-unit: $(check_PROGRAMS)
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(filter %D%/check_%,$(check_PROGRAMS))'

check-core: $(check_PROGRAMS)
	$(MAKE) $(AM_MAKEFLAGS) check \
		TESTS='$(filter %D%/check_%,$(check_PROGRAMS)) %D%/runtime.test'

check-long:
	VYPR_TEST_LONG=1 $(MAKE) $(AM_MAKEFLAGS) check
	$(MAKE) $(AM_MAKEFLAGS) check-torture check-csmith

check-torture check-csmith: all $(check_DATA) testsuite/plugin/arcs$(EXEEXT)
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' CC='$(CC)' CXX='$(CXX)' \
		bash $(top_srcdir)/%D%/torture/$(@:check-%=%).sh

check-real: all
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' CC='$(CC)' \
		bash $(top_srcdir)/%D%/real/check.sh

check-environment: all
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' CC='$(CC)' CXX='$(CXX)' \
		bash $(top_srcdir)/%D%/real/environment.sh

check-builds: all
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' CC='$(CC)' \
		bash $(top_srcdir)/%D%/real/builds.sh $(VYPR_ROUNDS)

check-compilers:
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' \
		bash $(top_srcdir)/%D%/check-compilers.sh

bench: all
	@for script in $(top_srcdir)/%D%/bench/*.sh; do \
		test -f "$$script" || continue; \
		echo "== $$script"; \
		top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' CC='$(CC)' \
			bash "$$script" || exit 1; \
	done

lint:
	@top_srcdir='$(abs_top_srcdir)' bash $(top_srcdir)/%D%/lint.sh

.PHONY: lint check-unit check-core check-long check-torture check-csmith check-real check-builds \
	check-environment check-compilers check-files bench

# What check-real, check-torture, check-csmith and the demo built and fetched stays over
# "make clean".
distclean-local:
	rm -rf real torture chroot

include %D%/spec.mk
include %D%/runtime.mk
include %D%/plugin.mk
include %D%/language.mk
include %D%/analysis.mk
include %D%/torture.mk
