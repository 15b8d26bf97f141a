/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which declarations a name means in a function.
 *
 * By the time of the pass the front ends have closed their scopes, so this looks
 * in what they left: the BLOCK tree of the function, the variables and functions of
 * the symbol table, the outermost block of a C file, the namespaces of a C++ file.
 */
#include "plugin/look.h"
#include "plugin/constant.h"

/* cc1plus only */
extern tree get_namespace_binding(tree, tree) __attribute__((weak));

struct name_search {
	enum vp_name_kind kind;
	const char *name; /* NULL: every name */
	vec<tree> *found;
	auto_vec<const char *> *names;
};

/* Functions declared so far, called or not: the C front end forgets them. */
static vec<const char *> declared;
static vec<int> parameters; /* how many they have, -1: any number */

int vp_scope_parameters(tree function_type)
{
	int count = 0;
	tree type;

	if (!prototype_p(function_type) || stdarg_p(function_type))
		return -1;
	for (type = TYPE_ARG_TYPES(function_type);
	     type && !VOID_TYPE_P(TREE_VALUE(type)); type = TREE_CHAIN(type))
		count++;
	return count;
}

void vp_scope_declared(tree decl)
{
	if (TREE_CODE(decl) != FUNCTION_DECL || !DECL_NAME(decl))
		return;
	declared.safe_push(IDENTIFIER_POINTER(DECL_NAME(decl)));
	parameters.safe_push(vp_scope_parameters(TREE_TYPE(decl)));
}

static bool is_declared(const char *name)
{
	return vp_scope_declared_parameters(name) >= -1;
}

int vp_scope_declared_parameters(const char *name)
{
	const char *other;
	unsigned i;

	FOR_EACH_VEC_ELT (declared, i, other)
		if (!strcmp(other, name))
			return parameters[i];
	return -2;
}

static bool is_of_kind(tree decl, enum vp_name_kind kind)
{
	switch (kind) {
	case VP_NAME_VARIABLE:
		return VAR_P(decl) || TREE_CODE(decl) == PARM_DECL ||
		       TREE_CODE(decl) == RESULT_DECL;
	case VP_NAME_FUNCTION: return TREE_CODE(decl) == FUNCTION_DECL;
	case VP_NAME_TYPE: return TREE_CODE(decl) == TYPE_DECL;
	case VP_NAME_CONSTANT:
		return TREE_CODE(decl) == CONST_DECL ||
		       (VAR_P(decl) && TREE_READONLY(decl) && DECL_INITIAL(decl));
	}
	return false;
}

static void consider(struct name_search *search, tree decl)
{
	const char *name;

	if (!DECL_P(decl) || !is_of_kind(decl, search->kind) || !DECL_NAME(decl))
		return;
	name = IDENTIFIER_POINTER(DECL_NAME(decl));
	if (search->names && ISIDST(*name))
		search->names->safe_push(name);
	if (search->name && !strcmp(name, search->name) && !search->found->contains(decl))
		search->found->safe_push(decl);
}

static void consider_chain(struct name_search *search, tree decl)
{
	for (; decl; decl = DECL_CHAIN(decl))
		consider(search, decl);
}

static void search_block(struct name_search *search, tree block)
{
	unsigned i;

	for (; block && TREE_CODE(block) == BLOCK; block = BLOCK_CHAIN(block)) {
		consider_chain(search, BLOCK_VARS(block));
		for (i = 0; i < BLOCK_NUM_NONLOCALIZED_VARS(block); i++)
			consider(search, BLOCK_NONLOCALIZED_VAR(block, i));
		search_block(search, BLOCK_SUBBLOCKS(block));
	}
}

static void search_function(struct name_search *search, tree function)
{
	consider_chain(search, DECL_ARGUMENTS(function));
	if (DECL_INITIAL(function) && TREE_CODE(DECL_INITIAL(function)) == BLOCK)
		search_block(search, DECL_INITIAL(function));
}

