# SPDX-License-Identifier: GPL-3.0-or-later
"""What a formula means over a whole trace, from the definitions: slow and obvious.

It knows the trace that a program of program.py wrote and the trees of formula.py, and nothing
of the project.  Moments are whole numbers, in the order in which things happened.
"""

from bisect import bisect_left, bisect_right

TRUE, FALSE, MEASURED = "true", "false", "measured"
INFINITY = float("inf")


class Unknown(frozenset):
	"""Reasons, any of which may be told."""

	past = False   # it never came, and that was known at once


PAST = Unknown(["no-event"])
PAST.past = True
NEVER, NO_VALUE, UNWOUND = (Unknown([why]) for why in ("no-event", "no-value", "unwound"))

ANYTHING = Unknown([TRUE, FALSE, MEASURED, "no-event", "no-value", "unwound"])


def unknown(*sides):
	"""The reasons of those that have any; None when none has."""
	reasons = [side for side in sides if isinstance(side, Unknown)]
	return Unknown(frozenset().union(*reasons)) if reasons else None


class Range:
	"""A number of which only an end is known, as of a count that may still grow, and why."""

	def __init__(self, low, high, why):
		self.low, self.high, self.why = low, high, why

	@staticmethod
	def of(x):
		return x if isinstance(x, Range) else Range(x, x, Unknown())

	def combined(self, other, ends):
		"""What comes of two: a number, a range, or nothing that can be said."""
		why = Unknown(self.why | other.why)
		low, high = min(ends), max(ends)
		if low == high:
			return low
		return why if low == -INFINITY and high == INFINITY else Range(low, high, why)

	def __add__(self, other):
		return self.combined(other, (self.low + other.low, self.high + other.high))

	def __neg__(self):
		return Range(-self.high, -self.low, self.why)

	def __mul__(self, other):
		return self.combined(other, [times(a, b) for a in (self.low, self.high)
					     for b in (other.low, other.high)])

	def over(self, number):
		"""Whole numbers are divided as C does."""
		return self.combined(Range.of(number), [divided(end, number)
							for end in (self.low, self.high)])

	def __abs__(self):
		if self.low >= 0:
			return self
		return -self if self.high <= 0 else self.why

	def less(self, other, or_equal):
		if self.high < other.low or or_equal and self.high == other.low:
			return TRUE
		if self.low > other.high or not or_equal and self.low == other.high:
			return FALSE
		return Unknown(self.why | other.why)

	def equal(self, other):
		apart = self.high < other.low or self.low > other.high
		return FALSE if apart else Unknown(self.why | other.why)


def times(a, b):
	return 0 if a == 0 or b == 0 else a * b


def divided(a, b):
	if a in (INFINITY, -INFINITY) or isinstance(a, float) or isinstance(b, float):
		return a / b
	return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


class Activation:
	def __init__(self, function, start, parent, thread):
		self.function, self.start, self.parent = function, start, parent
		self.thread = thread
		self.begin = start - 1       # of the call that it is
		self.end = self.stop = None  # exit, and the end of the call
		self.unwound = False         # not left by a return, at "end"; the call is over then
		self.is_left = True          # has an exit
		self.returned = None
		self.parameters = {}
		self.history = {}            # name: moments, values
		self.changes = {}            # name: moments
		self.calls = {}              # name: activations
		self.lines = {}              # number: moments


