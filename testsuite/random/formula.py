# SPDX-License-Identifier: GPL-3.0-or-later
"""Random formulas, as text and as trees, for a function that program.py wrote.

A tree is a tuple whose first member says what it is:

  terms     ("number", n) ("hours", n) ("string", s) ("value", STATE, name) ("length", STATE)
            ("duration", CALL) ("cpu", CALL) ("between", STATE, STATE)
            ("count", DOMAIN, STATE?, STATE?) ("total", ...) ("argument", CALL, n)
            ("returned", CALL) ("+", a, b) ... ("neg", a) ("abs", a)
  formulas  ("compare", op, a, b) ("measure", op, a) ("in", term, low, high, "[" or "(", "]" or ")")
            ("not", f) ("and", f, g) ... ("quantified", QUANTIFIER, f)
  moments   ("is", name) ("before", CALL) ("after", CALL)
            ("next", MOMENT, DOMAIN) ("previous", MOMENT, DOMAIN)
  domains   ("changes", name, during) ("calls", name, during) ("entry", during)
            ("exit", during) ("line", n)
  QUANTIFIER  ("forall" or "exists", name, DOMAIN, "after" / "before" / None, other name,
              within: None or (low, high) in hours)
"""

from program import CALLEES, VARIABLES

STATES = ("changes", "entry", "exit", "line")

# What is drawn, and how often.  Names of FEATURES may be left out to look for a fault.
FEATURES = ("next", "exists", "inner", "entry", "exit", "line", "during", "string", "length",
	    "cpu", "any-thread", "count", "total", "argument", "returned", "previous", "within",
	    "measure")


def text(x):
	kind = x[0]
	if kind == "number":
		return str(x[1])
	if kind == "hours":
		return "%d h" % x[1]
	if kind == "string":
		return '"%s"' % x[1]
	if kind == "value":
		return "%s(%s)" % (text(x[1]), x[2])
	if kind == "length":
		return "length(%s(s))" % text(x[1])
	if kind in ("duration", "cpu", "returned", "abs", "before", "after"):
		return "%s(%s)" % (kind, text(x[1]))
	if kind == "between":
		return "time_between(%s, %s)" % (text(x[1]), text(x[2]))
	if kind in ("count", "total"):
		return "%s(%s)" % (kind, ", ".join(text(y) for y in x[1:] if y))
	if kind == "argument":
		return "argument(%s, %d)" % (text(x[1]), x[2])
	if kind in "+-*/%":
		return "(%s %s %s)" % (text(x[1]), kind, text(x[2]))
	if kind == "neg":
		return "-(%s)" % text(x[1])
	if kind == "compare":
		return "%s %s %s" % (text(x[2]), x[1], text(x[3]))
	if kind == "measure":
		return "%s %s ?" % (text(x[2]), x[1])
	if kind == "in":
		return "%s in %s%s, %s%s" % (text(x[1]), x[4], text(x[2]), text(x[3]), x[5])
	if kind == "not":
		return "not (%s)" % text(x[1])
	if kind in ("and", "or", "implies", "iff"):
		return "(%s) %s (%s)" % (text(x[1]), kind, text(x[2]))
	if kind == "quantified":
		return "(%s: %s)" % (quantifier_text(x[1]), text(x[2]))
	if kind == "is":
		return x[1]
	if kind in ("next", "previous"):
		domain = x[2]
		return "%s_%s(%s, %s%s)" % (kind, "call" if domain[0] == "calls" else "change",
					    text(x[1]), domain[1],
					    " during %s" % domain[2] if domain[2] else "")
	if kind in ("changes", "calls"):
		return "%s(%s)%s" % (kind, x[1], " during %s" % x[2] if x[2] else "")
	if kind in ("entry", "exit"):
		return kind + ("(%s)" % x[1] if x[1] else "")
	if kind == "line":
		return "line(%d)" % x[1]
	raise ValueError(kind)


def quantifier_text(q):
	out = "%s %s in %s" % (q[0], q[1], text(q[2]))
	if q[3]:
		out += " %s %s" % (q[3], q[4])
	if q[5]:
		out += " within [%d h, %d h]" % q[5]
	return out


def property_text(leading, body):
	quantifiers = []
	for q in leading:
		quantifiers.append(quantifier_text(q))
	return ", ".join(quantifiers) + ": " + text(body)


