/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which types have a value, what it is, and how it is sent.
 *
 *   numbers, pointers       64 bits
 *   char *, char [], std::string, std::string_view
 *                           a text: where it lies and how long it may be
 *   _Complex, vectors, structures, other arrays
 *                           none, and vp_no_value says why
 *
 * Only memory of the object itself is read here; what a pointer leads to is read by
 * libvypr, which bad pointers do not harm.
 */
#include "plugin/look.h"

/* cc1plus only */
extern const char *type_as_string(tree, int) __attribute__((weak));

/* ---- types ------------------------------------------------------------------ */

static bool is_char(tree type)
{
	type = TYPE_MAIN_VARIANT(type);
	return type == char_type_node || type == signed_char_type_node ||
	       type == unsigned_char_type_node;
}

static bool is_char_pointer(tree type)
{
	return TREE_CODE(type) == POINTER_TYPE && is_char(TREE_TYPE(type));
}

/* A field by its name, also one of a base; NULL_TREE: there is none. */
static tree field_of(tree type, const char *name)
{
	auto_vec<tree> path;

	return COMPLETE_TYPE_P(type) && vp_scope_field(type, name, &path) ? path.last()
									  : NULL_TREE;
}

/* The two strings of libstdc++ and its view: in each the first field is what leads to
 * the bytes. */
static bool is_string_class(tree type)
{
	tree field = RECORD_OR_UNION_TYPE_P(type) ? field_of(type, "_M_dataplus") : NULL_TREE;
	tree text = field ? field_of(TREE_TYPE(field), "_M_p") : NULL_TREE;

	return text && is_char_pointer(TREE_TYPE(text));
}

static bool is_string_view(tree type)
{
	tree text = RECORD_OR_UNION_TYPE_P(type) ? field_of(type, "_M_str") : NULL_TREE;

	return text && is_char_pointer(TREE_TYPE(text)) && field_of(type, "_M_len");
}

static bool is_char_array(tree type)
{
	return TREE_CODE(type) == ARRAY_TYPE && is_char(TREE_TYPE(type));
}

static enum vypr_type type_of_integer(tree type)
{
	if (TYPE_PRECISION(type) > 64)
		return VYPR_TYPE_NONE;
	if (TYPE_MAIN_VARIANT(type) == char_type_node)
		return VYPR_TYPE_CHAR;
	return TYPE_UNSIGNED(type) ? VYPR_TYPE_U64 : VYPR_TYPE_I64;
}

enum vypr_type vp_type_of(tree type)
{
	switch (TREE_CODE(type)) {
	case BOOLEAN_TYPE: return VYPR_TYPE_BOOL;
	case ENUMERAL_TYPE:
		/* the names are what counts; only large ones need the sign */
		return TYPE_UNSIGNED(type) && TYPE_PRECISION(type) == 64 ? VYPR_TYPE_U64
									 : VYPR_TYPE_I64;
	case INTEGER_TYPE: return type_of_integer(type);
	case REAL_TYPE:
		return DECIMAL_FLOAT_TYPE_P(type) ? VYPR_TYPE_NONE : VYPR_TYPE_F64;
	case POINTER_TYPE:
		return is_char_pointer(type) ? VYPR_TYPE_STRING : VYPR_TYPE_PTR;
	case REFERENCE_TYPE:
	case NULLPTR_TYPE: return VYPR_TYPE_PTR;
	case ARRAY_TYPE:
		return is_char_array(type) ? VYPR_TYPE_STRING : VYPR_TYPE_NONE;
	case RECORD_TYPE:
		return is_string_class(type) || is_string_view(type) ? VYPR_TYPE_STRING
								     : VYPR_TYPE_NONE;
	default: /* a closed list of ours it is not */ return VYPR_TYPE_NONE;
	}
}

const char *vp_no_value(tree type)
{
	switch (TREE_CODE(type)) {
	case COMPLEX_TYPE: return "a complex number";
	case VECTOR_TYPE: return "a vector";
	case RECORD_TYPE: return "a structure";
	case UNION_TYPE:
	case QUAL_UNION_TYPE: return "a union";
	case ARRAY_TYPE: return "an array";
	case VOID_TYPE: return "nothing (void)";
	case INTEGER_TYPE: return "an integer of more than 64 bits";
	case REAL_TYPE: return "a decimal floating-point number";
	case FUNCTION_TYPE:
	case METHOD_TYPE: return "a function";
	case OFFSET_TYPE: return "a pointer to a member";
	default: /* what other languages have */ return "of a type that VyPR does not know";
	}
}

static bool is_number(enum vypr_type type)
{
	return type != VYPR_TYPE_NONE && type != VYPR_TYPE_PTR && type != VYPR_TYPE_STRING;
}

