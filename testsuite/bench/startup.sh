#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What observing adds to the start and end of a short program: runs in turns, plain and observed,
# each with a store that is there already (as the second run of any program finds it) and each
# with a new one.  Median and least, in ms.
#   VYPR_RUNS=N      how often (100)
#   VYPR_BENCH_DIR   where the store lies: the file system matters
. "${top_srcdir:-.}/testsuite/tap.sh"
. "${top_srcdir:-.}/testsuite/tree.sh"
dir=${VYPR_BENCH_DIR:-$tap_dir}
build "$tap_dir/observed" "$top_srcdir/testsuite/torture/breaks.yml" -O2 \
	"$top_srcdir/testsuite/torture/breaks.c" || exit 1
"$CC" -O2 "$top_srcdir/testsuite/torture/breaks.c" -lpthread -o "$tap_dir/plain" || exit 1
python3 - "$tap_dir" "$dir" "${VYPR_RUNS:-100}" <<'END_OF_PYTHON'
import glob, os, statistics, subprocess, sys, time

programs, where, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = os.path.join(where, 'startup.db')
environment = dict(os.environ, VYPR_STORE=store)

def clean():
    for name in glob.glob(store + '*'):
        os.unlink(name)

def once(program, rounds):
    begin = time.perf_counter()
    subprocess.run([os.path.join(programs, program), str(rounds)], env=environment,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - begin) * 1e3

def show(name, times, base):
    print('%-34s median %6.2f  least %6.2f  added %6.2f ms' % (
        name, statistics.median(times), min(times),
        statistics.median(times) - statistics.median(base)))

for rounds in 1, 10000:
    plain, again, new = [], [], []
    clean()
    once('observed', rounds)
    for turn in range(runs):
        plain.append(once('plain', rounds))
        again.append(once('observed', rounds))
    for turn in range(runs):
        clean()
        new.append(once('observed', rounds))
    print('%d rounds, %d runs' % (rounds, runs))
    show('  plain', plain, plain)
    show('  observed', again, plain)
    show('  observed, new store each', new, plain)
clean()
END_OF_PYTHON
