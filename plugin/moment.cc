/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the formulas of a function want at which of its statements: its moments.
 */
#include "plugin/moment.h"

bool vp_same_callees(const vec<tree> &x, const vec<tree> &y)
{
	unsigned i;

	if (x.length() != y.length())
		return false;
	for (i = 0; i < x.length(); i++)
		if (x[i] != y[i])
			return false;
	return true;
}

/* Calls at one statement are one moment whatever name they were asked by; changes are one
 * for each lvalue. */
static bool is_moment(const struct moment *moment, const struct vp_match *event,
		      int phase, const char *subject)
{
	return moment->stmt == event->stmt && moment->phase == phase &&
	       moment->bb == event->bb &&
	       vp_same_callees(moment->callees, event->callees) &&
	       (phase != 2 || !strcmp(moment->subject, subject));
}

struct moment *vp_moment_for(struct work *work, const struct vp_match *event, int phase,
			     const char *subject)
{
	struct moment *moment;
	unsigned i;

	FOR_EACH_VEC_ELT (work->moments, i, moment)
		if (is_moment(moment, event, phase, subject))
			return moment;
	moment = XCNEW(struct moment);
	moment->stmt = event->stmt;
	moment->bb = event->bb;
	moment->at = event->at;
	moment->phase = phase;
	moment->subject = subject;
	moment->written = event->written;
	moment->conditional = event->conditional;
	moment->jumps = event->jumps;
	moment->leaving = event->leaving;
	moment->callees = event->callees;
	work->moments.safe_push(moment);
	return moment;
}

static void add_role(vec<struct vypr_role> *roles, uint32_t formula,
		     enum vypr_role_kind kind, int index)
{
	struct vypr_role role = { formula, (uint32_t)kind, (uint32_t)index };

	roles->safe_push(role);
}

static bool is_visible(tree function, const struct vp_ref *ref,
		       const struct moment *moment, const char **ret_why)
{
	if (vp_is_entry(moment) || vp_is_exit(moment) || vp_unwinds(moment))
		return vp_scope_visible_at_end(function, ref->expr,
					       vp_is_entry(moment)  ? VP_ENTERING
					       : vp_is_exit(moment) ? VP_RETURNING
								    : VP_UNWINDING,
					       ret_why);
	*ret_why = "it is not in scope";
	return !ref->base || vp_scope_visible(function, ref->base, moment->stmt);
}

/* The innermost of the variables meant that is visible at the moment. */
static const struct vp_ref *ref_at(tree function, const struct vp_lvalue *lvalue,
				   const struct moment *moment, const char **ret_why)
{
	struct vp_ref *found = NULL, *ref;
	unsigned i;

	FOR_EACH_VEC_ELT (lvalue->refs, i, ref)
		if (is_visible(function, ref, moment, ret_why))
			found = ref;
	return found;
}

static const char *name_of_place(const struct moment *moment)
{
	struct vp_span span;

	if (!moment->stmt)
		return vp_is_entry(moment) ? "entry" : "exit";
	free(vp_statement_text(moment->stmt, &span));
	return xasprintf("line %d", span.line);
}

static bool is_same_value(const struct vp_reading *x, const struct vp_reading *y)
{
	return x->base == y->base && x->value.type == y->value.type &&
	       x->value.send == y->value.send && !strcmp(x->text, y->text);
}

void vp_keep_reading(struct moment *moment, struct vp_reading *fresh, uint32_t number,
		     int capture)
{
	struct vp_reading *reading;
	unsigned i;

	FOR_EACH_VEC_ELT (moment->readings, i, reading)
		if (is_same_value(reading, fresh)) {
			add_role(&reading->roles, number, VYPR_ROLE_CAPTURE, capture);
			return;
		}
	add_role(&fresh->roles, number, VYPR_ROLE_CAPTURE, capture);
	moment->readings.safe_push(*fresh);
}

static bool is_of_variable(const struct vp_formula *formula, int capture)
{
	enum vypr_capture_kind kind = formula->form.captures[capture].kind;

	return kind == VYPR_CAPTURE_VALUE || kind == VYPR_CAPTURE_LENGTH;
}

/* What is captured, as messages say it. */
static const char *name_of_capture(const struct vp_formula *formula, int capture)
{
	const struct vypr_form_capture *c = &formula->form.captures[capture];

	if (is_of_variable(formula, capture))
		return xasprintf("'%s'", vypr_ast_string(&formula->ast, c->lvalue));
	return c->kind == VYPR_CAPTURE_RETURNED ? "what is returned"
						: xasprintf("argument %d", c->number);
}

static void add_reading(struct work *work, struct moment *moment,
			const struct vp_formula *formula, uint32_t number, int capture,
			tree own)
{
	const char *why = "there is no such value";
	const struct vp_ref *ref = NULL;
	struct vp_reading fresh;

	if (is_of_variable(formula, capture)) {
		ref = ref_at(work->f->decl, &formula->captures[capture], moment, &why);
		why = ref ? "it cannot be read" : why;
		if (ref && !own && moment->phase == 1)
			own = vp_result_for(ref, moment->stmt);
	}
	if ((ref || !is_of_variable(formula, capture)) &&
	    vp_reading_of(formula, capture, ref, own, moment->stmt, &fresh)) {
		vp_keep_reading(moment, &fresh, number, capture);
		formula->captured[capture]++;
		return;
	}
	vp_note(work->look, "%s: no value of %s from %s: %s", formula->name,
		name_of_capture(formula, capture), name_of_place(moment), why);
}

