/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the options: their names, meanings and who takes them.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/command.h"
#include "spec/suggest.h"

enum option_id {
	OPT_STORE,
	OPT_JSON,
	OPT_HTML,
	OPT_SVG,
	OPT_VERIFY,
	OPT_COLOUR,
	OPT_HELP,
	OPT_VERSION,
	OPT_FORMULA,
	OPT_FUNCTION,
	OPT_FILE,
	OPT_FALSE,
	OPT_TRUE,
	OPT_UNKNOWN,
	OPT_MEASURED,
	OPT_SINCE,
	OPT_UNTIL,
	OPT_RUN,
	OPT_TRANSACTION,
	OPT_LIMIT,
	OPT_SHARE,
	OPT_WRITE,
	OPT_SPEC,
	OPT_VERDICTS,
	OPT_FROM,
	OPT_TO,
	OPT_INSIDE,
	OPT_DOT
};

static const struct option {
	enum option_id id;
	char letter;
	const char *name, *argument; /* NULL argument: none */
	unsigned group;
	const char *text;
} options[] = {
	{ OPT_FORMULA, 0, "formula", "NAME", VYPR_OPTION_SEARCH | VYPR_OPTION_DIFF,
	  "only of this formula" },
	{ OPT_FUNCTION, 0, "function", "F", VYPR_OPTION_SEARCH | VYPR_OPTION_NARROW,
	  "only of formulas on this function" },
	{ OPT_FILE, 0, "file", "F", VYPR_OPTION_SEARCH | VYPR_OPTION_NARROW,
	  "only of formulas in this source file" },
	{ OPT_SHARE, 0, "share", "PERCENT", VYPR_OPTION_BOUNDS,
	  "share of the calls that the bound lets pass" },
	{ OPT_WRITE, 0, "write", "FILE", VYPR_OPTION_BOUNDS,
	  "write the specification there, bounds for \"?\"" },
	{ OPT_SPEC, 0, "spec", "FILE", VYPR_OPTION_RECHECK | VYPR_OPTION_BOUNDS,
	  "this specification" },
	{ OPT_FALSE, 0, "false", NULL, VYPR_OPTION_SEARCH,
	  "false ones (may be combined)" },
	{ OPT_TRUE, 0, "true", NULL, VYPR_OPTION_SEARCH, "true ones" },
	{ OPT_UNKNOWN, 0, "unknown", NULL, VYPR_OPTION_SEARCH, "unknown ones" },
	{ OPT_MEASURED, 0, "measured", NULL, VYPR_OPTION_SEARCH,
	  "measured ones, of a \"?\"" },
	{ OPT_SINCE, 0, "since", "TIME", VYPR_OPTION_SEARCH,
	  "decided at or after (RFC 3339, UTC if it has no offset)" },
	{ OPT_UNTIL, 0, "until", "TIME", VYPR_OPTION_SEARCH, "decided before or at" },
	{ OPT_RUN, 0, "run", "N", VYPR_OPTION_SEARCH | VYPR_OPTION_RECHECK,
	  "only of this run" },
	{ OPT_RUN, 0, "run", "N", VYPR_OPTION_DIFF, "given twice: a run, and one to compare" },
	{ OPT_TRANSACTION, 0, "transaction", "N", VYPR_OPTION_SEARCH,
	  "only in this transaction of a run" },
	{ OPT_LIMIT, 0, "limit", "N", VYPR_OPTION_SEARCH, "at most so many" },
	{ OPT_VERDICTS, 0, "verdicts", NULL, VYPR_OPTION_RECHECK,
	  "list each verdict instead of counts" },
	{ OPT_FROM, 0, "from", "OBS", VYPR_OPTION_COMPARE,
	  "paths begin at this observation, not at the entry" },
	{ OPT_TO, 0, "to", "OBS", VYPR_OPTION_COMPARE,
	  "and end at this one, not at the last" },
	{ OPT_INSIDE, 0, "inside", NULL, VYPR_OPTION_COMPARE,
	  "the paths of the measured call itself" },
	{ OPT_DOT, 0, "dot", NULL, VYPR_OPTION_DOT, "the graph for Graphviz" },
	{ OPT_JSON, 0, "json", NULL, VYPR_OPTION_JSON, "JSON instead of text" },
	{ OPT_HTML, 0, "html", NULL, VYPR_OPTION_EXPLAIN,
	  "a page that needs nothing else instead of text" },
	{ OPT_SVG, 0, "svg", NULL, VYPR_OPTION_EXPLAIN, "the histogram as a picture" },
	{ OPT_VERIFY, 0, "verify", NULL, VYPR_OPTION_EXPLAIN,
	  "count again what is claimed, path by path" },
	{ OPT_STORE, 'd', "store", "STORE", VYPR_OPTION_STORE,
	  "the store (default: $VYPR_STORE, else vypr.db)" },
	{ OPT_COLOUR, 0, "color", "WHEN", VYPR_OPTION_GLOBAL,
	  "colours: auto (default), always, never" },
	{ OPT_HELP, 'h', "help", NULL, VYPR_OPTION_GLOBAL, "this text" },
	{ OPT_VERSION, 'V', "version", NULL, VYPR_OPTION_GLOBAL, "the version" },
};
#define OPTION_COUNT (sizeof options / sizeof options[0])

