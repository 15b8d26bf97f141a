# SPDX-License-Identifier: GPL-3.0-or-later
"""Are the statements that the compiler watches exactly those that are needed?

    minimal.py write SEED FUNCTIONS DIR     graphs.c and spec.yml: random graphs, a formula each
    minimal.py judge SEED FUNCTIONS ROLES   what testsuite/plugin/roles says of the compiled file

The judge walks every way through each graph, up to a length, and works out from the definitions
what the formula observes there; knows nothing of how the compiler chooses.  Then

    missing   on some way something else is observed when only what is watched is seen
    useless   on no way anything changes when a watched statement is not seen

Statements are watched for a slot of the formula: a variable, next_call(q, f), calls(f).
"""

import random
import sys

# Ways of a graph that are walked, and how many nodes each may pass: first some, and more where
# these leave something open.
MOST = [(150, 9), (600, 12), (3000, 16)]

# what stands in the program, and what it is: call or change
ACTIONS = {"f();": [("call", "f")], "g();": [("call", "g")], "x = V;": [("change", "x")],
	   "y = V;": [("change", "y")], "x = h();": [("call", "h"), ("change", "x")],
	   ";": []}
SUBJECTS = [("call", "f"), ("call", "g"), ("call", "h"), ("change", "x"), ("change", "y")]
COMMON = ["extern volatile int V;", "void f(void);", "void g(void);", "int h(void);"]


# ---- graphs

class Graph:
	"""Nodes of some statements, each on a line of its own, and where they lead."""

	def __init__(self, rng, name):
		self.name = name
		size = rng.randint(2, 5)
		some = rng.sample(list(ACTIONS), rng.randint(2, 4))   # so that they come again
		self.actions = [[rng.choice(some) for _ in range(rng.randint(0, 3))]
				for _ in range(size)]
		self.next = [[rng.randrange(size + 1) for _ in range(rng.choice([1, 1, 2, 2, 2, 3]))]
			     for _ in range(size)]

	def write(self, lines):
		"""Append the text; node numbers at the end are the return."""
		self.sites = []              # of each node: (line, kind, subject)
		lines += ["void %s(void)" % self.name, "{", "\tint x, y;", "\tgoto N0;"]
		for number, actions in enumerate(self.actions):
			lines.append("N%d:;" % number)
			self.sites.append([])
			for text in actions:
				lines.append("\t" + text)
				self.sites[-1] += [(len(lines), *what) for what in ACTIONS[text]]
			*some, last = self.next[number]
			lines += ["\tif (V) goto N%d;" % node for node in some]
			lines.append("\tgoto N%d;" % last)
		lines += ["N%d:;" % len(self.actions), "}", ""]

	def ways(self, most):
		"""The events of every way of at most so many nodes; also of those that go on."""
		todo = [(0, 0, ())]
		while todo:
			node, length, events = todo.pop()
			if node == len(self.actions) or length == most:
				yield events
				continue
			events += tuple(self.sites[node])
			todo += [(after, length + 1, events) for after in set(self.next[node])]

	def length(self, ways, most):
		"""So that there are not more ways than that, or not many more."""
		reached = [1] + [0] * len(self.actions)
		for length in range(1, most):
			step = [0] * (len(self.actions) + 1)
			step[-1] = reached[-1]
			for node, after in enumerate(self.next):
				for other in set(after):
					step[other] += reached[node]
			reached = step
			if sum(reached) > ways:
				return length
		return most


# ---- formulas

