/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what a pattern for files and functions means.
 */
#include "spec/spec.h"

#include <string.h>

static int is_separator(char c)
{
	return c == '/';
}

/* [abc], [a-z], [!a-z] at pattern; ret_next: behind it, or NULL when it is not closed. */
static int match_class(const char *pattern, char c, const char **ret_next)
{
	const char *p = pattern + 1;
	int negated = *p == '!' || *p == '^', found = 0;

	p += negated;
	do {
		if (!*p) {
			*ret_next = NULL;
			return 0;
		}
		if (p[1] == '-' && p[2] && p[2] != ']') {
			found |= (unsigned char)*p <= (unsigned char)c &&
				 (unsigned char)c <= (unsigned char)p[2];
			p += 3;
		} else {
			found |= *p++ == c;
		}
	} while (*p != ']');
	*ret_next = p + 1;
	return found != negated;
}

/* One pattern character against one of the text; ret_next: the rest of the pattern. */
static int match_one(const char *pattern, char c, int paths, const char **ret_next)
{
	const char *next;
	int yes;

	*ret_next = pattern + 1;
	if (!c)
		return 0;
	if (*pattern == '?')
		return !(paths && is_separator(c));
	if (*pattern == '[') {
		yes = match_class(pattern, c, &next);
		if (next) {
			*ret_next = next;
			return yes && !(paths && is_separator(c));
		}
	}
	return *pattern == c;
}

/* A place to go back to: try the pattern again one further on in the text. */
struct retry {
	const char *pattern, *text;
	int segments; /* from one '/' to the next: "**" with a slash behind it */
};

static int next_try(struct retry *retry, int stop_at_separator)
{
	if (!retry->pattern || !*retry->text ||
	    (stop_at_separator && is_separator(*retry->text)))
		return 0;
	while (retry->segments && *retry->text && !is_separator(*retry->text))
		retry->text++;
	if (!*retry->text)
		return 0;
	retry->text++;
	return 1;
}

/* Two places suffice: the last "**", which eats anything, and behind it the last "*",
 * which in a path does not eat a '/'.  So the time is bounded by the product of the
 * lengths. */
static int match(const char *pattern, const char *text, int paths)
{
	struct retry star = { NULL, NULL, 0 }, wide = { NULL, NULL, 0 };
	const char *next;

	for (;;) {
		if (*pattern == '*') {
			struct retry *retry = !paths || pattern[1] == '*' ? &wide : &star;

			pattern += strspn(pattern, "*");
			retry->segments = paths && retry == &wide && *pattern == '/';
			pattern += retry->segments;
			retry->pattern = pattern;
			retry->text = text;
			if (retry == &wide)
				star.pattern = NULL;
		} else if (!*pattern && !*text) {
			return 1;
		} else if (*pattern && match_one(pattern, *text, paths, &next)) {
			pattern = next;
			text++;
		} else if (next_try(&star, 1)) {
			pattern = star.pattern;
			text = star.text;
		} else if (next_try(&wide, 0)) {
			star.pattern = NULL;
			pattern = wide.pattern;
			text = wide.text;
		} else {
			return 0;
		}
	}
}

int vypr_is_glob(const char *pattern)
{
	const char *open = strchr(pattern, '[');

	return strpbrk(pattern, "*?") != NULL || (open && strchr(open, ']'));
}

int vypr_glob_matches(const char *pattern, const char *text)
{
	return match(pattern, text, 0);
}

/* "./" in front and "//" inside say nothing. */
static const char *skip_dot(const char *path)
{
	while (path[0] == '.' && path[1] == '/') {
		path += 2;
		while (*path == '/')
			path++;
	}
	return path;
}

int vypr_module_matches(const char *pattern, const char *source_file)
{
	const char *tail;

	pattern = skip_dot(pattern);
	source_file = skip_dot(source_file);
	if (strcmp(pattern, "*") == 0)
		return 1;
	for (tail = source_file;; tail++) {
		if (strcmp(pattern, tail) == 0 ||
		    (vypr_is_glob(pattern) && match(pattern, tail, 1)))
			return 1;
		tail = strchr(tail, '/');
		if (!tail || *pattern == '/')
			return 0;
	}
}

int vypr_callee_is_lvalue(const char *callee)
{
	size_t name = strcspn(callee, "(<");
	const char *operator= strstr(callee, "operator");

	if (*callee == '(')
		return 1;
	if (operator&& operator<callee + name)
		name = (size_t)(operator- callee);
	for (size_t i = 0; i < name; i++)
		if (callee[i] == '[' || callee[i] == '.' ||
		    (callee[i] == '-' && callee[i + 1] == '>'))
			return 1;
	return 0;
}
