# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds explanations against the programs of causes/, whose causes are known (causes/README).

	causes.py FOLDER [--clock] [--runs N]

prints TAP of the programs that count their time; with --clock all are run N times on the
real clock, and there is only the table.  CAUSES="a b" takes only those; KEEP=FOLDER keeps
program, store and answer of each.  It knows how a cause is written, and when an answer is it.
"""

import collections
import concurrent.futures
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from cases import ANALYSE, LIBS, PATIENCE, PLUGIN, Case

NONE = "none"
# What the time was spent with, where nothing is named that separates the calls.
SPENT = "waiting", "running", "queued"
# The exit code of a program whose cause this machine cannot show.
UNABLE = 77
Answer = collections.namedtuple("Answer", "right wrong given share")


class Unable(Exception):
	"""What a program is about does not happen here."""


# ---- causes --------------------------------------------------------------------------

def parse(text):
	"""A cause as a set of plain words, "branch b->size > 3 true"; of "both" it has two."""
	kind, _, rest = text.partition(" ")
	pairs = re.findall(r"'([^']*)' *([^']*)", rest) or [(rest, "")]
	kind = "branch" if kind == "both" else kind
	return frozenset(" ".join((kind,) + pair).strip() for pair in pairs)


def expected(case):
	"""[[a cause and those that are the same]]: each line "cause:" has to come, or one of the
	lines "or:" below it."""
	return [[parse(one.strip()) for one in line.split(" | ")]
		for line in case.keys["cause"]]


def word_of(row):
	"""What a row of the answer says, in the words of "cause:"."""
	kind = row["kind"]
	words = {"branch": (row["condition"], row["outcome"]), "count": (row["condition"],),
		 "callee": (row["subject"],),
		 "value": (row["subject"], row["comparison"], row["class"])}
	if kind == "attribute":
		return row["subject"]
	if kind == "value":
		# at whatever moment
		words["value"] = (re.sub(r"^.*\)\((.*)\)$", r"\1", row["subject"]),) + \
			words["value"][1:]
	return " ".join((kind,) + words.get(kind, ())).strip()


def names_of(row):
	"""All that a row stands for: itself and what is the same; of two together each pair."""
	rows = [row] + row["same"]
	names = [frozenset([word_of(one)]) for one in rows if one["kind"] != "conjunction"]
	for one in rows:
		for pair in itertools.product(*map(names_of, one["conjunction"] or ())):
			names.append(frozenset().union(*pair))
	return [name for name in names if name]


def given(explanation):
	"""[[a cause and those that are the same]] as explained, the first first.  Where nothing
	is named that separates the calls, what the time was spent with is the answer."""
	causes = [names_of(cause) for cause in explanation["causes"]]
	budget = explanation["budget"] or {"answer": "", "sentence": ""}
	if causes:
		return causes
	if "page" in budget["sentence"] and budget["answer"] != "waiting":
		return [[frozenset(["faults"])]]
	return [[frozenset([budget["answer"]])]] if budget["answer"] in SPENT else []


def matches(cause, want):
	"""Whether a given cause, or one told as the same, is a wanted one."""
	return any(one == other for one in cause for other in want)


def judge(case, explanation, clock):
	"""(right, wrongly confident).  Time that is counted is none of a processor."""
	want, causes = expected(case), given(explanation)
	named = bool(explanation["causes"])
	if want == [[frozenset([NONE])]]:
		return not named and not {"waiting", "faults"} & set(say(causes).split()), named
	if not clock and want == [[parse("running"), parse("queued")]]:
		return not named, named
	found = [any(matches(cause, one) for cause in causes[:len(want)]) for one in want]
	# one that is named after the right ones has to be one as well
	false = [cause for cause in causes
		 if not any(matches(cause, one) for one in want)]
	return all(found), bool(false)


# ---- lines to read ---------------------------------------------------------------------

def definitions(source):
	"""{name: (first line, last line, text)} of what is defined at the margin."""
	found, lines = {}, source.split("\n")
	for number, line in enumerate(lines, 1):
		if re.match(r"\w.*[^:;]$", line):
			begin = number
		if line in ("}", "};"):
			text = "\n".join(lines[begin - 1:number])
			head = re.search(r"(\w+)(?:\[\w*\])*(?:\)?\(| = |\s*\{)", text)
			found[head[1]] = begin, number, text
	return found


def lines_of(source, function):
	"""How many lines the function and all that it calls in the file have."""
	known = definitions(source)
	open_names, seen = [function], set()
	while open_names:
		name = open_names.pop()
		if name in known and name not in seen:
			seen.add(name)
			open_names += re.findall(r"\w+", known[name][2])
	return sum(known[name][1] - known[name][0] + 1 for name in seen)


def named_lines(explanation):
	"""How many the answer points at."""
	rows = list(explanation["causes"])
	for row in rows:
		rows += row["same"] + row["conjunction"]
	return len({(row["file"], row["line"]) for row in rows if row["line"]})


# ---- running ---------------------------------------------------------------------------

def specification(case, clock):
	"""Time that a call may take, "cost(c) < 9 us", is counted, or taken from the clock."""
	def cost(found):
		return "duration(%s) < %s us" % found.groups() if clock else \
			"after({0})(ticks) - before({0})(ticks) < {1}".format(*found.groups())
	return re.sub(r"cost\((\w+)\) < (\d+) us", cost, case.specification())


class Trial:
	"""A program in a folder of its own."""

	def __init__(self, case, work, clock):
		self.case, self.clock, self.run = case, clock, 0
		self.work = os.path.join(work, case.name)
		os.makedirs(self.work)

	def command(self, *words, **more):
		run = subprocess.run(words, cwd=self.work, timeout=PATIENCE, text=True,
				     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
				     stderr=subprocess.PIPE, **more)
		if run.returncode == UNABLE:
			raise Unable
		if run.returncode:
			raise RuntimeError("%s: %d\n%s%s" % (words[0], run.returncode, run.stderr,
							      run.stdout))
		return run.stdout

	def compile(self):
		compiler = os.environ["CXX" if self.case.name.endswith(".cc") else "CC"].split()
		folder = os.path.dirname(self.case.path)
		with open(self.work + "/spec.yml", "w") as file:
			file.write(specification(self.case, self.clock))
		self.command(*os.environ["CC"].split(), "-O2", *["-DCLOCK"] * self.clock, "-c",
			     folder + "/spend.c")
		self.command(*compiler, "-O2", "-g", *self.case.flags, "-fplugin=" + PLUGIN,
			     "-fplugin-arg-vypr-spec=spec.yml", "-o", "program", self.case.path,
			     "spend.o", LIBS + "/libvypr.so", "-Wl,-rpath," + LIBS, "-lpthread")

	def explain(self):
		store = os.path.join(self.work, "store.db")
		for name in os.listdir(self.work):
			if name.startswith("store.db"):
				os.remove(os.path.join(self.work, name))
		self.command("./program", env=dict(os.environ, VYPR_STORE=store, VYPR_OPTIONS=""))
		name = re.search(r"name: (\w+)", "\n".join(self.case.spec))[1]
		text = self.command(ANALYSE, "-d", store, "explain", name, "--json")
		# code that it was not made with counts the same
		self.command(ANALYSE, "-d", store, "explain", name, "--verify")
		self.run += 1
		with open(self.work + "/answer%d.json" % self.run, "w") as file:
			file.write(text)
		return json.loads(text)

	def answer(self):
		explanation = self.explain()
		function = re.search(r"^  \W*(\w+)", "\n".join(self.case.spec), re.M)[1]
		right, wrong = judge(self.case, explanation, self.clock)
		with open(self.case.path) as file:
			whole = lines_of(file.read(), function)
		return Answer(right, wrong, given(explanation), named_lines(explanation) / whole)

	def go(self, runs):
		try:
			self.compile()
			return [self.answer() for _ in range(runs)]
		except Unable:
			return []
		except (RuntimeError, subprocess.TimeoutExpired) as error:
			return [Answer(False, False, [[frozenset([str(error)])]], 0)]


# ---- telling ---------------------------------------------------------------------------

def say(causes):
	"""The first of each cause's equals."""
	return "; ".join(" and ".join(sorted(cause[0])) for cause in causes) or NONE


