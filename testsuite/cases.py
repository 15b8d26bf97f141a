# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges the programs of cases/ (cases/README says what is in them), several at a time.

	cases.py FOLDER

prints TAP.  CASES="a b" takes only those.  MAKE_WANT=yes prints what was found instead.
It knows how a case is written, compiled and run; what must come of it stands in the case.
"""

import collections
import concurrent.futures
import difflib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

PLUGIN = os.environ["VYPR_PLUGIN"]
ANALYSE = os.environ["VYPR_ANALYSE"]
LIBS = os.environ["VYPR_LIBS"]
RUNNER = os.environ.get("VYPR_RUN", "").split()
MAKE_WANT = bool(os.environ.get("MAKE_WANT"))
LEVELS = "-O0", "-O2"
OUTCOMES = "true", "false", "unknown"
# A hung test is a failed one.
PATIENCE = 120
# What is wanted of a run, and so makes the program run.
RUN = "want", "want-verdict"


class Case:
	"""One file: its specification, and its lines of "key: value"."""

	def __init__(self, path):
		self.path, self.name = path, os.path.basename(path)
		text = open(path).read()
		found = re.search(r"^/\* spec:\n(.*?)^ \*/$", text, re.M | re.S)
		self.spec, self.keys = [], collections.defaultdict(list)
		for line in found.group(1).splitlines():
			key = re.match(r" \* ([a-z-]+):(?: (.*))?$", line)
			if key:
				self.keys[key[1]].append(key[2] or "")
			else:
				self.spec.append(line[3:])
		flags = re.search(r"^/\* flags: (.*) \*/$", text, re.M)
		self.flags = flags[1].split() if flags else []

	def specification(self):
		module = (self.keys["module"] or [self.name])[0]
		settings = "".join("  %s\n" % line for line in self.keys["settings"])
		return "%s:\n%s\n%s" % (module, "\n".join(self.spec),
					settings and "vypr:\n" + settings)

	def runs(self):
		return any(key in self.keys for key in RUN)

	def wanted(self):
		"""{property: its words} of the lines "want: property = word word"."""
		lines = [line.partition(" =") for line in self.keys["want"]]
		return {name: words.split() for name, _, words in lines}

	def formulas(self):
		"""{property: its text}, as far as properties are named."""
		texts = {}
		for item in re.split(r"^ *- ", "\n".join(self.spec), flags=re.M)[1:]:
			name = re.search(r"name: *'?([^,'\n}]+?)'? *[,\n}]", item)
			text = re.search(r"cftl: *(.*)", item, re.S)
			if name and text:
				texts[name[1]] = text[1].strip()
		return texts


class Trial:
	"""A case at one level, in a folder of its own."""

	def __init__(self, case, level, work):
		self.case, self.level, self.work = case, level, work
		self.store = os.path.join(work, "store.db")
		self.results = []

	def result(self, what, want, got):
		name = "%s %s%s" % (self.case.name, self.level, what and ": " + what)
		self.results.append((name, want, got))

	def same(self, key, what, got):
		"""The lines of the key, when it is there, are what was found."""
		if key in self.case.keys:
			self.result(what, "\n".join(self.case.keys[key]), got)

	def command(self, *words):
		return subprocess.run(words, cwd=self.work, timeout=PATIENCE, text=True,
				      stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
				      stderr=subprocess.PIPE)

	def compile(self):
		compiler = "CXX" if self.case.name.endswith(".cc") else "CC"
		if self.case.runs():
			last = ["-o", "case", self.case.path, LIBS + "/libvypr.so",
				"-Wl,-rpath," + LIBS, "-lpthread"]
		else:
			last = ["-c", "-o", "case.o", self.case.path]
		with open(self.work + "/spec.yml", "w") as file:
			file.write(self.case.specification())
		return self.command(
			*os.environ[compiler].split(), self.level, *self.case.flags, "-fchecking=2",
			"-fplugin=" + PLUGIN, "-fplugin-arg-vypr-spec=spec.yml",
			"-fplugin-arg-vypr-plan=plan", *last)

	def run(self):
		"""The program itself; what it wrote must be as wanted, and how it ended."""
		options = self.case.keys["options"]
		environment = dict(os.environ, VYPR_STORE=self.store,
				   VYPR_OPTIONS=options[0] if options else "")
		run = subprocess.run(RUNNER + [self.work + "/case"], cwd=self.work, env=environment,
				     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
				     stderr=subprocess.STDOUT, text=True, timeout=PATIENCE)
		end = signal.Signals(-run.returncode).name if run.returncode < 0 \
			else str(run.returncode)
		# qemu's own word on a program that a signal ended
		output = re.sub(r"^qemu: uncaught target signal.*\n", "", run.stdout, flags=re.M)
		output = re.sub(r"^vypr: \d+ events", "vypr: N events", output, flags=re.M)
		self.result("output", "\n".join(self.case.keys["want-output"]), output.rstrip())
		self.result("end", "\n".join(self.case.keys["want-end"] or ["0"]), end)

	def analyse(self, *words):
		run = self.command(ANALYSE, "-d", self.store, *words)
		if run.returncode:
			self.result("vypr-analyse " + " ".join(words), "", run.stderr)
		return run.stdout

	def judge(self):
		verdicts = [json.loads(line) for line in
			    self.analyse("verdicts", "--json").splitlines()]
		free = self.case.keys["free"]
		if "want" in self.case.keys:
			lists = lists_of([v for v in verdicts if v["formula"] not in free])
			want = self.case.wanted()
			for name in list(want) + [name for name in lists if name not in want]:
				self.result(name, " ".join(want.get(name, ["nothing"])),
					    " ".join(lists.get(name, [])))
		self.same("want-severity", "severities", "\n".join(
			("%s %s %s %s" % (v["formula"], v["verdict"], json.dumps(v["severity"]),
					  v["severity_unit"])).rstrip() for v in verdicts))
		self.same("want-transaction", "transactions", transactions_of(verdicts))
		if "want-times" in self.case.keys:
			self.same("want-times", "paths", self.times(verdicts))
		if {"want-verdict", "want-events", "want-share"} & set(self.case.keys):
			summary = json.loads(self.analyse("summary", "--json"))
			self.same("want-verdict", "verdicts", counts_of(summary))
			self.same("want-share", "shares", shares_of(summary))
			self.same("want-events", "events",
				  str(sum(run["events"] for run in summary["runs"])))

	def times(self, verdicts):
		"""How often the path of each verdict ran the lines that are asked for."""
		paths = [self.analyse("path", v["id"]).splitlines() for v in verdicts]
		rows = []
		for line in (row.split()[0] for row in self.case.keys["want-times"]):
			ran = [(re.match(r">(.{6}) *%s\b" % line, row)
				for row in path) for path in paths]
			rows.append(" ".join([line] + [next(
				(row[1].strip(" x") or "1" for row in path if row), "0")
				for path in ran]))
		return "\n".join(rows)

	def plan(self, says):
		# GCC 15 makes two assignments of "x = c ? a : b", which is one statement
		lines = []
		for line in open(self.work + "/plan").read().splitlines():
			if lines[-1:] != [line] or ": change " not in line:
				lines.append(line)
		sites = [re.sub(r"^  [^:]*:(\d+):\d+: (.*) «.*»(.*)$", r"\1 \2\3", line)
			 for line in lines if re.match(r"  [^:]*:\d+:\d+: .*«", line)]
		if "want" not in self.case.keys and "want-verdict" not in self.case.keys \
				or "want-site" in self.case.keys:
			self.result("sites", "\n".join(self.case.keys["want-site"]),
				    "\n".join(sites))
		# Without the number of branches, which depends on the level.
		self.same("want-function", "functions", "\n".join(
			re.sub(r" \(\d+ branch.*\)$", "", line[9:])
			for line in lines if line.startswith("function ")))
		self.same("want-note", "notes", "\n".join(
			line[6:] for line in lines if line.startswith("note: ")))
		self.result("warnings", " ".join(self.case.keys["want-warning"]),
			    " ".join(re.findall(r"\[vypr-([a-z-]+)\]$", says, re.M)))

	def go(self):
		try:
			compiled = self.compile()
			if compiled.returncode:
				self.result("compiles", "", compiled.stderr)
				return self
			self.plan(compiled.stderr)
			if self.case.runs():
				self.run()
				self.judge()
		except subprocess.TimeoutExpired as error:
			self.result("ends in time", "", str(error))
		return self


def lists_of(verdicts):
	"""Those of each property in the order of activations, and in each in the order in which
	they were decided; those of several threads by their words."""
	lists = collections.defaultdict(list)
	for v in verdicts:
		word = v["verdict"]
		if word == "unknown":
			word += "(%s)" % v["reason"]
		order = [int(number) for number in v["id"].split(".")]
		lists[v["formula"]].append(((v["run"], v["thread"]), v["call"] or 0, order, word))
	for name, rows in lists.items():
		if len({row[0] for row in rows}) > 1:
			rows = [row[3:] for row in rows]
		lists[name] = [row[-1] for row in sorted(rows)]
	return lists


def transactions_of(verdicts):
	"""The number of each verdict's transaction, from 1 as they are met; "-" for none."""
	numbers, rows = {None: "-"}, collections.defaultdict(list)
	for v in verdicts:
		number = numbers.setdefault(v["transaction"], str(len(numbers)))
		rows[v["formula"]].append(number)
	return "\n".join("%s %s" % (name, " ".join(row)) for name, row in rows.items())


