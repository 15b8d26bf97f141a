/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which functions of this source file a specification is about: those that
 * properties are written for, and those whose paths explain a measured call.
 */
#include "plugin/look.h"

/* ---- the functions of the file ----------------------------------------------- */

static int by_place(const void *x, const void *y)
{
	const tree a = *(const tree *)x, b = *(const tree *)y;
	expanded_location at = expand_location(DECL_SOURCE_LOCATION(a));
	expanded_location bt = expand_location(DECL_SOURCE_LOCATION(b));

	if (at.file && bt.file && strcmp(at.file, bt.file) != 0)
		return strcmp(at.file, bt.file);
	if (at.line != bt.line)
		return at.line < bt.line ? -1 : 1;
	return (int)DECL_UID(a) - (int)DECL_UID(b);
}

static void functions_with_code(vec<tree> *ret_decls)
{
	struct cgraph_node *node;

	FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node)
		if (DECL_STRUCT_FUNCTION(node->decl) &&
		    DECL_STRUCT_FUNCTION(node->decl)->cfg)
			ret_decls->safe_push(node->decl);
	vp_coroutine_bodies(ret_decls);
	ret_decls->qsort(by_place);
}

/* Why a function cannot be instrumented; NULL if it can. */
const char *vp_skip_reason(tree decl)
{
	if (lookup_attribute("naked", DECL_ATTRIBUTES(decl)))
		return "it is naked";
	if (lookup_attribute("no_instrument_function", DECL_ATTRIBUTES(decl)))
		return "it has the attribute no_instrument_function";
	if (startswith(vp_symbol(decl), "__vypr_"))
		return "it belongs to VyPR";
	return NULL;
}

struct vp_function *vp_function_for(struct vp_look *look, tree decl)
{
	struct vp_function *f;
	unsigned i;

	FOR_EACH_VEC_ELT (look->functions, i, f)
		if (f->decl == decl)
			return f;
	f = XCNEW(struct vp_function);
	f->decl = decl;
	f->fun = DECL_STRUCT_FUNCTION(decl);
	look->functions.safe_push(f);
	return f;
}

void vp_note(struct vp_look *look, const char *format, ...)
{
	va_list args;
	const char *text, *other;
	unsigned i;

	va_start(args, format);
	text = xvasprintf(format, args);
	va_end(args);
	FOR_EACH_VEC_ELT (look->notes, i, other)
		if (!strcmp(text, other))
			return;
	look->notes.safe_push(text);
}

/* ---- matching ---------------------------------------------------------------- */

static bool module_of_function(const char *module, tree decl)
{
	const char *file = DECL_SOURCE_FILE(decl);

	return vypr_module_matches(module, main_input_filename) ||
	       (file && vypr_module_matches(module, file));
}

/* What the compiler added by itself.  What is between the braces of a lambda is written. */
static bool is_added(tree decl)
{
	return DECL_ARTIFICIAL(decl) &&
	       !(DECL_NAME(decl) && id_equal(DECL_NAME(decl), "operator()"));
}

static bool means(const struct vypr_property *property, tree decl)
{
	if (!module_of_function(property->module.text, decl) ||
	    !vp_function_named(decl, property->function.text))
		return false;
	return !(vypr_is_glob(property->function.text) && is_added(decl));
}

/* The filter "in: {containing_call_of: f, containing_change_of: x}". */
static bool contains(tree decl, const struct vypr_property *property)
{
	const char *call = property->containing_call_of.text;
	const char *change = property->containing_change_of.text;
	struct vp_callee callee = {
		call, call && vypr_is_glob(call), false, { "", vNULL, 0 }
	};
	struct vp_lvalue lvalue = { change, vNULL, 0 };
	struct vp_problem ignored;
	bool has_call = !call, has_change = !change;
	gimple_stmt_iterator gsi;
	basic_block bb;
	struct vp_written ignore;
	unsigned i;

	if (change && !vp_lvalue_resolve(decl, change, &lvalue, &ignored))
		return false;
	FOR_EACH_BB_FN (bb, DECL_STRUCT_FUNCTION(decl))
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			has_call = has_call || vp_callee_matches(&callee, gsi_stmt(gsi));
			for (i = 0; i < lvalue.refs.length(); i++)
				has_change =
					has_change ||
					vp_lvalue_change(&lvalue.refs[i], gsi_stmt(gsi),
							 &ignore) != VP_CHANGE_NONE;
		}
	return has_call && has_change;
}