/* ---- help ---- */

#define COLUMN 21 /* of what options and commands do */
#define COLUMN_COMMANDS 24

static void help_options(FILE *out, unsigned groups, int column)
{
	char left[64];

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option *o = &options[i];

		if (!(o->group & groups))
			continue;
		if (o->letter)
			snprintf(left, sizeof left, "-%c, --%s%s%s", o->letter, o->name,
				 o->argument ? " " : "", o->argument ? o->argument : "");
		else
			snprintf(left, sizeof left, "    --%s%s%s", o->name,
				 o->argument ? " " : "", o->argument ? o->argument : "");
		fprintf(out, "  %-*s %s\n", column, left, o->text);
	}
}

/* The word before the blank: commands of one family share a manual page. */
static int family_length(const char *name)
{
	return (int)strcspn(name, " ");
}

static unsigned options_of(const struct vypr_command *c)
{
	return c->options | VYPR_OPTION_GLOBAL |
	       (c->flags & VYPR_COMMAND_STORELESS ? 0 : VYPR_OPTION_STORE);
}

static void help_command(FILE *out, const struct vypr_command *c)
{
	fprintf(out, "Usage: vypr-analyse %s%s%s%s%s\n\n%s\n\n",
		options_of(c) & VYPR_OPTION_STORE ? "[-d STORE] " : "", c->name,
		c->operand ? " " : "", c->operand ? c->operand : "",
		c->flags & VYPR_COMMAND_RUNS ? "" : " [OPTION...]", c->text);
	help_options(out, options_of(c), COLUMN);
	fprintf(out, "\nSee vypr-analyse-%.*s(1).\n", family_length(c->name), c->name);
}

static void list_commands(FILE *out, const char *family)
{
	char left[64];

	for (const struct vypr_command *c = vypr_commands; c->name; c++) {
		if (family && ((int)strlen(family) != family_length(c->name) ||
			       strncmp(family, c->name, strlen(family)) != 0))
			continue;
		snprintf(left, sizeof left, "%s%s%s", c->name, c->operand ? " " : "",
			 c->operand ? c->operand : "");
		fprintf(out, "  %-*s %s\n", COLUMN_COMMANDS, left, c->summary);
	}
}

static void help_family(FILE *out, const char *family)
{
	fprintf(out, "Usage: vypr-analyse %s COMMAND [OPTION...]\n\nCommands:\n", family);
	list_commands(out, family);
	fprintf(out,
		"\n'vypr-analyse %s COMMAND --help' tells more.  See "
		"vypr-analyse-%s(1).\n",
		family, family);
}

void vypr_help(FILE *out, const struct vypr_command *command, const char *family)
{
	if (command) {
		help_command(out, command);
		return;
	}
	if (family) {
		help_family(out, family);
		return;
	}
	fputs("Usage: vypr-analyse [-d STORE] COMMAND [OPTION...]\n\n"
	      "When, how often and why performance properties fail.\n\nCommands:\n",
	      out);
	list_commands(out, NULL);
	fputs("\nOptions:\n", out);
	help_options(out, VYPR_OPTION_GLOBAL | VYPR_OPTION_STORE | VYPR_OPTION_JSON,
		     COLUMN_COMMANDS);
	fputs("\n'vypr-analyse COMMAND --help' tells more.  See vypr-analyse(1).\n", out);
}

/* ---- parsing ---- */

static int complain(const char *format, const char *word)
{
	fputs("vypr-analyse: ", stderr);
	fprintf(stderr, format, word);
	putc('\n', stderr);
	return 2;
}

static int parse_number(const char *text, uint64_t most, uint64_t *ret_number)
{
	char *end;
	unsigned long long number;

	errno = 0;
	number = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || number == 0 || number > most)
		return 0;
	*ret_number = number;
	return 1;
}

static int set_number(struct vypr_arguments *a, enum option_id id, const char *value)
{
	uint64_t number;

	if (!parse_number(value, id == OPT_RUN ? UINT32_MAX : UINT64_MAX, &number))
		return complain("'%s' is not a positive number", value);
	if (id == OPT_RUN) {
		a->query.run = (uint32_t)number;
		a->runs[a->run_count % 2] = (uint32_t)number;
		a->run_count++;
	} else if (id == OPT_TRANSACTION) {
		a->query.transaction = number;
	} else {
		a->query.limit = number;
	}
	return 0;
}

