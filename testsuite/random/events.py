# SPDX-License-Identifier: GPL-3.0-or-later
"""The truth about events: what a program of program.py wrote down about itself, against what
was recorded of it.

    events.py write SEED FUNCTIONS DIR       prog.c (or .cc) and spec.yml, which asks for everything
                                             that the program writes down
    events.py judge TRACE EVENTS...          EVENTS: what testsuite/recorded prints; one for each level

Every event of every thread is compared, with its value, in its order.  What is expected comes from
the program's own prints alone.
"""

import collections
import os
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import program
from judge import read

# Functions that all programs have: which arguments, whether something is returned, what they
# change, whom they call.
HELPERS = {
	"f": ([1], True, [], []), "g": ([1, 2], True, ["x", "G"], ["f", "leap", "quit"]),
	"h": ([1], True, ["G"], ["f"]), "set": ([2], False, [], []),
	"leap": ([1], False, [], []), "far": ([1], False, [], ["g", "h"]), "quit": ([1], False, [], []),
}
OF_SCOPE = ([1, 2], False)          # what they return is not always printed
VALUES = {"s": '"a"', "d": "7.5"}
PARAMETERS = ["a", "b", "x", "y", "z", "r", "w", "d", "s"]
HELPER_PARAMETERS = {"g": ["n", "k"]}


def called(name):
	return HELPERS[name][:2] if name in HELPERS else OF_SCOPE


def properties(changes, calls, lines, parameters, has_x):
	"""Formulas that need every value; what they say of it is of no interest."""
	value = lambda state, name: "%s(%s) == %s" % (state, name, VALUES.get(name, "7"))
	yield "forall e in entry: " + " or ".join(value("e", name) for name in parameters)
	yield "forall e in exit: " + value("e", "G")
	for name in sorted(changes):
		yield "forall q in changes(%s): %s" % (name, value("q", name))
	for line in sorted(lines):
		yield "forall l in line(%d): %s" % (line, value("l", "x" if has_x else "G"))
	for name in sorted(calls):
		numbers, returns = called(name)
		atoms = ["argument(c, %d) == 7" % number for number in numbers]
		yield "forall c in calls(%s): %s" % (name, " or ".join(
			atoms + ["returned(c) == 7"] * returns))


def used(functions):
	"""Helpers that somebody calls; the compiler may leave out others."""
	todo = [name for function in functions for name in function.callees]
	found = []
	while todo:
		name = todo.pop()
		if name in HELPERS and name not in found:
			found.append(name)
			todo += HELPERS[name][3]
	return sorted(found)


def write(seed, functions, folder):
	files, made = program.write_program(random.Random(seed), functions)
	modules = {name: {} for name in files}
	for function in made:
		modules[function.file][function.name] = properties(
			function.changes, function.callees, function.lines, PARAMETERS, True)
	last = modules[list(files)[-1]]
	for name in used(made):
		_, _, changes, calls = HELPERS[name]
		last[name] = properties(changes, calls, (), HELPER_PARAMETERS.get(name, ["n"]), False)
	# each thread has its number as it begins
	last["hello"] = ["forall q in changes(number): q(number) > 0"]
	modules[list(files)[0]]["main"] = ["forall q in changes(fuel): q(fuel) > 0"]
	for name, text in files.items():
		with open(os.path.join(folder, name), "w") as out:
			out.write(text)
	with open(os.path.join(folder, "spec.yml"), "w") as out:
		for name, module in modules.items():
			out.write("%s:\n" % name)
			for function, texts in module.items():
				out.write("  %s:\n" % function)
				out.writelines("    - {warnings: {no-match: off, unreachable: off, "
					       "constant: off}, cftl: '%s'}\n" % text for text in texts)


# ---- what is expected

