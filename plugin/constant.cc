/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The value of a name that a formula uses as a constant: an enumerator, a constant
 * variable, or a macro that stands for a constant expression of C, or for a string.
 *
 * The expression is read by precedence climbing over the text that the macro stands for, and
 * computed with the types of C:
 *
 *      binary(0) = unary { op binary(level of op + 1) }
 *
 * What cannot be computed has a reason for whoever asked.
 */
#include "plugin/look.h"
#include "plugin/constant.h"

enum { DEEPEST = 100 };

struct constant_reader {
	tree function;
	const char *at;
	int depth;
	const char *why; /* it failed */
};

static tree binary(struct constant_reader *reader, int level);
static tree unary(struct constant_reader *reader);
static tree declared(tree function, const char *name);

static void skip_blanks(struct constant_reader *reader)
{
	while (ISSPACE(*reader->at))
		reader->at++;
}

static bool is_next(struct constant_reader *reader, char c)
{
	skip_blanks(reader);
	if (*reader->at != c)
		return false;
	reader->at++;
	return true;
}

static tree fail(struct constant_reader *reader, const char *why)
{
	if (!reader->why)
		reader->why = why;
	return integer_zero_node;
}

static tree checked(struct constant_reader *reader, tree value)
{
	if (!value || !CONSTANT_CLASS_P(value) || TREE_CODE(value) == COMPLEX_CST)
		return fail(reader, "it cannot be computed");
	if (TREE_OVERFLOW(value))
		return fail(reader, "a number in it is too large for its type");
	return value;
}

/* ---- types ---------------------------------------------------------------------- */

static bool is_integer(tree value)
{
	return INTEGRAL_TYPE_P(TREE_TYPE(value)) && TREE_CODE(value) == INTEGER_CST;
}

static bool is_number(tree value)
{
	return is_integer(value) || TREE_CODE(value) == REAL_CST;
}

static tree promoted(tree value)
{
	tree type = TREE_TYPE(value);

	if (!INTEGRAL_TYPE_P(type) || TYPE_PRECISION(type) > TYPE_PRECISION(integer_type_node))
		return value;
	if (TYPE_PRECISION(type) == TYPE_PRECISION(integer_type_node))
		return fold_convert(TYPE_UNSIGNED(type) ? unsigned_type_node : integer_type_node,
				    value);
	return fold_convert(integer_type_node, value);
}

static tree common_type(tree x, tree y)
{
	if (TREE_CODE(x) == REAL_TYPE || TREE_CODE(y) == REAL_TYPE) {
		if (TREE_CODE(x) != REAL_TYPE)
			return y;
		return TREE_CODE(y) != REAL_TYPE || TYPE_PRECISION(x) >= TYPE_PRECISION(y) ? x
											   : y;
	}
	if (TYPE_PRECISION(x) != TYPE_PRECISION(y))
		return TYPE_PRECISION(x) > TYPE_PRECISION(y) ? x : y;
	return TYPE_UNSIGNED(x) ? x : y;
}

static tree converted(struct constant_reader *reader, tree type, tree value)
{
	if (TREE_CODE(value) == STRING_CST || (!is_number(value) && !POINTER_TYPE_P(TREE_TYPE(value))))
		return fail(reader, "what is cast in it is no number");
	if (TREE_CODE(type) == BOOLEAN_TYPE)
		return fold_convert(type, fold_build2(NE_EXPR, integer_type_node, value,
						      build_zero_cst(TREE_TYPE(value))));
	if (!INTEGRAL_TYPE_P(type) && TREE_CODE(type) != REAL_TYPE && !POINTER_TYPE_P(type))
		return fail(reader, "there is a cast in it to a type that is no number");
	if (TREE_CODE(value) == REAL_CST && !INTEGRAL_TYPE_P(type) &&
	    TREE_CODE(type) != REAL_TYPE)
		return fail(reader, "there is a cast in it of a number to a pointer");
	value = TREE_CODE(value) == REAL_CST && INTEGRAL_TYPE_P(type)
			? fold_build1(FIX_TRUNC_EXPR, type, value) : fold_convert(type, value);
	if (CONSTANT_CLASS_P(value) && TREE_OVERFLOW(value))
		value = drop_tree_overflow(value);
	return checked(reader, value);
}

/* ---- operators ------------------------------------------------------------------ */

