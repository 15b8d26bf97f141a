/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "spec plan": runs a compiler for the plugin's plan alone.  The command is the one that
 * builds the program, so what would leave files is taken out of it:
 *
 *      gcc -O2 -MD -MF x.d -c x.c -o x.o
 *   ─► gcc -O2 -S -o /dev/null x.c -fplugin=vypr.so -fplugin-arg-vypr-spec=...
 *
 * -fsyntax-only would be shorter, and would stop before the plugin's pass.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analysis/command.h"

/* Options that say what to write and where.  with: their argument is the next word. */
static const struct {
	const char *text;
	int prefix, with;
} dropped[] = {
	{ "-o", 0, 1 },
	{ "-o", 1, 0 },
	{ "-c", 0, 0 },
	{ "-S", 0, 0 },
	{ "-E", 0, 0 },
	{ "-M", 0, 0 },
	{ "-MM", 0, 0 },
	{ "-MD", 0, 0 },
	{ "-MMD", 0, 0 },
	{ "-MG", 0, 0 },
	{ "-MP", 0, 0 },
	{ "-MF", 0, 1 },
	{ "-MT", 0, 1 },
	{ "-MQ", 0, 1 },
	{ "-MF", 1, 0 },
	{ "-MT", 1, 0 },
	{ "-MQ", 1, 0 },
	{ "-Wp,-M", 1, 0 },
	{ "-save-temps", 1, 0 },
	{ "--save-temps", 1, 0 },
	{ "--coverage", 0, 0 },
	{ "-coverage", 0, 0 },
	{ "-ftest-coverage", 0, 0 },
	{ "-fdump-", 1, 0 },
	{ "-fstack-usage", 0, 0 },
	{ "-fcallgraph-info", 1, 0 },
	{ "-fopt-info", 1, 0 },
	{ "-fsave-optimization-record", 0, 0 },
	{ "-fsyntax-only", 0, 0 },
	{ "-aux-info", 0, 1 },
	{ "-dumpdir", 0, 1 },
	{ "-dumpbase", 0, 1 },
	{ "-gsplit-dwarf", 0, 0 },
	{ "-fplugin-arg-vypr-", 1, 0 },
};

/* Words that the next word belongs to. */
static const char *const with_argument[] = {
	"-I",		"-D",
	"-U",		"-L",
	"-l",		"-x",
	"-T",		"-u",
	"-z",		"-include",
	"-imacros",	"-isystem",
	"-iquote",	"-idirafter",
	"-iprefix",	"-isysroot",
	"-iwithprefix", "-iwithprefixbefore",
	"-imultilib",	"-Xlinker",
	"-Xassembler",	"-Xpreprocessor",
	"-specs",	"--param",
	"-G",		"-A",
};

static int has_prefix(const char *word, const char *prefix)
{
	return strncmp(word, prefix, strlen(prefix)) == 0;
}

/* How many words from here on are left out. */
static size_t count_dropped(char *const *words)
{
	for (size_t i = 0; i < sizeof dropped / sizeof dropped[0]; i++) {
		if (strcmp(words[0], dropped[i].text) == 0)
			return 1 + (size_t)(dropped[i].with && words[1]);
		if (dropped[i].prefix && has_prefix(words[0], dropped[i].text))
			return 1;
	}
	return 0;
}

static int takes_argument(const char *word)
{
	for (size_t i = 0; i < sizeof with_argument / sizeof with_argument[0]; i++)
		if (strcmp(word, with_argument[i]) == 0)
			return 1;
	return 0;
}

static int is_source(const char *word)
{
	static const char *const suffixes[] = { ".c",	".cc",	".cp",	".cxx", ".cpp",
						".CPP", ".c++", ".C",	".i",	".ii",
						".f",	".f90", ".F90", ".f95" };
	const char *dot = strrchr(word, '.');

	for (size_t i = 0; dot && i < sizeof suffixes / sizeof suffixes[0]; i++)
		if (word[0] != '-' && strcmp(dot, suffixes[i]) == 0)
			return 1;
	return 0;
}

static int is_our_plugin(const char *word)
{
	size_t length = strlen(word);

	return has_prefix(word, "-fplugin=") && length >= 16 &&
	       strcmp(word + length - 7, "vypr.so") == 0;
}

struct plan {
	char **words; /* what is left of the command, without sources */
	size_t count;
	char **sources;
	size_t source_count;
	const char *plugin; /* -fplugin=...; NULL none was named */
};