enum vypr_type vp_type_join(enum vypr_type x, enum vypr_type y)
{
	if (x == y)
		return x;
	if ((x == VYPR_TYPE_STRING || x == VYPR_TYPE_PTR) &&
	    (y == VYPR_TYPE_STRING || y == VYPR_TYPE_PTR))
		return VYPR_TYPE_PTR;
	if (!is_number(x) || !is_number(y))
		return VYPR_TYPE_NONE;
	if (x == VYPR_TYPE_F64 || y == VYPR_TYPE_F64)
		return VYPR_TYPE_F64;
	return x == VYPR_TYPE_U64 || y == VYPR_TYPE_U64 ? VYPR_TYPE_U64 : VYPR_TYPE_I64;
}

/* ---- values ----------------------------------------------------------------- */

static tree component(tree expr, const char *name)
{
	auto_vec<tree> path;
	tree field;
	unsigned i;

	if (!vp_scope_field(TREE_TYPE(expr), name, &path))
		return NULL_TREE;
	expr = unshare_expr(expr);
	FOR_EACH_VEC_ELT (path, i, field)
		expr = build3(COMPONENT_REF, TREE_TYPE(field), expr, field, NULL_TREE);
	return expr;
}

/* The bytes that an array has room for; NULL_TREE: nobody knows. */
static tree array_bytes(tree type)
{
	tree size = TYPE_SIZE_UNIT(type);

	if (!size || !(TREE_CODE(size) == INTEGER_CST || is_gimple_val(size)) ||
	    integer_zerop(size))
		return NULL_TREE;
	return size;
}

static tree array_count(tree type)
{
	tree size = array_bytes(type), one = TYPE_SIZE_UNIT(TREE_TYPE(type));

	if (!size || !one || TREE_CODE(one) != INTEGER_CST || integer_zerop(one))
		return NULL_TREE;
	return fold_build2(TRUNC_DIV_EXPR, sizetype, fold_convert(sizetype, size),
			   fold_convert(sizetype, one));
}

/* Where the text of a place lies, and its limit. */
static void text_of(tree expr, struct vp_value *value)
{
	tree type = TREE_TYPE(expr);

	value->size = NULL_TREE;
	if (is_char_pointer(type)) {
		value->value = unshare_expr(expr);
	} else if (TREE_CODE(type) == ARRAY_TYPE) {
		value->value = build_fold_addr_expr(unshare_expr(expr));
		value->size = array_bytes(type);
	} else if (is_string_class(type)) {
		/* the old one has its length in front of the text, and a NUL behind it */
		value->value = component(component(expr, "_M_dataplus"), "_M_p");
		value->size = component(expr, "_M_string_length");
	} else {
		value->value = component(expr, "_M_str");
		value->size = component(expr, "_M_len");
	}
}

bool vp_value_of(tree expr, enum vypr_type wanted, struct vp_value *ret_value)
{
	enum vypr_type type = vp_type_of(TREE_TYPE(expr));

	memset(ret_value, 0, sizeof *ret_value);
	ret_value->type = wanted;
	if (wanted == VYPR_TYPE_STRING && type == VYPR_TYPE_STRING) {
		ret_value->send = VP_SEND_STRING;
		text_of(expr, ret_value);
		return true;
	}
	ret_value->send = VP_SEND_WORD;
	ret_value->value = unshare_expr(expr);
	if (wanted == VYPR_TYPE_PTR)
		return POINTER_TYPE_P(TREE_TYPE(expr)) || type == VYPR_TYPE_PTR;
	return type == wanted || (is_number(wanted) && is_number(type) &&
				  vp_type_join(type, wanted) == wanted);
}

/* (last - first) / size of one, of a std::vector. */
static tree vector_length(tree expr)
{
	tree impl = component(expr, "_M_impl");
	tree first = impl ? component(impl, "_M_start") : NULL_TREE;
	tree last = impl ? component(impl, "_M_finish") : NULL_TREE, one;

	if (!first || !last || TREE_CODE(TREE_TYPE(first)) != POINTER_TYPE ||
	    !COMPLETE_TYPE_P(TREE_TYPE(TREE_TYPE(first))))
		return NULL_TREE;
	one = TYPE_SIZE_UNIT(TREE_TYPE(TREE_TYPE(first)));
	if (TREE_CODE(one) != INTEGER_CST || integer_zerop(one))
		return NULL_TREE;
	return fold_build2(TRUNC_DIV_EXPR, sizetype,
			   fold_build2(MINUS_EXPR, sizetype, fold_convert(sizetype, last),
				       fold_convert(sizetype, first)),
			   fold_convert(sizetype, one));
}

/* Of a standard container that is no string. */
static tree container_length(tree expr)
{
	tree elements = field_of(TREE_TYPE(expr), "_M_elems");

	if (elements && TREE_CODE(TREE_TYPE(elements)) == ARRAY_TYPE)
		return array_count(TREE_TYPE(elements));
	return field_of(TREE_TYPE(expr), "_M_impl") ? vector_length(expr) : NULL_TREE;
}

