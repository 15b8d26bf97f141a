#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns of temporal properties: traces of them, and what is true of each.

  patterns.py list                            the patterns' names
  patterns.py formula PATTERN BOUND           the CFTL formula, BOUND in microseconds
  patterns.py trace PATTERN BOUND EVENTS SEED a trace, as make_trace reads it
  patterns.py judge PATTERN BOUND TRACE TOLD  compare with what was told of each, and count

The families and bounds are those of the benchmark Timescales (Ulus, RV 2019): bounds of 10,
100 and 1000 mean intervals between events.  What is true is computed here from the times
alone: this file knows nothing of VyPR but the text of the formulas.
"""
import random
import sys

# name: formula with {lo} and {hi}; what comes about once a bound, in a trace
PATTERNS = {
    'response': (
        'forall q in changes(x): time_between(q, before(next_call(q, f))) in [{lo} us, {hi} us]',
        'f'),
    'response-between': (
        'forall q in changes(x): time_between(q, next_change(q, y)) <= {hi} us or '
        'time_between(q, next_change(q, z)) < time_between(q, next_change(q, y))', 'yz'),
    'absence-after': (
        'forall q in changes(x): time_between(q, next_change(q, y)) > {hi} us', 'y'),
    'absence-within': (
        'forall q in changes(x): not (exists u in changes(y) after q within [0, {hi} us]: true)',
        'y'),
    'absence-between': (
        'forall q in changes(x): count(changes(y), q, next_change(q, z)) == 0', 'yz'),
    'recurrence': (
        'forall q in changes(x): time_between(q, next_change(q, y)) in [{lo} us, {hi} us]', 'y'),
    'recurrence-between': (
        'forall q in changes(x): time_between(q, next_change(q, y)) <= {hi} us or '
        'time_between(q, next_change(q, z)) <= {hi} us', 'yz'),
    'bounded-time': (
        'forall c in calls(f): duration(c) <= {hi} us', ''),
    'bounded-total': (
        'forall q in changes(x): total(calls(f), q, next_change(q, z)) <= {hi} us', 'fz'),
}


def bounds(bound):
    """Nanoseconds."""
    return bound * 300, bound * 1000


def formula(name, bound):
    low, high = bounds(bound)
    return PATTERNS[name][0].format(lo=low / 1000, hi=high // 1000)


# ---- traces

def pick(rng, bound, rare):
    """At every scale 8 of 10 lines are of what the formula ranges over, a call has two, so that
    there are as many bindings; the rare things come once a bound; w is of no interest."""
    if not rare:
        return 'f' if rng.random() < 2 / 3 else 'w'
    lines = 1 + rare.count('f') / len(rare) / bound
    chance = rng.random()
    if chance < 1 / bound:
        return rng.choice(rare)
    return 'x' if chance < 1 / bound + 0.8 * lines else 'w'


def write_trace(name, bound, count, seed, out):
    """count lines, a microsecond apart on average."""
    rng = random.Random(f'{name} {bound} {seed}')
    time = 1000
    lines = []
    while len(lines) < count:
        time += 500 + rng.randrange(1000)
        what = pick(rng, bound, PATTERNS[name][1])
        if what == 'f':
            lines.append(f'{time} (')
            time += 100 + rng.randrange(2000 * bound)
            what = ')'
        lines.append(f'{time} {what}')
        if rng.randrange(4096) == 0:
            lines.append(f'{time} .')
    lines.append(f'{time + 2000 * bound + 1} .')
    out.write('\n'.join(lines) + '\n')


def read_trace(path):
    """What happened: (time, letter, duration of a call)."""
    trace = []
    with open(path, encoding='ascii') as file:
        for line in file:
            time, what = line.split()
            if what == ')':
                begin = trace[-1][0]
                trace[-1] = (begin, 'f', int(time) - begin)
            elif what != '.':
                trace.append((int(time), what if what != '(' else 'f', None))
    return trace


def gaps(trace, letter):
    """For each place, nanoseconds until the next of that letter; None: there is none."""
    answer = [None] * len(trace)
    last = None
    for i in range(len(trace) - 1, -1, -1):
        answer[i] = None if last is None else last - trace[i][0]
        if trace[i][1] == letter:
            last = trace[i][0]
    return answer


def sums(trace, letter):
    """For each place, how many of that letter came up to it, and how long they took."""
    count, total, answer = 0, 0, []
    for _, what, duration in trace:
        if what == letter:
            count += 1
            total += duration or 0
        answer.append((count, total))
    return answer


# ---- what is true: a function of the place for each pattern

def judge_response(trace, low, high):
    f = gaps(trace, 'f')
    return 'x', lambda i: f[i] is not None and low <= f[i] <= high


def judge_response_between(trace, low, high):
    y, z = gaps(trace, 'y'), gaps(trace, 'z')

    def judge(i):
        if y[i] is not None and y[i] <= high:
            return True
        if y[i] is None and z[i] is None:
            return None
        # one that has not come when the other does is later
        return y[i] is None or (z[i] is not None and z[i] < y[i])
    return 'x', judge


def judge_absence(trace, low, high):
    y = gaps(trace, 'y')
    return 'x', lambda i: y[i] is None or y[i] > high


def judge_between(trace, letter, good):
    """Of what lies between a place and the next z; before that z is known, what it comes to."""
    z = gaps(trace, 'z')
    so_far = sums(trace, letter)
    ends = {time: i for i, (time, _, _) in enumerate(trace)}

    def judge(i):
        end = len(trace) - 1 if z[i] is None else ends[trace[i][0] + z[i]]
        last = so_far[end]
        is_good = good(last[0] - so_far[i][0], last[1] - so_far[i][1])
        return is_good if z[i] is not None or not is_good else None
    return 'x', judge


def judge_recurrence(trace, low, high):
    y = gaps(trace, 'y')
    return 'x', lambda i: y[i] is not None and low <= y[i] <= high


def judge_recurrence_between(trace, low, high):
    y, z = gaps(trace, 'y'), gaps(trace, 'z')
    return 'x', lambda i: any(g is not None and g <= high for g in (y[i], z[i]))


def judge_bounded(trace, low, high):
    return 'f', lambda i: trace[i][2] <= high


JUDGES = {
    'response': judge_response,
    'response-between': judge_response_between,
    'absence-after': judge_absence,
    'absence-within': judge_absence,
    'absence-between': lambda t, low, high: judge_between(t, 'y', lambda n, ns: n == 0),
    'recurrence': judge_recurrence,
    'recurrence-between': judge_recurrence_between,
    'bounded-time': judge_bounded,
    'bounded-total': lambda t, low, high: judge_between(t, 'f', lambda n, ns: ns <= high),
}
WORDS = {True: 'true', False: 'false', None: 'no-event'}


def compare(name, bound, trace_path, told_path):
    """Print the counts; every difference is a comment.  Returns how many there are."""
    trace = read_trace(trace_path)
    letter, judge = JUDGES[name](trace, *bounds(bound))
    wanted = {trace[i][0]: WORDS[judge(i)] for i in range(len(trace)) if trace[i][1] == letter}
    told, twice = {}, 0
    with open(told_path, encoding='ascii') as file:
        for line in file:
            time, what = line.split()
            twice += int(time) in told
            told[int(time)] = what
    wrong = [t for t in wanted if told.get(t) != wanted[t]] + [t for t in told if t not in wanted]
    for t in sorted(wrong)[:3]:
        print(f'# {name} {bound}: at {t}: {told.get(t)}, not {wanted.get(t)}')
    count = {word: 0 for word in WORDS.values()}
    for word in wanted.values():
        count[word] += 1
    print(count['true'], count['false'], count['no-event'])
    return len(wrong) + twice


def main(arguments):
    if arguments[0] == 'list':
        print('\n'.join(PATTERNS))
    elif arguments[0] == 'formula':
        print(formula(arguments[1], int(arguments[2])))
    elif arguments[0] == 'trace':
        write_trace(arguments[1], int(arguments[2]), int(arguments[3]), arguments[4], sys.stdout)
    else:
        return compare(arguments[1], int(arguments[2]), arguments[3], arguments[4]) != 0
    return 0


sys.exit(main(sys.argv[1:]))
