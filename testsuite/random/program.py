# SPDX-License-Identifier: GPL-3.0-or-later
"""Random C programs that write down what they do.

Each function prints a line to stderr beside each of its statements: on entering it, after
each assignment, at each marked line, on leaving it.  Nothing here knows what the compiler
plugin thinks a statement is.  A program ends on its own, has no undefined behaviour and does
the same at every level of optimisation.

    e FUNCTION NAME=VALUE...   entered, with its parameters
    w NAME VALUE               a variable was written
    v NAME VALUE               a variable of the caller was written, by its address
    l LINE                     the statements of a line were run
    x                          left
    r VALUE                    left with this value
    b NUMBER                   back where so many scope functions are open
    j NUMBER                   to jump back there by longjmp; -1: to exit
    k NUMBER                   the same by an exception: each function on the way is left
    t NUMBER                   what follows is done by that thread
    q                          this thread ends, whatever is open on it
    u                          the same: each function on it is left

Variables of every function: what changes them and what they hold can be asked everywhere in
it, because all of them are parameters.
"""

COMMON = r"""#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUIET __attribute__((noinline, noipa))
#define W(name) T("w %s %ld", #name, (long)(name))
#define WS(name) T("w %s \"%s\"", #name, name)
#define L() T("l %d", __LINE__)
#define BACK(number) do { deep = (number); T("b %d", deep); } while (0)
#define LEAVE(value) do { T("r %ld", (long)(value)); return (value); } while (0)
#define GIVE(type, value) do { type r_ = (value); T("r %ld", (long)r_); return r_; } while (0)
#ifdef __cplusplus
#define CAUGHT(mine, call) do { try { call; } catch (int) { } } while (0)
#define THROW(number) do { T("k %d", number); throw 1; } while (0)
#define END_THREAD() do { T("u"); pthread_exit(NULL); } while (0)
#else
#define CAUGHT(mine, call) do { if (!setjmp(mine)) call; } while (0)
#define THROW(number) do { T("j %d", number); longjmp(*top, 1); } while (0)
#define END_THREAD() do { T("q"); pthread_exit(NULL); } while (0)
#endif
#define TRY(call) do { \
	jmp_buf mine, *old = top; \
	int old_deep = top_deep; \
	top = &mine; \
	top_deep = here; \
	CAUGHT(mine, call); \
	top = old; \
	top_deep = old_deep; \
	BACK(here); \
} while (0)
struct pair { int m; long n; };
"""

OTHERS = r"""extern struct pair shared;
extern int G, fuel, deep, top_deep, last;
extern jmp_buf *top;
extern const char *const words[];
void T(const char *format, ...);
int f(int n);
long g(long n, int k);
int h(int n);
void set(int *out, int n);
void leap(int n);
void far(int n);
void elsewhere(void (*what)(int), int n);
void alone(void (*what)(int), int n);
void quit(int n);
"""

