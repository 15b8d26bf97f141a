/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The value of a name that a formula uses as a constant: an enumerator, a constant
 * variable, or a macro whose replacement is a constant expression of numbers,
 * characters, operators and other such names.
 *
 * The expression is read by precedence climbing over the macro's text:
 *
 *      binary(0) = unary { op binary(level of op + 1) }
 */
#include "plugin/look.h"

extern cpp_hashnode *cpp_lookup(cpp_reader *, const unsigned char *, unsigned)
	__attribute__((weak));
/* the one of its two forms that fills no buffer of ours */
typedef const unsigned char *definition_of(cpp_reader *, cpp_hashnode *);
extern definition_of cpp_macro_definition __attribute__((weak));
extern cpp_reader *parse_in __attribute__((weak));

enum { DEEPEST = 32 };

struct reader {
	tree function;
	const char *at;
	int depth;
	bool failed;
};

static struct vp_number integer(int64_t i)
{
	struct vp_number number = { VYPR_TYPE_I64, i, 0, NULL };

	return number;
}

static struct vp_number real(double f)
{
	struct vp_number number = { VYPR_TYPE_F64, 0, f, NULL };

	return number;
}

static double as_real(const struct vp_number *number)
{
	if (number->type == VYPR_TYPE_F64)
		return number->f;
	return number->type == VYPR_TYPE_U64 ? (double)(uint64_t)number->i : number->i;
}

static struct vp_number binary(struct reader *reader, int level);

static void skip_blanks(struct reader *reader)
{
	while (ISSPACE(*reader->at))
		reader->at++;
}

static struct vp_number fail(struct reader *reader)
{
	reader->failed = true;
	return integer(0);
}

static struct vp_number read_number(struct reader *reader)
{
	const char *start = reader->at;
	struct vp_number number;
	char *end, *real_end;
	uint64_t value = strtoull(start, &end, 0);
	double f = strtod(start, &real_end);

	if (real_end > end && !(start[0] == '0' && (start[1] | 32) == 'x')) {
		number = real(f);
		end = real_end;
	} else {
		number = integer(value);
		if (value > INT64_MAX)
			number.type = VYPR_TYPE_U64;
	}
	for (; ISALPHA(*end); end++)
		if ((*end | 32) == 'u' && number.type == VYPR_TYPE_I64)
			number.type = VYPR_TYPE_U64;
	reader->at = end;
	return number;
}

static struct vp_number read_character(struct reader *reader)
{
	static const char from[] = "abfnrtv0'\"\\", to[] = "\a\b\f\n\r\t\v\0'\"\\";
	struct vp_number number = integer(reader->at[1]);
	const char *escape;

	if (reader->at[1] == '\\') {
		reader->at++;
		escape = strchr(from, reader->at[1]);
		if (!escape || !*escape)
			return fail(reader);
		number.i = to[escape - from];
	}
	if (reader->at[2] != '\'')
		return fail(reader);
	reader->at += 3;
	number.type = VYPR_TYPE_CHAR;
	return number;
}

static bool find(tree function, const char *name, int depth,
		 struct vp_number *ret_number);

static struct vp_number read_name(struct reader *reader)
{
	const char *start = reader->at;
	struct vp_number number;
	char *name;

	while (ISIDNUM(*reader->at))
		reader->at++;
	name = xstrndup(start, reader->at - start);
	if (!find(reader->function, name, reader->depth + 1, &number))
		return fail(reader);
	return number;
}

static struct vp_number negate(struct vp_number number)
{
	number.i = -(uint64_t)number.i;
	number.f = -number.f;
	if (number.type == VYPR_TYPE_CHAR)
		number.type = VYPR_TYPE_I64;
	return number;
}

static struct vp_number unary(struct reader *reader)
{
	struct vp_number number;
	char c;

	skip_blanks(reader);
	c = *reader->at;
	if (ISDIGIT(c) || (c == '.' && ISDIGIT(reader->at[1])))
		return read_number(reader);
	if (c == '\'')
		return read_character(reader);
	if (ISIDST(c))
		return read_name(reader);
	if (!c || !strchr("(-+~!", c) || ++reader->depth > DEEPEST)
		return fail(reader);
	reader->at++;
	if (c == '(') {
		number = binary(reader, 0);
		skip_blanks(reader);
		if (*reader->at++ != ')')
			return fail(reader);
		return number;
	}
	number = unary(reader);
	if (c == '-')
		return negate(number);
	if (c == '~')
		number.i = ~number.i;
	if (c == '!')
		return integer(as_real(&number) == 0);
	return number;
}

/* Operators by binding strength, weakest first; longer before shorter. */
static const struct {
	char text[3];
	int level;
} operators[] = {
	{ "<<", 4 }, { ">>", 4 }, { "|", 1 }, { "^", 2 }, { "&", 3 },
	{ "+", 5 },  { "-", 5 },  { "*", 6 }, { "/", 6 }, { "%", 6 },
};

static struct vp_number apply_real(struct reader *reader, char op, double a, double b)
{
	switch (op) {
	case '+': return real(a + b);
	case '-': return real(a - b);
	case '*': return real(a * b);
	case '/': return real(a / b);
	}
	return fail(reader);
}

