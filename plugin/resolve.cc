/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the names of a formula mean in its function: constants get their values,
 * lvalues their places, callees their functions, terms their types.
 */
#include "plugin/look.h"

bool vp_fail(struct vp_look *look, struct vp_formula *formula, int32_t node,
	     const struct vp_problem *problem)
{
	const struct vypr_node *at = &formula->ast.nodes[node];
	struct vp_place place = vp_place_of_node(formula->file->path, at, problem->word);

	if (!formula->named && problem->status != VYPR_SYNTAX) {
		vp_note(look, "%s in %s: %s", formula->name,
			vp_display_name(formula->function->decl), problem->text);
		if (!formula->scope)
			vp_warn(formula->property, VYPR_WARNING_NO_NAME, &place,
				problem->hint, "%s", problem->text);
		formula->dropped = true;
		return true;
	}
	vp_error(&place, problem->hint, "%s", problem->text);
	return false;
}

bool vp_fail_plainly(struct vp_look *look, struct vp_formula *formula, int32_t node,
		     const char *word, const char *format, ...)
{
	struct vp_problem problem;
	va_list args;

	memset(&problem, 0, sizeof problem);
	problem.status = VYPR_TYPE;
	snprintf(problem.word, sizeof problem.word, "%s", word);
	va_start(args, format);
	vsnprintf(problem.text, sizeof problem.text, format, args);
	va_end(args);
	return vp_fail(look, formula, node, &problem);
}

/* ---- constants --------------------------------------------------------------- */

static bool is_variable(tree function, const char *name)
{
	auto_vec<tree> found;

	vp_scope_find(function, VP_NAME_VARIABLE, name, &found);
	return found.length() > 0;
}

static bool resolve_constant(struct vp_look *look, struct vp_formula *formula,
			     int32_t index)
{
	struct vypr_node *node = &formula->ast.nodes[index];
	const char *name = vypr_ast_string(&formula->ast, node->str);
	tree function = formula->function->decl;
	struct vp_number number;
	struct vp_problem problem;
	const char *why;

	if (node->op != VYPR_TYPE_NONE)
		return true; /* the reader knew it */
	if (vp_constant_find(function, name, &number, &why)) {
		if (number.type == VYPR_TYPE_STRING) {
			node->kind = VYPR_NODE_STRING;
			node->str = vp_ast_string(&formula->ast, number.text);
			return true;
		}
		node->op = number.type;
		if (number.type == VYPR_TYPE_F64)
			node->v.f = number.f;
		else
			node->v.i = number.i;
		return true;
	}
	if (!why && is_variable(function, name))
		why = xasprintf("it is a variable, which has values in states: q(%s)",
				name);
	memset(&problem, 0, sizeof problem);
	problem.status = VYPR_NAME;
	problem.hint = why ? NULL : vp_scope_suggest(function, VP_NAME_CONSTANT, name);
	snprintf(problem.word, sizeof problem.word, "%s", name);
	snprintf(problem.text, sizeof problem.text,
		 "'%s' is not a constant that can be computed here%s%s", name,
		 why ? ": " : "", why ? why : "");
	return vp_fail(look, formula, index, &problem);
}

/* type(q(x)) == int: the word is the name of a type. */
static void take_type_names(struct vp_formula *formula)
{
	struct vypr_node *nodes = formula->ast.nodes;
	size_t i;

	for (i = 0; i < formula->ast.node_count; i++) {
		int32_t a = nodes[i].a, b = nodes[i].b;

		if (nodes[i].kind != VYPR_NODE_COMPARE || a < 0 || b < 0)
			continue;
		if (nodes[a].kind == VYPR_NODE_TYPE &&
		    nodes[b].kind == VYPR_NODE_CONSTANT)
			nodes[b].kind = VYPR_NODE_STRING;
		if (nodes[b].kind == VYPR_NODE_TYPE &&
		    nodes[a].kind == VYPR_NODE_CONSTANT)
			nodes[a].kind = VYPR_NODE_STRING;
	}
}

static bool resolve_constants(struct vp_look *look, struct vp_formula *formula)
{
	bool ok = true;
	size_t i;

	for (i = 0; i < formula->ast.node_count; i++)
		if (formula->ast.nodes[i].kind == VYPR_NODE_CONSTANT)
			ok = resolve_constant(look, formula, i) && ok;
	return ok;
}

/* ---- lvalues and callees ------------------------------------------------------ */

