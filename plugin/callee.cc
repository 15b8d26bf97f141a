/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which calls a callee of the specification means.
 *
 * A name is compared with all names of the function called: plain, qualified from any namespace
 * or class on, with parameter types, assembler, those of what it is an alias for.  The name of a
 * class is one of its constructors.  GCC exchanges some
 * library calls before any plugin sees them (printf ("x\n") is a call of puts):
 * between members of such a family the word in the source decides.
 */
#include "plugin/look.h"
#include <fnmatch.h>

/* Where a function has nested ones, it asks for its own frame before anything else. */
bool vp_is_call(gimple *stmt)
{
	tree decl = is_gimple_call(stmt) ? gimple_call_fndecl(stmt) : NULL_TREE;

	return is_gimple_call(stmt) && !gimple_call_internal_p(stmt) &&
	       !(decl && fndecl_built_in_p(decl, BUILT_IN_DWARF_CFA));
}

/* ---- names ------------------------------------------------------------------ */

static bool fits(const char *pattern, const char *name)
{
	return vypr_is_glob(pattern) ? fnmatch(pattern, name, 0) == 0
				     : strcmp(pattern, name) == 0;
}

/* "T::f" fits "ns::T::f". */
static bool fits_qualified(const char *pattern, const char *name)
{
	const char *at;

	if (fits(pattern, name))
		return true;
	if (vypr_is_glob(pattern) || !strstr(pattern, "::"))
		return false;
	for (at = strstr(name, "::"); at; at = strstr(at + 2, "::"))
		if (!strcmp(pattern, at + 2))
			return true;
	return false;
}

/* "T::f(int)" fits the declarations "void ns::T::f(int)" and "ns::T::f(int) const". */
static bool fits_signature(const char *pattern, const char *signature)
{
	const char *at = strchr(pattern, '(') ? strstr(signature, pattern) : NULL;
	size_t length = strlen(pattern);

	return at && (at == signature || at[-1] == ' ' || at[-1] == ':') &&
	       (!at[length] || at[length] == ' ');
}

/* What follows the last "::" that is not within template arguments. */
static const char *last_part(const char *name)
{
	const char *at, *last = name;
	int depth = 0;

	for (at = name; *at; at++) {
		depth += (*at == '<') - (*at == '>');
		if (!depth && startswith(at, "::"))
			last = at + 2;
	}
	return last;
}

/* A constructor is named by its class too, a destructor by "~" and the class. */
static bool special_named(tree decl, const char *pattern)
{
	char *name, *class_name, *signature;
	const char *part, *parameters;

	if (!DECL_CXX_CONSTRUCTOR_P(decl) && !DECL_CXX_DESTRUCTOR_P(decl))
		return false;
	name = xstrdup(lang_hooks.decl_printable_name(decl, 1));
	part = last_part(name);
	if (fits(pattern, part))
		return true;
	if (!DECL_CXX_CONSTRUCTOR_P(decl) || part - name < 2)
		return false;
	class_name = xstrndup(name, part - name - 2);
	parameters = strstr(lang_hooks.decl_printable_name(decl, 2), name);
	signature = concat(class_name, parameters ? parameters + strlen(name) : "", NULL);
	return fits_qualified(pattern, class_name) || fits_signature(pattern, signature);
}

static bool one_function_named(tree decl, const char *pattern)
{
	if (DECL_NAME(decl) && fits(pattern, IDENTIFIER_POINTER(DECL_NAME(decl))))
		return true;
	if (fits_qualified(pattern, lang_hooks.decl_printable_name(decl, 1)) ||
	    fits_signature(pattern, lang_hooks.decl_printable_name(decl, 2)) ||
	    special_named(decl, pattern))
		return true;
	return HAS_DECL_ASSEMBLER_NAME_P(decl) && DECL_ASSEMBLER_NAME_SET_P(decl) &&
	       fits(pattern, vp_symbol(decl));
}

bool vp_function_named(tree decl, const char *pattern)
{
	struct cgraph_node *node, *target;

	if (one_function_named(decl, pattern))
		return true;
	node = cgraph_node::get(decl);
	if (!node || !node->alias)
		return false;
	target = node->ultimate_alias_target();
	return target != node && one_function_named(target->decl, pattern);
}

/* ---- library functions that GCC exchanges ----------------------------------- */