static void take_apart(struct plan *p, char **command)
{
	size_t skipped;

	p->words[p->count++] = *command++;
	while (*command) {
		skipped = count_dropped(command);
		if (skipped) {
			command += skipped;
		} else if (is_our_plugin(*command)) {
			p->plugin = *command++;
		} else if (is_source(*command)) {
			p->sources[p->source_count++] = *command++;
		} else {
			int two = takes_argument(*command) && command[1];

			p->words[p->count++] = *command++;
			if (two)
				p->words[p->count++] = *command++;
		}
	}
}

/* The plugin: named in the command, by VYPR_PLUGIN, or where it was installed. */
static char *plugin_option(const struct plan *p)
{
	const char *named = getenv("VYPR_PLUGIN");
	char *option = NULL;

	if (p->plugin)
		return strdup(p->plugin);
	if (!named || !*named)
		named = VYPR_PLUGIN_DIR "/vypr.so";
	if (asprintf(&option, "-fplugin=%s", named) < 0)
		return NULL;
	return option;
}

/* Copy what comes through the pipe. */
static void copy(int from, FILE *out)
{
	char buf[4096];
	ssize_t size;

	while ((size = read(from, buf, sizeof buf)) > 0 || (size < 0 && errno == EINTR))
		if (size > 0)
			fwrite(buf, 1, (size_t)size, out);
}

/* Run it with the plan going into a pipe of ours, whose name in the child is plan_fd's.
 * Returns the wait status, -1 with errno. */
static int run_compiler(char **argv, int plan_pipe[2], FILE *out)
{
	int status = -1;
	pid_t pid;

	fflush(out);
	pid = fork();
	if (pid == 0) {
		close(plan_pipe[0]);
		execvp(argv[0], argv);
		fprintf(stderr, "vypr-analyse: cannot run '%s': %s\n", argv[0],
			strerror(errno));
		_exit(127);
	}
	close(plan_pipe[1]);
	if (pid > 0) {
		copy(plan_pipe[0], out);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	close(plan_pipe[0]);
	return pid < 0 ? -1 : status;
}

/* One source file.  The plugin goes first: what the command says of others stays. */
static int plan_source(const struct plan *p, const char *spec, char *source, FILE *out)
{
	char **argv = calloc(p->count + 8, sizeof *argv);
	char *plugin = plugin_option(p), *spec_option = NULL, *plan_option = NULL;
	size_t n = 0;
	int plan_pipe[2], status = -1;

	if (argv && plugin && pipe(plan_pipe) == 0) {
		if (asprintf(&spec_option, "-fplugin-arg-vypr-spec=%s", spec) < 0 ||
		    asprintf(&plan_option, "-fplugin-arg-vypr-plan=/dev/fd/%d",
			     plan_pipe[1]) < 0)
			spec_option = NULL;
		memcpy(argv, p->words, p->count * sizeof *argv);
		n = p->count;
		argv[n++] = plugin;
		argv[n++] = spec_option;
		argv[n++] = plan_option;
		argv[n++] = (char *)"-S";
		argv[n++] = (char *)"-o";
		argv[n++] = (char *)"/dev/null";
		argv[n] = source;
		status = spec_option ? run_compiler(argv, plan_pipe, out) : -1;
	}
	free(argv);
	free(plugin);
	free(spec_option);
	free(plan_option);
	return status;
}

int vypr_run_spec_plan(struct vypr_analysis *analysis,
		       const struct vypr_arguments *arguments, struct vypr_output *output,
		       struct vypr_analysis_error *reterr)
{
	struct plan p = { .count = 0 };
	size_t count = 0;
	int code = 0;

	(void)analysis;
	(void)reterr;
	while (arguments->rest[count])
		count++;
	p.words = calloc(count + 1, sizeof *p.words);
	p.sources = calloc(count + 1, sizeof *p.sources);
	if (p.words && p.sources)
		take_apart(&p, arguments->rest);
	if (p.count && p.source_count == 0) {
		fputs("vypr-analyse: the command behind '--' names no source file\n",
		      stderr);
		code = VYPR_WRONG;
	}
	for (size_t i = 0; i < p.source_count; i++)
		if (plan_source(&p, arguments->operand, p.sources[i], output->out) != 0)
			code = VYPR_SAID;
	free(p.words);
	free(p.sources);
	return code;
}
