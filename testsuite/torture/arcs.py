# SPDX-License-Identifier: GPL-3.0-or-later
"""arcs.py GCOV.JSON COUNTED: are gcov's counts those that testsuite/plugin/arcs made of paths?

For each function how often it was called, and for each of its lines how often each way out of a
branch was taken, in any order: of several branches on one line gcov does not say which is which.
Where it has a branch on another line of the statement, or several functions on one line (macros), those
that are left over are compared together.
"""

import collections
import json
import sys


def by_gcov(path):
	functions, lines = {}, collections.defaultdict(list)
	for unit in map(json.loads, open(path)):
		for file in unit["files"]:
			for function in file["functions"]:
				functions[function["name"]] = function["execution_count"]
			for line in file["lines"]:
				counts = [branch["count"] for branch in line["branches"]]
				if counts:
					lines[line.get("function_name"), line["line_number"]] += counts
	return functions, {place: sorted(counts) for place, counts in lines.items()}


def by_paths(path):
	functions, lines = {}, collections.defaultdict(list)
	for line in open(path):
		word, name, *rest = line.split()
		if word == "function":
			functions[name] = int(rest[-1])
		else:
			lines[name, int(rest[0])] += map(int, rest[1:])
	return functions, {place: sorted(counts) for place, counts in lines.items()}


def left_over(branches, others, both):
	"""Branches of lines of which the other says something else, by their function."""
	found = collections.defaultdict(list)
	for (name, line), counts in sorted(branches.items(), key=str):
		if (name in both or not name) and others.get((name, line)) != counts:
			found[name] += counts
	return {name: sorted(counts) for name, counts in found.items()}


def differing(one, two):
	"""The same by function; else all together."""
	together = [sorted(sum((side[name] for name in side if side[name] != other.get(name)), []))
		    for side, other in ((one, two), (two, one))]
	return [] if together[0] == together[1] else ["gcov %s, paths %s" % (one, two)]


def main(gcov, counted):
	calls, branches = by_gcov(gcov)
	my_calls, my_branches = by_paths(counted)
	both = [name for name in my_calls if name in calls]   # what nobody calls may be gone
	wrong = ["%s was called %d times, by its paths %d" % (name, calls[name], my_calls[name])
		 for name in both if calls[name] != my_calls[name]]
	wrong += differing(left_over(branches, my_branches, both),
			   left_over(my_branches, branches, both))
	print("\n".join(wrong) or "%d functions %d branches" % (
		len(both), sum(len(my_branches[place]) for place in my_branches if place[0] in both)))
	return 1 if wrong else 0 if both else 2


if __name__ == "__main__":
	sys.exit(main(*sys.argv[1:]))