static int set_time(const char *value, int64_t *ret_time)
{
	if (!vypr_rfc3339_parse(value, ret_time))
		return complain("'%s' is not a time such as 2026-01-31T12:00:00Z", value);
	return 0;
}

/* "99.9", "99.9%", "99.9 %" */
static int set_share(struct vypr_arguments *a, const char *value)
{
	size_t digits = strspn(value, "0123456789.");
	const char *rest = value + digits + strspn(value + digits, " ");
	char *end;
	double share = strtod(value, &end);

	if (digits == 0 || end != value + digits || (*rest && strcmp(rest, "%") != 0) ||
	    share > 100 || share <= 0)
		return complain("'%s' is not a share such as 99.9 %%", value);
	a->share = share / 100;
	return 0;
}

static int set_colour(struct vypr_arguments *a, const char *value)
{
	if (strcmp(value, "auto") != 0 && strcmp(value, "always") != 0 &&
	    strcmp(value, "never") != 0)
		return complain("--color is auto, always or never, not '%s'", value);
	a->colour = value;
	return 0;
}

static int set_option(struct vypr_arguments *a, const struct option *o, const char *value)
{
	switch (o->id) {
	case OPT_STORE: a->store = value; return 0;
	case OPT_JSON: a->json = 1; return 0;
	case OPT_HTML: a->html = 1; return 0;
	case OPT_SVG: a->svg = 1; return 0;
	case OPT_VERIFY: a->verify = 1; return 0;
	case OPT_COLOUR: return set_colour(a, value);
	case OPT_HELP: a->help = 1; return 0;
	case OPT_VERSION: a->version = 1; return 0;
	case OPT_FORMULA: a->query.formula = value; return 0;
	case OPT_FUNCTION: a->query.function = value; return 0;
	case OPT_FILE: a->query.file = value; return 0;
	case OPT_FALSE: a->query.want_false = 1; return 0;
	case OPT_TRUE: a->query.want_true = 1; return 0;
	case OPT_UNKNOWN: a->query.want_unknown = 1; return 0;
	case OPT_MEASURED: a->query.want_measured = 1; return 0;
	case OPT_SINCE: return set_time(value, &a->query.since);
	case OPT_UNTIL: return set_time(value, &a->query.until);
	case OPT_RUN:
	case OPT_TRANSACTION:
	case OPT_LIMIT: return set_number(a, o->id, value);
	case OPT_SHARE: return set_share(a, value);
	case OPT_WRITE: a->write = value; return 0;
	case OPT_SPEC: a->spec = value; return 0;
	case OPT_VERDICTS: a->list = 1; return 0;
	case OPT_FROM: a->from = value; return 0;
	case OPT_TO: a->to = value; return 0;
	case OPT_INSIDE: a->inside = 1; return 0;
	case OPT_DOT: a->dot = 1; return 0;
	}
	return 2;
}

static int unknown_option(const char *name, size_t length)
{
	const char *names[OPTION_COUNT], *meant;
	char word[64];

	snprintf(word, sizeof word, "%.*s", (int)length, name);
	for (size_t i = 0; i < OPTION_COUNT; i++)
		names[i] = options[i].name;
	meant = vypr_suggest(word, names, OPTION_COUNT);
	fprintf(stderr, "vypr-analyse: there is no option --%s", word);
	if (meant)
		fprintf(stderr, "; did you mean --%s?", meant);
	putc('\n', stderr);
	return 2;
}

struct parser {
	int argc, at;
	char **argv;
	struct vypr_arguments *arguments;
	unsigned used; /* bits of the options seen, by id */
};

static int take_option(struct parser *p, const struct option *o, const char *value)
{
	if (o->argument && !value) {
		if (p->at + 1 >= p->argc)
			return complain("option --%s needs an argument", o->name);
		value = p->argv[++p->at];
	}
	if (!o->argument && value)
		return complain("option --%s takes no argument", o->name);
	p->used |= 1u << o->id;
	return set_option(p->arguments, o, value);
}

static int parse_long(struct parser *p, const char *name)
{
	size_t length = strcspn(name, "=");
	const char *value = name[length] ? name + length + 1 : NULL;

	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (strlen(options[i].name) == length &&
		    strncmp(options[i].name, name, length) == 0)
			return take_option(p, &options[i], value);
	return unknown_option(name, length);
}

static int parse_short(struct parser *p, const char *letters)
{
	char letter[2] = { letters[0], 0 };

	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (options[i].letter && options[i].letter == letters[0]) {
			if (!options[i].argument && letters[1])
				break;
			return take_option(p, &options[i],
					   letters[1] ? letters + 1 : NULL);
		}
	return complain("there is no option -%s", letter[0] ? letter : "");
}

