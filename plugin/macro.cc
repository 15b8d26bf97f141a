/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a macro of the file stands for, as the preprocessor would say it at the end of the
 * file: macros in it replaced, with their arguments, # and ##.
 *
 *      #define PAGES(n) ((n) * PAGE)
 *      #define PAGE 4096
 *      #define MOST PAGES(4)            MOST:  ((4) * 4096)
 *
 * A macro is not replaced in its own replacement.  One with parameters whose "(" stands
 * behind the macro that gave its name is left as it is.
 */
#include "plugin/look.h"
#include "plugin/constant.h"

extern cpp_hashnode *cpp_lookup(cpp_reader *, const unsigned char *, unsigned)
	__attribute__((weak));
/* the one of its two forms that fills no buffer of ours */
typedef const unsigned char *definition_of(cpp_reader *, cpp_hashnode *);
extern definition_of cpp_macro_definition __attribute__((weak));
extern void cpp_forall_identifiers(cpp_reader *, cpp_cb, void *) __attribute__((weak));
extern cpp_callbacks *cpp_get_callbacks(cpp_reader *) __attribute__((weak));
extern cpp_reader *parse_in __attribute__((weak));

enum { DEEPEST = 64, LONGEST = 1 << 16 };

struct expansion {
	auto_vec<const char *> hidden; /* macros that are being replaced */
	auto_vec<char> text;
	const char *why; /* it cannot be done; NULL: so far it can */
};

struct arguments {
	auto_vec<char *> names, texts;
};

static void expand(struct expansion *x, const char *text);

/* ---- the file's macros ---------------------------------------------------------- */

static cpp_hashnode *find_macro(const char *name)
{
	definition_of *definition = &cpp_macro_definition;
	cpp_hashnode *node;

	if (!&cpp_lookup || !definition || !&parse_in || !parse_in)
		return NULL;
	node = cpp_lookup(parse_in, (const unsigned char *)name, strlen(name));
	return node && node->type == NT_USER_MACRO ? node : NULL;
}

static int add_name(cpp_reader *, cpp_hashnode *node, void *names)
{
	const char *name = (const char *)NODE_NAME(node);

	if (node->type == NT_USER_MACRO && !node->value.macro->fun_like && name[0] != '_')
		((vec<const char *> *)names)->safe_push(xstrdup(name));
	return 1;
}

void vp_macro_names(vec<const char *> *names)
{
	if (&cpp_forall_identifiers && &parse_in && parse_in)
		cpp_forall_identifiers(parse_in, add_name, names);
}

/* Those that limits.h and float.h are made of get their text when they are used first. */
static void be_used(cpp_hashnode *node)
{
	cpp_macro *macro = node->value.macro;

	if (!macro->lazy || !&cpp_get_callbacks)
		return;
	cpp_get_callbacks(parse_in)->user_lazy_macro(parse_in, macro, macro->lazy - 1);
	macro->lazy = 0;
}

/* "NAME(a,b) replacement" */
static char *definition_text(cpp_hashnode *node)
{
	definition_of *definition = &cpp_macro_definition;

	be_used(node);
	return xstrdup((const char *)definition(parse_in, node));
}

/* ---- words ---------------------------------------------------------------------- */

static size_t literal_length(const char *text)
{
	size_t n = 1;

	while (text[n] && text[n] != *text)
		n += text[n] == '\\' && text[n + 1] ? 2 : 1;
	return n + (text[n] != '\0');
}

static size_t number_length(const char *text)
{
	size_t n = 1;

	while (ISIDNUM(text[n]) || text[n] == '.' ||
	       (strchr("+-", text[n]) && text[n] && strchr("eEpP", text[n - 1])) ||
	       (text[n] == '\'' && ISIDNUM(text[n + 1])))
		n++;
	return n;
}

/* Of what a preprocessor takes for one. */
static size_t word_length(const char *text)
{
	size_t n = 0;

	if (*text == '"' || *text == '\'')
		return literal_length(text);
	if (ISDIGIT(*text) || (*text == '.' && ISDIGIT(text[1])))
		return number_length(text);
	while (ISIDNUM(text[n]))
		n++;
	if (n)
		return n;
	return startswith(text, "##") ? 2 : 1;
}

static void add(struct expansion *x, const char *text, size_t length)
{
	size_t i;

	if (x->text.length() + length > LONGEST)
		x->why = "what it stands for is too long";
	for (i = 0; i < length && !x->why; i++)
		x->text.safe_push(text[i]);
}

static const char *skip_blanks(const char *text)
{
	while (ISSPACE(*text))
		text++;
	return text;
}

static char *trimmed(const char *text, size_t length)
{
	while (length && ISSPACE(*text))
		text++, length--;
	while (length && ISSPACE(text[length - 1]))
		length--;
	return xstrndup(text, length);
}

/* ---- arguments ------------------------------------------------------------------- */

/* From "(" to behind ")"; NULL: there is none. */
static const char *read_list(const char *text, auto_vec<char *> *ret_parts)
{
	const char *start = ++text;
	int depth = 0;

	for (; *text; text += word_length(text)) {
		if (*text == '(')
			depth++;
		if (!depth && (*text == ',' || *text == ')')) {
			ret_parts->safe_push(trimmed(start, text - start));
			start = text + 1;
		}
		if (*text == ')' && depth-- == 0)
			return text + 1;
	}
	return NULL;
}

