# SPDX-License-Identifier: GPL-3.0-or-later
"""Have exactly those branches path bits that tell paths apart?

    bits.py write SEED FUNCTIONS DIR     graphs.c and spec.yml: random graphs, a formula each
    bits.py judge SEED FUNCTIONS ROLES   what testsuite/plugin/roles says of the compiled file

The judge walks every way through the graph that the unit has, up to a length, from where the
path of an event starts to where it is sent, and writes down the bits that it leaves:

    merged    two different ways to one place leave the same bits
    useless   without the bits of one branch nobody goes astray who reads on from the start and
              knows where the way ends: no two ways to one place part there, and none goes on
              where another ends without leaving a bit
    spare     without the bits of one branch the ways would be told apart all the same, by how
              many bits are left; counted, not wrong (reading would have to try and go back)
"""

import random
import sys

from minimal import COMMON, Formula, Graph

MOST_WAYS, MOST_BLOCKS = 4000, 24


class Switching(Graph):
	"""The same graphs; some nodes choose by a switch."""

	def __init__(self, rng, name):
		super().__init__(rng, name)
		self.switches = [rng.random() < 0.2 for _ in self.next]

	def write(self, lines):
		lines += ["void %s(void)" % self.name, "{", "\tint x, y;", "\tgoto N0;"]
		for number, actions in enumerate(self.actions):
			*some, last = self.next[number]
			lines.append("N%d:;" % number)
			lines += ["\t" + text for text in actions]
			if self.switches[number]:
				lines.append("\tswitch (V) { %s }" % " ".join(
					"case %d: goto N%d;" % (i, node) for i, node in enumerate(some)))
			else:
				lines += ["\tif (V) goto N%d;" % node for node in some]
			lines.append("\tgoto N%d;" % last)
		lines += ["N%d:;" % len(self.actions), "}", ""]


def write(seed, count, folder):
	rng = random.Random(seed)
	lines, spec = list(COMMON), ["graphs.c:"]
	for number in range(count):
		graph = Switching(rng, "F%d" % number)
		formula = Formula(rng, graph)
		graph.write(lines)
		spec += ["  %s:" % graph.name,
			 "    - {name: %s, paths: scope, warnings: {no-match: off, unreachable: off,"
			 " constant: off}, cftl: '%s'}" % (graph.name, formula.text)]
	for name, text in (("graphs.c", lines), ("spec.yml", spec)):
		with open(folder + "/" + name, "w") as out:
			out.write("\n".join(text) + "\n")


class Plan:
	"""What the compiler has planned for one function."""

	def __init__(self):
		self.blocks = []           # of each: width, [(target, value)]
		self.sends = set()         # (where the path starts, where it is sent)

	def restarts(self):
		return {start for start, _ in self.sends} - {self.entry}

	def bits(self, block, target):
		width, edges = self.blocks[block]
		value = next(value for other, value in edges if other == target)
		return format(value, "0%db" % width) if width else ""

	def ways(self, start):
		"""Ways from there, shortest first, as tuples of blocks: that many, or so long."""
		restarts, todo = self.restarts(), [(start,)]
		for way in todo:
			yield way
			if len(way) < MOST_BLOCKS and len(todo) < MOST_WAYS:
				todo += [(*way, target)
					 for target in sorted({to for to, _ in self.blocks[way[-1]][1]})
					 if target not in restarts]

	def word(self, way, without=None):
		return "".join(self.bits(block, target) for block, target in zip(way, way[1:])
			       if block != without)


def read_plans(file):
	plans = {}
	for line in file:
		word, *rest = line.split()
		if word == "entry":
			plans.setdefault(rest[0], Plan()).entry = int(rest[1])
		elif word == "bits":
			plan = plans.setdefault(rest[0], Plan())
			plan.blocks.append((int(rest[2]), [tuple(map(int, edge.split(":")))
							   for edge in rest[3:]]))
		elif word == "sends":
			plans.setdefault(rest[0], Plan()).sends.add((int(rest[2]), int(rest[1])))
	return plans


def collide(plan, ways, without=None):
	"""Two ways with the same bits; None when there are none."""
	seen = {}
	for way in ways:
		other = seen.setdefault(plan.word(way, without), way)
		if other is not way:
			return other, way
	return None


def are_told_apart(plan, one, other):
	"""By any branch of them."""
	forks = [i for i, (a, b) in enumerate(zip(one, other)) if a != b]
	if forks:
		return True
	longer = max(one, other, key=len)[min(len(one), len(other)) - 1:]
	return any(len({to for to, _ in plan.blocks[block][1]}) > 1 for block in longer[:-1])


def needed_here(plan, ways):
	"""Branches that a reader who goes on from the start, knowing the end, cannot do without."""
	need, steps = set(), {}
	for way in ways:
		for i, block in enumerate(way[:-1]):
			after = steps.setdefault(way[:i + 1], set())
			after.add(way[i + 1])
			if len(after) > 1:
				need.add(block)
	# from one end to the next there is one bit, or more
	ends = set(ways)
	for way in ways:
		for i in range(len(way) - 1):
			if way[:i + 1] not in ends:
				continue
			passed = {block for block in way[i:-1] if plan.blocks[block][0]}
			if len(passed) == 1:
				need |= passed
	return need


def judge_one(plan):
	"""(what is wrong: words; how many branches have bits; how many of them to spare)"""
	wrong, need, strict = [], set(), set()
	carrying = {block for block, (width, _) in enumerate(plan.blocks) if width}
	for start in {start for start, _ in plan.sends}:
		every = list(plan.ways(start))
		for end in {end for here, end in plan.sends if here == start}:
			ways = [way for way in every if way[-1] == end]
			pair = collide(plan, ways)
			if pair and are_told_apart(plan, *pair):
				wrong.append("merged: %s and %s" % pair)
			need |= needed_here(plan, ways)
			strict |= {block for block in carrying - strict if collide(plan, ways, block)}
	wrong += ["useless: the bits of block %d" % block for block in sorted(carrying - need)]
	return wrong, len(carrying), len(carrying - strict)


def main(arguments):
	if arguments[0] == "write":
		write(arguments[1], int(arguments[2]), arguments[3])
		return 0
	with open(arguments[3]) as file:
		plans = read_plans(file)
	wrong = branches = spare = sparing = 0
	for name, plan in plans.items():
		problems, carrying, more = judge_one(plan)
		wrong += bool(problems)
		branches += carrying
		spare += more
		sparing += bool(more)
		for problem in problems:
			print("# %s: %s" % (name, problem))
	print("graphs %d branches with bits %d wrong %d; to spare %d in %d graphs"
	      % (len(plans), branches, wrong, spare, sparing))
	return 1 if wrong or 2 * len(plans) < int(arguments[2]) else 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