static const struct vypr_command *command_named(const char *name)
{
	for (const struct vypr_command *c = vypr_commands; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

static int is_family(const char *word)
{
	size_t length = strlen(word);

	for (const struct vypr_command *c = vypr_commands; c->name; c++)
		if (strncmp(c->name, word, length) == 0 && c->name[length] == ' ')
			return 1;
	return 0;
}

static int unknown_command(const char *name)
{
	const char *names[32], *meant;
	size_t count = 0;

	for (const struct vypr_command *c = vypr_commands; c->name; c++)
		names[count++] = c->name;
	meant = vypr_suggest(name, names, count);
	fprintf(stderr, "vypr-analyse: there is no command '%s'", name);
	if (meant)
		fprintf(stderr, "; did you mean '%s'?", meant);
	putc('\n', stderr);
	return 2;
}

static int find_command(struct parser *p, const char *word,
			const struct vypr_command **ret_command)
{
	char name[64];

	if (p->arguments->family)
		snprintf(name, sizeof name, "%.24s %.36s", p->arguments->family, word);
	else
		snprintf(name, sizeof name, "%.60s", word);
	*ret_command = command_named(name);
	if (*ret_command)
		return 0;
	if (p->arguments->family || !is_family(word))
		return unknown_command(name);
	p->arguments->family = word;
	return 0;
}

int vypr_help_words(char **words, size_t count)
{
	const struct vypr_command *command = NULL;
	struct vypr_arguments arguments = { .family = NULL };
	struct parser p = { .arguments = &arguments };

	for (size_t i = 0; i < count; i++) {
		if (command)
			return complain("'%s' is one argument too many", words[i]);
		if (find_command(&p, words[i], &command))
			return 2;
	}
	vypr_help(stdout, command, arguments.family);
	return 0;
}

/* Operands are moved to the front of argv, over what has been read. */
static int parse_word(struct parser *p, char *word, const struct vypr_command **command)
{
	struct vypr_arguments *a = p->arguments;

	if (!*command)
		return find_command(p, word, command);
	if (!(*command)->operand ||
	    (a->operand_count && !((*command)->flags & VYPR_COMMAND_MANY)))
		return complain("'%s' is one argument too many", word);
	a->operands[a->operand_count++] = word;
	a->operand = a->operands[0];
	return 0;
}

/* In another command an option may do something else. */
static int takes(const struct vypr_command *command, enum option_id id)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (options[i].id == id && (options[i].group & options_of(command)))
			return 1;
	return 0;
}

/* Options may come before the command, so who takes them is checked last. */
static int check(const struct parser *p, const struct vypr_command *command)
{
	if (!command || p->arguments->help || p->arguments->version)
		return 0;
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (!(p->used & 1u << options[i].id) || takes(command, options[i].id))
			continue;
		fprintf(stderr, "vypr-analyse: '%s' does not take --%s\n", command->name,
			options[i].name);
		return 2;
	}
	if (p->arguments->json + p->arguments->html + p->arguments->svg > 1)
		return complain("%s", "one of --json, --html and --svg");
	if (command->operand && !p->arguments->operand &&
	    !(command->flags & VYPR_COMMAND_OPTIONAL)) {
		fprintf(stderr, "vypr-analyse: '%s' needs %s %.*s\n", command->name,
			strchr("AEIOU", command->operand[0]) ? "an" : "a",
			(int)strcspn(command->operand, " ."), command->operand);
		return 2;
	}
	if ((command->flags & VYPR_COMMAND_RUNS) &&
	    (!p->arguments->rest || !p->arguments->rest[0]))
		return complain("'%s' needs the command of a compiler behind '--'",
				command->name);
	return 0;
}

int vypr_arguments_parse(int argc, char **argv, struct vypr_arguments *ret_arguments,
			 const struct vypr_command **ret_command)
{
	struct parser p = {
		.argc = argc, .at = 1, .argv = argv, .arguments = ret_arguments
	};
	int only_words = 0, code;

	memset(ret_arguments, 0, sizeof *ret_arguments);
	ret_arguments->colour = "auto";
	ret_arguments->share = NAN;
	ret_arguments->operands = argv;
	*ret_command = NULL;
	for (; p.at < argc; p.at++) {
		char *word = argv[p.at];

		if (!only_words && strcmp(word, "--") == 0) {
			only_words = 1;
			if (*ret_command && ((*ret_command)->flags & VYPR_COMMAND_RUNS)) {
				ret_arguments->rest = &argv[p.at + 1];
				break;
			}
			continue;
		}
		if (only_words || word[0] != '-' || !word[1])
			code = parse_word(&p, word, ret_command);
		else if (word[1] == '-')
			code = parse_long(&p, word + 2);
		else
			code = parse_short(&p, word + 1);
		if (code)
			return code;
	}
	return check(&p, *ret_command);
}
