/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the statements that matter to sites, points and roles.
 *
 * A moment is a place where something is sent: a call begins, a call has ended, an
 * lvalue has changed, a line is done, the function is entered or left.  All formulas of a
 * function share one moment for the same statement, and what they want of it adds up:
 * the time, values, path bits.
 *
 *   before the statement:  VALUE* BEGIN        after it:  END VALUE*
 *                                                         { [PATH] CHANGE VALUE* }
 *   function:  ENTRY VALUE*  ...  VALUE* EXIT, at its end or where an exception leaves it
 */
#include "plugin/look.h"

struct moment {
	gimple *stmt;
	basic_block bb;
	int at, phase;
	const char *subject;
	struct vp_written written;
	enum vypr_type type;
	enum vp_leaving leaving;
	bool conditional, jumps, timed, valued, bits;
	vec<tree> callees; /* it is a call of one of these, or (others) of none; empty: any */
	bool others;
	vec<struct vypr_role> roles;
	vec<struct vp_reading> readings;
	unsigned condition; /* as in vp_point */
	unsigned order;
	uint32_t site, left; /* left: of the END by exception, UINT32_MAX none */
};

static bool is_entry(const struct moment *moment)
{
	return moment->bb->index == ENTRY_BLOCK;
}

static bool is_exit(const struct moment *moment)
{
	return moment->bb->index == EXIT_BLOCK;
}

/* An exception leaves the function. */
static bool unwinds(const struct moment *moment)
{
	return moment->phase == 4;
}

struct work {
	struct vp_look *look;
	struct vp_function *f;
	vec<struct moment *> moments;
};

/* ---- collecting --------------------------------------------------------------- */

static bool same_callees(const vec<tree> &x, const vec<tree> &y)
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
	       moment->bb == event->bb && same_callees(moment->callees, event->callees) &&
	       (phase != 2 || !strcmp(moment->subject, subject));
}

static struct moment *moment_for(struct work *work, const struct vp_match *event,
				 int phase, const char *subject)
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
	if (is_entry(moment) || is_exit(moment) || unwinds(moment))
		return vp_scope_visible_at_end(function, ref->expr,
					       is_entry(moment) ? VP_ENTERING
					       : is_exit(moment) ? VP_RETURNING
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
		return is_entry(moment) ? "entry" : "exit";
	free(vp_statement_text(moment->stmt, &span));
	return xasprintf("line %d", span.line);
}

static bool is_same_value(const struct vp_reading *x, const struct vp_reading *y)
{
	return x->base == y->base && x->value.type == y->value.type &&
	       x->value.send == y->value.send && !strcmp(x->text, y->text);
}

static void keep_reading(struct moment *moment, struct vp_reading *fresh, uint32_t number,
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
		keep_reading(moment, &fresh, number, capture);
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
	return formula->form.slots[slot].kind == VYPR_SLOT_CHANGE && capture->lvalue >= 0 &&
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
		own = is_own_value(formula, slot, capture) ? moment->written.value : NULL_TREE;
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
	struct moment *moment = moment_for(work, event, event->phase,
					   subject_of(formula, slot));

	moment->timed |= s->timed_end;
	moment->bits |= keeps_path(formula);
	add_role(&moment->roles, number, VYPR_ROLE_SLOT, slot);
	add_captures(work, moment, formula, number, slot, VYPR_AT);
}

/* Does control come back from the call at all? */
static bool returns(gimple *stmt)
{
	basic_block bb = gimple_bb(stmt);

	return !gimple_call_noreturn_p(as_a<gcall *>(stmt)) &&
	       (EDGE_COUNT(bb->succs) > 0 || stmt != gimple_seq_last_stmt(bb_seq(bb)));
}