/* By binding strength, weakest first; longer before shorter. */
static const struct {
	char text[3];
	int level;
	enum tree_code code;
} operators[] = {
	{ "||", 1, TRUTH_OR_EXPR }, { "&&", 2, TRUTH_AND_EXPR }, { "==", 6, EQ_EXPR },
	{ "!=", 6, NE_EXPR },	    { "<<", 8, LSHIFT_EXPR },	 { ">>", 8, RSHIFT_EXPR },
	{ "<=", 7, LE_EXPR },	    { ">=", 7, GE_EXPR },	 { "<", 7, LT_EXPR },
	{ ">", 7, GT_EXPR },	    { "|", 3, BIT_IOR_EXPR },	 { "^", 4, BIT_XOR_EXPR },
	{ "&", 5, BIT_AND_EXPR },   { "+", 9, PLUS_EXPR },	 { "-", 9, MINUS_EXPR },
	{ "*", 10, MULT_EXPR },	    { "/", 10, TRUNC_DIV_EXPR }, { "%", 10, TRUNC_MOD_EXPR },
};

static int operator_at(const char *text, int level)
{
	unsigned i;

	for (i = 0; i < ARRAY_SIZE(operators); i++)
		if (startswith(text, operators[i].text))
			return operators[i].level >= level ? (int)i : -1;
	return -1;
}

static tree shift(struct constant_reader *reader, enum tree_code code, tree a, tree b)
{
	a = promoted(a);
	if (!is_integer(a) || !is_integer(b) || !tree_fits_uhwi_p(b) ||
	    tree_to_uhwi(b) >= TYPE_PRECISION(TREE_TYPE(a)))
		return fail(reader, "there is a shift in it by a wrong distance");
	return checked(reader, fold_build2(code, TREE_TYPE(a), a, b));
}

static tree truth(tree value)
{
	return fold_build2(NE_EXPR, integer_type_node, value, build_zero_cst(TREE_TYPE(value)));
}

static tree apply(struct constant_reader *reader, enum tree_code code, tree a, tree b)
{
	tree type;

	if (!is_number(a) || !is_number(b))
		return fail(reader, "there is an operator in it for what is no number");
	if (code == TRUTH_OR_EXPR || code == TRUTH_AND_EXPR)
		return checked(reader, fold_build2(code, integer_type_node, truth(a), truth(b)));
	if (code == LSHIFT_EXPR || code == RSHIFT_EXPR)
		return shift(reader, code, a, b);
	a = promoted(a);
	b = promoted(b);
	type = common_type(TREE_TYPE(a), TREE_TYPE(b));
	a = fold_convert(type, a);
	b = fold_convert(type, b);
	if (TREE_CODE_CLASS(code) == tcc_comparison)
		return checked(reader, fold_build2(code, integer_type_node, a, b));
	if (code == TRUNC_DIV_EXPR && TREE_CODE(type) == REAL_TYPE)
		code = RDIV_EXPR;
	if ((code == TRUNC_DIV_EXPR || code == TRUNC_MOD_EXPR) && integer_zerop(b))
		return fail(reader, "there is a division by zero in it");
	if (TREE_CODE(type) == REAL_TYPE && code != PLUS_EXPR && code != MINUS_EXPR &&
	    code != MULT_EXPR && code != RDIV_EXPR)
		return fail(reader, "there is an operator in it for integers only");
	return checked(reader, fold_build2(code, type, a, b));
}

static tree choice(struct constant_reader *reader, tree condition)
{
	tree x = binary(reader, 0), y;

	if (!is_next(reader, ':'))
		return fail(reader, "there is a '?' in it without ':'");
	y = binary(reader, 0);
	if (!reader->why && is_number(x) && is_number(y)) {
		tree type = common_type(TREE_TYPE(promoted(x)), TREE_TYPE(promoted(y)));

		x = fold_convert(type, x);
		y = fold_convert(type, y);
	}
	return integer_zerop(condition) || real_zerop(condition) ? y : x;
}

static tree binary(struct constant_reader *reader, int level)
{
	tree left = unary(reader), right;
	int op;

	while (!reader->why) {
		skip_blanks(reader);
		if (level == 0 && is_next(reader, '?'))
			return choice(reader, left);
		op = operator_at(reader->at, level);
		if (op < 0)
			break;
		reader->at += strlen(operators[op].text);
		right = binary(reader, operators[op].level + 1);
		if (!reader->why)
			left = apply(reader, operators[op].code, left, right);
	}
	return left;
}

/* ---- operands ------------------------------------------------------------------- */

static tree read_string(struct constant_reader *reader)
{
	char *text = xstrdup(""), *part;
	const char *why = NULL;

	for (;; skip_blanks(reader)) {
		if (*reader->at != '"')
			return build_string_literal(strlen(text) + 1, text);
		part = vp_literal_string(&reader->at, &why);
		if (!part)
			return fail(reader, why);
		text = concat(text, part, NULL);
	}
}