# STATIC, where all is in one file
OWN = r"""STATIC struct pair shared = { 3, 4 };
STATIC int G = 1, fuel, deep, top_deep, last;
STATIC jmp_buf *top;
STATIC const char *const words[] = { "", "a", "ab", "abc", "b" };

QUIET STATIC void T(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	vfprintf(stderr, format, values);
	va_end(values);
	fputc('\n', stderr);
}

static sem_t asked, done;
static void (*job)(int);
static int job_n;
static __thread int on_worker, may_end;

/* A thread has its number when it is first seen to do something. */
QUIET STATIC void hello(void)
{
	int number = 1;

	(void)number;
}

QUIET static void *work(void *unused)
{
	on_worker = 1;
	hello();
	for (;;) {
		sem_wait(&asked);
		job(job_n);
		sem_post(&done);
	}
	return unused;
}

static int threads = 1;

/* On another thread, which is waited for: one thing at a time is done in all. */
QUIET STATIC void elsewhere(void (*what)(int), int n)
{
	static pthread_t worker;
	static int number;
	jmp_buf *old_top = top;
	int old_deep = deep;

	if (!job) {
		sem_init(&asked, 0, 0);
		sem_init(&done, 0, 0);
		number = ++threads;
		pthread_create(&worker, NULL, work, NULL);
	}
	top = NULL;
	deep = 0;
	job = what;
	job_n = n;
	T("t %d", number);
	sem_post(&asked);
	sem_wait(&done);
	T("t 1");
	top = old_top;
	deep = old_deep;
}

QUIET static void *work_once(void *unused)
{
	on_worker = may_end = 1;
	hello();
	job(job_n);
	return unused;
}

/* On a thread of its own, which may end in the middle of it. */
QUIET STATIC void alone(void (*what)(int), int n)
{
	void (*old_job)(int) = job;
	jmp_buf *old_top = top;
	int old_deep = deep;
	pthread_t thread;

	top = NULL;
	deep = 0;
	job = what;
	job_n = n;
	T("t %d", ++threads);
	pthread_create(&thread, NULL, work_once, NULL);
	pthread_join(thread, NULL);
	T("q");
	T("t 1");
	job = old_job;
	top = old_top;
	deep = old_deep;
}

STATIC void quit(int n)
{
	T("e quit n=%d", n);
	if (n > 0 && may_end)
		END_THREAD();
	T("x");
}

STATIC void leap(int n)
{
	T("e leap n=%d", n);
	if (n > 0 && top)
		THROW(top_deep);
	if (n > 0 && last) {
		T("j -1");
		exit(0);
	}
	T("x");
}

STATIC int f(int n)
{
	T("e f n=%d", n);
	LEAVE((n * 2 + 1) % 9);
}

STATIC long g(long n, int k)
{
	int x = 0;

	T("e g n=%ld k=%d", n, k);
	T("w x %d", x);
	for (int i = 0; i < 2; i++) {
		x = (int)(n + i * k) % 11; W(x);
		if (x > 4) {
			x += f(x); W(x);
		}
		if (x > 12)
			leap(k);
		if (x % 3 == 1)
			quit(k);
	}
	G = (G + x) % 13; W(G);
	LEAVE(x);
}

STATIC int h(int n)
{
	T("e h n=%d", n);
	if (n < 0)
		LEAVE(-n);
	G = n % 5; W(G);
	GIVE(int, f(n % 7) - 3);
}

STATIC void set(int *out, int n)
{
	T("e set out=0 n=%d", n);
	*out = n; T("v w %d", n);
	T("x");
}

QUIET static void work_far(int n)
{
	if (n & 1)
		g(n, 1);
	else
		h(n);
}

STATIC void far(int n)
{
	T("e far n=%d", n);
	if (!on_worker)
		elsewhere(work_far, n);
	T("x");
}
"""

PARAMS = ("int a, int b, int x, long y, unsigned char z, int r, int w, double d, "
	  "const char *s, struct pair *p")
ENTER = ('T("e %s a=%%d b=%%d x=%%d y=%%ld z=%%d r=%%d w=%%d d=%%.17g s=\\"%%s\\"", '
	 "a, b, x, y, (int)z, r, w, d, s);")
# what can be asked of a state: name, type
VARIABLES = [("a", "int"), ("b", "int"), ("x", "int"), ("y", "int"), ("z", "small"),
	     ("w", "int"), ("d", "float"), ("s", "string"), ("G", "int"), ("p->m", "int"),
	     ("r", "int")]
CHANGED = ["x", "y", "z", "w", "s", "G", "p->m", "r", "d", "b"]
CALLEES = {"f": 1, "g": 2, "h": 1}   # to numbers of arguments