static struct vp_number apply(struct reader *reader, char op, struct vp_number a,
			      struct vp_number b)
{
	uint64_t x = a.i, y = b.i;
	struct vp_number number;

	if (a.type == VYPR_TYPE_F64 || b.type == VYPR_TYPE_F64)
		return apply_real(reader, op, as_real(&a), as_real(&b));
	if (strchr("/%", op) && (y == 0 || (a.i == INT64_MIN && b.i == -1)))
		return fail(reader);
	if (strchr("<>", op) && y > 63)
		return fail(reader);
	number = integer(0);
	if (a.type == VYPR_TYPE_U64 || b.type == VYPR_TYPE_U64)
		number.type = VYPR_TYPE_U64;
	switch (op) {
	case '+': number.i = x + y; break;
	case '-': number.i = x - y; break;
	case '*': number.i = x * y; break;
	case '/': number.i = number.type == VYPR_TYPE_U64 ? x / y : a.i / b.i; break;
	case '%': number.i = number.type == VYPR_TYPE_U64 ? x % y : a.i % b.i; break;
	case '|': number.i = x | y; break;
	case '^': number.i = x ^ y; break;
	case '&': number.i = x & y; break;
	case '<': number.i = x << y; break;
	case '>': number.i = number.type == VYPR_TYPE_U64 ? x >> y : a.i >> y; break;
	}
	return number;
}

static int operator_at(const char *text, int level)
{
	unsigned i;

	for (i = 0; i < ARRAY_SIZE(operators); i++)
		if (!strncmp(text, operators[i].text, strlen(operators[i].text)))
			return operators[i].level >= level ? (int)i : -1;
	return -1;
}

static struct vp_number binary(struct reader *reader, int level)
{
	struct vp_number left = unary(reader), right;
	int op;

	while (!reader->failed) {
		skip_blanks(reader);
		op = operator_at(reader->at, level);
		if (op < 0)
			break;
		reader->at += strlen(operators[op].text);
		right = binary(reader, operators[op].level + 1);
		if (!reader->failed)
			left = apply(reader, operators[op].text[0], left, right);
	}
	return left;
}

/* "NAME text of the replacement", or NULL for what is no macro without parameters. */
static const char *macro_text(const char *name)
{
	definition_of *definition = &cpp_macro_definition;
	cpp_hashnode *node;

	if (!&cpp_lookup || !definition || !&parse_in || !parse_in)
		return NULL;
	node = cpp_lookup(parse_in, (const unsigned char *)name, strlen(name));
	if (!node || node->type != NT_USER_MACRO || node->value.macro->fun_like)
		return NULL;
	return (const char *)definition(parse_in, node);
}

static bool from_macro(tree function, const char *name, int depth,
		       struct vp_number *ret_number)
{
	const char *text = macro_text(name);
	struct reader reader = { function, NULL, depth, false };

	if (!text || depth > DEEPEST)
		return false;
	reader.at = xstrdup(text + strlen(name));
	*ret_number = binary(&reader, 0);
	skip_blanks(&reader);
	return !reader.failed && !*reader.at;
}

static bool from_tree(tree value, struct vp_number *ret_number)
{
	tree type;

	while (value && (CONVERT_EXPR_P(value) || TREE_CODE(value) == NON_LVALUE_EXPR))
		value = TREE_OPERAND(value, 0);
	if (value && TREE_CODE(value) == REAL_CST) {
		char text[80];

		real_to_decimal(text, &TREE_REAL_CST(value), sizeof text, 0, 1);
		*ret_number = real(strtod(text, NULL));
		return true;
	}
	if (!value || TREE_CODE(value) != INTEGER_CST)
		return false;
	type = TREE_TYPE(value);
	*ret_number = integer(TREE_INT_CST_LOW(value));
	if (TREE_CODE(type) == BOOLEAN_TYPE)
		ret_number->type = VYPR_TYPE_BOOL;
	else if (TREE_CODE(type) == POINTER_TYPE)
		ret_number->type = VYPR_TYPE_PTR;
	else if (TYPE_UNSIGNED(type) && TREE_CODE(type) != ENUMERAL_TYPE)
		ret_number->type = VYPR_TYPE_U64;
	return true;
}

static bool from_declaration(tree function, const char *name,
			     struct vp_number *ret_number)
{
	auto_vec<tree> found;

	vp_scope_find(function, VP_NAME_CONSTANT, name, &found);
	return found.length() && DECL_INITIAL(found[0]) &&
	       from_tree(DECL_INITIAL(found[0]), ret_number);
}

static bool find(tree function, const char *name, int depth, struct vp_number *ret_number)
{
	if (!strcasecmp(name, "true") || !strcasecmp(name, "false")) {
		*ret_number = integer((name[0] | 32) == 't');
		ret_number->type = VYPR_TYPE_BOOL;
		return true;
	}
	return from_macro(function, name, depth, ret_number) ||
	       from_declaration(function, name, ret_number);
}

bool vp_constant_find(tree function, const char *name, struct vp_number *ret_number)
{
	return find(function, name, 0, ret_number);
}
