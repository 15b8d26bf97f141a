/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The name of a type in a cast or behind sizeof: words of C in any order, a tag or the name
 * of a typedef, and stars.
 */
#include "plugin/look.h"
#include "plugin/constant.h"

struct words {
	int longs, shorts, unsigneds, signeds;
	const char *base; /* int, char, ...; NULL: none yet */
	tree named;
};

static size_t word_length(const char *text)
{
	size_t n = 0;

	while (ISIDNUM(text[n]) || (n && startswith(text + n, "::")))
		n += text[n] == ':' ? 2 : 1;
	return n;
}

static void skip_blanks(const char **at)
{
	while (ISSPACE(**at))
		++*at;
}

/* A word that says more about the type; false: it is none of those. */
static bool take_modifier(struct words *words, const char *word)
{
	static const char *const idle[] = { "const", "volatile", "restrict", "__const",
					    "register", "__extension__" };
	unsigned i;

	for (i = 0; i < ARRAY_SIZE(idle); i++)
		if (!strcmp(word, idle[i]))
			return true;
	words->longs += !strcmp(word, "long");
	words->shorts += !strcmp(word, "short");
	words->unsigneds += !strcmp(word, "unsigned");
	words->signeds += !strcmp(word, "signed") || !strcmp(word, "__signed__");
	return !strcmp(word, "long") || !strcmp(word, "short") ||
	       !strcmp(word, "unsigned") || !strcmp(word, "signed") ||
	       !strcmp(word, "__signed__");
}

static bool take_base(struct words *words, const char *word)
{
	static const char *const bases[] = { "void", "char", "int", "float", "double",
					     "_Bool", "bool", "__int128" };
	unsigned i;

	for (i = 0; i < ARRAY_SIZE(bases) && !words->base; i++)
		if (!strcmp(word, bases[i])) {
			words->base = bases[i];
			return true;
		}
	return false;
}

static bool is_plain(const struct words *words)
{
	return !words->longs && !words->shorts && !words->unsigneds && !words->signeds &&
	       !words->base && !words->named;
}

static bool take_named(struct words *words, tree function, const char *word)
{
	auto_vec<tree> found;

	if (!is_plain(words))
		return false;
	vp_scope_find(function, VP_NAME_TYPE, word, &found);
	if (found.length())
		words->named = TREE_TYPE(found[0]);
	return found.length() > 0;
}

static bool is_tag_word(const char *word)
{
	return !strcmp(word, "struct") || !strcmp(word, "union") || !strcmp(word, "enum") ||
	       !strcmp(word, "class");
}

static bool take_tag(struct words *words, tree function, const char **at)
{
	const char *hint;
	char *name;

	skip_blanks(at);
	name = xstrndup(*at, word_length(*at));
	*at += strlen(name);
	words->named = vp_anywhere_type(function, name, &hint);
	return words->named;
}

static tree integer_type(const struct words *words)
{
	bool u = words->unsigneds;

	if (words->base && !strcmp(words->base, "char"))
		return u ? unsigned_char_type_node
			 : words->signeds ? signed_char_type_node : char_type_node;
	if (words->base && !strcmp(words->base, "__int128"))
		return u ? unsigned_intTI_type_node : intTI_type_node;
	if (words->shorts)
		return u ? short_unsigned_type_node : short_integer_type_node;
	if (words->longs > 1)
		return u ? long_long_unsigned_type_node : long_long_integer_type_node;
	if (words->longs)
		return u ? long_unsigned_type_node : long_integer_type_node;
	return u ? unsigned_type_node : integer_type_node;
}

static tree type_of(const struct words *words)
{
	if (words->named)
		return words->named;
	if (!words->base || !strcmp(words->base, "int"))
		return is_plain(words) ? NULL_TREE : integer_type(words);
	if (!strcmp(words->base, "void"))
		return void_type_node;
	if (!strcmp(words->base, "float"))
		return float_type_node;
	if (!strcmp(words->base, "double"))
		return words->longs ? long_double_type_node : double_type_node;
	if (strstr(words->base, "ool"))
		return boolean_type_node;
	return integer_type(words);
}

tree vp_typename_read(tree function, const char **at)
{
	struct words words = { 0, 0, 0, 0, NULL, NULL_TREE };
	const char *text = *at;
	tree type;

	for (skip_blanks(&text); ISIDST(*text); skip_blanks(&text)) {
		char *word = xstrndup(text, word_length(text));

		if (!take_modifier(&words, word) && !take_base(&words, word)) {
			if (is_tag_word(word)) {
				text += strlen(word);
				if (!take_tag(&words, function, &text))
					return NULL_TREE;
				continue;
			}
			if (!take_named(&words, function, word))
				return NULL_TREE;
		}
		text += strlen(word);
	}
	type = type_of(&words);
	for (; type && (*text == '*' || ISSPACE(*text)); text++)
		if (*text == '*')
			type = build_pointer_type(type);
	if (type)
		*at = text;
	return type;
}