class Trace:
	"""The activations of a run."""

	def __init__(self, lines):
		self.now = 0
		self.stacks, self.all = {}, []
		self.ends = {}               # of threads: when
		self.turn(1)
		self.everywhere = {}         # history of what is not a function's own
		self.write(self.everywhere, "G", 1)
		self.write(self.everywhere, "p->m", 3)
		for line in lines:
			self.step(line)
		for self.stack in self.stacks.values():
			while self.stack:
				self.leave()

	def turn(self, thread):
		self.thread, self.stack = thread, self.stacks.setdefault(thread, [])

	def step(self, line):
		kind, _, rest = line.partition(" ")
		if kind == "e":
			self.enter(rest)
		elif kind == "w":
			name, _, value = rest.partition(" ")
			self.write(self.home(name), name, read(value))
			self.stack[-1].changes.setdefault(name, []).append(self.now)
		elif kind == "v":
			name, _, value = rest.partition(" ")
			self.write(self.stack[-2].history, name, read(value))
		elif kind == "l":
			self.now += 1
			self.stack[-1].lines.setdefault(int(rest), []).append(self.now)
		elif kind == "b":
			while sum(a.function.startswith("F") for a in self.stack) > int(rest):
				self.leave()
		elif kind in "jk":
			while sum(a.function.startswith("F") for a in self.stack) > int(rest) >= 0:
				self.unwind(kind == "k")
			for self.stack in self.stacks.values():
				while self.stack and int(rest) < 0:
					self.unwind()
			self.turn(self.thread)
		elif kind == "t":
			self.turn(int(rest))
		elif kind in "qu":
			while self.stack:
				self.unwind(kind == "u")
			self.now += 1
			self.ends.setdefault(self.thread, self.now)
		elif kind in "xr":
			self.stack[-1].returned = read(rest) if rest else None
			self.leave()
		else:
			raise ValueError(line)

	def home(self, name):
		return self.everywhere if name in ("G", "p->m") else self.stack[-1].history

	def write(self, history, name, value):
		self.now += 1
		moments, values = history.setdefault(name, ([], []))
		moments.append(self.now)
		values.append(value)

	def enter(self, rest):
		name, *parameters = rest.split(" ")
		self.now += 2
		a = Activation(name, self.now, self.stack[-1] if self.stack else None,
			       self.thread)
		for parameter in parameters:
			key, _, value = parameter.partition("=")
			a.parameters[key] = read(value)
			a.history[key] = ([self.now], [read(value)])
		if a.parent:
			a.parent.calls.setdefault(name, []).append(a)
		self.stack.append(a)
		self.all.append(a)

	def leave(self):
		a = self.stack.pop()
		a.end = self.now + 1
		a.stop = self.now = self.now + 2

	def unwind(self, is_left=False):
		a = self.stack.pop()
		self.now += 1
		a.end, a.stop, a.unwound, a.is_left = self.now, self.now, True, is_left

	def value(self, a, name, moment):
		history = self.everywhere if name in ("G", "p->m") else a.history
		moments, values = history[name]
		value = values[bisect_right(moments, moment) - 1]
		return float(value) if name == "d" else value  # a whole one is written as an int


def read(word):
	if word.startswith('"'):
		return word[1:-1]
	return float(word) if "." in word or "e" in word else int(word)


class Item:
	"""Something that happened: a state is over when it begins."""

	def __init__(self, activation, begin, end, call=None):
		self.activation, self.begin, self.end, self.call = activation, begin, end, call
		self.left = bool(call and call.unwound)  # over, but it did not return


def happenings(trace, domain, a):
	"""What the domain means in this activation, in its order."""
	kind = domain[0]
	during = domain[1] if kind in ("entry", "exit") else \
		domain[2] if kind in ("changes", "calls") else None
	if during:
		name, *anywhere = during.split()
		whose = [b for b in trace.all
			 if b.function == name and (anywhere or b.thread == a.thread)]
	else:
		whose = [a]
	items = []
	for b in whose:
		if kind == "changes":
			items += [Item(b, m, m) for m in b.changes.get(domain[1], [])]
		elif kind == "calls":
			items += [Item(b, c.begin, c.stop, c) for c in b.calls.get(domain[1], [])]
		elif kind == "entry":
			items.append(Item(b, b.start, b.start))
		elif kind == "exit":
			items += [Item(b, b.end, b.end)] if b.is_left else []
		else:
			items += [Item(b, m, m) for m in b.lines.get(domain[1], [])]
	return sorted(items, key=lambda item: item.begin)