/* May an exception come out of it? */
static bool is_left(const struct work *work, gimple *stmt)
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
		moment = moment_for(work, event, 0, subject);
		moment->timed |= s->timed_begin;
		moment->bits |= keeps_path(formula);
		add_role(&moment->roles, number, VYPR_ROLE_SLOT, slot);
		add_captures(work, moment, formula, number, slot, VYPR_BEFORE);
	}
	if ((s->needs_end || keeps_path(formula)) &&
	    (returns(event->stmt) || is_left(work, event->stmt))) {
		moment = moment_for(work, event, 1, subject);
		moment->timed |= s->timed_end;
		add_role(&moment->roles, number, VYPR_ROLE_SLOT, slot);
		if (returns(event->stmt))
			add_captures(work, moment, formula, number, slot, VYPR_AFTER);
	}
}

static void collect(struct work *work, const struct vp_formula *formula, uint32_t number)
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

/* A capture that no moment can send: its atoms are never decided. */
static void warn_of_missing(const struct vp_formula *formula)
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

/* ---- calls through pointers ----------------------------------------------------- */

/* One call is one moment for all: where several are asked for at one statement, there is one
 * for each function that it may be of, and one for all others.
 *
 *      calls (f), calls (p)           p ();      p == f:  BEGIN f   else:  BEGIN p
 */
static void add_all(struct moment *to, const struct moment *from)
{
	struct vypr_role *role;
	struct vp_reading *reading;
	unsigned i, j;

	to->timed |= from->timed;
	to->bits |= from->bits;
	FOR_EACH_VEC_ELT (from->roles, i, role)
		to->roles.safe_push(*role);
	FOR_EACH_VEC_ELT (from->readings, i, reading)
		FOR_EACH_VEC_ELT (reading->roles, j, role) {
			struct vp_reading fresh = *reading;

			fresh.roles = vNULL;
			keep_reading(to, &fresh, role->formula, role->index);
		}
}

static struct moment *moment_of(const vec<struct moment *> &group, tree callee,
				const vec<tree> &all)
{
	struct moment *moment = XCNEW(struct moment), *from;
	unsigned i;

	*moment = *group[0];
	moment->roles = vNULL;
	moment->readings = vNULL;
	moment->timed = moment->bits = false;
	moment->callees = callee ? vNULL : all.copy();
	moment->others = !callee;
	if (callee)
		moment->callees.safe_push(callee);
	FOR_EACH_VEC_ELT (group, i, from)
		if (!from->callees.length() ||
		    (callee && from->callees.contains(callee))) {
			add_all(moment, from);
			moment->subject = from->subject;
		}
	return moment;
}

static void separate(struct work *work, const vec<struct moment *> &group)
{
	bool anyone = false;
	vec<tree> all = vNULL;
	struct moment *moment;
	unsigned i, j;
	tree callee;

	FOR_EACH_VEC_ELT (group, i, moment) {
		anyone |= !moment->callees.length();
		FOR_EACH_VEC_ELT (moment->callees, j, callee)
			if (!all.contains(callee))
				all.safe_push(callee);
	}
	FOR_EACH_VEC_ELT (all, i, callee)
		work->moments.safe_push(moment_of(group, callee, all));
	if (anyone)
		work->moments.safe_push(moment_of(group, NULL_TREE, all));
}

static void separate_calls(struct work *work)
{
	vec<struct moment *> old = work->moments;
	struct moment *moment, *other;
	unsigned i, j;

	work->moments = vNULL;
	FOR_EACH_VEC_ELT (old, i, moment) {
		vec<struct moment *> group = vNULL;
		bool first = true, pointer = false;

		FOR_EACH_VEC_ELT (old, j, other)
			if (moment->phase < 2 && other->stmt == moment->stmt &&
			    other->phase == moment->phase) {
				first &= j >= i;
				pointer |= other->callees.length() > 0;
				group.safe_push(other);
			}
		if (!pointer || group.length() == 1)
			work->moments.safe_push(moment);
		else if (first)
			separate(work, group);
	}
}