/* Several variables have the name: said once for each text and function. */
static void say_all_are_meant(struct vp_look *look, struct vp_formula *formula,
			      int32_t node, const struct vp_lvalue *lvalue)
{
	const struct vypr_node *at = &formula->ast.nodes[node];
	struct vp_place place = vp_place_of_node(formula->file->path, at, lvalue->text);
	unsigned said = look->notes.length();

	if (lvalue->variables < 2)
		return;
	vp_note(look, "%s: '%s' names %d variables, all are meant",
		vp_display_name(formula->function->decl), lvalue->text,
		lvalue->variables);
	if (look->notes.length() > said && formula->named)
		vp_warn(formula->property, VYPR_WARNING_AMBIGUOUS, &place, NULL,
			"'%s' names %d variables", lvalue->text, lvalue->variables);
}

static bool resolve_slot(struct vp_look *look, struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];
	const char *text = vypr_ast_string(&formula->ast, s->what);
	tree function = formula->function->decl;
	int32_t node = vp_node_of_slot(formula, slot);
	struct vp_problem problem;

	if (s->kind != VYPR_SLOT_CALL && s->kind != VYPR_SLOT_CHANGE)
		return true;
	if (s->kind == VYPR_SLOT_CALL)
		return vp_callee_resolve(function, text, &formula->callees[slot],
					 &problem) ||
		       vp_fail(look, formula, node, &problem);
	if (!vp_lvalue_resolve(function, text, &formula->lvalues[slot], &problem))
		return vp_fail(look, formula, node, &problem);
	say_all_are_meant(look, formula, node, &formula->lvalues[slot]);
	return true;
}

static bool is_address(const struct vp_formula *formula, int32_t index)
{
	const struct vypr_node *node = &formula->ast.nodes[index];

	return node->kind == VYPR_NODE_NULLPTR ||
	       (node->kind == VYPR_NODE_CONSTANT && node->op == VYPR_TYPE_PTR) ||
	       (node->kind == VYPR_NODE_INTEGER && node->v.i == 0);
}

/* Is a char pointer only compared with addresses?  Then what it points to does not
 * matter. */
static bool is_only_an_address(const struct vp_formula *formula, int capture)
{
	const struct vypr_node *nodes = formula->ast.nodes;
	const struct vypr_form_ref *refs = formula->form.refs;
	bool any = false;
	size_t i;

	if (formula->form.captures[capture].recorded)
		return false;
	for (i = 0; i < formula->ast.node_count; i++) {
		int32_t a = nodes[i].a, b = nodes[i].b;

		if (nodes[i].kind != VYPR_NODE_COMPARE || a < 0 || b < 0 ||
		    (refs[a].capture != capture && refs[b].capture != capture))
			continue;
		if (!is_address(formula, refs[a].capture == capture ? b : a))
			return false;
		any = true;
	}
	return any;
}

/* False: it is of another kind than what is known of it already. */
static bool set_type(struct vp_formula *formula, int capture, tree type)
{
	enum vypr_type value = vp_type_of(type);

	if (value == VYPR_TYPE_STRING && POINTER_TYPE_P(type) &&
	    is_only_an_address(formula, capture))
		value = VYPR_TYPE_PTR;
	if (formula->capture_types[capture] != VYPR_TYPE_NONE)
		value = vp_type_join(formula->capture_types[capture], value);
	if (value == VYPR_TYPE_NONE)
		return false;
	formula->capture_types[capture] = formula->form.captures[capture].type = value;
	formula->capture_trees[capture] = type;
	return true;
}

/* Of all places that the name means; a place without a value is an error only when
 * there is no other. */
static bool resolve_type(struct vp_look *look, struct vp_formula *formula, int capture)
{
	const struct vp_lvalue *lvalue = &formula->captures[capture];
	const struct vypr_form_capture *c = &formula->form.captures[capture];
	const struct vypr_form_slot *slot = &formula->form.slots[c->slot];
	struct vp_ref *ref;
	unsigned i;

	if (!lvalue->refs[0].readable &&
	    (slot->kind != VYPR_SLOT_CHANGE ||
	     strcmp(vypr_ast_string(&formula->ast, slot->what), lvalue->text) != 0))
		return vp_fail_plainly(
			look, formula, c->node, lvalue->text,
			"'%s' is many places: only a change of it has its value",
			lvalue->text);
	FOR_EACH_VEC_ELT (lvalue->refs, i, ref)
		if (vp_type_of(TREE_TYPE(ref->expr)) != VYPR_TYPE_NONE)
			set_type(formula, capture, TREE_TYPE(ref->expr));
	if (formula->capture_types[capture] != VYPR_TYPE_NONE)
		return true;
	return vp_fail_plainly(
		look, formula, formula->form.captures[capture].node, lvalue->text,
		"'%s' is %s: it has no value that can be compared", lvalue->text,
		vp_no_value(TREE_TYPE(lvalue->refs[0].expr)));
}