static tree read_number(struct constant_reader *reader)
{
	const char *start = reader->at;
	tree value;

	while (ISIDNUM(*reader->at) || *reader->at == '.' ||
	       (*reader->at && strchr("+-", *reader->at) &&
		strchr(start[0] == '0' && TOLOWER(start[1]) == 'x' ? "pP" : "eE",
		       reader->at[-1])))
		reader->at++;
	value = vp_literal_number(start, reader->at - start);
	return value ? value : fail(reader, xasprintf("'%.*s' is a number that is not known here",
						      (int)(reader->at - start), start));
}

/* The text up to the parenthesis that closes. */
static char *read_enclosed(struct constant_reader *reader)
{
	const char *start = reader->at;
	int depth = 1;

	for (; *reader->at; reader->at++) {
		depth += (*reader->at == '(') - (*reader->at == ')');
		if (!depth)
			return xstrndup(start, reader->at++ - start);
	}
	return xstrdup(start);
}

/* Of a type, of a string, of a variable, of an expression. */
static tree read_sizeof(struct constant_reader *reader)
{
	struct constant_reader inner = { reader->function, NULL, reader->depth + 1, NULL };
	struct vp_problem problem;
	struct vp_lvalue lvalue;
	tree type, value;
	char *text;

	if (!is_next(reader, '('))
		return fail(reader, "sizeof in it wants parentheses");
	inner.at = text = read_enclosed(reader);
	type = vp_typename_read(reader->function, &inner.at);
	if (!type && vp_lvalue_resolve(reader->function, text, &lvalue, &problem))
		type = TREE_TYPE(lvalue.refs[0].expr);
	else if (!type) {
		inner.at = text;
		value = binary(&inner, 0);
		if (inner.why)
			return fail(reader, xasprintf("the size of '%s' is not known here", text));
		if (TREE_CODE(value) == ADDR_EXPR)
			value = TREE_OPERAND(value, 0);
		type = TREE_TYPE(value);
	}
	if (!TYPE_SIZE_UNIT(type) || TREE_CODE(TYPE_SIZE_UNIT(type)) != INTEGER_CST)
		return fail(reader, xasprintf("the size of '%s' is not known here", text));
	return fold_convert(size_type_node, TYPE_SIZE_UNIT(type));
}

static bool is_wide(const char *name, char quote)
{
	return (quote == '"' || quote == '\'') &&
	       (!strcmp(name, "L") || !strcmp(name, "u") || !strcmp(name, "U"));
}

static tree read_name(struct constant_reader *reader)
{
	const char *start = reader->at;
	char *name;
	tree value;

	while (ISIDNUM(*reader->at) || startswith(reader->at, "::"))
		reader->at += *reader->at == ':' ? 2 : 1;
	name = xstrndup(start, reader->at - start);
	if (!strcmp(name, "sizeof"))
		return read_sizeof(reader);
	if (!strcmp(name, "__extension__"))
		return unary(reader);
	if (is_wide(name, *reader->at))
		return fail(reader, "wide characters are not known here");
	if (!strcmp(name, "u8") && *reader->at == '"')
		return read_string(reader);
	value = declared(reader->function, name);
	return value ? value : fail(reader, xasprintf("'%s' in it is not a constant", name));
}

static tree read_parentheses(struct constant_reader *reader)
{
	tree type = vp_typename_read(reader->function, &reader->at), value;

	if (type && !is_next(reader, ')'))
		return fail(reader, "there is a type in it that is not known here");
	if (type) {
		value = unary(reader);
		return reader->why ? value : converted(reader, type, value);
	}
	value = binary(reader, 0);
	return is_next(reader, ')') ? value : fail(reader, "a ')' is missing in it");
}

static tree apply_unary(struct constant_reader *reader, char op, tree value)
{
	if (!is_number(value) || (op == '~' && !is_integer(value)))
		return fail(reader, "there is an operator in it for what is no number");
	if (op == '!')
		return fold_build2(EQ_EXPR, integer_type_node, value,
				   build_zero_cst(TREE_TYPE(value)));
	value = promoted(value);
	if (op == '+')
		return value;
	return checked(reader, fold_build1(op == '-' ? NEGATE_EXPR : BIT_NOT_EXPR,
					   TREE_TYPE(value), value));
}

static tree unary(struct constant_reader *reader)
{
	tree value;
	char c;

	skip_blanks(reader);
	c = *reader->at;
	if (reader->depth > DEEPEST)
		return fail(reader, "it is nested too deep");
	if (ISDIGIT(c) || (c == '.' && ISDIGIT(reader->at[1])))
		return read_number(reader);
	if (c == '\'') {
		value = vp_literal_character(&reader->at);
		return value ? value : fail(reader, "a character in it is not known here");
	}
	if (c == '"')
		return read_string(reader);
	if (ISIDST(c))
		return read_name(reader);
	if (!c || !strchr("(-+~!", c))
		return fail(reader, c ? xasprintf("there is a '%c' in it where a number should be", c)
				      : "it ends where a value should be");
	reader->at++;
	reader->depth++;
	value = c == '(' ? read_parentheses(reader) : unary(reader);
	reader->depth--;
	return reader->why || c == '(' ? value : apply_unary(reader, c, value);
}