static unsigned call_condition(struct work *work, const struct moment *moment)
{
	struct vp_condition condition, *other;
	unsigned i;

	FOR_EACH_VEC_ELT (work->f->conditions, i, other)
		if (other->stmt == moment->stmt && other->pointer &&
		    other->others == moment->others &&
		    same_callees(other->callees, moment->callees))
			return i + 1;
	memset(&condition, 0, sizeof condition);
	condition.stmt = moment->stmt;
	condition.pointer = gimple_call_fn(moment->stmt);
	condition.callees = moment->callees;
	condition.others = moment->others;
	work->f->conditions.safe_push(condition);
	return work->f->conditions.length();
}

/* ---- sites -------------------------------------------------------------------- */

/* How many sites of the function before this one have the same kind and text. */
static unsigned ordinal_of(const struct vp_unit *unit, const struct vypr_site *site)
{
	struct vypr_site *other;
	unsigned i, count = 0;

	FOR_EACH_VEC_ELT (unit->sites, i, other)
		count += other->function == site->function && other->kind == site->kind &&
			 other->text == site->text && other->subject == site->subject;
	return count;
}

static uint32_t add_site(struct work *work, struct vypr_site *site)
{
	struct vp_unit *unit = &work->look->unit;

	site->function = work->f->index;
	site->pair = UINT32_MAX;
	site->key = vp_key(vp_symbol(work->f->decl),
			   vypr_event_name((enum vypr_event_kind)site->kind),
			   concat(&unit->strings[site->subject], "\n",
				  &unit->strings[site->text], NULL),
			   ordinal_of(unit, site));
	return vp_add_site(unit, site);
}

static const char *name_called(gimple *stmt)
{
	tree decl = gimple_call_fndecl(stmt);

	return decl && DECL_NAME(decl) ? IDENTIFIER_POINTER(DECL_NAME(decl)) : "";
}

/* Calls in the arguments of a call have its place: tell them apart by name and order. */
static char *text_of_call(const struct work *work, gimple *stmt, struct vp_span *ret_span)
{
	location_t place = LOCATION_LOCUS(gimple_location(stmt));
	unsigned calls = 0, ordinal = 0;
	gimple_stmt_iterator gsi;
	bool passed = false;
	basic_block bb;

	FOR_EACH_BB_FN (bb, work->f->fun)
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			gimple *other = gsi_stmt(gsi);

			passed = passed || other == stmt;
			if (!vp_is_call(other) ||
			    LOCATION_LOCUS(gimple_location(other)) != place)
				continue;
			calls++;
			ordinal +=
				!passed && !strcmp(name_called(other), name_called(stmt));
		}
	if (calls < 2 || !*name_called(stmt))
		return vp_statement_text(stmt, ret_span);
	return vp_call_text(stmt, name_called(stmt), ordinal, ret_span);
}

/* The whole line, without its blanks. */
static char *text_of_line(const char *file, int number, struct vp_span *ret_span)
{
	size_t length, from = 0;
	const char *line;

	line = vp_source_line(file, number, &length);
	memset(ret_span, 0, sizeof *ret_span);
	ret_span->file = file;
	ret_span->line = ret_span->end_line = number;
	while (line && from < length && ISSPACE(line[from]))
		from++;
	while (line && length > from && ISSPACE(line[length - 1]))
		length--;
	if (!line)
		return xstrdup("");
	ret_span->column = from + 1;
	ret_span->end_column = length;
	return vp_span_text(ret_span);
}

static char *text_of_end(const struct work *work, const struct moment *moment,
			 struct vp_span *ret_span)
{
	const struct vypr_function *function =
		&work->look->unit.functions[work->f->index];

	return text_of_line(&work->look->unit.strings[function->file],
			    is_entry(moment) ? function->line : function->end_line,
			    ret_span);
}

static char *text_of_moment(const struct work *work, const struct moment *moment,
			    struct vp_span *ret_span)
{
	if (!moment->stmt || !vp_span_of(gimple_location(moment->stmt), ret_span))
		return text_of_end(work, moment, ret_span);
	if (moment->phase == 3)
		return text_of_line(gimple_filename(moment->stmt),
				    gimple_lineno(moment->stmt), ret_span);
	return moment->phase == 2 ? vp_change_text(moment->stmt, ret_span)
				  : text_of_call(work, moment->stmt, ret_span);
}