class Scope:
	"""Formulas about one activation."""

	def __init__(self, trace, activation):
		self.trace, self.a = trace, activation
		self.seen = {}

	def domain(self, domain, everywhere=False):
		"""What a domain holds while this activation is open; or in the whole thread."""
		key = (domain, everywhere)
		if key not in self.seen:
			items = happenings(self.trace, domain, self.a)
			if not everywhere:
				items = [i for i in items
					 if self.a.start <= i.begin <= self.a.end]
			self.seen[key] = (items, [i.begin for i in items], [i.end for i in items])
		return self.seen[key]

	# ---- moments

	def item(self, x, names):
		"""The thing itself, or why it never came."""
		kind = x[0]
		if kind == "is":
			return names[x[1]]
		if kind in ("before", "after"):
			return self.item(x[1], names)
		moment = self.start(x[1], names, kind)
		if isinstance(moment, Unknown):
			return moment
		items, begins, ends = self.domain(x[2], True)
		if kind == "next":
			at = bisect_right(begins, moment)
			if at < len(items):
				item = items[at]
				over = self.a.end if self.a.unwound else \
					INFINITY if " on any " in (x[2][2] or "") else \
					self.trace.ends.get(self.a.thread, INFINITY)
				if item.begin <= over:
					return item
			if self.a.unwound:
				return UNWOUND
			# what another function does is awaited until the thread, or all, have ended
			return UNWOUND if x[2][2] else NEVER
		# the last one that was over: things of one domain may lie in each other
		over = [i for i in items if i.end < moment]
		return max(over, key=lambda i: i.end) if over else PAST

	def start(self, x, names, way):
		"""The moment from which one looks on."""
		item = self.item(x, names)
		if isinstance(item, Unknown):
			return item
		if x[0] == "before":
			return item.begin
		if x[0] == "after" or way != "previous":
			# what catches an exception is later than the call that it has left
			caught = way == "next" and item.left and item.call.is_left
			return UNWOUND if item.left and not caught else item.end
		return item.begin

	def moment(self, x, names):
		return self.start(x, names, "moment")

	# ---- terms

	def term(self, x, names):
		"""A number, a text, or why there is none."""
		kind = x[0]
		if kind in ("number", "hours", "string"):
			return x[1]
		if kind in ("value", "length"):
			item, moment = self.item(x[1], names), self.moment(x[1], names)
			if isinstance(moment, Unknown):
				return moment
			name = x[2] if kind == "value" else "s"
			value = self.trace.value(item.activation, name, moment)
			return value if kind == "value" else len(value)
		if kind in ("duration", "cpu", "argument", "returned"):
			item = self.item(x[1], names)
			if isinstance(item, Unknown):
				return item
			if kind == "argument":
				return list(item.call.parameters.values())[x[2] - 1]
			if item.left:
				return UNWOUND
			return item.call.returned if kind == "returned" else 0
		if kind == "between":
			one, two = self.moment(x[1], names), self.moment(x[2], names)
			if isinstance(one, Unknown) and not one.past and not isinstance(two, Unknown):
				# how early that decides is not asked where a call was left
				self.unsure |= one >= UNWOUND
				return Range(-INFINITY, 0, one)  # it comes later than the other, if at all
			return unknown(one, two) or 0
		if kind in ("count", "total"):
			return self.many(x, names)
		return self.arithmetic(x, [self.term(y, names) for y in x[1:]])

	def many(self, x, names):
		items, begins, _ = self.domain(x[1])
		broken = UNWOUND if any(i.left for i in items) else None
		if not x[2]:
			if x[0] == "total":
				return UNWOUND if self.a.unwound else broken or 0
			return Range(len(items), INFINITY, UNWOUND) if self.a.unwound else len(items)
		one, two = self.moment(x[2], names), self.moment(x[3], names)
		if x[0] == "count" and not isinstance(one, Unknown) and isinstance(two, Unknown):
			return Range(len(begins) - bisect_right(begins, one), INFINITY, two)
		why = unknown(one, two)
		if why:
			return why
		if x[0] == "total":
			return unknown(*(UNWOUND for i in items
					 if one < i.begin < two and i.left)) or 0
		return max(0, bisect_left(begins, two) - bisect_right(begins, one))

	@staticmethod
	def arithmetic(x, sides):
		why = unknown(*sides)
		if why:
			return why
		a, b = sides[0], sides[-1]
		if isinstance(a, Range) or isinstance(b, Range):
			return Scope.of_ranges(x[0], a, b)
		if x[0] == "neg":
			return -a
		if x[0] == "abs":
			return abs(a)
		if x[0] in "+-*":
			return {"+": a + b, "-": a - b, "*": a * b}[x[0]]
		if b == 0:
			return NO_VALUE
		if x[0] == "/":
			return divided(a, b)
		whole = int(a / b) if isinstance(a, float) or isinstance(b, float) else divided(a, b)
		return a - b * whole

	@staticmethod
	def of_ranges(kind, a, b):
		if kind == "neg":
			return -a
		if kind == "abs":
			return abs(a)
		if kind == "/" and not isinstance(b, Range):
			return a.over(b) if b else NO_VALUE
		a, b = Range.of(a), Range.of(b)
		if kind in "/%":
			return Unknown(a.why | b.why)
		return a * b if kind == "*" else a + (-b if kind == "-" else b)

	# ---- formulas

	@staticmethod
	def compare(op, a, b):
		why = unknown(a, b)
		if why:
			return why
		if isinstance(a, Range) or isinstance(b, Range):
			return Scope.compare_ranges(op, Range.of(a), Range.of(b))
		return TRUE if {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b,
				">": a > b, ">=": a >= b}[op] else FALSE

	@staticmethod
	def compare_ranges(op, a, b):
		if op in ("==", "!="):
			return a.equal(b) if op == "==" else opposite(a.equal(b))
		if op[0] == "<":
			return a.less(b, op == "<=")
		return b.less(a, op == ">=")

	def atom(self, x, names):
		if x[0] == "measure":
			value = self.term(x[2], names)
			return Unknown(value.why) if isinstance(value, Range) else \
				unknown(value) or MEASURED
		if x[0] == "compare":
			return self.compare(x[1], self.term(x[2], names), self.term(x[3], names))
		value = self.term(x[1], names)
		return both(self.compare(">=" if x[4] == "[" else ">", value,
					 self.term(x[2], names)),
			    self.compare("<=" if x[5] == "]" else "<", value,
					 self.term(x[3], names)))

	def truth_of(self, x, names):
		kind = x[0]
		if kind in ("compare", "in", "measure"):
			return self.atom(x, names)
		if kind == "not":
			return opposite(self.truth_of(x[1], names))
		if kind == "quantified":
			return self.quantified(x[1], x[2], names)
		a, b = self.truth_of(x[1], names), self.truth_of(x[2], names)
		if kind == "and":
			return both(a, b)
		if kind == "or":
			return opposite(both(opposite(a), opposite(b)))
		if kind == "implies":
			return opposite(both(a, opposite(b)))
		if MEASURED in (a, b):
			return MEASURED  # whatever the other one is
		return both(opposite(both(a, opposite(b))), opposite(both(b, opposite(a))))

	def choices(self, q, names):
		"""What a variable may stand for, given the ones before it, and whether it is known
		that it may."""
		for item in self.domain(q[2])[0]:
			other = names.get(q[4])
			if q[3] == "after" and not item.begin > other.end:
				continue
			if q[3] == "before" and not item.end < other.begin:
				continue
			# when a call was left is not known; nothing else here is an hour away
			sure = not q[5] or not (other if q[3] == "after" else item).left
			if sure and q[5] and q[5][0]:
				continue
			yield item, sure

	def quantified(self, q, body, names):
		result = TRUE
		for item, sure in self.choices(q, names):
			one = self.truth_of(body, dict(names, **{q[1]: item}))
			one = opposite(one) if q[0] == "exists" else one
			result = both(result, one if sure or one != FALSE else UNWOUND)
		# the one entry has come, and nothing is entered later
		over = q[3] == "before" or q[2] == ("entry", None)
		if self.a.unwound and not over:
			result = both(result, UNWOUND)
		return opposite(result) if q[0] == "exists" else result

	def verdicts(self, leading, body):
		"""Of every binding: the verdict, or why there is none."""
		if leading[0][0] == "exists":
			return [self.truth(("quantified", leading[0], body), {})]
		bindings = [({}, True)]
		for q in leading:
			bindings = [(dict(names, **{q[1]: item}), sure and also)
				    for names, sure in bindings
				    for item, also in self.choices(q, names)]
		verdicts = [(self.truth(body, names), sure) for names, sure in bindings]
		return [one if sure or one != FALSE else UNWOUND for one, sure in verdicts]

	def truth(self, x, names):
		"""Of a binding."""
		self.unsure = False
		result = self.truth_of(x, names)
		if self.unsure:
			return ANYTHING
		if isinstance(result, Unknown):
			more = UNWOUND if self.a.unwound else frozenset()
			return Unknown(result | self.met(x, names) | more)
		return result

	def met(self, x, names):
		"""Why anything that is looked at is not known.  This may be told, when the formula is
		not known, where something else is why."""
		reasons = set()
		if x[0] == "quantified":
			for item in self.domain(x[1][2])[0]:
				reasons |= self.met(x[2], dict(names, **{x[1][1]: item}))
		elif x[0] in ("count", "total"):
			if self.a.unwound or any(i.left for i in self.domain(x[1])[0]):
				reasons |= UNWOUND
		elif x[0] in ("next", "previous", "is") and root_of(x) in names:
			item = self.item(x, names)
			reasons |= item if isinstance(item, Unknown) else UNWOUND if item.left else set()
		for part in x[1:]:
			if isinstance(part, tuple) and part:
				reasons |= self.met(part, names)
		return reasons | set().union(*(UNWOUND for i in names.values() if i.left))


def root_of(x):
	"""The variable that a moment starts from."""
	return x[1] if x[0] == "is" else root_of(x[1])


def opposite(a):
	return FALSE if a == TRUE else TRUE if a == FALSE else a


def both(a, b):
	if FALSE in (a, b):
		return FALSE
	return unknown(a, b) or (MEASURED if MEASURED in (a, b) else TRUE)