/* ---- a property and a function ------------------------------------------------ */

static bool skipped(struct vp_look *look, const struct vp_spec_file *file,
		    const struct vypr_property *property, tree decl)
{
	const char *reason = vp_skip_reason(decl);
	struct vp_place place = vp_place_of_text(file->path, &property->function);

	if (!reason)
		return false;
	vp_note(look, "%s: not instrumented: %s", vp_display_name(decl), reason);
	if (!vypr_is_glob(property->function.text))
		vp_warn(property, VYPR_WARNING_NOT_INSTRUMENTED, &place, NULL,
			"function '%s' is not instrumented: %s", vp_display_name(decl),
			reason);
	return true;
}

static enum vypr_path_mode most(enum vypr_path_mode x, enum vypr_path_mode y)
{
	return x > y ? x : y;
}

static bool apply_to(struct vp_look *look, const struct vp_use *use, tree decl)
{
	const struct vypr_property *property = &use->file->spec.properties[use->index];
	struct vp_function *f;

	if (skipped(look, use->file, property, decl))
		return true;
	f = vp_function_for(look, decl);
	if (!property->ast.node_count) {
		f->paths = most(f->paths, VYPR_PATHS_SCOPE);
		return true;
	}
	f->paths = most(f->paths, property->paths);
	return vp_part_of_scope(look, use, f);
}

static bool said_already(const struct vp_spec_file *file, unsigned index)
{
	const struct vypr_property *property = &file->spec.properties[index];
	unsigned i;

	for (i = 0; i < index; i++)
		if (file->spec.properties[i].function.line == property->function.line)
			return true;
	return false;
}

/* The module is this file and the function is not in it. */
static bool not_found(struct vp_look *look, const struct vp_spec_file *file,
		      unsigned index)
{
	const struct vypr_property *property = &file->spec.properties[index];
	const char *name = property->function.text;
	struct vp_place place = vp_place_of_text(file->path, &property->function);

	if (vypr_is_glob(name) || vypr_is_glob(property->module.text) ||
	    !vypr_module_matches(property->module.text, main_input_filename))
		return true;
	if (said_already(file, index))
		return vp_scope_declares_function(name);
	if (vp_scope_declares_function(name)) {
		vp_warn(property, VYPR_WARNING_NO_CODE, &place, NULL,
			"function '%s' has no code in this file", name);
		vp_note(look, "%s: no code in this file", name);
		return true;
	}
	vp_error(&place, vp_scope_suggest(NULL_TREE, VP_NAME_FUNCTION, name),
		 "no function '%s' in '%s'", name, lbasename(main_input_filename));
	return false;
}

/* What the filter asks for, in words; "": there is none. */
static const char *filter_text(const struct vypr_property *property)
{
	const char *call = property->containing_call_of.text;
	const char *change = property->containing_change_of.text;

	if (!call && !change)
		return "";
	return concat(call ? "a call of '" : "", call ? call : "", call ? "'" : "",
		      call && change ? " and " : "", change ? "a change of '" : "",
		      change ? change : "", change ? "'" : "", NULL);
}

/* Functions of this file are meant, and none has what the filter asks for. */
static void none_contains(struct vp_look *look, const struct vp_spec_file *file,
			  const struct vypr_property *property)
{
	const struct vypr_text *filter = property->containing_call_of.text ?
						 &property->containing_call_of :
						 &property->containing_change_of;
	struct vp_place place = vp_place_of_text(file->path, filter);
	const char *why = xasprintf("no function '%s' of '%s' contains %s",
				    property->function.text, lbasename(main_input_filename),
				    filter_text(property));

	vp_note(look, "%s", why);
	if (!vypr_is_glob(property->module.text))
		vp_warn(property, VYPR_WARNING_NO_MATCH, &place, NULL, "%s", why);
}

/* Several properties of one function are one. */
static void want(struct vp_look *look, const struct vp_wanted &wanted)
{
	if (look->wanted.length()) {
		struct vp_wanted &last = look->wanted.last();

		if (last.file == wanted.file && last.line == wanted.line &&
		    !strcmp(last.function, wanted.function)) {
			last.found |= wanted.found;
			return;
		}
	}
	look->wanted.safe_push(wanted);
}