/* q(x) where q is a change of x: the value that was assigned. */
static bool is_own_value(const struct vp_formula *formula, int slot,
			 const struct vypr_form_capture *capture)
{
	return formula->form.slots[slot].kind == VYPR_SLOT_CHANGE &&
	       capture->lvalue >= 0 &&
	       !strcmp(vypr_ast_string(&formula->ast, formula->form.slots[slot].what),
		       vypr_ast_string(&formula->ast, capture->lvalue));
}

static void add_captures(struct work *work, struct moment *moment,
			 const struct vp_formula *formula, uint32_t number, int slot,
			 enum vypr_moment when)
{
	tree own;
	int i;

	for (i = 0; i < formula->form.capture_count; i++) {
		const struct vypr_form_capture *capture = &formula->form.captures[i];

		if (capture->slot != slot || capture->moment != when ||
		    capture->kind >= VYPR_CAPTURE_COUNT)
			continue;
		own = is_own_value(formula, slot, capture) ? moment->written.value
							   : NULL_TREE;
		if (!own || capture->kind != VYPR_CAPTURE_VALUE ||
		    formula->capture_types[i] == VYPR_TYPE_STRING) {
			add_reading(work, moment, formula, number, i, own);
			continue;
		}
		formula->captured[i]++;
		moment->valued = true;
		moment->type = formula->capture_types[i];
		add_role(&moment->roles, number, VYPR_ROLE_CAPTURE, i);
	}
}

static bool keeps_path(const struct vp_formula *formula)
{
	return formula->scope && formula->property->paths != VYPR_PATHS_OFF;
}

static const char *subject_of(const struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];

	if (s->kind == VYPR_SLOT_ENTRY || s->kind == VYPR_SLOT_EXIT)
		return vp_display_name(formula->function->decl);
	return s->kind == VYPR_SLOT_LINE ? xasprintf("line(%d)", (int)s->line)
					 : formula->lvalues[slot].text;
}

/* Anything that is a state: a change, a line, entry, exit. */
static void add_state(struct work *work, const struct vp_formula *formula,
		      uint32_t number, int slot, const struct vp_match *event)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];
	struct moment *moment =
		vp_moment_for(work, event, event->phase, subject_of(formula, slot));

	moment->timed |= s->timed_end;
	moment->bits |= keeps_path(formula);
	add_role(&moment->roles, number, VYPR_ROLE_SLOT, slot);
	add_captures(work, moment, formula, number, slot, VYPR_AT);
}

bool vp_call_returns(gimple *stmt)
{
	basic_block bb = gimple_bb(stmt);

	return !gimple_call_noreturn_p(as_a<gcall *>(stmt)) &&
	       (EDGE_COUNT(bb->succs) > 0 || stmt != gimple_seq_last_stmt(bb_seq(bb)));
}

bool vp_call_is_left(const struct work *work, gimple *stmt)
{
	return stmt_can_throw_internal(work->f->fun, stmt) ||
	       stmt_can_throw_external(work->f->fun, stmt);
}

static void add_call(struct work *work, const struct vp_formula *formula, uint32_t number,
		     int slot, const struct vp_match *event)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];
	const char *subject = formula->callees[slot].text;
	struct moment *moment;

	if (s->needs_begin || keeps_path(formula)) {
		moment = vp_moment_for(work, event, 0, subject);
		moment->timed |= s->timed_begin;
		moment->bits |= keeps_path(formula);
		add_role(&moment->roles, number, VYPR_ROLE_SLOT, slot);
		add_captures(work, moment, formula, number, slot, VYPR_BEFORE);
	}
	if ((s->needs_end || keeps_path(formula)) &&
	    (vp_call_returns(event->stmt) || vp_call_is_left(work, event->stmt))) {
		moment = vp_moment_for(work, event, 1, subject);
		moment->timed |= s->timed_end;
		add_role(&moment->roles, number, VYPR_ROLE_SLOT, slot);
		if (vp_call_returns(event->stmt))
			add_captures(work, moment, formula, number, slot, VYPR_AFTER);
	}
}

void vp_collect(struct work *work, const struct vp_formula *formula, uint32_t number)
{
	struct vp_match *event;
	unsigned i;
	int slot;

	for (slot = 0; slot < formula->form.slot_count; slot++)
		FOR_EACH_VEC_ELT (formula->slots[slot], i, event) {
			if (!event->needed)
				continue;
			if (formula->form.slots[slot].kind == VYPR_SLOT_CALL)
				add_call(work, formula, number, slot, event);
			else
				add_state(work, formula, number, slot, event);
		}
}

void vp_warn_of_missing(const struct vp_formula *formula)
{
	struct vp_match *event;
	struct vp_place place;
	bool asked;
	unsigned j;
	int i;

	for (i = 0; i < formula->form.capture_count; i++) {
		const struct vypr_form_capture *capture = &formula->form.captures[i];

		asked = false;
		FOR_EACH_VEC_ELT (formula->slots[capture->slot], j, event)
			asked |= event->needed;
		if (!asked || formula->captured[i] || !formula->named ||
		    capture->kind >= VYPR_CAPTURE_COUNT)
			continue;
		place = vp_place_of_node(formula->file->path,
					 &formula->ast.nodes[capture->node],
					 vypr_ast_string(&formula->ast, capture->lvalue));
		vp_warn(formula->property, VYPR_WARNING_NO_VALUE, &place, NULL,
			"no statement that is meant here can give %s",
			name_of_capture(formula, i));
	}
}