/* ---- names ---------------------------------------------------------------------- */

/* The text behind &"..." or an array that is made of one; NULL: it is not one. */
static const char *text_of(tree value)
{
	STRIP_NOPS(value);
	if (TREE_CODE(value) == ADDR_EXPR)
		value = TREE_OPERAND(value, 0);
	if (TREE_CODE(value) == ARRAY_REF && integer_zerop(TREE_OPERAND(value, 1)))
		value = TREE_OPERAND(value, 0);
	if (TREE_CODE(value) != STRING_CST ||
	    TYPE_MAIN_VARIANT(TREE_TYPE(TREE_TYPE(value))) != char_type_node ||
	    (int)strlen(TREE_STRING_POINTER(value)) + 1 < TREE_STRING_LENGTH(value))
		return NULL;
	return TREE_STRING_POINTER(value);
}

static tree declared(tree function, const char *name)
{
	auto_vec<tree> found;
	tree value;

	if (!strcasecmp(name, "true") || !strcasecmp(name, "false"))
		return build_int_cst(boolean_type_node, TOLOWER(name[0]) == 't');
	if (!strcmp(name, "nullptr") || !strcmp(name, "__null"))
		return null_pointer_node;
	vp_scope_find(function, VP_NAME_CONSTANT, name, &found);
	value = found.length() ? DECL_INITIAL(found[0]) : NULL_TREE;
	if (!value)
		return NULL_TREE;
	STRIP_NOPS(value);
	if (TREE_CODE(found[0]) == CONST_DECL && TREE_CODE(value) == INTEGER_CST &&
	    TYPE_PRECISION(TREE_TYPE(value)) <= TYPE_PRECISION(integer_type_node) &&
	    int_fits_type_p(value, integer_type_node))
		return fold_convert(integer_type_node, value);
	if (CONSTANT_CLASS_P(value) && TREE_CODE(value) != STRING_CST &&
	    !POINTER_TYPE_P(TREE_TYPE(found[0])))
		return fold_convert(TYPE_MAIN_VARIANT(TREE_TYPE(found[0])), value);
	return CONSTANT_CLASS_P(value) || text_of(value) ? value : NULL_TREE;
}

static bool take_real(tree value, struct vp_number *number)
{
	char text[80];

	real_to_decimal(text, &TREE_REAL_CST(value), sizeof text, 0, 1);
	number->type = VYPR_TYPE_F64;
	number->f = strtod(text, NULL);
	return true;
}

static bool take(tree value, struct vp_number *number, const char **ret_why)
{
	tree type = TREE_TYPE(value);

	memset(number, 0, sizeof *number);
	number->text = text_of(value);
	number->type = VYPR_TYPE_STRING;
	if (number->text)
		return true;
	if (TREE_CODE(value) == REAL_CST && !DECIMAL_FLOAT_TYPE_P(type))
		return take_real(value, number);
	*ret_why = "it is neither a number nor a string";
	if (TREE_CODE(value) != INTEGER_CST)
		return false;
	*ret_why = "it has more than 64 bits";
	if (!tree_fits_shwi_p(value) && !tree_fits_uhwi_p(value))
		return false;
	number->i = TREE_INT_CST_LOW(value);
	number->type = TREE_CODE(type) == BOOLEAN_TYPE		? VYPR_TYPE_BOOL
		       : POINTER_TYPE_P(type)			? VYPR_TYPE_PTR
		       : TYPE_MAIN_VARIANT(type) == char_type_node ? VYPR_TYPE_CHAR
		       : TYPE_UNSIGNED(type)			? VYPR_TYPE_U64
								: VYPR_TYPE_I64;
	return true;
}

static bool from_text(tree function, const char *text, struct vp_number *ret_number,
		      const char **ret_why)
{
	struct constant_reader reader = { function, text, 0, NULL };
	tree value = binary(&reader, 0);

	skip_blanks(&reader);
	if (*reader.at)
		fail(&reader, xasprintf("there is '%.20s' in it, which is no part of a constant",
					reader.at));
	*ret_why = reader.why;
	return !reader.why && take(value, ret_number, ret_why);
}

bool vp_constant_find(tree function, const char *name, struct vp_number *ret_number,
		      const char **ret_why)
{
	char *text;
	tree value;

	if (vp_macro_expand(name, &text, ret_why))
		return from_text(function, text, ret_number, ret_why);
	if (*ret_why)
		return false;
	value = declared(function, name);
	return value && take(value, ret_number, ret_why);
}