class Function:
	"""One scope: its text, and what formulas may speak of."""

	def __init__(self, rng, number, file):
		self.rng = rng
		self.name, self.file = "F%d" % number, file
		self.number = number
		self.out = []
		self.depth = 1
		self.labels = 0
		self.loops = 0
		self.budget = rng.randint(6, 14)
		self.changes, self.callees, self.lines = set(), set(), set()
		self.ends = []

	def put(self, text):
		self.out.append("\t" * self.depth + text)

	# ---- expressions

	def simple(self):
		return self.rng.choice(["x", "a", "b", "r", "w", "p->m", "G", "(int)y", "z",
					str(self.rng.randint(-9, 20))])

	def whole(self):
		one, two = self.simple(), self.simple()
		return self.rng.choice(["%s" % one, "(%s + %s)" % (one, two),
					"(%s - %s)" % (one, two), "(%s * %s)" % (one, two)])

	def bounded(self, by=23):
		return "%s %% %d" % (self.whole(), by)

	def call(self, nest=1):
		name = self.rng.choice(sorted(CALLEES))
		self.callees.add(name)
		if nest and self.rng.random() < 0.25:
			inner = self.call(nest - 1)
		else:
			inner = self.bounded()
		if name == "g":
			return "g(%s, %d)" % (inner, self.rng.randint(-2, 3))
		return "%s((int)(%s))" % (name, inner)

	def condition(self):
		pick = self.rng.random()
		if pick < 0.25:
			return "%s > %d" % (self.call(), self.rng.randint(0, 6))
		if pick < 0.35:
			return "%s > 0 && %s < %d" % (self.call(0), self.call(0),
						      self.rng.randint(1, 7))
		if pick < 0.45:
			return "%s < 2 || %s > 3" % (self.simple(), self.call(0))
		return "%s %s %s" % (self.simple(), self.rng.choice(["<", ">", "==", "!=", "<="]),
				     self.simple())

	# ---- statements

	def wrote(self, name):
		self.changes.add(name)
		return "WS(%s);" % name if name == "s" else "W(%s);" % name

	def finish(self, text):
		"""A line of straight code; some of them say so."""
		if self.rng.random() < 0.3:
			self.put(text + " L();")
			self.lines.add(len(self.out) - 1)
		else:
			self.put(text)

	def assign(self):
		name = self.rng.choice(["x", "x", "y", "z", "b", "G", "p->m", "d", "s"])
		if name == "s":
			text = "s = words[(unsigned)(%s) %% 5];" % self.simple()
		elif name == "z":
			text = "z = (unsigned char)(%s);" % self.bounded(40)
		elif name == "d":
			text = "d = (%s) / 4.0;" % self.bounded()
			self.finish(text + ' T("w d %.17g", d);')
			self.changes.add("d")
			return
		elif self.rng.random() < 0.3:
			text = "%s %s %d;" % (name, self.rng.choice(["+=", "-=", "^="]),
					      self.rng.randint(1, 5))
			if self.rng.random() < 0.4:
				text = self.rng.choice(["%s++;", "--%s;"]) % name
			text += " %s" % self.wrote(name)
			text += " %s %%= 50;" % name
		else:
			text = "%s = %s;" % (name, self.bounded())
		self.finish(text + " " + self.wrote(name))

	def call_statement(self):
		pick = self.rng.random()
		if pick < 0.4:
			self.finish("r = (int)%s; %s" % (self.call(), self.wrote("r")))
		elif pick < 0.55:
			self.put("{ int old = w; set(&w, %s);" % self.bounded(9))
			self.put("  if (old != w) W(w); }")
			self.changes.add("w")
			self.callees.add("set")
		elif pick < 0.68 and self.number:
			name = "F%d" % self.rng.randint(max(0, self.number - 3), self.number)
			call = name + "(a - 1, b, x, y, z, r, w, d, s, p)"
			self.put("if (fuel > 0) " + self.rng.choice(["TRY(%s);", "{ %s; BACK(here); }"])
				 % call)
			self.callees.add(name)
		elif pick < 0.8:
			name = self.rng.choice(["leap", "leap", "far", "quit", "quit"])
			self.put("%s(%s);" % (name, "(%s) & 1" % self.simple() if name == "quit"
					      else self.bounded(7)))
			self.callees.add(name)
		else:
			self.finish("(void)%s;" % self.call())

	def block(self, most):
		self.depth += 1
		for _ in range(self.rng.randint(1, most)):
			self.statement()
		self.depth -= 1

	def branch(self):
		self.put("if (%s) {" % self.condition())
		self.block(3)
		if self.rng.random() < 0.5:
			self.put("} else {")
			self.block(2)
		self.put("}")

	def loop(self):
		if self.loops >= 2:
			return self.branch()
		self.loops += 1
		i = "i%d" % len(self.out)
		kind = self.rng.random()
		turns = self.rng.randint(1, 3)
		if kind < 0.5:
			self.put("for (int %s = 0; %s < %d; %s++) {" % (i, i, turns, i))
		elif kind < 0.75:
			self.put("for (int %s = 0; %s++ < %d && (%s);) {"
				 % (i, i, turns, self.condition()))
		else:
			self.put("int %s; %s = 0;" % (i, i))
			self.put("do {")
		self.block(3)
		if self.rng.random() < 0.3:
			self.put("\tif (%s) %s;" % (self.condition(),
						    self.rng.choice(["break", "continue"])))
		if kind < 0.75:
			self.put("}")
		else:
			self.put("} while (++%s < %d);" % (i, turns))
		self.loops -= 1

	def switch(self):
		self.put("switch ((unsigned)(%s) %% 4) {" % self.simple())
		for case in ("case 0:", "case 1: case 2:", "default:"):
			if self.rng.random() < 0.2:
				continue
			self.put(case + " {")
			self.block(2)
			self.put("}")
			self.put("\t" + self.rng.choice(["break;", "break;", ";"]))
		self.put("}")

	def jump(self):
		self.labels += 1
		label = "L%d" % self.labels
		if self.rng.random() < 0.4 and self.depth == 1:
			self.put("int n%d; n%d = 0;" % (self.labels, self.labels))
			self.put("%s:;" % label)
			number = self.labels
			self.block(2)
			self.put("if (++n%d < 2) goto %s;" % (number, label))
		else:
			self.put("if (%s) goto %s;" % (self.condition(), label))
			self.ends.append(label)

	def leave(self):
		pick = self.rng.random()
		if pick < 0.4:
			return "return (int)%s;" % self.call()
		if pick < 0.6:
			return "return (int)(%s);" % self.bounded()
		return "GIVE(int, (int)(%s));" % self.bounded()

	def statement(self):
		self.budget -= 1
		if self.budget < 0:
			return self.assign()
		pick = self.rng.random()
		if pick < 0.33:
			self.assign()
		elif pick < 0.58:
			self.call_statement()
		elif pick < 0.72:
			self.branch()
		elif pick < 0.82:
			self.loop()
		elif pick < 0.9:
			self.switch()
		elif pick < 0.96:
			self.jump()
		else:
			self.put("if (%s) %s" % (self.condition(), "{ " + self.leave() + " }"))
		return None

	def write(self, first_line):
		"""The text, whose first line is that of the file."""
		head = ["", "STATIC int %s(%s)" % (self.name, PARAMS), "{",
			"\tint here = ++deep;", "\t" + ENTER % self.name, "\tif (--fuel < 0 || a < 0)",
			"\t\tGIVE(int, -1);"]
		self.put("x = (a + b) % 9; W(x);")
		self.changes.add("x")
		again = self.rng.random() < 0.4
		if again:
			self.put("for (int turn = 0; turn < 2; turn++) {")
		while self.budget > 0:
			self.statement()
			while self.ends and self.rng.random() < 0.4:
				self.put("%s:;" % self.ends.pop())
		for label in self.ends:
			self.put("%s:;" % label)
		if again:
			self.put("}")
		self.put(self.leave())
		self.lines = {first_line + len(head) + i for i in self.lines}
		return head + self.out + ["}"]