class Truth:
	"""From the program's lines to the events of each thread."""

	def __init__(self, lines):
		self.events = collections.defaultdict(list)
		self.stacks = collections.defaultdict(list)
		self.thread = 1
		self.everywhere = {"G": 1}
		for line in lines:
			kind, _, rest = line.partition(" ")
			getattr(self, "do_" + kind)(rest)

	@property
	def stack(self):
		return self.stacks[self.thread]

	def say(self, function, kind, subject, value="-"):
		self.events[self.thread].append((function, kind, subject, value))

	def do_e(self, rest):
		name, *words = rest.split(" ")
		values = {key: read(value) for key, _, value in (w.partition("=") for w in words)}
		if self.stack:
			caller = self.stack[-1][0]
			for number in called(name)[0]:
				self.say(caller, "value", "argument", list(values.values())[number - 1])
			self.say(caller, "begin", name)
		self.stack.append((name, values))
		self.say(name, "entry", name)
		for key in PARAMETERS if name not in HELPERS else HELPER_PARAMETERS.get(name, ["n"]):
			self.say(name, "value", key, values[key])

	def do_w(self, rest):
		name, _, value = rest.partition(" ")
		home = self.everywhere if name == "G" else self.stack[-1][1]
		home[name] = read(value)
		if name == "s":
			self.say(self.stack[-1][0], "change", name)
			self.say(self.stack[-1][0], "value", name, home[name])
		else:
			self.say(self.stack[-1][0], "change", name, home[name])

	def do_v(self, rest):
		pass                     # the caller tells when it has changed

	def do_l(self, rest):
		name, values = self.stack[-1]
		self.say(name, "change", "line(%s)" % rest)
		self.say(name, "value", "x", values["x"])

	def do_x(self, rest):
		self.leave()

	def do_r(self, rest):
		self.leave(read(rest))

	def leave(self, returned=None):
		name, _ = self.stack.pop()
		self.say(name, "value", "G", self.everywhere["G"])
		self.say(name, "exit", name)
		if not self.stack:
			return
		self.say(self.stack[-1][0], "end", name)
		if returned is not None and called(name)[1]:
			self.say(self.stack[-1][0], "value", "returned", returned)

	def unwind(self, tells):
		name, _ = self.stack.pop()
		if not tells:
			return
		self.say(name, "value", "G", self.everywhere["G"])
		self.say(name, "exit", name, "left")
		if self.stack:
			self.say(self.stack[-1][0], "end", name, "left")

	def above(self, number):
		return sum(name not in HELPERS for name, _ in self.stack) > number

	def do_b(self, rest):
		while self.above(int(rest)):
			self.leave()

	def do_j(self, rest):
		while int(rest) >= 0 and self.above(int(rest)):
			self.unwind(False)

	def do_k(self, rest):
		while self.above(int(rest)):
			self.unwind(True)

	def do_t(self, rest):
		self.thread = int(rest)

	def do_q(self, rest):
		self.stack.clear()

	def do_u(self, rest):
		while self.stack:
			self.unwind(True)


# ---- what was recorded

def recorded(path):
	events = collections.defaultdict(list)
	for line in open(path):
		thread, function, kind, *rest = line.rstrip("\n").split(" ", 3)
		if function in ("main", "hello"):
			continue
		if function == "lost":
			raise ValueError("events were lost")
		subject, _, value = rest[0].rpartition(" ")
		value = value if value in ("-", "left") else read(value)
		for word in ("argument", "returned"):
			subject = word if subject.startswith(word) else subject
		events[int(thread)].append((function, kind, subject, value))
	return events


def sorted_values(events):
	"""Values that follow each other are sent in an order that is nobody's business."""
	result, run = [], []
	for event in events:
		if event[1] == "value":
			run.append(event)
			continue
		result += sorted(run, key=str) + [event]
		run = []
	return result + sorted(run, key=str)


def compare(want, have):
	"""The first that differs, in words; None."""
	for number, (one, two) in enumerate(zip(want + [None], have + [None])):
		if one != two:
			return "event %d: the program says %s, recorded is %s; before it %s" % (
				number, one, two, want[max(0, number - 3):number])
	return None


def judge(trace, files):
	truth = Truth(open(trace).read().splitlines()).events
	wrong = 0
	for path in files:
		events = recorded(path)
		for thread in sorted(set(truth) | set(events)):
			said = compare(sorted_values(truth.get(thread, [])),
				       sorted_values(events.get(thread, [])))
			if said:
				wrong += 1
				print("# %s: thread %d: %s" % (path, thread, said))
				break
	print("events %d threads %d levels %d wrong %d" % (
		sum(map(len, truth.values())), len(truth), len(files), wrong))
	return 1 if wrong else 0


def main(arguments):
	if arguments[0] == "write":
		return write(arguments[1], int(arguments[2]), arguments[3])
	return judge(arguments[1], arguments[2:])


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