/* What "..." stands for gets all that is left. */
static void join_rest(struct arguments *arguments)
{
	unsigned last = arguments->names.length() - 1, i;
	char *name = arguments->names[last], *dots = strstr(name, "...");

	if (!dots)
		return;
	*dots = '\0';
	if (!*name)
		arguments->names[last] = xstrdup("__VA_ARGS__");
	for (i = last + 1; i < arguments->texts.length(); i++)
		arguments->texts[last] = concat(arguments->texts[last], ",",
						arguments->texts[i], NULL);
	if (arguments->texts.length() == last)
		arguments->texts.safe_push(xstrdup(""));
	arguments->texts.truncate(last + 1);
}

static const char *argument_of(const struct arguments *arguments, const char *word,
			       size_t length)
{
	char *name;
	unsigned i;

	FOR_EACH_VEC_ELT (arguments->names, i, name)
		if (strlen(name) == length && !strncmp(name, word, length))
			return arguments->texts[i];
	return NULL;
}

static char *as_string(const char *text)
{
	char *result = xstrdup("\"");
	size_t length;

	for (; *text; text += length) {
		bool quote = *text == '"' || *text == '\'';
		size_t i;

		length = word_length(text);
		for (i = 0; i < length; i++) {
			char one[3] = { '\\', text[i], '\0' };

			result = concat(result,
					quote && strchr("\"\\", text[i]) ? one : one + 1,
					NULL);
		}
	}
	return concat(result, "\"", NULL);
}

static char *expanded(struct expansion *x, const char *text)
{
	unsigned from = x->text.length();
	char *result;

	expand(x, text);
	result = xstrndup(x->text.address() + from, x->text.length() - from);
	x->text.truncate(from);
	return result;
}

/* The replacement with arguments in the place of parameters. */
static char *substituted(struct expansion *x, const char *body,
			 const struct arguments *arguments)
{
	char *result = xstrdup("");
	bool pasted = false;
	size_t length;

	for (body = skip_blanks(body); *body; body += length) {
		const char *text, *next;

		length = word_length(body);
		next = skip_blanks(body + length);
		if (startswith(body, "##")) {
			result = trimmed(result, strlen(result));
			length = skip_blanks(body + 2) - body;
			pasted = true;
			continue;
		}
		if (*body == '#') {
			body = next;
			length = word_length(body);
			text = argument_of(arguments, body, length);
			result = concat(result, text ? as_string(text) : "#", NULL);
			continue;
		}
		text = argument_of(arguments, body, length);
		if (text && !pasted && !startswith(next, "##"))
			text = expanded(x, text);
		result = concat(result, text ? text : xstrndup(body, length), NULL);
		pasted = false;
	}
	return result;
}

/* ---- replacing ------------------------------------------------------------------- */

static void put_replacement(struct expansion *x, const char *name, const char *body)
{
	if (x->hidden.length() > DEEPEST) {
		x->why = "macros in it are nested too deep";
		return;
	}
	x->hidden.safe_push(name);
	add(x, " ", 1);
	expand(x, body);
	add(x, " ", 1);
	x->hidden.pop();
}

/* Behind the name; behind its arguments, if it has any. */
static const char *replace(struct expansion *x, cpp_hashnode *node, const char *name,
			   const char *text)
{
	char *definition = definition_text(node);
	const char *body = definition + strlen(name), *after;
	struct arguments arguments;

	if (!node->value.macro->fun_like) {
		put_replacement(x, name, strstr(body, "##")
						 ? substituted(x, body, &arguments) : body);
		return text;
	}
	after = skip_blanks(text);
	if (*after != '(') {
		add(x, name, strlen(name));
		return text;
	}
	body = read_list(body, &arguments.names);
	after = read_list(after, &arguments.texts);
	if (!body || !after) {
		x->why = xasprintf("the arguments of '%s' in it do not end", name);
		return text + strlen(text);
	}
	join_rest(&arguments);
	if (arguments.texts.length() != arguments.names.length())
		x->why = xasprintf("'%s' in it wants another number of arguments", name);
	else
		put_replacement(x, name, substituted(x, body, &arguments));
	return after;
}

static bool is_hidden(const struct expansion *x, const char *name)
{
	const char *hidden;
	unsigned i;

	FOR_EACH_VEC_ELT (x->hidden, i, hidden)
		if (!strcmp(hidden, name))
			return true;
	return false;
}

static void expand(struct expansion *x, const char *text)
{
	while (*text && !x->why) {
		size_t length = word_length(text);
		char *name = ISIDST(*text) ? xstrndup(text, length) : NULL;
		cpp_hashnode *node = name && !is_hidden(x, name) ? find_macro(name) : NULL;

		if (node) {
			text = replace(x, node, name, text + length);
		} else {
			add(x, text, length);
			text += length;
		}
	}
}

bool vp_macro_expand(const char *name, char **ret_text, const char **ret_why)
{
	cpp_hashnode *node = find_macro(name);
	struct expansion x;

	*ret_why = x.why = NULL;
	if (!node)
		return false;
	if (node->value.macro->fun_like) {
		*ret_why = "it is a macro with parameters";
		return false;
	}
	expand(&x, name);
	x.text.safe_push('\0');
	*ret_why = x.why;
	*ret_text = xstrdup(x.text.address());
	return !x.why;
}