static bool resolve_length(struct vp_look *look, struct vp_formula *formula, int capture)
{
	const struct vp_lvalue *lvalue = &formula->captures[capture];
	tree type = TREE_TYPE(lvalue->refs[0].expr);
	struct vp_value ignored;

	formula->capture_types[capture] = formula->form.captures[capture].type =
		VYPR_TYPE_U64;
	formula->capture_trees[capture] = type;
	if (vp_length_of(lvalue->refs[0].expr, &ignored))
		return true;
	return vp_fail_plainly(look, formula, formula->form.captures[capture].node,
			       lvalue->text, "'%s' is '%s', which has no length",
			       lvalue->text, vp_type_text(type));
}

static bool resolve_capture(struct vp_look *look, struct vp_formula *formula, int capture)
{
	const struct vypr_form_capture *c = &formula->form.captures[capture];
	const char *text = vypr_ast_string(&formula->ast, c->lvalue);
	struct vp_lvalue *lvalue = &formula->captures[capture];
	struct vp_problem problem;

	formula->capture_types[capture] = c->type;
	if (c->kind != VYPR_CAPTURE_VALUE && c->kind != VYPR_CAPTURE_LENGTH)
		return true;
	if (!vp_lvalue_resolve(formula->function->decl, text, lvalue, &problem))
		return vp_fail(look, formula, c->node, &problem);
	return c->kind == VYPR_CAPTURE_LENGTH ? resolve_length(look, formula, capture)
					      : resolve_type(look, formula, capture);
}

/* ---- what calls are given and give back ----------------------------------------- */

static bool type_at_call(struct vp_formula *formula, int capture, gimple *stmt,
			 const char **ret_why)
{
	const struct vypr_form_capture *c = &formula->form.captures[capture];
	tree type = vp_call_type(stmt, c);

	if (!type) {
		*ret_why = xasprintf("this call has no argument %d", c->number);
		return false;
	}
	if (vp_type_of(type) == VYPR_TYPE_NONE) {
		*ret_why = xasprintf("%s is %s: it has no value that can be compared",
				     c->kind == VYPR_CAPTURE_RETURNED
					     ? "what this call returns"
					     : xasprintf("argument %d", c->number),
				     vp_no_value(type));
		return false;
	}
	return set_type(formula, capture, type);
}

static bool resolve_call(struct vp_look *look, struct vp_formula *formula, int capture)
{
	const struct vypr_form_capture *c = &formula->form.captures[capture];
	const char *why = NULL;
	struct vp_match *event;
	bool any = false;
	int pointers;
	unsigned i;

	/* a call through a pointer may be one of another function: what is sure comes
	 * first */
	for (pointers = 0; pointers < 2; pointers++)
		FOR_EACH_VEC_ELT (formula->slots[c->slot], i, event)
			if (event->needed && (event->callees.length() > 0) == pointers &&
			    type_at_call(formula, capture, event->stmt, &why))
				any = true;
	return any || !why || vp_fail_plainly(look, formula, c->node, "", "%s", why);
}

/* ---- type(...) --------------------------------------------------------------- */

static const char *string_beside(const struct vp_formula *formula, int32_t index)
{
	const struct vypr_node *nodes = formula->ast.nodes;
	size_t i;

	for (i = 0; i < formula->ast.node_count; i++) {
		int32_t a = nodes[i].a, b = nodes[i].b;

		if (nodes[i].kind != VYPR_NODE_COMPARE || (a != index && b != index))
			continue;
		a = a == index ? b : a;
		return nodes[a].kind == VYPR_NODE_STRING
			       ? vypr_ast_string(&formula->ast, nodes[a].str)
			       : NULL;
	}
	return NULL;
}

/* A type has several names; it gets the one that it is compared with. */
static bool resolve_type_term(struct vp_look *look, struct vp_formula *formula,
			      int32_t index)
{
	struct vypr_node *node = &formula->ast.nodes[index];
	const char *wanted = string_beside(formula, index), *text;
	const struct vypr_node *value = &formula->ast.nodes[node->a];
	struct vp_lvalue lvalue;
	struct vp_problem problem;
	struct vp_ref *ref;
	unsigned i;
	tree type;

	text = vypr_ast_string(&formula->ast, value->str);
	if (!vp_lvalue_resolve(formula->function->decl, text, &lvalue, &problem))
		return vp_fail(look, formula, node->a, &problem);
	type = TREE_TYPE(lvalue.refs[0].expr);
	FOR_EACH_VEC_ELT (lvalue.refs, i, ref)
		if (TYPE_MAIN_VARIANT(TREE_TYPE(ref->expr)) != TYPE_MAIN_VARIANT(type))
			return vp_fail_plainly(
				look, formula, node->a, text,
				"'%s' names variables of several types: '%s' "
				"and '%s'",
				text, vp_type_text(type),
				vp_type_text(TREE_TYPE(ref->expr)));
	node->str = vp_ast_string(&formula->ast, wanted && vp_type_is(type, wanted)
							 ? wanted
							 : vp_type_text(type));
	return true;
}