static uint32_t block_of(const struct work *work, const struct moment *moment)
{
	const struct vypr_function *function =
		&work->look->unit.functions[work->f->index];

	if (is_entry(moment))
		return function->entry_block;
	return is_exit(moment) ? function->block_count - 1
			       : work->f->block_of[moment->bb->index];
}

static struct vypr_site site_at(struct work *work, const struct moment *moment,
				enum vypr_event_kind kind, const char *subject)
{
	struct vypr_site site;
	struct vp_span span;
	char *text = text_of_moment(work, moment, &span);

	memset(&site, 0, sizeof site);
	site.kind = kind;
	site.block = block_of(work, moment);
	site.line = span.line;
	site.column = span.column;
	site.end_column = span.end_line == span.line ? span.end_column : 0;
	site.text = vp_string(&work->look->unit, text);
	site.subject = vp_string(&work->look->unit, subject);
	free(text);
	return site;
}

static struct vp_point point_at(const struct moment *moment, uint32_t site)
{
	struct vp_point point;

	memset(&point, 0, sizeof point);
	point.site = site;
	point.where = is_entry(moment)			    ? VP_ENTRY
		      : is_exit(moment)			    ? VP_EXIT
		      : moment->phase == 0 || moment->jumps ? VP_BEFORE
		      : unwinds(moment)			    ? VP_UNWIND
							    : VP_AFTER;
	point.stmt = moment->stmt;
	point.condition = moment->condition;
	return point;
}

static void give_roles(struct work *work, uint32_t site,
		       const vec<struct vypr_role> &roles)
{
	struct vypr_role *role;
	unsigned i;

	FOR_EACH_VEC_ELT (roles, i, role)
		vp_add_role(&work->look->unit, site, role->formula,
			    (enum vypr_role_kind)role->kind, role->index);
}

/* Several moments may share what they read. */
static void mark_there(const struct work *work, struct vp_point *point)
{
	struct vp_moment moment = { work->f->fun, point->where, point->stmt };

	bool there = true;

	point->value = point->value ? unshare_expr(point->value) : NULL_TREE;
	point->size = point->size ? unshare_expr(point->size) : NULL_TREE;
	if (point->value)
		there = vp_mark_there(point->value, &moment);
	if (point->size)
		there = vp_mark_there(point->size, &moment) && there;
	if (!there)
		work->look->unit.sites[point->site].flags |= VYPR_SITE_COPIED;
}

static void make_reading(struct work *work, const struct moment *moment,
			 const struct vp_reading *reading)
{
	struct vypr_site site = site_at(work, moment, VYPR_EVENT_VALUE, reading->text);
	struct vp_point point;

	site.flags = VYPR_SITE_VALUED;
	site.type = reading->value.type;
	point = point_at(moment, add_site(work, &site));
	point.value = reading->value.value;
	point.size = reading->value.size;
	point.send = reading->value.send;
	point.result = reading->result;
	mark_there(work, &point);
	work->f->points.safe_push(point);
	give_roles(work, point.site, reading->roles);
}

static void make_readings(struct work *work, const struct moment *moment)
{
	struct vp_reading *reading;
	unsigned i;

	FOR_EACH_VEC_ELT (moment->readings, i, reading)
		make_reading(work, moment, reading);
}

static void make_path(struct work *work, const struct moment *moment)
{
	struct vypr_site site = site_at(work, moment, VYPR_EVENT_PATH, moment->subject);

	site.flags = VYPR_SITE_PEEK;
	work->f->points.safe_push(point_at(moment, add_site(work, &site)));
}