/* A function, then what its calls may have become. */
static const char *const families[][8] = {
	{ "printf", "puts", "putchar", "vprintf" },
	{ "vprintf", "puts", "putchar" },
	{ "fprintf", "fputs", "fputc", "fwrite", "putc" },
	{ "vfprintf", "fputs", "fputc", "fwrite" },
	{ "fputs", "fputc", "fwrite" },
	{ "puts", "putchar" },
	{ "sprintf", "strcpy", "memcpy" },
	{ "snprintf", "strcpy", "memcpy" },
	{ "strcpy", "memcpy", "stpcpy" },
	{ "strncpy", "memcpy", "strcpy" },
	{ "strcat", "memcpy", "strcpy" },
	{ "stpcpy", "memcpy", "strcpy" },
	{ "strchr", "strlen", "memchr", "rawmemchr" },
	{ "strstr", "strchr", "strcmp" },
	{ "mempcpy", "memcpy" },
	{ "memmove", "memcpy" },
	{ "bcopy", "memmove", "memcpy" },
	{ "bzero", "memset" },
	{ "index", "strchr" },
	{ "rindex", "strrchr" },
};

/* memcpy of __builtin___memcpy_chk, __memcpy_chk, __builtin_memcpy; xmalloc'ed. */
static char *library_name(const char *name)
{
	size_t length;
	char *copy;

	if (startswith(name, "__builtin_"))
		name += strlen("__builtin_");
	if (startswith(name, "__") && strlen(name) > 6 &&
	    !strcmp(name + strlen(name) - 4, "_chk"))
		name += 2;
	copy = xstrdup(name);
	length = strlen(copy);
	if (length > 4 && !strcmp(copy + length - 4, "_chk"))
		copy[length - 4] = '\0';
	length = strlen(copy);
	if (length > 9 && !strcmp(copy + length - 9, "_unlocked"))
		copy[length - 9] = '\0';
	return copy;
}

static bool may_become(const char *from, const char *to)
{
	unsigned i, j;

	for (i = 0; i < ARRAY_SIZE(families); i++)
		if (!strcmp(families[i][0], from))
			for (j = 1; j < ARRAY_SIZE(families[i]) && families[i][j]; j++)
				if (!strcmp(families[i][j], to))
					return true;
	return false;
}

static bool builtin_matches(const char *pattern, tree decl, gimple *stmt)
{
	char *name = library_name(IDENTIFIER_POINTER(DECL_NAME(decl)));
	char *word = vp_word_at(gimple_location(stmt));

	if (startswith(word, "std") || startswith(word, "__builtin_"))
		word = library_name(word);
	if (may_become(word, name) || startswith(name, "__atomic_") ||
	    startswith(name, "__sync_"))
		return fits(pattern, word) || fits(pattern, name);
	return fits(pattern, name);
}

/* The word in the source speaks against it: puts (...) which was a printf. */
static bool was_exchanged(tree decl, gimple *stmt)
{
	char *name, *word;

	if (!fndecl_built_in_p(decl))
		return false;
	name = library_name(IDENTIFIER_POINTER(DECL_NAME(decl)));
	word = vp_word_at(gimple_location(stmt));
	return may_become(word, name);
}

bool vp_was_exchanged(gimple *stmt)
{
	tree decl = gimple_call_fndecl(stmt);

	return decl && was_exchanged(decl, stmt);
}

/* ---- virtual calls ---------------------------------------------------------- */

static tree method_at(tree type, tree token)
{
	tree binfo = TYPE_BINFO(type), field, found;
	int i;

	for (field = TYPE_FIELDS(type); field; field = DECL_CHAIN(field))
		if (TREE_CODE(field) == FUNCTION_DECL && DECL_VIRTUAL_P(field) &&
		    DECL_VINDEX(field) && tree_fits_shwi_p(DECL_VINDEX(field)) &&
		    tree_int_cst_equal(DECL_VINDEX(field), token))
			return field;
	for (i = 0; binfo && i < (int)BINFO_N_BASE_BINFOS(binfo); i++) {
		found = method_at(BINFO_TYPE(BINFO_BASE_BINFO(binfo, i)), token);
		if (found)
			return found;
	}
	return NULL_TREE;
}

