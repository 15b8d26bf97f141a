/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers, characters and strings as C writes them, with their C types.
 */
#include "plugin/look.h"
#include "plugin/constant.h"

/* ---- numbers -------------------------------------------------------------------- */

/* Where a suffix is, it is said how often each letter is in it: u, l, z, f. */
struct suffix {
	int u, l, z, f;
	bool other;
};

static struct suffix read_suffix(const char *text)
{
	struct suffix suffix = { 0, 0, 0, 0, false };

	for (; *text; text++)
		switch (TOLOWER(*text)) {
		case 'u': suffix.u++; break;
		case 'l': suffix.l++; break;
		case 'z': suffix.z++; break;
		case 'f': suffix.f++; break;
		default: suffix.other = true;
		}
	return suffix;
}

static bool fits(uint64_t value, tree type)
{
	return TYPE_PRECISION(type) > 64 ||
	       value <= tree_to_uhwi(TYPE_MAX_VALUE(type));
}

/* The first type that holds it (C11 6.4.4.1). */
static tree type_of_integer(uint64_t value, const struct suffix *suffix, bool decimal)
{
	tree types[] = { integer_type_node, unsigned_type_node, long_integer_type_node,
			 long_unsigned_type_node };
	unsigned i;

	for (i = suffix->l || suffix->z ? 2 : 0; i < ARRAY_SIZE(types); i++)
		if (fits(value, types[i]) &&
		    (TYPE_UNSIGNED(types[i]) ? suffix->u || !decimal : !suffix->u))
			return types[i];
	return long_unsigned_type_node;
}

static tree integer(char *text)
{
	bool binary = text[0] == '0' && TOLOWER(text[1]) == 'b', decimal = text[0] != '0';
	struct suffix suffix;
	uint64_t value;
	char *end;

	errno = 0;
	value = binary ? strtoull(text + 2, &end, 2) : strtoull(text, &end, 0);
	suffix = read_suffix(end);
	if (errno || suffix.other || suffix.f || suffix.u > 1 || suffix.l > 2)
		return NULL_TREE;
	return build_int_cst(type_of_integer(value, &suffix, decimal), value);
}

static tree floating(char *text)
{
	size_t length = strlen(text);
	tree type = double_type_node;
	struct suffix suffix;
	REAL_VALUE_TYPE value;
	bool hex = text[0] == '0' && TOLOWER(text[1]) == 'x';

	if (TOLOWER(text[length - 1]) == 'f' && (!hex || strpbrk(text, "pP")))
		type = float_type_node;
	else if (TOLOWER(text[length - 1]) == 'l')
		type = long_double_type_node;
	if (type != double_type_node)
		text[length - 1] = '\0';
	suffix = read_suffix(text + strspn(text, hex ? "0123456789abcdefABCDEFxXpP+-."
						     : "0123456789eE+-."));
	if (suffix.other || suffix.u || suffix.l || suffix.z || suffix.f)
		return NULL_TREE;
	real_from_string(&value, text);
	real_convert(&value, TYPE_MODE(type), &value);
	return build_real(type, value);
}

static bool is_floating(const char *text)
{
	bool hex = text[0] == '0' && TOLOWER(text[1]) == 'x';

	return strpbrk(text, hex ? ".pP" : ".eE") != NULL;
}

tree vp_literal_number(const char *text, size_t length)
{
	char *copy = xstrndup(text, length), *from = copy, *to = copy;

	for (; *from; from++)
		if (*from != '\'') /* digits may be parted */
			*to++ = *from;
	*to = '\0';
	return is_floating(copy) ? floating(copy) : integer(copy);
}

/* ---- characters and strings ------------------------------------------------------- */

static int read_escape(const char **at)
{
	static const char from[] = "abefnrtv'\"\\?", to[] = "\a\b\033\f\n\r\t\v'\"\\?";
	const char *escape;
	char *end;
	int value = 0, digits;

	if (**at == 'x') {
		value = strtoul(*at + 1, &end, 16);
		if (end == *at + 1 || value > 255)
			return -1;
		*at = end;
		return value;
	}
	for (digits = 0; digits < 3 && **at >= '0' && **at <= '7'; digits++)
		value = value * 8 + *(*at)++ - '0';
	if (digits)
		return value > 255 ? -1 : value;
	escape = **at ? strchr(from, **at) : NULL;
	if (!escape)
		return -1;
	(*at)++;
	return (unsigned char)to[escape - from];
}

/* Of one byte; -1: it is none. */
static int read_byte(const char **at)
{
	if (**at != '\\')
		return (unsigned char)*(*at)++;
	(*at)++;
	return read_escape(at);
}

tree vp_literal_character(const char **at)
{
	int byte;

	++*at;
	byte = **at == '\'' || !**at ? -1 : read_byte(at);
	if (byte < 0 || **at != '\'')
		return NULL_TREE;
	++*at;
	return build_int_cst(char_type_node,
			     TYPE_UNSIGNED(char_type_node) ? byte : (signed char)byte);
}

char *vp_literal_string(const char **at, const char **ret_why)
{
	auto_vec<char> bytes;
	int byte;

	for (++*at; **at && **at != '"';) {
		byte = read_byte(at);
		if (byte <= 0) {
			*ret_why = byte ? "an escape in it is not known here"
					: "there is a NUL in it";
			return NULL;
		}
		bytes.safe_push(byte);
	}
	*at += **at == '"';
	bytes.safe_push('\0');
	return xstrdup(bytes.address());
}