static void make_begin(struct work *work, struct moment *moment)
{
	struct vypr_site site = site_at(work, moment, VYPR_EVENT_BEGIN, moment->subject);

	site.flags = (moment->timed ? VYPR_SITE_TIMED : 0) |
		     (moment->bits ? VYPR_SITE_BITS : 0);
	moment->site = add_site(work, &site);
	work->f->points.safe_push(point_at(moment, moment->site));
}

static uint32_t make_end_at(struct work *work, const struct moment *moment, uint32_t flags,
			    enum vp_where where)
{
	struct vypr_site site = site_at(work, moment, VYPR_EVENT_END, moment->subject);
	struct vp_point point;

	site.flags = flags | (moment->timed ? VYPR_SITE_TIMED : 0);
	point = point_at(moment, add_site(work, &site));
	point.where = where;
	work->f->points.safe_push(point);
	return point.site;
}

/* What an exception leaves has no end, and is over all the same. */
static void make_end(struct work *work, struct moment *moment)
{
	moment->site = moment->left = UINT32_MAX;
	if (is_left(work, moment->stmt))
		moment->left = make_end_at(
			work, moment, VYPR_SITE_UNWINDS,
			stmt_can_throw_internal(work->f->fun, moment->stmt) ? VP_EXCEPTION
									   : VP_UNWIND);
	if (returns(moment->stmt))
		moment->site = make_end_at(work, moment, 0, VP_AFTER);
}

/* A value of more than 64 bits is compared by a hash of its bytes. */
static unsigned add_change_condition(struct work *work, const struct moment *moment)
{
	struct vp_moment before = { work->f->fun, VP_BEFORE, moment->stmt };
	struct vp_moment after = { work->f->fun, VP_AFTER, moment->stmt };
	struct vp_condition condition;
	struct vp_value bytes;

	memset(&condition, 0, sizeof condition);
	condition.stmt = moment->stmt;
	condition.site = moment->site;
	condition.value = moment->written.compare ? moment->written.compare
						  : moment->written.value;
	if (vp_bytes_of(condition.value, &bytes)) {
		condition.value = bytes.value;
		condition.size = bytes.size;
		condition.text = bytes.type == VYPR_TYPE_STRING;
	}
	condition.before = unshare_expr(condition.value);
	condition.value = unshare_expr(condition.value);
	vp_mark_there(condition.before, &before);
	vp_mark_there(condition.value, &after);
	work->f->conditions.safe_push(condition);
	return work->f->conditions.length();
}

static unsigned add_leaving_condition(struct work *work, const struct moment *moment)
{
	struct vp_condition condition;

	memset(&condition, 0, sizeof condition);
	condition.stmt = moment->stmt;
	condition.site = moment->site;
	condition.leaving = moment->leaving;
	work->f->conditions.safe_push(condition);
	return work->f->conditions.length();
}

static void make_change(struct work *work, struct moment *moment)
{
	struct vypr_site site = site_at(work, moment, VYPR_EVENT_CHANGE, moment->subject);
	struct vp_point point;

	site.flags = (moment->timed ? VYPR_SITE_TIMED : 0) |
		     (moment->valued ? VYPR_SITE_VALUED : 0);
	site.type = moment->valued ? moment->type : VYPR_TYPE_NONE;
	moment->site = add_site(work, &site);
	if (moment->conditional)
		moment->condition = moment->leaving != VP_LEAVES
					    ? add_leaving_condition(work, moment)
					    : add_change_condition(work, moment);
	point = point_at(moment, moment->site);
	if (moment->valued)
		point.value = moment->written.value;
	mark_there(work, &point);
	work->f->points.safe_push(point);
}

/* The function is entered or left. */
static void make_end_of_function(struct work *work, struct moment *moment)
{
	struct vypr_site site =
		site_at(work, moment,
			is_entry(moment) ? VYPR_EVENT_ENTRY : VYPR_EVENT_EXIT,
			moment->subject);

	site.flags = (moment->timed ? VYPR_SITE_TIMED : 0) |
		     (moment->bits && !is_entry(moment) ? VYPR_SITE_BITS : 0) |
		     (unwinds(moment) ? VYPR_SITE_UNWINDS : 0);
	moment->site = add_site(work, &site);
	work->f->points.safe_push(point_at(moment, moment->site));
}