static bool select_property(struct vp_look *look, const struct vp_use *use,
			    const vec<tree> &decls)
{
	const struct vypr_property *property = &use->file->spec.properties[use->index];
	const char *name = property->function.text, *filter = filter_text(property);
	bool ok = true, named = false, found = false;
	unsigned i;
	tree decl;

	FOR_EACH_VEC_ELT (decls, i, decl) {
		bool meant = means(property, decl);

		named = named || meant;
		if (!meant || (*filter && !contains(decl, property)))
			continue;
		found = true;
		ok = apply_to(look, use, decl) && ok;
	}
	want(look, { use->file, property->module.text,
		     *filter ? concat(name, " with ", filter, NULL) : name,
		     property->function.line, found });
	if (!named)
		ok = not_found(look, use->file, use->index);
	else if (!found)
		none_contains(look, use->file, property);
	return ok && vp_parts_during(look, use, decls);
}

/* ---- recorded functions ------------------------------------------------------- */

/* The functions whose paths a property wants beside its own. */
static void measured_names(const struct vypr_property *property, vec<const char *> *names)
{
	size_t i;

	if (property->paths == VYPR_PATHS_LIST)
		for (i = 0; i < property->path_function_count; i++)
			names->safe_push(property->path_functions[i].text);
	if (property->paths != VYPR_PATHS_CALLEE && property->paths != VYPR_PATHS_DEEP)
		return;
	for (i = 0; i < property->ast.node_count; i++) {
		const struct vypr_node *node = &property->ast.nodes[i];

		if (node->kind == VYPR_NODE_CALLS || node->kind == VYPR_NODE_NEXT_CALL ||
		    node->kind == VYPR_NODE_PREVIOUS_CALL)
			names->safe_push(vypr_ast_string(&property->ast, node->str));
	}
}

static bool is_one_of(const vec<const char *> &names, tree decl)
{
	const char *name;
	unsigned i;

	FOR_EACH_VEC_ELT (names, i, name)
		if (vp_function_named(decl, name))
			return true;
	return false;
}

/* With all that it calls in this file. */
static void record_deep(struct vp_look *look, tree decl, hash_set<tree> *recorded)
{
	struct cgraph_node *node = cgraph_node::get(decl);
	struct cgraph_edge *e;

	if (!node || !DECL_STRUCT_FUNCTION(decl) || !DECL_STRUCT_FUNCTION(decl)->cfg ||
	    vp_skip_reason(decl) || recorded->add(decl))
		return;
	vp_function_for(look, decl);
	for (e = node->callees; e; e = e->next_callee)
		record_deep(look, e->callee->ultimate_alias_target()->decl, recorded);
}

static void record_for(struct vp_look *look, const struct vypr_property *property,
		       const vec<tree> &decls, hash_set<tree> *recorded,
		       hash_set<tree> *deep)
{
	auto_vec<const char *> names;
	unsigned i;
	tree decl;

	measured_names(property, &names);
	look->measured.safe_splice(names);
	FOR_EACH_VEC_ELT (decls, i, decl) {
		if (vp_skip_reason(decl) || !is_one_of(names, decl))
			continue;
		if (property->paths == VYPR_PATHS_DEEP)
			record_deep(look, decl, deep);
		recorded->add(decl);
		vp_function_for(look, decl);
	}
}

static int by_decl(const void *x, const void *y)
{
	const struct vp_function *a = *(struct vp_function *const *)x;
	const struct vp_function *b = *(struct vp_function *const *)y;

	return by_place(&a->decl, &b->decl);
}

/* ---- all ---------------------------------------------------------------------- */

static bool forms_are_good(const struct vp_look *look)
{
	struct vp_spec_file *file;
	bool ok = true;
	size_t j;
	unsigned i;

	FOR_EACH_VEC_ELT (look->files, i, file)
		for (j = 0; j < file->spec.property_count; j++) {
			struct vypr_form form;
			struct vypr_diag diag;

			if (!file->spec.properties[j].ast.node_count)
				continue;
			memset(&diag, 0, sizeof diag);
			if (vypr_form_make(&file->spec.properties[j].ast, &form, &diag) ==
			    VYPR_OK) {
				vypr_form_fini(&form);
				continue;
			}
			vp_error_diag(file->path, &diag);
			ok = false;
		}
	return ok;
}