def write_program(rng, count):
	"""Texts by file name, the first that of main and the last that of what all call, and the
	functions.  Half of the programs have two files; some are in C++."""
	end = ".cc" if rng.random() < 0.25 else ".c"
	files = {"prog" + end: None}
	begin = COMMON + "#define STATIC static\n" + OWN
	if rng.random() < 0.5:
		begin = COMMON + "#define STATIC\n" + OTHERS
		begin += "".join("int F%d(%s);\n" % (i, PARAMS) for i in range(count))
		files["more" + end] = (begin + OWN).split("\n")
	lines = files["prog" + end] = begin.split("\n")
	functions = []
	for number in range(count):
		function = Function(rng, number, list(files)[number % len(files)])
		files[function.file] += function.write(len(files[function.file]) + 1)
		functions.append(function)
	tasks, calls = [], []
	for function in functions:
		calls.append("last = %d;" % (function is functions[-1]))
		for _ in range(rng.randint(2, 3)):
			call = "%s(%d, %d, %d, %d, %d, 0, 1, 0.5, words[%d], &shared)" % (
				function.name, rng.randint(0, 3), rng.randint(-5, 9),
				rng.randint(-5, 9), rng.randint(-5, 9), rng.randint(0, 30),
				rng.randint(0, 4))
			calls.append("fuel = %d;" % rng.randint(1, 4))
			if rng.random() < 0.3:
				tasks += ["", "QUIET static void task%d(int here)" % len(tasks),
					  "{", "\t%s; BACK(here);" % call, "}"]
				calls.append("%s(task%d, 0);" % (
					rng.choice(["elsewhere", "alone"]), len(tasks) - 5))
			else:
				calls.append(rng.choice(["TRY(%s);", "%s; BACK(here);"]) % call)
	lines += tasks + ["", "int main(void)", "{", "\tconst int here = 0;", ""]
	lines += ["\t" + call for call in calls]
	lines += ["\treturn 0;", "}"]
	return {name: "\n".join(text + [""]) for name, text in files.items()}, functions
