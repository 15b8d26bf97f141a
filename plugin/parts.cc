/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which functions a property looks at: the one it is about, its scope, and those that a
 * slot is "during".  In each of them the names are looked up anew, so each has a part:
 *
 *     f: forall q in changes(x), t in calls(store) during g after q: ...
 *
 *     part in f: the changes of x        part in g: the calls of store
 *
 * g may lie in another source file than f, or in several.  All units then have a formula of
 * the property's key; a unit without f has it as FOREIGN, for g's sites alone.
 */
#include "plugin/look.h"

int32_t vp_node_of_slot(const struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];
	const struct vypr_node *node = &formula->ast.nodes[s->node];

	if ((s->use == VYPR_USE_LEADING || s->use == VYPR_USE_INNER) && node->a >= 0)
		return node->a;
	return s->node;
}

/* ---- one part ------------------------------------------------------------------- */

static void copy_ast(const struct vypr_ast *from, struct vypr_ast *ret_ast)
{
	*ret_ast = *from;
	ret_ast->nodes = XNEWVEC(struct vypr_node, from->node_count + 1);
	memcpy(ret_ast->nodes, from->nodes, from->node_count * sizeof *from->nodes);
	ret_ast->strings = XNEWVEC(char, from->strings_size + 1);
	memcpy(ret_ast->strings, from->strings, from->strings_size);
}

/* Other parts may look at the strings as they were. */
int32_t vp_ast_string(struct vypr_ast *ast, const char *text)
{
	size_t size = strlen(text) + 1;
	int32_t at = ast->strings_size;
	char *strings = XNEWVEC(char, at + size);

	memcpy(strings, ast->strings, at);
	memcpy(strings + at, text, size);
	ast->strings = strings;
	ast->strings_size += size;
	return at;
}

static struct vp_formula *new_part(const struct vp_use *use, struct vp_function *f)
{
	const struct vypr_property *property = &use->file->spec.properties[use->index];
	struct vp_formula *part = XCNEW(struct vp_formula);
	const char *name = property->function.text;

	part->property = property;
	part->file = use->file;
	part->function = f;
	part->order = use->order;
	part->index = use->index;
	part->named = !vypr_is_glob(name);
	part->exact = part->named && !vypr_is_glob(property->module.text);
	part->name = property->name.text
			     ? xstrdup(property->name.text)
			     : xasprintf("%s#%d",
					 part->named ? name : vp_display_name(f->decl),
					 property->ordinal);
	return part;
}

/* Find what the part means; keep it unless it means nothing here. */
static bool add_part(struct vp_look *look, struct vp_formula *part)
{
	if (!vp_resolve(look, part) || (!part->dropped && !vp_find_events(look, part)) ||
	    (!part->dropped && !vp_resolve_calls(look, part)))
		return false;
	if (!part->dropped)
		look->formulas.safe_push(part);
	return true;
}

bool vp_part_of_scope(struct vp_look *look, const struct vp_use *use,
		      struct vp_function *f)
{
	struct vp_formula *part = new_part(use, f);

	part->scope = true;
	part->number = look->formula_count;
	copy_ast(&part->property->ast, &part->ast);
	if (!add_part(look, part))
		return false;
	look->formula_count += !part->dropped;
	return true;
}

/* ---- during -------------------------------------------------------------------- */

static const char *during(const struct vypr_form *form, int slot)
{
	return vypr_ast_string(form->ast, form->slots[slot].during);
}

void vp_mark_here(struct vp_formula *part)
{
	const struct vypr_form *form = &part->form;
	int i;

	for (i = 0; i < form->slot_count; i++)
		part->here[i] = part->scope ? form->slots[i].during < 0
					    : form->slots[i].during >= 0 &&
						      vp_function_named(
							      part->function->decl,
							      during(form, i));
}

static bool is_looked_at(const struct vypr_form *form, tree decl)
{
	int i;

	for (i = 0; i < form->slot_count; i++)
		if (form->slots[i].during >= 0 &&
		    vp_function_named(decl, during(form, i)))
			return true;
	return false;
}

/* A formula of the property that is in the unit already: the parts "during" belong to one
 * of them only, whichever. */
static struct vp_formula *formula_of(const struct vp_look *look, const struct vp_use *use)
{
	struct vp_formula *part, *found = NULL;
	unsigned i;

	FOR_EACH_VEC_ELT (look->formulas, i, part)
		if (part->order == use->order)
			found = !found || part->number == found->number ? part : found;
	return found;
}

/* What is known of the formula so far: constants, types, places. */
static void inherit(struct vp_formula *part, const struct vp_formula *from)
{
	part->number = from->number;
	part->named = from->named;
	part->foreign = from->foreign;
	part->name = from->name;
	part->ast = from->ast;
	part->inherited = from;
}

static bool part_during(struct vp_look *look, const struct vp_use *use, tree decl)
{
	const struct vp_formula *whole = formula_of(look, use);
	struct vp_formula *part = new_part(use, vp_function_for(look, decl));
	bool ok;

	part->exact = part->named = false;
	if (whole) {
		inherit(part, whole);
	} else {
		part->foreign = true;
		part->number = look->formula_count;
		copy_ast(&part->property->ast, &part->ast);
	}
	ok = add_part(look, part);
	look->formula_count += ok && !part->dropped && !whole;
	return ok;
}

/* Where nothing of it is seen, another file may have it; a name that is close to one of this
 * file is more likely meant. */
static void note_unseen(struct vp_look *look, const struct vp_use *use,
			const struct vypr_form *form, const vec<tree> &decls)
{
	tree decl;
	unsigned i;
	int slot;

	if (!formula_of(look, use))
		return;
	for (slot = 0; slot < form->slot_count; slot++) {
		bool found = form->slots[slot].during < 0;
		const char *hint, *name = during(form, slot);

		FOR_EACH_VEC_ELT (decls, i, decl)
			found = found || vp_function_named(decl, name);
		if (found)
			continue;
		hint = vypr_is_glob(name) || vp_scope_declares_function(name)
			       ? NULL
			       : vp_scope_suggest(NULL_TREE, VP_NAME_FUNCTION, name);
		vp_note(look,
			hint ? "'%s' is not in this file, only '%s' is: what happens "
			       "during it is seen in files that have it"
			     : "'%s' is not in this file: what happens during it is "
			       "seen in files that have it",
			name, hint);
	}
}

bool vp_parts_during(struct vp_look *look, const struct vp_use *use,
		     const vec<tree> &decls)
{
	const struct vypr_property *property = &use->file->spec.properties[use->index];
	struct vypr_form form;
	bool ok = true;
	unsigned i;
	tree decl;

	if (!property->ast.node_count ||
	    vypr_form_make(&property->ast, &form, NULL) != VYPR_OK)
		return true;
	FOR_EACH_VEC_ELT (decls, i, decl)
		if (is_looked_at(&form, decl) && !vp_skip_reason(decl))
			ok = part_during(look, use, decl) && ok;
	note_unseen(look, use, &form, decls);
	vypr_form_fini(&form);
	return ok;
}