/* Of the class whose method the function is, and of its bases. */
static void search_class(struct name_search *search, tree type)
{
	tree field;

	for (; type && RECORD_OR_UNION_TYPE_P(type); type = TYPE_CONTEXT(type)) {
		for (field = TYPE_FIELDS(type); field; field = DECL_CHAIN(field))
			consider(search, field);
		if (!TYPE_CONTEXT(type) || !TYPE_P(TYPE_CONTEXT(type)))
			break;
	}
}

static void search_file(struct name_search *search)
{
	tree unit;
	unsigned i;

	FOR_EACH_VEC_SAFE_ELT (all_translation_units, i, unit)
		if (DECL_INITIAL(unit) && TREE_CODE(DECL_INITIAL(unit)) == BLOCK)
			search_block(search, DECL_INITIAL(unit));
}

static bool is_qualified(const char *name)
{
	return strstr(name, "::") != NULL;
}

static void consider_global(struct name_search *search, tree decl)
{
	if (decl_function_context(decl))
		return;
	consider(search, decl);
	if (search->name && is_qualified(search->name) &&
	    is_of_kind(decl, search->kind) &&
	    !strcmp(lang_hooks.decl_printable_name(decl, 1), search->name) &&
	    !search->found->contains(decl))
		search->found->safe_push(decl);
}

static void search_symbols(struct name_search *search)
{
	struct symtab_node *node;

	FOR_EACH_SYMBOL (node)
		if (!DECL_ARTIFICIAL(node->decl))
			consider_global(search, node->decl);
}

/* ---- C++ namespaces ------------------------------------------------------- */

/* What `name` is bound to directly in a namespace or class; NULL_TREE: nothing. */
static tree member(tree scope, const char *name)
{
	tree id = maybe_get_identifier(name), field;

	if (!id)
		return NULL_TREE;
	if (scope && TREE_CODE(scope) == TYPE_DECL)
		scope = TREE_TYPE(scope);
	if (!scope || TREE_CODE(scope) == NAMESPACE_DECL)
		return get_namespace_binding(scope, id);
	if (TREE_CODE(scope) == ENUMERAL_TYPE) {
		for (field = TYPE_VALUES(scope); field; field = TREE_CHAIN(field))
			if (TREE_PURPOSE(field) == id)
				return TREE_VALUE(field);
		return NULL_TREE;
	}
	if (!TYPE_P(scope) || !RECORD_OR_UNION_TYPE_P(scope))
		return NULL_TREE;
	for (field = TYPE_FIELDS(scope); field; field = DECL_CHAIN(field))
		if (DECL_P(field) && DECL_NAME(field) == id)
			return field;
	return NULL_TREE;
}

static tree namespace_find(const char *name)
{
	tree scope = NULL_TREE;
	char *part = xstrdup(name), *end;

	if (!&get_namespace_binding)
		return NULL_TREE;
	do {
		end = strstr(part, "::");
		if (end)
			*end = '\0';
		scope = member(scope, part);
		part = end ? end + 2 : NULL;
	} while (part && scope);
	return scope;
}

/* ---- finding -------------------------------------------------------------- */

void vp_scope_find(tree function, enum vp_name_kind kind, const char *name,
		   vec<tree> *found)
{
	struct name_search search = { kind, name, found, NULL };
	tree bound;

	if (function && kind != VP_NAME_FUNCTION)
		search_function(&search, function);
	if (function && kind == VP_NAME_VARIABLE && !found->length())
		vp_outer_find(function, name, found);
	if (found->length())
		return;
	if (function && kind != VP_NAME_VARIABLE && DECL_CONTEXT(function) &&
	    TYPE_P(DECL_CONTEXT(function)))
		search_class(&search, DECL_CONTEXT(function));
	search_symbols(&search);
	search_file(&search);
	bound = found->length() ? NULL_TREE : namespace_find(name);
	if (bound && DECL_P(bound) && is_of_kind(bound, kind))
		found->safe_push(bound);
}

bool vp_scope_mangles(void)
{
	return &get_namespace_binding;
}

bool vp_scope_declares_function(const char *name)
{
	struct cgraph_node *node;
	auto_vec<tree> found;
	struct name_search search = { VP_NAME_FUNCTION, name, &found, NULL };
	tree bound;

	FOR_EACH_FUNCTION (node)
		if (vp_function_named(node->decl, name))
			return true;
	search_file(&search);
	if (found.length() || is_declared(name))
		return true;
	bound = namespace_find(name);
	return bound && (!DECL_P(bound) || TREE_CODE(bound) == FUNCTION_DECL ||
			 TREE_CODE(bound) >= LAST_AND_UNUSED_TREE_CODE);
}