static bool files_are_good(const struct vp_look *look)
{
	struct vp_spec_file *file;
	bool ok = true;
	unsigned i;

	FOR_EACH_VEC_ELT (look->files, i, file)
		if (file->diag.status != VYPR_OK) {
			vp_error_diag(file->path, &file->diag);
			ok = false;
		}
	return ok;
}

/* Functions of a list of paths may be in any file. */
static void want_paths(struct vp_look *look, const struct vp_spec_file *file,
		       const struct vypr_property *property, const vec<tree> &decls)
{
	size_t i;

	for (i = 0; i < property->path_function_count; i++) {
		const struct vypr_text *name = &property->path_functions[i];
		bool found = false;
		unsigned k;
		tree decl;

		FOR_EACH_VEC_ELT (decls, k, decl)
			found = found || vp_function_named(decl, name->text);
		look->wanted.safe_push({ file, "*", name->text, name->line, found });
	}
}

/* A function asked for by "f: []", or measured: it gets a path of its own. */
static void mark_recorded(struct vp_look *look, const vec<tree> &decls)
{
	hash_set<tree> recorded, deep;
	struct vp_spec_file *file;
	struct vp_function *f;
	unsigned i, j;
	tree decl;

	FOR_EACH_VEC_ELT (look->files, i, file)
		for (j = 0; j < file->spec.property_count; j++) {
			const struct vypr_property *property = &file->spec.properties[j];
			unsigned k;

			record_for(look, property, decls, &recorded, &deep);
			want_paths(look, file, property, decls);
			if (property->ast.node_count)
				continue;
			FOR_EACH_VEC_ELT (decls, k, decl)
				if (means(property, decl) && !vp_skip_reason(decl))
					recorded.add(decl);
		}
	FOR_EACH_VEC_ELT (look->functions, i, f) {
		f->recorded = recorded.contains(f->decl) || deep.contains(f->decl);
		if (f->recorded)
			f->paths = most(f->paths, VYPR_PATHS_SCOPE);
	}
}

/* ---- transactions --------------------------------------------------------------- */

/* "server.c:handle_request" or "*:ns::handle": the module ends at the first colon. */
static bool is_transaction(const char *text, tree decl)
{
	const char *colon = strchr(text, ':');
	char *module = xstrndup(text, colon - text);
	bool found = module_of_function(module, decl) && vp_function_named(decl, colon + 1);

	free(module);
	return found;
}

/* False: it is not meant. */
static bool mark_transaction(struct vp_look *look, const struct vp_spec_file *file,
			     const struct vypr_text *name, tree decl)
{
	const char *reason = vp_skip_reason(decl);

	if (!is_transaction(name->text, decl))
		return false;
	if (reason)
		vp_note(look, "transaction %s: %s: not instrumented: %s", name->text,
			lbasename(file->path), reason);
	else
		vp_function_for(look, decl)->transaction = true;
	return true;
}

static void mark_transactions(struct vp_look *look, const vec<tree> &decls)
{
	struct vp_spec_file *file;
	unsigned i, k;
	size_t j;
	tree decl;

	FOR_EACH_VEC_ELT (look->files, i, file)
		for (j = 0; j < file->spec.transaction_count; j++) {
			const struct vypr_text *name = &file->spec.transactions[j];
			const char *colon = strchr(name->text, ':');
			bool found = false;

			FOR_EACH_VEC_ELT (decls, k, decl)
				found |= mark_transaction(look, file, name, decl);
			look->wanted.safe_push({ file,
						 xstrndup(name->text, colon - name->text),
						 colon + 1, name->line, found });
		}
}

bool vp_select(struct vp_look *look)
{
	auto_vec<tree> decls;
	struct vp_spec_file *file;
	uint32_t order = 0;
	bool ok = true;
	unsigned i, j;

	if (!files_are_good(look) || !forms_are_good(look))
		return false;
	functions_with_code(&decls);
	FOR_EACH_VEC_ELT (look->files, i, file)
		for (j = 0; j < file->spec.property_count; j++) {
			struct vp_use use = { file, j, order++ };

			ok = select_property(look, &use, decls) && ok;
		}
	mark_recorded(look, decls);
	mark_transactions(look, decls);
	look->functions.qsort(by_decl);
	return ok;
}