def shares_of(summary):
	"""How many verdicts of each formula were true, and whether that is its objective."""
	return "\n".join("%s %.2f of %.2f %s" % (
		f["name"], f["share"] or 0, f["objective"], "kept" if f["met"] else "missed")
		for f in summary["formulas"])


def counts_of(summary):
	"""Those of each formula; reasons of unknown summed up."""
	return "\n".join("%s %d true %d false %d unknown" % (
		f["name"], f["true"], f["false"], sum(f["unknown"].values()))
		for f in summary["formulas"])


def constructs_of(readme):
	"""{name: pattern} of the table of constructs: "  name  pattern  words"."""
	table = {}
	for line in open(readme):
		row = re.match(r"  (\S+)  +(\S+)(?:  +.*)?$", line)
		if row:
			assert row[1] not in table, row[1]
			table[row[1]] = None if row[2] == "-" else \
				re.compile(row[2].replace("~", r"\s*"))
	return table


def covers_of(case):
	"""(construct, outcome, property) of the lines "covers: construct true=a false=b"."""
	for line in case.keys["covers"]:
		construct, _, rest = line.partition(" ")
		for outcome, name in re.findall(r"(\w+)=(.*?)(?= \w+=|$)", rest):
			yield construct, outcome, name


def wrong_cover(case, table, construct, outcome, name):
	"""What is wrong with a claim of a case, or nothing."""
	words = [word.partition("(")[0] for word in case.wanted().get(name, [])]
	text = case.formulas().get(name)
	if construct not in table:
		return "no such construct"
	if outcome not in OUTCOMES + ("measured",):
		return "no such outcome"
	if text is None:
		return "no such property"
	if outcome == "unknown" and construct.startswith("reason-"):
		words = [word[8:-1] for word in case.wanted()[name]]
		outcome = construct[7:]
	if outcome not in words:
		return "not the outcome"
	if table[construct] and not table[construct].search(text):
		return "does not speak of it: " + text
	return ""


