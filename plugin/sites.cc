/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the statements that matter to sites, points and roles, for one function.
 */
#include "plugin/moment.h"

/* Entering or leaving the function, for whoever wants it. */
static void want_end(struct work *work, basic_block bb, bool timed)
{
	struct vp_match event;

	memset(&event, 0, sizeof event);
	event.bb = bb;
	vp_moment_for(work, &event, 2, vp_display_name(work->f->decl))->timed |= timed;
}

/* ENTRY and EXIT have a time of their own? */
static void timed_ends(const struct work *work, bool *ret_entry, bool *ret_exit)
{
	struct vp_formula *formula;
	unsigned i;

	*ret_entry = *ret_exit = false;
	FOR_EACH_VEC_ELT (work->look->formulas, i, formula)
		if (formula->function == work->f && formula->scope) {
			*ret_entry |= formula->form.any_thread;
			*ret_exit |= formula->form.timed_exit;
		}
}

static bool wants_end(const struct work *work)
{
	struct moment *moment;
	unsigned i;

	FOR_EACH_VEC_ELT (work->moments, i, moment)
		if (vp_is_entry(moment) || vp_is_exit(moment))
			return true;
	return false;
}

static bool calls_a_recorded_function(const struct work *work, struct cgraph_node *node)
{
	struct cgraph_edge *e;
	const char *name;
	unsigned i;

	for (e = node->callees; e; e = e->next_callee) {
		struct vp_function *f;

		if (e->callee->ultimate_alias_target() == node)
			return true;
		FOR_EACH_VEC_ELT (work->look->functions, i, f)
			if (f->recorded &&
			    f->decl == e->callee->ultimate_alias_target()->decl)
				return true;
		FOR_EACH_VEC_ELT (work->look->measured, i, name)
			if (vp_function_named(e->callee->decl, name))
				return true;
	}
	return false;
}

/* A leaf that is only recorded is known by its EXIT alone. */
static bool needs_entry(const struct work *work, bool needs_exit)
{
	struct cgraph_node *node = cgraph_node::get(work->f->decl);

	return needs_exit || !node || node->address_taken ||
	       calls_a_recorded_function(work, node);
}

static int in_order(const void *x, const void *y)
{
	const struct moment *a = *(struct moment *const *)x;
	const struct moment *b = *(struct moment *const *)y;

	if (vp_is_exit(a) != vp_is_exit(b))
		return vp_is_exit(a) - vp_is_exit(b);
	if (a->bb != b->bb)
		return a->bb->index - b->bb->index;
	if (a->at != b->at)
		return a->at - b->at;
	if (a->phase != b->phase)
		return a->phase - b->phase;
	if (strcmp(a->subject, b->subject))
		return strcmp(a->subject, b->subject);
	return (int)a->order - (int)b->order;
}

/* ret_needs_ends: someone wants to know when it is entered and left. */
static bool collect_all(struct work *work, bool *ret_needs_ends)
{
	struct vp_formula *formula;
	bool any = false;
	unsigned i;

	FOR_EACH_VEC_ELT (work->look->formulas, i, formula)
		if (formula->function == work->f) {
			vp_collect(work, formula, formula->number);
			vp_warn_of_missing(formula);
			*ret_needs_ends |= formula->scope && formula->form.needs_exit;
			any = any || formula->scope;
		}
	*ret_needs_ends |= work->f->transaction || wants_end(work);
	return any;
}

/* What comes after a call makes it need stack, however deep the recursion is. */
static void note_tails(const struct work *work)
{
	vec<struct vp_tail> tails = vNULL;
	struct moment *moment;
	struct vp_span span;
	unsigned i;

	vp_tails_find(work->f, &tails);
	for (const struct vp_tail &tail : tails)
		FOR_EACH_VEC_ELT (work->moments, i, moment)
			if (moment->stmt == tail.call && moment->phase != 0) {
				free(vp_statement_text(moment->stmt, &span));
				vp_note(work->look,
					"%s: the tail call at line %d is measured: it "
					"needs stack now",
					vp_display_name(work->f->decl), span.line);
			}
}

/* An exit that nobody can see is none. */
static void note_unseen_exits(const struct work *work)
{
	struct vp_formula *formula;
	bool looks = false;
	unsigned i;
	int slot;

	FOR_EACH_VEC_ELT (work->look->formulas, i, formula) {
		if (formula->function != work->f)
			continue;
		looks |= formula->scope && formula->form.needs_exit;
		for (slot = 0; slot < formula->form.slot_count; slot++)
			looks |= formula->here[slot] &&
				 formula->form.slots[slot].kind == VYPR_SLOT_EXIT;
	}
	if (looks)
		vp_note(work->look,
			"%s: leaving it by longjmp, exit or the end of its thread is no exit; "
			"what is open then is unknown(unwound)",
			vp_display_name(work->f->decl));
}

void vp_sites(struct vp_look *look, struct vp_function *f)
{
	struct work work = { look, f, vNULL };
	bool needs_ends = false, entry = false, exit, timed_entry, timed_exit;
	bool scope = collect_all(&work, &needs_ends);
	struct moment *moment;
	unsigned i;

	timed_ends(&work, &timed_entry, &timed_exit);
	exit = f->recorded || needs_ends;
	if (exit)
		entry = needs_entry(&work, needs_ends);
	if (entry)
		want_end(&work, ENTRY_BLOCK_PTR_FOR_FN(f->fun), timed_entry);
	if (exit)
		want_end(&work, EXIT_BLOCK_PTR_FOR_FN(f->fun), timed_exit);
	note_tails(&work);
	note_unseen_exits(&work);
	if (f->lands)
		vp_make_landings(&work);
	vp_separate_calls(&work);
	FOR_EACH_VEC_ELT (work.moments, i, moment)
		moment->order = i;
	work.moments.qsort(in_order);
	FOR_EACH_VEC_ELT (work.moments, i, moment)
		vp_make_moment(&work, moment);
	vp_pair_calls(&work);
	look->unit.functions[f->index].flags =
		(scope ? VYPR_FUNCTION_SCOPE : 0) |
		(f->recorded ? VYPR_FUNCTION_RECORDED : 0) |
		(entry ? VYPR_FUNCTION_ENTRY : 0) | (exit ? VYPR_FUNCTION_EXIT : 0) |
		(f->transaction ? VYPR_FUNCTION_TRANSACTION : 0);
}