static void make_moment(struct work *work, struct moment *moment)
{
	if (moment->callees.length())
		moment->condition = call_condition(work, moment);
	if (is_entry(moment)) {
		make_end_of_function(work, moment);
		make_readings(work, moment);
	} else if (is_exit(moment) || unwinds(moment)) {
		make_readings(work, moment);
		make_end_of_function(work, moment);
	} else if (moment->phase == 0) {
		make_readings(work, moment);
		make_begin(work, moment);
	} else if (moment->phase == 1) {
		make_end(work, moment);
		make_readings(work, moment);
	} else {
		if (moment->bits)
			make_path(work, moment);
		make_change(work, moment);
		make_readings(work, moment);
	}
	if (moment->site != UINT32_MAX)
		give_roles(work, moment->site, moment->roles);
	if (moment->phase == 1 && moment->left != UINT32_MAX)
		give_roles(work, moment->left, moment->roles);
}

static void pair_calls(struct work *work)
{
	struct vypr_site *sites = work->look->unit.sites.address();
	struct moment *begin, *end;
	unsigned i, j;

	FOR_EACH_VEC_ELT (work->moments, i, begin)
		FOR_EACH_VEC_ELT_FROM (work->moments, j, end, i) {
			if (begin->stmt != end->stmt || begin->phase != 0 ||
			    end->phase != 1 || begin->condition != end->condition)
				continue;
			if (end->left != UINT32_MAX)
				sites[end->left].pair = begin->site;
			if (end->site != UINT32_MAX)
				sites[end->site].pair = begin->site;
			sites[begin->site].pair =
				end->site != UINT32_MAX ? end->site : end->left;
		}
}

/* ---- the function --------------------------------------------------------------- */

/* Entering or leaving the function, for whoever wants it. */
static void want_end(struct work *work, basic_block bb, bool timed)
{
	struct vp_match event;

	memset(&event, 0, sizeof event);
	event.bb = bb;
	moment_for(work, &event, 2, vp_display_name(work->f->decl))->timed |= timed;
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
		if (is_entry(moment) || is_exit(moment))
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

	if (is_exit(a) != is_exit(b))
		return is_exit(a) - is_exit(b);
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
			collect(work, formula, formula->number);
			warn_of_missing(formula);
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

/* Calls of this function, or around it, may be left by a longjmp to it. */
static void make_landings(struct work *work)
{
	gimple_stmt_iterator gsi;
	struct moment moment;
	basic_block bb;

	memset(&moment, 0, sizeof moment);
	FOR_EACH_BB_FN (bb, work->f->fun)
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			struct vypr_site site;
			struct vp_point point;

			if (!vp_is_setjmp(gsi_stmt(gsi)))
				continue;
			moment.stmt = gsi_stmt(gsi);
			moment.bb = bb;
			site = site_at(work, &moment, VYPR_EVENT_LAND, "setjmp");
			point = point_at(&moment, add_site(work, &site));
			point.where = VP_LANDED;
			work->f->points.safe_push(point);
		}
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
		make_landings(&work);
	separate_calls(&work);
	FOR_EACH_VEC_ELT (work.moments, i, moment)
		moment->order = i;
	work.moments.qsort(in_order);
	FOR_EACH_VEC_ELT (work.moments, i, moment)
		make_moment(&work, moment);
	pair_calls(&work);
	look->unit.functions[f->index].flags =
		(scope ? VYPR_FUNCTION_SCOPE : 0) |
		(f->recorded ? VYPR_FUNCTION_RECORDED : 0) |
		(entry ? VYPR_FUNCTION_ENTRY : 0) | (exit ? VYPR_FUNCTION_EXIT : 0) |
		(f->transaction ? VYPR_FUNCTION_TRANSACTION : 0);
}