const char *vp_suggest(const char *name, const vec<const char *> &candidates)
{
	auto_vec<const char *> copy;
	const char *candidate;
	unsigned i;

	FOR_EACH_VEC_ELT (candidates, i, candidate)
		if (strcmp(candidate, name) != 0)
			copy.safe_push(candidate);
	return find_closest_string(name, &copy);
}

const char *vp_scope_suggest(tree function, enum vp_name_kind kind, const char *name)
{
	auto_vec<const char *> names;
	auto_vec<tree> found;
	struct name_search search = { kind, NULL, &found, &names };
	struct cgraph_node *node;

	if (function && kind != VP_NAME_FUNCTION)
		search_function(&search, function);
	if (function && DECL_CONTEXT(function) && TYPE_P(DECL_CONTEXT(function)))
		search_class(&search, DECL_CONTEXT(function));
	search_symbols(&search);
	search_file(&search);
	if (kind == VP_NAME_FUNCTION)
		names.safe_splice(declared);
	if (kind == VP_NAME_CONSTANT)
		vp_macro_names(&names);
	if (kind == VP_NAME_FUNCTION && is_qualified(name))
		FOR_EACH_FUNCTION (node)
			names.safe_push(vp_display_name(node->decl));
	return vp_suggest(name, names);
}

/* ---- fields --------------------------------------------------------------- */

static bool is_unnamed_part(tree field)
{
	return RECORD_OR_UNION_TYPE_P(TREE_TYPE(field)) &&
	       (!DECL_NAME(field) || DECL_ARTIFICIAL(field));
}

bool vp_scope_field(tree type, const char *name, vec<tree> *path)
{
	tree field;

	if (!RECORD_OR_UNION_TYPE_P(type))
		return false;
	for (field = TYPE_FIELDS(type); field; field = DECL_CHAIN(field))
		if (TREE_CODE(field) == FIELD_DECL && DECL_NAME(field) &&
		    !strcmp(IDENTIFIER_POINTER(DECL_NAME(field)), name)) {
			path->safe_push(field);
			return true;
		}
	for (field = TYPE_FIELDS(type); field; field = DECL_CHAIN(field)) {
		if (TREE_CODE(field) != FIELD_DECL || !is_unnamed_part(field))
			continue;
		path->safe_push(field);
		if (vp_scope_field(TREE_TYPE(field), name, path))
			return true;
		path->pop();
	}
	return false;
}

static void field_names(tree type, auto_vec<const char *> *names)
{
	tree field;

	for (field = TYPE_FIELDS(type); field; field = DECL_CHAIN(field)) {
		if (TREE_CODE(field) != FIELD_DECL)
			continue;
		if (is_unnamed_part(field))
			field_names(TREE_TYPE(field), names);
		else if (DECL_NAME(field))
			names->safe_push(IDENTIFIER_POINTER(DECL_NAME(field)));
	}
}

const char *vp_scope_suggest_field(tree type, const char *name)
{
	auto_vec<const char *> names;

	if (RECORD_OR_UNION_TYPE_P(type))
		field_names(type, &names);
	return vp_suggest(name, names);
}

/* ---- visibility ----------------------------------------------------------- */

static tree block_of(tree block, tree decl)
{
	tree var, found;

	for (; block && TREE_CODE(block) == BLOCK; block = BLOCK_CHAIN(block)) {
		for (var = BLOCK_VARS(block); var; var = DECL_CHAIN(var))
			if (var == decl)
				return block;
		found = block_of(BLOCK_SUBBLOCKS(block), decl);
		if (found)
			return found;
	}
	return NULL_TREE;
}

/* The outermost block of the function's body: parameters may have one around it. */
static bool is_outermost(tree function, tree block)
{
	tree outer = DECL_INITIAL(function);

	return block == outer ||
	       (BLOCK_SUPERCONTEXT(block) == outer && !BLOCK_CHAIN(block) &&
		BLOCK_SUBBLOCKS(outer) == block);
}