class Writer:
	"""Draws formulas for one function."""

	def __init__(self, rng, function, functions, features):
		self.rng = rng
		self.functions = {f.name: f for f in functions}
		self.function = function
		self.features = set(features)
		self.bound = []      # names, and their domains
		self.has_next = False

	def has(self, feature, share):
		return feature in self.features and self.rng.random() < share

	# ---- domains and moments

	def domain(self, quantified=True):
		pick = self.rng.random()
		if quantified and self.has("entry", 0.08):
			return ("entry", self.elsewhere() if self.has("during", 0.4) else None)
		if quantified and self.has("exit", 0.06):
			return ("exit", self.elsewhere() if self.has("during", 0.4) else None)
		if quantified and self.function.lines and self.has("line", 0.1):
			return ("line", self.rng.choice(sorted(self.function.lines)))
		if self.has("during", 0.1):
			where = self.elsewhere()
			function = self.functions.get(where)
			one = self.rng.choice([("changes", self.rng.choice(sorted(function.changes))),
					       ("calls", self.rng.choice(sorted(CALLEES)))]
					      if function else
					      [("changes", "x"), ("calls", "f"), ("changes", "G")]
					      if where == "g" else [("changes", "G"), ("calls", "f")])
			return one + (where + " on any thread" * self.has("any-thread", 0.4),)
		if pick < 0.5 and self.function.callees:
			return ("calls", self.rng.choice(sorted(self.function.callees)), None)
		return ("changes", self.rng.choice(sorted(self.function.changes)), None)

	def elsewhere(self):
		"""Another function, or the scope itself."""
		names = {"g", "h", self.function.name} | self.function.callees
		return self.rng.choice(sorted(names - {"f", "set", "leap", "far", "quit"}))

	def calls(self):
		return [name for name, domain in self.bound if domain[0] == "calls"]

	def states(self):
		return [name for name, domain in self.bound if domain[0] != "calls"]

	def looks_back(self, moment):
		return moment[0] == "previous" or moment[0] != "is" and self.looks_back(moment[1])

	def other(self, wanted, depth):
		"""A next_ or previous_, of calls or changes."""
		way = "previous" if self.has("previous", 0.35) else "next"
		start = self.moment(depth - 1)
		for _ in range(20):
			domain = self.domain(False)
			if domain[0] == wanted:
				return (way, start, domain)
		names = self.function.callees if wanted == "calls" else self.function.changes
		return (way, start, (wanted, self.rng.choice(sorted(names)), None))

	def call(self, depth):
		"""A transition, or None."""
		names = self.calls()
		if names and (depth <= 0 or "next" not in self.features or
			      self.rng.random() < 0.6):
			return ("is", self.rng.choice(names))
		if depth > 0 and "next" in self.features and self.function.callees:
			return self.other("calls", depth)
		return ("is", self.rng.choice(names)) if names else None

	def state(self, depth):
		names = self.states()
		pick = self.rng.random()
		if names and (pick < 0.6 or depth <= 0):
			return ("is", self.rng.choice(names))
		if pick < 0.8 or "next" not in self.features or depth <= 0:
			call = self.call(depth - 1 if names else depth)
			if call:
				return (self.rng.choice(["before", "after"]), call)
		if names and depth <= 0:
			return ("is", self.rng.choice(names))
		if "next" in self.features and depth > 0:
			return self.other("changes", depth)
		return None

	def moment(self, depth):
		return (self.call(depth) if self.rng.random() < 0.4 else None) or \
			self.state(depth) or self.call(depth) or ("is", self.bound[0][0])

	# ---- terms

	def place(self, state):
		"""Whose variables a state has: None is the scope."""
		if state[0] == "is":
			domain = dict(self.bound)[state[1]]
			return domain[1] if domain[0] in ("entry", "exit") else \
				None if domain[0] == "line" else self.whose(domain)
		if state[0] in ("next", "previous"):
			return self.whose(state[2])
		return self.place(state[1])

	@staticmethod
	def whose(domain):
		return domain[2] and domain[2].split()[0]

	def is_exit(self, state):
		return state[0] == "is" and dict(self.bound)[state[1]][0] == "exit"

	def variable(self, state, kind):
		place = self.place(state)
		if self.is_exit(state):
			names = {"g": ["G", "n", "k"], "h": ["G", "n"]}.get(place) or [
				n for n, t in VARIABLES
				if (t == "string") == (kind == "string")]
		elif place == "g":
			names = ["G", "n", "k"]
		elif place == "h":
			names = ["G", "n"]
		else:
			names = [n for n, t in VARIABLES
				 if (t == "string") == (kind == "string")]
		# what the statement itself takes from a call is not there yet, or is
		if state[0] == "after" and "r" in names:
			names = [n for n in names if n != "r"]
		if kind == "string" and place in ("g", "h"):
			return None
		return self.rng.choice(names)

	def value(self, depth):
		pick = self.rng.random()
		call = self.call(depth)
		if call and self.has("returned", 0.15) and self.callee(call) in CALLEES:
			return ("returned", call)
		if call and self.has("argument", 0.15) and self.callee(call) in CALLEES:
			return ("argument", call,
				self.rng.randint(1, CALLEES[self.callee(call)]))
		if depth > 0 and self.has("count", 0.1):
			return self.many("count", depth)
		if self.has("length", 0.08):
			state = self.state(depth)
			if state and self.place(state) not in ("g", "h"):
				return ("length", state)
		if pick < 0.2 and depth > 0:
			return (self.rng.choice("+-*/%"), self.value(depth - 1),
				self.rng.choice([self.value(depth - 1),
						 ("number", self.rng.randint(-3, 6))]))
		if pick < 0.3 and depth > 0:
			return (self.rng.choice(["neg", "abs"]), self.value(depth - 1))
		state = self.state(depth)
		if not state:
			return ("returned", call) if call and self.callee(call) in CALLEES else \
				("number", self.rng.randint(0, 5))
		return ("value", state, self.variable(state, "number"))

	def callee(self, call):
		if call[0] == "is":
			return dict(self.bound)[call[1]][1]
		return call[2][1]

	def many(self, what, depth):
		for _ in range(20):
			domain = self.domain(what == "count")
			if what == "count" or domain[0] == "calls":
				break
		else:
			return ("number", 1) if what == "count" else ("hours", 0)
		if self.rng.random() < 0.5:
			one, two = self.state(depth - 1), self.state(depth - 1)
			# how much is known of a count whose end was never before is not asked
			if one and two and not self.looks_back(two):
				return (what, domain, one, two)
		return (what, domain, None, None)

	def time(self, depth):
		call = self.call(depth)
		pick = self.rng.random()
		if self.has("total", 0.1) and self.function.callees:
			return self.many("total", depth)
		if call and pick < 0.55:
			kind = "cpu" if self.has("cpu", 0.2) else "duration"
			if self.rng.random() < 0.15:
				return ("*", (kind, call), ("number", self.rng.randint(2, 3)))
			return (kind, call)
		one, two = self.state(0), self.state(depth)
		if one and two:
			return ("between", one, two)
		return ("duration", call) if call else None

	# ---- formulas

	def atom(self, depth):
		if self.has("string", 0.12):
			state = self.state(depth)
			name = state and self.variable(state, "string")
			if name:
				return ("compare", self.rng.choice(["==", "!=", "<", ">="]),
					("value", state, name),
					("string", self.rng.choice(["a", "ab", "abc", "b", "c"])))
		if self.rng.random() < 0.4:
			time = self.time(depth)
			if time:
				op = self.rng.choice(["<", "<=", ">", ">="])
				bound = ("hours", self.rng.choice([1, 2]))
				if self.has("measure", 0.08):
					return ("measure", op, time)
				if time[0] == "between" and self.rng.random() < 0.3:
					return ("in", time, ("hours", -1), ("hours", 1),
						self.rng.choice("[("), self.rng.choice("])"))
				return ("compare", op, time, bound)
		left = self.value(depth)
		if self.has("measure", 0.06):
			return ("measure", self.rng.choice(["==", "<=", ">"]), left)
		if self.rng.random() < 0.25:
			low = self.rng.randint(-6, 6)
			return ("in", left, ("number", low),
				("number", low + self.rng.randint(1, 12)),
				self.rng.choice("[("), self.rng.choice("])"))
		right = self.value(depth - 1) if self.rng.random() < 0.3 else \
			("number", self.rng.randint(1, 9))
		return ("compare", self.rng.choice(["==", "!=", "<", "<=", ">", ">="]), left, right)

	def formula(self, depth):
		pick = self.rng.random()
		if pick < 0.1:
			return ("not", self.formula(depth))
		if depth > 0 and pick < 0.6:
			return (self.rng.choice(["and", "or", "implies", "iff"]),
				self.formula(depth - 1), self.formula(depth - 1))
		if depth > 0 and len(self.bound) < 4 and self.has("inner", 0.2):
			return self.inner(depth - 1)
		return self.atom(2)

	def order(self):
		if self.bound and self.rng.random() < 0.6:
			return (self.rng.choice(["after", "after", "before"]),
				self.rng.choice(self.bound)[0])
		return (None, None)

	def within(self, order):
		"""Hours: no program here runs for one of them."""
		if order and self.has("within", 0.2):
			return self.rng.choice([(0, 1), (0, 2), (1, 2)])
		return None

	def inner(self, depth):
		name = "uvw"[len(self.bound) - 1]
		domain = self.domain()
		order, other = self.order()
		q = (self.rng.choice(["forall", "exists"]), name, domain, order, other,
		     self.within(order))
		self.bound.append((name, domain))
		body = self.formula(depth)
		self.bound.pop()
		return ("quantified", q, body)

	def write(self):
		"""Leading quantifiers and body."""
		self.bound = []
		leading = []
		if self.has("exists", 0.08):
			leading.append(("exists", "q", self.domain(), None, None, None))
			self.bound.append(("q", leading[0][2]))
			return leading, self.formula(2)
		for name in "qt"[:1 + (self.rng.random() < 0.3)]:
			order, other = self.order()
			leading.append(("forall", name, self.domain(), order, other,
					self.within(order)))
			self.bound.append((name, leading[-1][2]))
		body = self.formula(2)
		while body[0] == "quantified" and body[1][0] == "forall":
			leading.append(body[1])  # it is one of them, wherever the colon stands
			body = body[2]
		return leading, body