bool vp_length_of(tree expr, struct vp_value *ret_value)
{
	tree type = TREE_TYPE(expr);

	memset(ret_value, 0, sizeof *ret_value);
	ret_value->type = VYPR_TYPE_U64;
	ret_value->send = VP_SEND_WORD;
	if (vp_type_of(type) == VYPR_TYPE_STRING) {
		text_of(expr, ret_value);
		if (RECORD_OR_UNION_TYPE_P(type) && ret_value->size)
			ret_value->value = ret_value->size;
		else
			ret_value->send = VP_SEND_LENGTH;
	} else if (TREE_CODE(type) == ARRAY_TYPE) {
		ret_value->value = array_count(type);
	} else if (RECORD_OR_UNION_TYPE_P(type)) {
		ret_value->value = container_length(expr);
	}
	return ret_value->value != NULL_TREE;
}

/* The bytes by which a change of the place is seen; false: its 64 bits say it. */
bool vp_bytes_of(tree expr, struct vp_value *ret_value)
{
	tree type = TREE_TYPE(expr);
	enum vypr_type value = vp_type_of(type);

	memset(ret_value, 0, sizeof *ret_value);
	if (value != VYPR_TYPE_NONE && (value != VYPR_TYPE_STRING || POINTER_TYPE_P(type)))
		return false;
	ret_value->type = value;
	if (value == VYPR_TYPE_STRING) {
		text_of(expr, ret_value);
		if (!ret_value->size)
			ret_value->size = build_minus_one_cst(uint64_type_node);
		return true;
	}
	ret_value->value = build_fold_addr_expr(unshare_expr(expr));
	ret_value->size = TREE_CODE(type) == ARRAY_TYPE ? array_bytes(type)
							: TYPE_SIZE_UNIT(type);
	return ret_value->size != NULL_TREE;
}

/* ---- names of types --------------------------------------------------------- */

/* Words that say nothing about the type, or nothing that a comparison needs. */
static bool is_idle(const char *word, const vec<char *> &words)
{
	static const char *const idle[] = { "struct", "union", "enum", "class",
					    "const", "volatile", "restrict", "__restrict" };
	bool with_char = false, other = false;
	char *each;
	unsigned i;

	for (i = 0; i < ARRAY_SIZE(idle); i++)
		if (!strcmp(word, idle[i]))
			return true;
	FOR_EACH_VEC_ELT (words, i, each) {
		with_char |= !strcmp(each, "char");
		other |= !strcmp(each, "long") || !strcmp(each, "short") ||
			 !strcmp(each, "unsigned") || !strcmp(each, "signed");
	}
	if (!strcmp(word, "int"))
		return other;
	return !strcmp(word, "signed") && !with_char;
}

static int by_word(const void *x, const void *y)
{
	return strcmp(*(char *const *)x, *(char *const *)y);
}

/* "const long unsigned int *" and "unsigned long*" both as "long unsigned *". */
static char *plain_type(const char *text)
{
	auto_vec<char *> words;
	char *result = xstrdup(""), *word;
	bool any = false;
	unsigned i;

	while (ISSPACE(*text) || ISIDNUM(*text) || *text == ':') {
		const char *start = text;

		while (ISIDNUM(*text) || *text == ':')
			text++;
		if (text > start)
			words.safe_push(xstrndup(start, text - start));
		else
			text++;
	}
	words.qsort(by_word);
	FOR_EACH_VEC_ELT (words, i, word)
		if (!is_idle(word, words)) {
			result = concat(result, word, " ", NULL);
			any = true;
		}
	if (!any)
		result = xstrdup("int ");
	for (; *text; text++) {
		char one[2] = { *text, '\0' };

		if (startswith(text, "const"))
			text += 4;
		else if (!ISSPACE(*text))
			result = concat(result, one, NULL);
	}
	return result;
}

const char *vp_type_text(tree type)
{
	type = build_qualified_type(type, TYPE_UNQUALIFIED);
	return &type_as_string ? xstrdup(type_as_string(type, 0))
			       : print_generic_expr_to_str(type);
}

/* Without the names that typedef gave, also of what it points to. */
static tree without_typedefs(tree type)
{
	if (TREE_CODE(type) == POINTER_TYPE)
		return build_pointer_type(without_typedefs(TREE_TYPE(type)));
	if (TREE_CODE(type) == REFERENCE_TYPE)
		return build_reference_type(without_typedefs(TREE_TYPE(type)));
	return TYPE_MAIN_VARIANT(type);
}

bool vp_type_is(tree type, const char *text)
{
	char *wanted = plain_type(text);

	return !strcmp(wanted, plain_type(vp_type_text(type))) ||
	       !strcmp(wanted, plain_type(vp_type_text(without_typedefs(type))));
}