static bool is_written(gimple *stmt, tree decl)
{
	return gimple_get_lhs(stmt) == decl && !gimple_clobber_p(stmt);
}

/* Does every way to the return write the variable? */
static bool is_always_written(struct function *fun, tree decl)
{
	auto_vec<basic_block> todo;
	hash_set<basic_block> seen;
	gimple_stmt_iterator gsi;
	edge e;
	edge_iterator ei;

	todo.safe_push(ENTRY_BLOCK_PTR_FOR_FN(fun));
	while (todo.length()) {
		basic_block bb = todo.pop();
		bool written = false;

		if (seen.add(bb))
			continue;
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi) && !written; gsi_next(&gsi))
			written = is_written(gsi_stmt(gsi), decl);
		if (bb == EXIT_BLOCK_PTR_FOR_FN(fun))
			return false;
		if (!written)
			FOR_EACH_EDGE (e, ei, bb->succs)
				todo.safe_push(e->dest);
	}
	return true;
}

static bool gives_up(struct function *fun, tree decl)
{
	gimple_stmt_iterator gsi;
	basic_block bb;

	FOR_EACH_BB_FN (bb, fun)
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			if (gimple_clobber_p(gsi_stmt(gsi)) &&
			    gimple_assign_lhs(gsi_stmt(gsi)) == decl)
				return true;
	return false;
}

struct end_search {
	tree function;
	enum vp_end end;
	const char *why;
};

static bool has_parameter(tree function, tree name)
{
	tree parameter;

	for (parameter = DECL_ARGUMENTS(function); parameter; parameter = DECL_CHAIN(parameter))
		if (DECL_NAME(parameter) == name)
			return true;
	return false;
}

/* A local variable exists in the function's outermost block alone. */
static tree check_at_end(tree *at, int *walk_subtrees, void *data)
{
	struct end_search *search = (struct end_search *)data;
	struct function *fun = DECL_STRUCT_FUNCTION(search->function);
	tree home;

	if (search->end != VP_ENTERING && vp_is_coroutine(search->function) &&
	    (TREE_CODE(*at) == MEM_REF || TREE_CODE(*at) == INDIRECT_REF)) {
		search->why = "the coroutine's frame need not exist any more";
		return *at;
	}
	if (search->end == VP_ENTERING && TREE_CODE(*at) == COMPONENT_REF &&
	    vp_is_frame(TREE_OPERAND(*at, 0))) {
		*walk_subtrees = 0;
		if (!has_parameter(search->function, DECL_NAME(TREE_OPERAND(*at, 1))))
			search->why = "it does not exist yet";
		return search->why ? *at : NULL_TREE;
	}
	if (!VAR_P(*at) || is_global_var(*at) || DECL_ARTIFICIAL(*at))
		return NULL_TREE;
	home = block_of(DECL_INITIAL(search->function), *at);
	if (!home)
		return NULL_TREE;
	if (search->end == VP_ENTERING)
		search->why = "it does not exist yet";
	else if (search->end == VP_UNWINDING)
		search->why = "it need not exist where an exception leaves";
	else if (!is_outermost(search->function, home) || gives_up(fun, *at))
		search->why = "it does not exist any more";
	else if (!is_always_written(fun, *at))
		search->why = "it need not have a value";
	return search->why ? *at : NULL_TREE;
}

bool vp_scope_visible_at_end(tree function, tree expr, enum vp_end end,
			     const char **ret_why)
{
	struct end_search search = { function, end, NULL };

	walk_tree_without_duplicates(&expr, check_at_end, &search);
	*ret_why = search.why;
	return !search.why;
}

bool vp_scope_visible(tree function, tree decl, gimple *stmt)
{
	tree home = VAR_P(decl) ? block_of(DECL_INITIAL(function), decl) : NULL_TREE;
	tree block = gimple_block(stmt);

	if (!home || !block)
		return true;
	for (; block && TREE_CODE(block) == BLOCK; block = BLOCK_SUPERCONTEXT(block))
		if (block == home)
			return true;
	return false;
}