class Formula:
	"""Leading variables in a chain, and terms that look on from them or back.

	A slot is (key, how, base, what): how is "all", "after", "before", "next", "previous",
	"inner", "count"; base is a key or None."""

	def __init__(self, rng, graph):
		self.rng = rng
		self.subjects = sorted({what for texts in graph.actions for text in texts
					for what in ACTIONS[text]}) or SUBJECTS
		self.leading, self.slots, self.atoms = [], [], []
		self.what = {}
		for number in range(rng.choice([1, 1, 1, 2, 2, 3])):
			self.add_leading("q%d" % number)
		for _ in range(rng.choice([1, 1, 2])):
			self.atoms.append(self.atom())
		head = ", ".join(text for text in self.leading)
		self.text = "forall %s: %s" % (head, rng.choice([" and ", " or "]).join(self.atoms))

	def domain(self, what):
		return ("calls(%s)" if what[0] == "call" else "changes(%s)") % what[1]

	def add(self, key, how, base, what, until=None):
		if key not in self.what:
			self.slots.append((key, how, base, what, until))
			self.what[key] = what
		return key

	def add_leading(self, key):
		what = self.rng.choice(self.subjects)
		text = "%s in %s" % (key, self.domain(what))
		how, base = "all", None
		if self.leading:
			how, base = self.rng.choice(["after", "after", "before"]), self.slots[-1][0]
			text += " %s %s" % (how, base)
		self.add(key, how, base, what)
		self.leading.append(text)

	def chain(self, depth):
		key = self.rng.choice([slot[0] for slot in self.slots if slot[1] in
				       ("all", "after", "before")])
		for _ in range(depth):
			what, way = self.rng.choice(self.subjects), self.rng.choice(["next", "next", "previous"])
			key = self.add("%s_%s(%s, %s)" % (way, what[0], key, what[1]), way, key, what)
		return key

	def state(self, key):
		return "before(%s)" % key if self.what[key][0] == "call" else key

	def atom(self):
		pick = self.rng.random()
		if pick < 0.15:
			first = self.rng.choice([slot[0] for slot in self.slots if slot[1] in
						 ("all", "after", "before")])
			what = self.rng.choice(self.subjects)
			if "count" in [slot[1] for slot in self.slots]:
				return self.duration(first)
			until = "next_change(%s, y)" % first
			self.add(until, "next", first, ("change", "y"))
			self.add(self.domain(what), "count", first, what, until)
			return "count(%s, %s, %s) < 3" % (
				self.domain(what), "after(%s)" % first if self.what[first][0] == "call"
				else first, until)
		if pick < 0.3 and "u" not in self.what:
			base, what = self.chain(0), self.rng.choice(self.subjects)
			way = self.rng.choice(["after", "before"])
			self.add("u", "inner " + way, base, what)
			# "forall" alone would lead
			return "(%s u in %s %s %s: %s)" % (self.rng.choice(["exists", "not forall"]),
							   self.domain(what), way, base,
							   self.duration("u"))
		return self.duration(self.chain(self.rng.choice([0, 1, 1, 1, 2, 2, 3])))

	def duration(self, key):
		if self.what[key][0] == "call":
			return "duration(%s) < 1 s" % key
		first = self.slots[0][0]
		if key == first:
			return "%s(%s) < 3" % (key, self.what[key][1])
		return "time_between(%s, %s) < 1 s" % (self.state(first), self.state(key))

	# ---- what is observed

	def seen(self, events, watched):
		"""Of each slot the places of its events."""
		return {key: [i for i, event in enumerate(events)
			      if event[1:] == what and (watched is None or event in watched[key])]
			for key, _, _, what, _ in self.slots}

	def bindings(self, seen):
		found = [{}]
		for key, how, base, _, _ in self.slots:
			if how == "all":
				found = [dict(b, **{key: i}) for b in found for i in seen[key]]
			elif how == "after":
				found = [dict(b, **{key: i}) for b in found for i in seen[key] if i > b[base]]
			elif how == "before":
				found = [dict(b, **{key: i}) for b in found for i in seen[key] if i < b[base]]
		return found

	def observe(self, events, watched=None):
		"""Every binding, with all that its terms look at."""
		seen, result = self.seen(events, watched), set()
		for binding in self.bindings(seen):
			at, said = dict(binding), list(binding.values())
			for key, how, base, _, until in self.slots:
				if how in ("all", "after", "before"):
					continue
				here, mine = at[base], seen[key]
				if here is None:
					at[key] = None
				elif how == "next":
					at[key] = next((i for i in mine if i > here), None)
				elif how == "previous":
					at[key] = next((i for i in reversed(mine) if i < here), None)
				elif how == "inner after":
					at[key] = tuple(i for i in mine if i > here)
				elif how == "inner before":
					at[key] = tuple(i for i in mine if i < here)
				else:
					end = len(events) if at[until] is None else at[until]
					at[key] = sum(here < i < end for i in mine)
				said.append(at[key])
			result.add(tuple(said))
		return result


def draw(seed, count):
	rng = random.Random(seed)
	lines = list(COMMON)
	cases = []
	for number in range(count):
		graph = Graph(rng, "F%d" % number)
		cases.append((graph, Formula(rng, graph)))
		graph.write(lines)
	return lines, cases


# ---- the judge

def without(watched, slot, site):
	return {key: sites - {site} if key == slot else sites for key, sites in watched.items()}


def judge_one(graph, formula, watched):
	"""What is wrong: words."""
	subjects = set(formula.what.values())
	todo = {(key, site) for key, sites in watched.items() for site in sites}
	for most in MOST:
		for events in {tuple(e for e in way if e[1:] in subjects)
			       for way in graph.ways(graph.length(*most))}:
			all_seen, here = formula.observe(events), set(events)
			if formula.observe(events, watched) != all_seen:
				return ["missing on %s" % " ".join("%d" % e[0] for e in events)]
			todo -= {(key, site) for key, site in todo if site in here and
				 formula.observe(events, without(watched, key, site)) != all_seen}
		if not todo:
			break
	return ["useless: line %d as %s" % (site[0], key) for key, site in sorted(todo)]


def read_roles(file):
	slots, watched = {}, {}
	for line in file:
		word, _, rest = line.rstrip("\n").partition(" ")
		if word == "slot":
			name, number, text = rest.split(" ", 2)
			slots[name, number] = text
		elif word == "site":
			name, number, line_number, kind, subject = rest.split(" ")
			if kind in ("begin", "end", "change"):
				site = (int(line_number), "change" if kind == "change" else "call", subject)
				watched.setdefault(name, {}).setdefault(slots[name, number], set()).add(site)
	return watched


def main(arguments):
	lines, cases = draw(arguments[1], int(arguments[2]))
	if arguments[0] == "write":
		with open(arguments[3] + "/graphs.c", "w") as out:
			out.write("\n".join(lines))
		with open(arguments[3] + "/spec.yml", "w") as out:
			out.write("graphs.c:\n")
			for graph, formula in cases:
				out.write("  %s:\n    - {name: %s, paths: off, warnings: {no-match: off, "
					  "unreachable: off, constant: off}, cftl: '%s'}\n"
					  % (graph.name, graph.name, formula.text))
		return 0
	with open(arguments[3]) as file:
		roles = read_roles(file)
	wrong = watching = 0
	for graph, formula in cases:
		watched = {slot[0]: roles.get(graph.name, {}).get(slot[0], set())
			   for slot in formula.slots}
		watching += sum(map(len, watched.values()))
		problems = judge_one(graph, formula, watched)
		wrong += bool(problems)
		for problem in problems:
			print("# %s: %s: %s" % (graph.name, formula.text, problem))
	print("graphs %d watched %d wrong %d" % (len(cases), watching, wrong))
	return 1 if wrong else 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
