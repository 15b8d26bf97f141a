# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what vypr-analyse says with times taken by hand in the same run (orc.h).

  truth.py bounds LOG LABEL COUNT
      COUNT bounds in nanoseconds between the calls on which the responsible branch was
      taken and the others; if none is responsible, between the slowest 4 % and 1 %.
  truth.py choose LOG LABEL VERDICTS BOUND...
      Which of the bounds (from 1) has the fewest calls between their two measurements or
      within the clock's margin.
  truth.py check LOG LABEL BOUND VERDICTS EXPLANATION CONDITION
      VERDICTS: lines of `vypr-analyse verdicts --json`, EXPLANATION: `explain --json`.
      CONDITION: a branch that is true, "A behind B" where another one has to be told with it,
      or "count: A | B" where a loop, or a recorded value, is responsible, and no branch, which
      has to be said.  What goes along with it may not be named as a further cause.  TAP on the standard output; exit code 3: a call was so
      near to the bound that the two measurements fell on different sides of it, or the
      machine was so busy that too many calls were interrupted; then it can be tried again.

The measurement by hand begins before the plugin's and ends after it, so each of its times
is at least the plugin's.  Verdicts and log lines of a thread are in one order, and threads
are told apart by their number of calls.

Among millions of calls some are interrupted just between the two readings of the clock: by
hand such a call takes the interrupt's time longer than it took.  Where the bound lies
between, by hand is no truth, and the call is counted on neither side; of these there may be
five, or one in ten thousand calls.
"""
import collections
import json
import re
import sys

RESPONSIBLE = 1   # bit of the flag
MARGIN_NS = 200   # at most this far from the bound may a clock leave it open
INTERRUPT_NS = 1000   # so much longer by hand: an interrupt between the two clocks


def by_thread(rows):
    """Of (thread, order, what...) what, by threads."""
    count = collections.Counter(row[0] for row in rows)
    return [row[2:] for row in sorted(rows, key=lambda row: (count[row[0]], row[:2]))]


def read_log(file, label):
    """[(duration_ns, flag)] in the order of the calls of each thread."""
    calls = []
    with open(file) as lines:
        for line in lines:
            word = line.split()
            if len(word) == 6 and word[0] == label:
                calls.append((word[2], int(word[1]), int(word[4]), int(word[5])))
    return by_thread(calls)


def bounds(calls, count):
    """Spread, by equal ratios, between the 90th percentile without the flag and the 10th
    with it."""
    slow = sorted(d for d, flag in calls if flag & RESPONSIBLE)
    fast = sorted(d for d, flag in calls if not flag & RESPONSIBLE)
    if not slow and len(fast) > 1000:
        low, high = fast[len(fast) * 96 // 100], fast[len(fast) * 99 // 100]
    elif len(slow) < 10 or len(fast) < 10:
        sys.exit('truth: too few calls on one side of the branch')
    else:
        low, high = fast[len(fast) * 9 // 10], slow[len(slow) // 10]
    return [round(low * (high / low) ** (i / (count + 1))) for i in range(1, count + 1)]


def fill(calls, verdicts):
    """A call that was false before it ended has no time; then that by hand stands for it."""
    return [(word, d if v is None and word == 'false' else v)
            for (d, _), (word, v) in zip(calls, verdicts)] + verdicts[len(calls):]


def choose(calls, verdicts, among):
    """The place (from 1) of the bound with the fewest calls about it."""
    def near(bound_ns, margin):
        return sum(v - margin <= bound_ns <= d + margin and d - v < INTERRUPT_NS
                   for (d, _), (_, v) in zip(calls, verdicts))
    return min((near(bound_ns, 0), near(bound_ns, MARGIN_NS), i)
               for i, bound_ns in enumerate(among, 1))[2]


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def ok(self, good, text):
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {text}")


def read_verdicts(file):
    """[(verdict, value_ns)] in the order of the calls; the id is RUN.ROW.N."""
    verdicts = []
    with open(file) as lines:
        for line in lines:
            v = json.loads(line)
            run, row, number = map(int, v['id'].split('.'))
            word = v['verdict'] if v['verdict'] != 'unknown' else v['reason']
            verdicts.append((v['thread'], (run, row, number), word, v.get('value')))
    return by_thread(verdicts)


def through(tap, calls, verdicts, explanation, condition):
    """The numbers beside the branch are those of the truth."""
    bad = sum(v == 'false' and f & RESPONSIBLE for (_, f), (v, _) in zip(calls, verdicts))
    good = sum(v == 'true' and f & RESPONSIBLE for (_, f), (v, _) in zip(calls, verdicts))
    rows = [p for q in explanation['predicates'] for p in [q] + q['same']
            if p['condition'] == condition and p['outcome'] == 'true']
    taken = sorted({(p['bad_taken'], p['good_taken']) for p in rows})
    tap.ok(taken == [(bad, good)],
           f'paths through `{condition}`: false {bad}, true {good} in truth; explained {taken}')


def names(explanation, kinds, conditions):
    """Whether the first cause, or what is the same, is one of these; both parts of two are
    looked at."""
    rows = explanation['causes'][:1]
    rows = rows + [p for row in rows for p in row['same'] + row['conjunction']]
    return any(p['kind'] in kinds and (p['condition'] in conditions
                                       or re.sub(r'^.*\)\((.*)\)$', r'\1', p['subject'])
                                       in conditions) for p in rows)


def grows_with(explanation, conditions):
    """Of a path that is too long only the beginning counts: then no number of turns separates,
    and that it grows with them is all that can be said."""
    nearest = (explanation['predicates'] + [{'kind': '', 'condition': ''}])[0]
    return not explanation['separates'] and nearest['kind'] == 'count' and \
        nearest['condition'] in conditions and \
        'no branch separates them; it grows with' in explanation['sentence']


def is_right(explanation, condition):
    """The one cause, and no decoy beside it."""
    if len(explanation['causes']) > 1:
        return False
    if condition.startswith('count: '):
        conditions = condition[7:].split(' | ')
        return grows_with(explanation, conditions) or \
            'no branch explains it' in explanation['sentence'] and \
            names(explanation, ['count', 'value'], conditions)
    condition, _, behind = condition.partition(' behind ')
    return names(explanation, ['branch'], [condition]) and \
        behind in explanation['causes'][0]['behind']


def check(calls, bound_ns, verdicts, explanation, condition):
    tap = Tap()
    n = len(calls)
    tap.ok(len(verdicts) == n, f'one verdict for each of {n} calls ({len(verdicts)} verdicts)')
    # Unknown (margin): nearer to the bound than the clock can tell.
    margin = [v for word, v in verdicts if word == 'margin']
    tap.ok(all(word in ('true', 'false', 'margin') for word, _ in verdicts)
           and all(abs(v - bound_ns) <= MARGIN_NS + bound_ns / 10000 for v in margin),
           f'every verdict is decided, but {len(margin)} at the bound itself')
    if tap.failed:
        print(f'1..{tap.count}')
        return tap, 0
    slack = [d - v for (d, _), (_, v) in zip(calls, verdicts)]
    tolerance = [1000 + d / 10000 for d, _ in calls]
    tap.ok(all(s > -t for s, t in zip(slack, tolerance)),
           f'each time by hand encloses the observed one (least {min(slack)} ns, '
           f'median {sorted(slack)[n // 2]} ns more)')
    wrong = [i for i, ((d, _), (v, _)) in enumerate(zip(calls, verdicts))
             if v != 'margin' and (d >= bound_ns) != (v == 'false')]
    straddle = [i for i in wrong
                if verdicts[i][1] - MARGIN_NS <= bound_ns <= calls[i][0]]
    few = max(5, n // 10000)
    torn = {i for i in straddle if calls[i][0] - verdicts[i][1] >= INTERRUPT_NS}
    straddle = [i for i in straddle if i not in torn]
    tap.ok(len(wrong) == len(straddle) + len(torn) and len(torn) <= few,
           'no verdict differs from the truth'
           + (f' ({len(straddle)} with the bound between both measurements)' if straddle else '')
           + (f' ({len(torn)} interrupted between the two clocks, left out)' if torn else ''))
    truth = sum(d >= bound_ns and v != 'margin' and i not in torn
                for i, ((d, _), (v, _)) in enumerate(zip(calls, verdicts)))
    false = sum(v == 'false' for v, _ in verdicts)
    tap.ok(truth == false, f'false verdicts: {false}, in truth {truth} of {n}')

    if not condition.startswith('count: '):
        through(tap, calls, verdicts, explanation, condition.partition(' behind ')[0])
    named = ''.join('; also ' + cause['text'] for cause in explanation['causes'][1:])
    tap.ok(is_right(explanation, condition),
           f"explanation: {explanation['sentence']}{named}")
    print(f'1..{tap.count}')
    return tap, straddle or len(torn) > few


def main(args):
    if args[:1] == ['bounds'] and len(args) == 4:
        print(*bounds(read_log(args[1], args[2]), int(args[3])))
    elif args[:1] == ['choose'] and len(args) > 4:
        calls = read_log(args[1], args[2])
        print(choose(calls, fill(calls, read_verdicts(args[3])), list(map(int, args[4:]))))
    elif args[:1] == ['check'] and len(args) == 7:
        with open(args[5]) as file:
            explanation = json.load(file)
        calls = read_log(args[1], args[2])
        tap, again = check(calls, int(args[3]), fill(calls, read_verdicts(args[4])),
                              explanation, args[6])
        sys.exit(3 if again else 1 if tap.failed else 0)
    else:
        sys.exit(__doc__)


main(sys.argv[1:])