def tell(case, answers):
	first = answers[0]
	return "%-18s %-44s %-44s %3.0f %% %d of %d%s" % (
		os.path.splitext(case.name)[0], say(expected(case)), say(first.given),
		100 * first.share, sum(a.right for a in answers), len(answers),
		" WRONGLY CONFIDENT" if any(a.wrong for a in answers) else "")


def total(rows):
	"""The last line: a program is right when all its runs were."""
	right = sum(all(a.right for a in answers) for _, answers in rows)
	wrong = sum(any(a.wrong for a in answers) for _, answers in rows)
	shares = [a.share for _, answers in rows for a in answers if a.right and a.share]
	return "%d of %d right, %d wrongly confident; to be read: %.1f %% of the lines" % (
		right, len(rows), wrong, 100 * sum(shares) / max(1, len(shares)))


def tap(number, case, answers):
	"""A program whose cause cannot be found yet says why."""
	for answer in answers:
		print("%s %d - %s: %s%s%s" % (
			"ok" if answer.right else "not ok", number, case.name, say(expected(case)),
			"" if answer.right else ", given: " + say(answer.given),
			" # TODO " + case.keys["not-yet"][0]
			if case.keys["not-yet"] and not answer.right else ""))


def rows_of(folder, work, clock, runs):
	chosen = os.environ.get("CAUSES", "").split()
	for name in sorted(os.listdir(folder)):
		if not name.endswith((".c", ".cc")) or name == "spend.c" \
				or chosen and os.path.splitext(name)[0] not in chosen:
			continue
		case = Case(os.path.join(folder, name))
		if clock or not case.keys["clock"]:
			yield Trial(case, work, clock), runs


def main(folder, *options):
	clock = "--clock" in options
	runs = int(options[options.index("--runs") + 1]) if "--runs" in options else 1
	work = os.environ.get("KEEP") or tempfile.mkdtemp(prefix="vypr-causes.")
	rows = []
	if clock:
		print("%-18s %-44s %-44s %s" % ("PROGRAM", "CAUSE", "GIVEN FIRST", "READ  RIGHT"))
	try:
		# on the real clock one at a time: each is the others' noise
		with concurrent.futures.ThreadPoolExecutor(1 if clock else os.cpu_count()) as pool:
			trials = list(rows_of(folder, work, clock, runs))
			for (trial, _), answers in zip(trials, pool.map(
					lambda one: one[0].go(one[1]), trials)):
				if not answers:
					print("# %s cannot be shown here" % trial.case.name)
					continue
				rows.append((trial.case, answers))
				if clock:
					print(tell(trial.case, answers), flush=True)
				else:
					tap(len(rows), trial.case, answers)
		print(("" if clock else "# ") + total(rows))
		if not clock:
			wrong = [case.name for case, answers in rows if answers[0].wrong]
			print("%s %d - nothing else is named%s" % (
				"not ok" if wrong else "ok", len(rows) + 1,
				": " + ", ".join(wrong) if wrong else ""))
			print("1..%d" % (len(rows) + 1))
	finally:
		if not os.environ.get("KEEP"):
			shutil.rmtree(work)


if __name__ == "__main__":
	main(*sys.argv[1:])
