# SPDX-License-Identifier: GPL-3.0-or-later
"""The random differential test: programs, formulas, and what is said about them.

    differ.py write SEED FUNCTIONS FORMULAS DIR    prog.c or prog.cc, spec.yml and what was drawn
    differ.py judge DIR LABEL=TRACE:VERDICTS...    compare; one line for each disagreement

judge prints how many pairs of function and formula were compared, how many of them had a
verdict, and how many verdicts there were.

Formulas are about what may never be there: where the compiler is sure of it, it warns, and
instruments nothing.  They are compiled with those warnings off, so that it is also judged
whether that was true.
"""

import collections
import itertools
import json
import os
import pickle
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import formula
import judge
import program


def write(seed, functions, formulas, folder):
	rng = random.Random(seed)
	files, made = program.write_program(rng, functions)
	features = os.environ.get("VYPR_RANDOM_FEATURES", " ".join(formula.FEATURES)).split()
	drawn = []
	for function in made:
		writer = formula.Writer(rng, function, made, features)
		for number in range(formulas):
			name = "%s.%d" % (function.name, number)
			drawn.append((name, function.name) + writer.write())
	for name, text in files.items():
		with open(os.path.join(folder, name), "w") as out:
			out.write(text)
	save(folder, drawn, {function.name: function.file for function in made}, list(files))


QUIET = "warnings: {no-match: off, unreachable: off, constant: off}"


def save(folder, drawn, files, names):
	with open(os.path.join(folder, "drawn"), "wb") as out:
		pickle.dump(drawn, out)
	# main is seen where it goes on after a longjmp, and each thread as it begins
	modules = {name: {} for name in names}
	modules[names[0]]["main"] = ["'forall q in changes(fuel): q(fuel) > 0'"]
	modules[names[-1]]["hello"] = ["'forall q in changes(number): q(number) > 0'"]
	for name, function, leading, body in drawn:
		module = modules.setdefault(files[function], {})
		module.setdefault(function, []).append("{name: %s, %s, cftl: '%s'}" % (
			name, QUIET, formula.property_text(leading, body)))
	with open(os.path.join(folder, "spec.yml"), "w") as out:
		for module, functions in modules.items():
			out.write("%s:\n" % module)
			for function, properties in functions.items():
				out.write("  %s:\n" % function)
				out.writelines("    - %s\n" % text for text in properties)


def load(folder):
	with open(os.path.join(folder, "drawn"), "rb") as source:
		return pickle.load(source)


def expected(drawn, trace):
	"""For each formula: the verdicts of each activation that has any."""
	result = {}
	acts = collections.defaultdict(list)
	for a in sorted(trace.all, key=lambda a: a.thread):
		acts[a.function].append(judge.Scope(trace, a))
	for name, function, leading, body in drawn:
		groups = [scope.verdicts(leading, body) for scope in acts[function]]
		result[name] = [collections.Counter(g) for g in groups if g]
	return result


def got(path):
	groups = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
	for line in open(path):
		verdict = json.loads(line)
		kind = verdict["verdict"]
		if kind == "unknown":
			kind = verdict["reason"]
		where = (verdict["thread"], verdict["call"])
		groups[verdict["formula"]][where][kind] += 1
	return {name: [calls[call] for call in sorted(calls)] for name, calls in groups.items()}


def agree(want, have):
	"""Is there one verdict for each that was expected, whatever their order?"""
	if want == have:
		return True
	for size in range(1, len(have) + 1):
		for some in itertools.combinations(have, size):
			fit = sum(n for k, n in want.items() if set(some) &
				  (k if isinstance(k, judge.Unknown) else {k}))
			if fit < sum(have[k] for k in some):
				return False
	return sum(want.values()) == sum(have.values())


def compare(folder, sources):
	drawn = load(folder)
	cache, wrong, count = {}, {}, 0
	for source in sources:
		label, _, paths = source.partition("=")
		trace_path, _, verdict_path = paths.partition(":")
		text = open(trace_path).read()
		if text not in cache:
			cache[text] = expected(drawn, judge.Trace(text.splitlines()))
		want, have = cache[text], got(verdict_path)
		for name, _, leading, body in drawn:
			count += sum(sum(g.values()) for g in want[name])
			if len(want[name]) != len(have.get(name, [])) or not all(
					map(agree, want[name], have.get(name, []))):
				said = "# %s: %s\n#   want %s\n#   got  %s" % (
					name, formula.property_text(leading, body),
					brief(want[name]), brief(have.get(name, [])))
				wrong.setdefault(said, []).append(label)
	for said, labels in wrong.items():
		print("%s in %s" % (said, " ".join(labels)))
	if len(cache) != 1:
		print("# the program itself differs between levels")
	first = next(iter(cache.values()))
	kinds = sum((g for groups in first.values() for g in groups), collections.Counter())
	print("pairs %d with-verdicts %d verdicts %d wrong %d %s" % (
		len(drawn), sum(any(g) for g in first.values()), count, len(wrong),
		counted(kinds)))
	return 1 if wrong or len(cache) != 1 else 0


def word(kind):
	return "/".join(sorted(kind)) if isinstance(kind, judge.Unknown) else kind


def counted(group):
	return " ".join("%d %s" % (n, k) for k, n in sorted(
		(word(kind), n) for kind, n in group.items()))


def brief(groups):
	return " | ".join(counted(g) for g in groups)


def main(arguments):
	if arguments[0] == "write":
		return write(arguments[1], int(arguments[2]), int(arguments[3]), arguments[4])
	return compare(arguments[1], arguments[2:])


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