def coverage(cases, table):
	"""Every claim is borne out, and every construct has its three forms."""
	claims, wrong = set(), []
	for case in cases:
		for claim in covers_of(case):
			why = wrong_cover(case, table, *claim)
			if why:
				wrong.append("%s: %s %s=%s: %s" % ((case.name,) + claim + (why,)))
			claims.add(claim[:2])
	missing = ["%s %s" % (construct, outcome) for construct in table
		   for outcome in OUTCOMES if (construct, outcome) not in claims]
	return [("what cases say they cover is so", "", "\n".join(wrong)),
		("each construct is true, false and unknown somewhere", "", "\n".join(missing))]


def planted(case_path, table, work):
	"""The check of claims sees a wrong one."""
	path = os.path.join(work, "planted.c")
	with open(path, "w") as file:
		file.write("/* spec:\n *   f:\n *     - {name: a, cftl: 'forall q in changes(x):"
			   " q(x) > 1'}\n * want: a = true\n * covers: greater true=a\n"
			   " * covers: greater false=a\n * covers: less true=a\n"
			   " * covers: greater true=b\n * covers: grater true=a\n */\n")
	case = Case(path)
	return [("a wrong claim is seen", "|not the outcome|does not speak of it|"
		 "no such property|no such construct", "|".join(
			wrong_cover(case, table, *claim).partition(":")[0]
			for claim in covers_of(case)))]


def show(number, result):
	name, want, got = result
	print("%s %d - %s" % ("ok" if want == got else "not ok", number, name))
	if want != got:
		for line in list(difflib.unified_diff(want.split("\n"), got.split("\n"), "wanted",
						      "got", n=2, lineterm=""))[:60]:
			print("# " + line)


def main(folder):
	chosen = os.environ.get("CASES", "").split()
	work = tempfile.mkdtemp(prefix="vypr-cases.")
	try:
		paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder))
			 if name.endswith((".c", ".cc"))]
		cases = [Case(path) for path in paths if not chosen or
			 os.path.splitext(os.path.basename(path))[0] in chosen]
		number = 0
		if not chosen:
			table = constructs_of(os.path.join(folder, "README"))
			for result in coverage(cases, table) + planted(folder, table, work):
				number += 1
				show(number, result)
		trials = [Trial(case, level, os.path.join(work, case.name + level))
			  for case in cases for level in LEVELS]
		with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
			for trial in pool.map(trial_in_folder, trials):
				for result in trial.results:
					number += 1
					show(number, result)
		print("1..%d" % number)
	finally:
		shutil.rmtree(work)


def trial_in_folder(trial):
	os.mkdir(trial.work)
	trial.go()
	if MAKE_WANT:
		os.system("sed 's/^/#   /' %s/plan" % trial.work)
	shutil.rmtree(trial.work)
	return trial


if __name__ == "__main__":
	main(sys.argv[1])