static tree declared_method(gimple *stmt)
{
	tree fn = gimple_call_fn(stmt), type;

	if (!fn || TREE_CODE(fn) != OBJ_TYPE_REF || !virtual_method_call_p(fn))
		return NULL_TREE;
	type = obj_type_ref_class(fn);
	return type && RECORD_OR_UNION_TYPE_P(type)
		       ? method_at(type, OBJ_TYPE_REF_TOKEN(fn))
		       : NULL_TREE;
}

static tree called(gimple *stmt)
{
	tree decl = gimple_call_fndecl(stmt);

	return decl ? decl : declared_method(stmt);
}

bool vp_is_indirect(gimple *stmt)
{
	return vp_is_call(stmt) && !called(stmt);
}

/* ---- matching --------------------------------------------------------------- */

static bool made_through(const struct vp_callee *callee, gimple *stmt)
{
	tree fn = gimple_call_fn(stmt);
	struct vp_ref *ref;
	unsigned i;

	if (!fn || gimple_call_fndecl(stmt))
		return false;
	fn = vp_origin(fn);
	FOR_EACH_VEC_ELT (callee->lvalue.refs, i, ref)
		if (vp_same(fn, ref->place))
			return true;
	return false;
}

bool vp_callee_matches(const struct vp_callee *callee, gimple *stmt)
{
	tree decl;

	if (!vp_is_call(stmt))
		return false;
	if (callee->pointer)
		return made_through(callee, stmt);
	decl = called(stmt);
	if (!decl)
		return !strcmp(callee->text, "*");
	if (vp_function_named(decl, callee->text))
		return !was_exchanged(decl, stmt) || fits(callee->text, "*") ||
		       fits(callee->text, vp_word_at(gimple_location(stmt)));
	return fndecl_built_in_p(decl) && DECL_NAME(decl) &&
	       builtin_matches(callee->text, decl, stmt);
}

static bool is_function_pointer(tree type)
{
	return POINTER_TYPE_P(type) && FUNC_OR_METHOD_TYPE_P(TREE_TYPE(type));
}

static bool is_plain_name(const char *text)
{
	return !strpbrk(text, ".[-") && *text != '*' && *text != '(';
}

/* A variable of pointer-to-function type with that name. */
static bool resolve_variable(tree function, struct vp_callee *callee)
{
	struct vp_problem ignored;
	auto_vec<tree> found;

	vp_scope_find(function, VP_NAME_VARIABLE, callee->text, &found);
	if (!found.length() || !is_function_pointer(TREE_TYPE(found[0])))
		return false;
	callee->pointer =
		vp_lvalue_resolve(function, callee->text, &callee->lvalue, &ignored);
	return callee->pointer;
}

static bool resolve_lvalue(tree function, struct vp_callee *callee,
			   struct vp_problem *reterr_problem)
{
	if (!vp_lvalue_resolve(function, callee->text, &callee->lvalue, reterr_problem))
		return false;
	callee->pointer = true;
	if (is_function_pointer(TREE_TYPE(callee->lvalue.refs[0].expr)))
		return true;
	reterr_problem->status = VYPR_TYPE;
	snprintf(reterr_problem->word, sizeof reterr_problem->word, "%s", callee->text);
	snprintf(reterr_problem->text, sizeof reterr_problem->text,
		 "'%s' is not a pointer to a function", callee->text);
	return false;
}

bool vp_callee_resolve(tree function, const char *text, struct vp_callee *ret_callee,
		       struct vp_problem *reterr_problem)
{
	struct vp_callee callee = { text, false, false, { text, vNULL, 0 } };

	memset(reterr_problem, 0, sizeof *reterr_problem);
	callee.glob = vypr_is_glob(text);
	if (!is_plain_name(text) && !(callee.glob && !strpbrk(text, ".-"))) {
		if (!resolve_lvalue(function, &callee, reterr_problem))
			return false;
	} else if (!callee.glob && !resolve_variable(function, &callee) &&
		   !vp_scope_declares_function(text)) {
		reterr_problem->status = VYPR_NAME;
		snprintf(reterr_problem->word, sizeof reterr_problem->word, "%s", text);
		snprintf(reterr_problem->text, sizeof reterr_problem->text,
			 "no function '%s' is declared in this file", text);
		reterr_problem->hint = vp_scope_suggest(function, VP_NAME_FUNCTION, text);
		return false;
	}
	*ret_callee = callee;
	return true;
}