static bool resolve_type_terms(struct vp_look *look, struct vp_formula *formula)
{
	bool ok = true;
	size_t i;

	for (i = 0; i < formula->ast.node_count && !formula->dropped; i++)
		if (formula->ast.nodes[i].kind == VYPR_NODE_TYPE &&
		    formula->here[formula->form.refs[i].slot])
			ok = resolve_type_term(look, formula, i) && ok;
	return ok;
}

/* ---- all ---------------------------------------------------------------------- */

static bool make_form(struct vp_formula *formula)
{
	struct vypr_diag diag;

	memset(&diag, 0, sizeof diag);
	if (vypr_form_make(&formula->ast, &formula->form, &diag) != VYPR_OK) {
		vp_error_diag(formula->file->path, &diag);
		return false;
	}
	formula->here = XCNEWVEC(bool, formula->form.slot_count + 1);
	formula->slots = XCNEWVEC(vec<struct vp_match>, formula->form.slot_count + 1);
	formula->lvalues = XCNEWVEC(struct vp_lvalue, formula->form.slot_count + 1);
	formula->callees = XCNEWVEC(struct vp_callee, formula->form.slot_count + 1);
	formula->captures = XCNEWVEC(struct vp_lvalue, formula->form.capture_count + 1);
	formula->capture_types =
		XCNEWVEC(enum vypr_type, formula->form.capture_count + 1);
	formula->capture_trees = XCNEWVEC(tree, formula->form.capture_count + 1);
	formula->captured = XCNEWVEC(unsigned, formula->form.capture_count + 1);
	vp_mark_here(formula);
	return true;
}

/* What the formula's parts in other functions know already. */
static void inherit_captures(struct vp_formula *formula)
{
	const struct vp_formula *from = formula->inherited;
	int i;

	for (i = 0; from && i < formula->form.capture_count; i++) {
		formula->captures[i] = from->captures[i];
		formula->capture_trees[i] = from->capture_trees[i];
		formula->capture_types[i] = formula->form.captures[i].type =
			from->capture_types[i];
	}
}

/* Is anything in this tree seen in the function of this part? */
static bool is_about_here(const struct vp_formula *formula, int32_t index)
{
	const struct vypr_node *node = &formula->ast.nodes[index];
	const int32_t children[] = { node->a, node->b, node->c, node->d };
	int slot = formula->form.refs[index].slot;

	if (slot >= 0 && formula->here[slot])
		return true;
	if (node->kind == VYPR_NODE_VAR)
		return false;
	for (int32_t child : children)
		if (child >= 0 && is_about_here(formula, child))
			return true;
	return false;
}

bool vp_resolve(struct vp_look *look, struct vp_formula *formula)
{
	bool ok = make_form(formula);
	size_t n;
	int i;

	if (!ok)
		return false;
	inherit_captures(formula);
	if (formula->scope) {
		take_type_names(formula);
		ok = resolve_constants(look, formula);
	}
	ok = ok && resolve_type_terms(look, formula);
	for (i = 0; i < formula->form.slot_count && !formula->dropped; i++)
		if (formula->here[i])
			ok = resolve_slot(look, formula, i) && ok;
	for (i = 0; ok && i < formula->form.capture_count && !formula->dropped; i++)
		if (formula->here[formula->form.captures[i].slot])
			ok = resolve_capture(look, formula, i) && ok;
	for (n = 0; ok && !formula->dropped && n < formula->ast.node_count; n++)
		if (formula->scope || is_about_here(formula, n))
			ok = vp_check_sorts(look, formula, n);
	return ok;
}

bool vp_resolve_calls(struct vp_look *look, struct vp_formula *formula)
{
	bool ok = true, any = false;
	size_t n;
	int i;

	for (i = 0; i < formula->form.capture_count && !formula->dropped; i++) {
		enum vypr_capture_kind kind = formula->form.captures[i].kind;

		if ((kind != VYPR_CAPTURE_ARGUMENT && kind != VYPR_CAPTURE_RETURNED) ||
		    !formula->here[formula->form.captures[i].slot])
			continue;
		ok = resolve_call(look, formula, i) && ok;
		any = true;
	}
	for (n = 0; ok && any && !formula->dropped && n < formula->ast.node_count; n++)
		if (is_about_here(formula, n))
			ok = vp_check_sorts(look, formula, n);
	return ok;
}
