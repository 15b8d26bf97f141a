/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the text of a C lvalue means in a function, and which statements write it.
 *
 *   lvalue  = "*" lvalue | primary { "." name | "->" name | "[" index "]" }
 *   primary = name [ "@" line ] | "(" lvalue ")"        name may be ns::T::x
 *   index   = number | lvalue
 *
 * A name stands for all variables of that name, so a text means a list of places
 * (struct vp_ref).  The compiler puts parts of an lvalue into temporaries
 * (_1 = s->next; _1->len = 5); vp_origin puts them back before comparing.
 */
#include "plugin/look.h"

struct reader {
	tree function;
	const char *at;
	struct vp_problem *problem;
	int variables;
};
typedef vec<struct vp_ref> refs_t;

static bool problem(struct reader *reader, enum vypr_status status, const char *word,
		    const char *hint, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

static bool problem(struct reader *reader, enum vypr_status status, const char *word,
		    const char *hint, const char *format, ...)
{
	va_list args;

	reader->problem->status = status;
	snprintf(reader->problem->word, sizeof reader->problem->word, "%s", word);
	reader->problem->hint = hint;
	va_start(args, format);
	vsnprintf(reader->problem->text, sizeof reader->problem->text, format, args);
	va_end(args);
	return false;
}

static void skip_blanks(struct reader *reader)
{
	while (ISSPACE(*reader->at))
		reader->at++;
}

static char *read_word(struct reader *reader, bool qualified)
{
	const char *start = reader->at;

	while (ISIDNUM(*reader->at) ||
	       (qualified && startswith(reader->at, "::") && ISIDST(reader->at[2])) ||
	       (qualified && reader->at > start && *reader->at == ':' &&
		reader->at[-1] == ':'))
		reader->at++;
	return xstrndup(start, reader->at - start);
}

/* ---- building expressions --------------------------------------------------- */

static struct vp_ref ref_of(tree base, tree expr, bool direct)
{
	struct vp_ref ref = { base, expr, NULL_TREE, direct, true };

	return ref;
}

tree vp_dereferenced(tree pointer)
{
	tree type = TREE_TYPE(TREE_TYPE(pointer)), expr;

	if (TREE_CODE(pointer) == ADDR_EXPR)
		return TREE_OPERAND(pointer, 0);
	expr = build2(MEM_REF, type, pointer, build_int_cst(build_pointer_type(type), 0));
	TREE_THIS_VOLATILE(expr) = TYPE_VOLATILE(type);
	return expr;
}

static bool is_this(tree expr)
{
	return TREE_CODE(expr) == PARM_DECL && DECL_ARTIFICIAL(expr);
}

static void follow(struct vp_ref *ref)
{
	ref->expr = vp_dereferenced(ref->expr);
	ref->direct = false;
}

static struct vp_ref ref_of_decl(tree decl)
{
	tree other = TREE_CODE(decl) == PARM_DECL ? vp_outer_place(decl) : NULL_TREE;
	struct vp_ref ref = ref_of(decl, decl, true);

	if (!other && DECL_HAS_VALUE_EXPR_P(decl))
		other = DECL_VALUE_EXPR(decl);
	if (other) {
		ref.expr = unshare_expr(other);
		vp_mark_made(ref.expr);
		ref.direct = DECL_P(get_base_address(ref.expr));
	}
	if (TREE_CODE(TREE_TYPE(ref.expr)) == REFERENCE_TYPE)
		follow(&ref);
	return ref;
}

static void add_fields(struct vp_ref *ref, const vec<tree> &path)
{
	tree field, expr;
	unsigned i;

	FOR_EACH_VEC_ELT (path, i, field) {
		expr = build3(COMPONENT_REF, TREE_TYPE(field), ref->expr, field,
			      NULL_TREE);
		TREE_THIS_VOLATILE(expr) =
			TREE_THIS_VOLATILE(field) || TREE_THIS_VOLATILE(ref->expr);
		ref->expr = expr;
	}
	if (TREE_CODE(TREE_TYPE(ref->expr)) == REFERENCE_TYPE)
		follow(ref);
}

/* ---- reading the text ------------------------------------------------------- */

static bool lvalue(struct reader *reader, refs_t *refs);

static const char *type_name(tree type)
{
	tree name = TYPE_NAME(TYPE_MAIN_VARIANT(type));

	if (name && TREE_CODE(name) == TYPE_DECL)
		name = DECL_NAME(name);
	return name ? IDENTIFIER_POINTER(name) : "(unnamed)";
}

static bool member_of_this(struct reader *reader, const char *name, refs_t *refs)
{
	tree self = DECL_ARGUMENTS(reader->function);
	auto_vec<tree> path;
	struct vp_ref ref;

	if (!self || !is_this(self) || !POINTER_TYPE_P(TREE_TYPE(self)) ||
	    !vp_scope_field(TREE_TYPE(TREE_TYPE(self)), name, &path))
		return false;
	ref = ref_of_decl(self);
	follow(&ref);
	add_fields(&ref, path);
	refs->safe_push(ref);
	return true;
}

static bool is_local(tree decl)
{
	return TREE_CODE(decl) == PARM_DECL || decl_function_context(decl);
}

static bool variable(struct reader *reader, refs_t *refs)
{
	char *name = read_word(reader, true);
	auto_vec<tree> found;
	int line = 0;
	unsigned i;
	tree decl;

	if (*reader->at == '@')
		line = strtol(reader->at + 1, (char **)&reader->at, 10);
	vp_scope_find(reader->function, VP_NAME_VARIABLE, name, &found);
	if ((!found.length() || !is_local(found[0])) &&
	    member_of_this(reader, name, refs))
		return true;
	FOR_EACH_VEC_ELT (found, i, decl)
		if (!line || DECL_SOURCE_LINE(decl) == line)
			refs->safe_push(ref_of_decl(decl));
	if (refs->length())
		return reader->variables = refs->length(), true;
	if (found.length())
		return problem(reader, VYPR_NAME, name, NULL,
			       "no variable '%s' is declared on line %d", name, line);
	if (const char *outer = vp_outer_has(reader->function, name))
		return problem(reader, VYPR_NAME, name, NULL,
			       "'%s' of '%s' is not to be had in '%s', which does not use it",
			       name, outer, vp_display_name(reader->function));
	return problem(reader, VYPR_NAME, name,
		       vp_scope_suggest(reader->function, VP_NAME_VARIABLE, name),
		       "no variable '%s' in function '%s'", name,
		       vp_display_name(reader->function));
}

static bool expect(struct reader *reader, char c)
{
	skip_blanks(reader);
	if (*reader->at == c)
		return reader->at++, true;
	return problem(reader, VYPR_SYNTAX, reader->at, NULL,
		       "expected '%c' in an lvalue", c);
}

static bool is_tag(const char *text)
{
	return startswith(text, "struct ") || startswith(text, "union ") ||
	       startswith(text, "class ");
}

static struct vp_ref any_of(tree type)
{
	struct vp_ref ref = ref_of(NULL_TREE, build0(PLACEHOLDER_EXPR, type), false);

	ref.readable = false;
	return ref;
}

/* struct buf.len */
static bool any_object(struct reader *reader, refs_t *refs)
{
	const char *hint;
	char *name;
	tree type;

	reader->at = strchr(reader->at, ' ');
	skip_blanks(reader);
	name = read_word(reader, true);
	type = vp_anywhere_type(reader->function, name, &hint);
	if (!type)
		return problem(reader, VYPR_NAME, name, hint,
			       "function '%s' knows no structure '%s'",
			       vp_display_name(reader->function), name);
	refs->safe_push(any_of(type));
	return true;
}

static bool primary(struct reader *reader, refs_t *refs)
{
	skip_blanks(reader);
	if (*reader->at == '(') {
		reader->at++;
		return lvalue(reader, refs) && expect(reader, ')');
	}
	if (is_tag(reader->at))
		return any_object(reader, refs);
	if (ISIDST(*reader->at) || startswith(reader->at, "::"))
		return variable(reader, refs);
	return problem(reader, VYPR_SYNTAX, reader->at, NULL, "'%s' is not an lvalue",
		       reader->at);
}

/* Apply one step to all places; those of another type fall out, unless all do. */
static bool each(struct reader *reader, refs_t *refs,
		 bool (*step)(struct reader *reader, struct vp_ref *ref,
			      const void *what),
		 const void *what)
{
	refs_t kept = vNULL;
	struct vp_ref *ref;
	unsigned i;

	FOR_EACH_VEC_ELT (*refs, i, ref)
		if (step(reader, ref, what))
			kept.safe_push(*ref);
	*refs = kept;
	return kept.length() > 0;
}

static bool step_follow(struct reader *reader, struct vp_ref *ref, const void *what)
{
	tree type = TREE_TYPE(ref->expr);

	(void)what;
	if (TREE_CODE(type) == ARRAY_TYPE) {
		ref->expr = build4(ARRAY_REF, TREE_TYPE(type), ref->expr,
				   build_int_cst(sizetype, 0), NULL_TREE, NULL_TREE);
		return true;
	}
	if (TREE_CODE(type) != POINTER_TYPE)
		return problem(reader, VYPR_TYPE, "", NULL, "this is not a pointer");
	if (VOID_TYPE_P(TREE_TYPE(type)) || FUNC_OR_METHOD_TYPE_P(TREE_TYPE(type)))
		return problem(reader, VYPR_TYPE, "", NULL,
			       "what this pointer points to has no value");
	follow(ref);
	return true;
}

static bool step_field(struct reader *reader, struct vp_ref *ref, const void *what)
{
	const char *name = (const char *)what;
	tree type = TREE_TYPE(ref->expr);
	auto_vec<tree> path;

	if (POINTER_TYPE_P(type))
		return problem(
			reader, VYPR_TYPE, name, NULL,
			"'.%s' needs a structure and this is a pointer: write '->%s'",
			name, name);
	if (!RECORD_OR_UNION_TYPE_P(type))
		return problem(reader, VYPR_TYPE, name, NULL,
			       "'%s' is asked of something that is not a structure",
			       name);
	if (!COMPLETE_TYPE_P(type))
		return problem(reader, VYPR_TYPE, name, NULL,
			       "the structure '%s' is not defined in this file",
			       type_name(type));
	if (!vp_scope_field(type, name, &path))
		return problem(reader, VYPR_NAME, name,
			       vp_scope_suggest_field(type, name),
			       "no field '%s' in '%s'", name, type_name(type));
	add_fields(ref, path);
	return true;
}

static bool step_arrow(struct reader *reader, struct vp_ref *ref, const void *what)
{
	const char *name = (const char *)what;

	if (RECORD_OR_UNION_TYPE_P(TREE_TYPE(ref->expr)))
		return problem(
			reader, VYPR_TYPE, name, NULL,
			"'->%s' needs a pointer and this is a structure: write '.%s'",
			name, name);
	return step_follow(reader, ref, NULL) && step_field(reader, ref, what);
}

static bool step_index(struct reader *reader, struct vp_ref *ref, const void *what)
{
	const struct vp_ref *index = (const struct vp_ref *)what;
	tree type = TREE_TYPE(ref->expr), offset;

	if (!INTEGRAL_TYPE_P(TREE_TYPE(index->expr)))
		return problem(reader, VYPR_TYPE, "", NULL,
			       "this index is not an integer");
	ref->readable = ref->readable && index->readable;
	if (TREE_CODE(type) == ARRAY_TYPE) {
		ref->expr = build4(ARRAY_REF, TREE_TYPE(type), ref->expr,
				   unshare_expr(index->expr), NULL_TREE, NULL_TREE);
		return true;
	}
	if (TREE_CODE(type) != POINTER_TYPE || !COMPLETE_TYPE_P(TREE_TYPE(type)))
		return problem(reader, VYPR_TYPE, "", NULL,
			       "this is neither an array nor a pointer");
	offset = index->expr; /* any */
	if (index->readable)
		offset = fold_build2(MULT_EXPR, sizetype,
				     fold_convert(sizetype, unshare_expr(index->expr)),
				     fold_convert(sizetype,
						  TYPE_SIZE_UNIT(TREE_TYPE(type))));
	ref->expr = vp_dereferenced(
		index->readable ? fold_build_pointer_plus(ref->expr, offset)
				: build2(POINTER_PLUS_EXPR, type, ref->expr, offset));
	ref->direct = false;
	return true;
}

static bool subscript(struct reader *reader, refs_t *refs)
{
	refs_t index = vNULL;
	int variables = reader->variables;
	tree constant;
	bool ok;

	skip_blanks(reader);
	if (*reader->at == '*' && reader->at[strspn(reader->at + 1, " ") + 1] == ']') {
		reader->at++;
		index.safe_push(any_of(sizetype));
	} else if (ISDIGIT(*reader->at)) {
		constant = build_int_cst(integer_type_node,
					 strtoll(reader->at, (char **)&reader->at, 0));
		index.safe_push(ref_of(NULL_TREE, constant, true));
	} else if (!lvalue(reader, &index)) {
		return false;
	}
	ok = expect(reader, ']') && each(reader, refs, step_index, &index[0]);
	reader->variables = variables;
	return ok;
}

static bool postfix(struct reader *reader, refs_t *refs)
{
	bool ok = primary(reader, refs);

	while (ok) {
		skip_blanks(reader);
		if (startswith(reader->at, "->")) {
			reader->at += 2;
			skip_blanks(reader);
			ok = each(reader, refs, step_arrow, read_word(reader, false));
		} else if (*reader->at == '.') {
			reader->at++;
			skip_blanks(reader);
			ok = each(reader, refs, step_field, read_word(reader, false));
		} else if (*reader->at == '[') {
			reader->at++;
			ok = subscript(reader, refs);
		} else {
			break;
		}
	}
	return ok;
}

static bool lvalue(struct reader *reader, refs_t *refs)
{
	skip_blanks(reader);
	if (*reader->at != '*')
		return postfix(reader, refs);
	reader->at++;
	return lvalue(reader, refs) && each(reader, refs, step_follow, NULL);
}

bool vp_lvalue_resolve(tree function, const char *text, struct vp_lvalue *ret_lvalue,
		       struct vp_problem *reterr_problem)
{
	struct reader reader = { function, text, reterr_problem, 1 };
	struct vp_lvalue result = { text, vNULL, 1 };
	unsigned i;

	memset(reterr_problem, 0, sizeof *reterr_problem);
	vp_store_function(function);
	if (!lvalue(&reader, &result.refs)) {
		if (!*reterr_problem->word)
			snprintf(reterr_problem->word, sizeof reterr_problem->word, "%s",
				 text);
		return false;
	}
	skip_blanks(&reader);
	if (*reader.at)
		return problem(&reader, VYPR_SYNTAX, reader.at, NULL,
			       "'%s' does not belong to an lvalue", reader.at);
	result.variables = reader.variables;
	for (i = 0; i < result.refs.length(); i++)
		result.refs[i].place = vp_origin(result.refs[i].expr);
	*ret_lvalue = result;
	return true;
}
