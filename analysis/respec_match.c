/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a slot comes to its sites: a recorded formula's slot that covers it has them.
 */
#include "analysis/respec_private.h"

#include "analysis/cover.h"

/* ---- recorded formulas ---- */

/* Call visit for each recorded formula that may have seen what this slot wants; stops
 * when it returns other than 0. */
static int each_candidate(struct respec_maker *m, int during, uint32_t unit,
			  uint32_t function,
			  int (*visit)(struct respec_maker *m, uint32_t unit,
				       uint32_t formula, void *ctx),
			  void *ctx)
{
	for (uint32_t u = 0; u < m->draft_count; u++) {
		const struct vypr_unit *from = m->drafts[u].from;

		if (!during && u != unit)
			continue;
		for (uint32_t f = 0; f < from->formula_count; f++) {
			int code;

			if (!m->drafts[u].forms[f] ||
			    (!during && from->formulas[f].function != function))
				continue;
			code = visit(m, u, f, ctx);
			if (code)
				return code;
		}
	}
	return 0;
}

/* Sites with a role of this recorded slot or capture.  Those "during" another function
 * may lie in any unit, under any formula of the same key. */
static int has_role(const struct respec_maker *m, uint32_t unit,
		    const struct vypr_site *site, enum vypr_role_kind kind,
		    const struct respec_found *found, int during)
{
	const struct vypr_unit *from = m->drafts[unit].from;
	uint64_t key = m->drafts[found->unit].from->formulas[found->formula].key;
	uint32_t index =
		(uint32_t)(kind == VYPR_ROLE_SLOT ? found->slot : found->capture);

	for (uint32_t i = 0; i < site->role_count; i++) {
		const struct vypr_role *role = &from->roles[site->first_role + i];

		if (role->kind != kind || role->index != index)
			continue;
		if (during ? from->formulas[role->formula].key == key
			   : unit == found->unit && role->formula == found->formula)
			return 1;
	}
	return 0;
}

/* ---- slots ---- */

/* What the sites of a recorded slot tell of the moments that the wanted one needs. */
enum telling { TELLS_ALL, TELLS_NOTHING, TELLS_BEGINNINGS, TELLS_ENDS, TELLS_NO_TIMES };

static enum telling telling_of(const struct respec_maker *m, int slot,
			       const struct respec_found *found)
{
	const struct vypr_form_slot *s = &m->form.slots[slot];
	int begins = 0, ends = 0, untimed = 0;

	for (uint32_t u = 0; u < m->draft_count; u++) {
		const struct vypr_unit *from = m->drafts[u].from;

		for (uint32_t i = 0; i < from->site_count; i++) {
			const struct vypr_site *site = &from->sites[i];
			int begin = site->kind == VYPR_EVENT_BEGIN;

			if (!has_role(m, u, site, VYPR_ROLE_SLOT, found, s->during >= 0))
				continue;
			begins += begin;
			ends += !begin;
			untimed |= !(site->flags & VYPR_SITE_TIMED) &&
				   (begin ? s->timed_begin : s->timed_end);
		}
	}
	if (!begins && !ends)
		return TELLS_NOTHING;
	if (s->kind == VYPR_SLOT_CALL && s->needs_begin && !begins)
		return TELLS_ENDS;
	if (s->needs_end && !ends)
		return TELLS_BEGINNINGS;
	return untimed ? TELLS_NO_TIMES : TELLS_ALL;
}

struct looking {
	int slot;
	int same; /* a recorded slot looks at the same thing */
	const char *pruned; /* formula for which some were left out */
	enum telling telling; /* of the last one that covers it */
	struct respec_found found;
	int capture; /* of the wanted form; -1: the slot itself */
};

static int look_at(struct respec_maker *m, uint32_t unit, uint32_t formula, void *ctx)
{
	struct looking *l = ctx;
	const struct vypr_form *form = m->drafts[unit].forms[formula];
	const struct vypr_unit *from = m->drafts[unit].from;

	for (int s = 0; s < form->slot_count; s++) {
		if (!vypr_cover_same_thing(form, s, &m->form, l->slot))
			continue;
		l->same = 1;
		if (!vypr_cover_all(form, s, &m->form, l->slot)) {
			l->pruned = vypr_unit_string(from, from->formulas[formula].name);
			continue;
		}
		l->found = (struct respec_found){ unit, formula, s, -1 };
		if (l->capture >= 0) {
			l->found.capture =
				vypr_cover_capture(form, s, &m->form, l->capture);
			if (l->found.capture >= 0)
				return 1;
			continue;
		}
		l->telling = telling_of(m, l->slot, &l->found);
		if (l->telling == TELLS_ALL)
			return 1;
	}
	return 0;
}

static void say_missing(struct respec_maker *m, const struct looking *l,
			const char *where)
{
	int32_t node = vypr_respec_node_of(m, l->slot);

	switch (l->telling) {
	case TELLS_BEGINNINGS:
	case TELLS_ENDS:
		vypr_respec_problem(m, node, "of %s %s only the %s were recorded",
				    vypr_respec_thing(m, l->slot), where,
				    l->telling == TELLS_ENDS ? "ends" : "beginnings");
		return;
	case TELLS_NO_TIMES:
		vypr_respec_problem(m, node, "%s %s were recorded without their times",
				    vypr_respec_thing(m, l->slot), where);
		return;
	case TELLS_ALL:
	case TELLS_NOTHING: break;
	}
	if (l->pruned)
		vypr_respec_problem(
			m, node,
			"not all %s %s were recorded, only those that matter to '%s'",
			vypr_respec_thing(m, l->slot), where, l->pruned);
	else
		vypr_respec_problem(m, node, "no events of %s %s were recorded",
				    vypr_respec_thing(m, l->slot), where);
}

static void add_role(struct respec_maker *m, uint32_t unit, uint32_t site,
		     uint32_t formula, enum vypr_role_kind kind, int index)
{
	struct respec_draft *d = &m->drafts[unit];
	struct respec_role *r =
		vypr_report_push(m->r->report, &d->roles, &d->role_count, sizeof *r);

	m->out_of_memory |= r == NULL;
	if (r)
		*r = (struct respec_role){ site,
					   { formula, (uint32_t)kind, (uint32_t)index } };
}

/* Was it sent, or did only formulas that were off need it? */
static int is_sent(const struct vypr_unit *unit, const struct vypr_site *site)
{
	for (uint32_t i = 0; i < site->role_count; i++)
		if (!(unit->formulas[unit->roles[site->first_role + i].formula].flags &
		      VYPR_FORMULA_OFF))
			return 1;
	return site->role_count == 0;
}

/* ENTRY and EXIT of the scope: there is one, or there is none. */
int vypr_respec_own_moment(const struct vypr_unit *unit, uint32_t function,
			   enum vypr_slot_kind kind)
{
	enum vypr_event_kind wanted =
		kind == VYPR_SLOT_ENTRY ? VYPR_EVENT_ENTRY : VYPR_EVENT_EXIT;

	for (uint32_t i = 0; i < unit->site_count; i++)
		if (unit->sites[i].function == function && unit->sites[i].kind == wanted &&
		    is_sent(unit, &unit->sites[i]))
			return (int)i;
	return -1;
}

static int is_own_moment(const struct vypr_form_slot *s)
{
	return s->during < 0 && s->what < 0 &&
	       (s->kind == VYPR_SLOT_ENTRY || s->kind == VYPR_SLOT_EXIT);
}

static void match_own_moment(struct respec_maker *m, int slot, uint32_t unit,
			     uint32_t function, uint32_t formula)
{
	const struct vypr_unit *from = m->drafts[unit].from;
	const struct vypr_form_slot *s = &m->form.slots[slot];
	int site = vypr_respec_own_moment(from, function, s->kind);

	if (site < 0) {
		vypr_respec_problem(m, vypr_respec_node_of(m, slot),
				    "%s of '%s' was not recorded",
				    vypr_respec_thing(m, slot),
				    vypr_respec_function_name(from, function));
		return;
	}
	m->seen = 1;
	if ((s->timed_begin || s->timed_end) &&
	    !(from->sites[site].flags & VYPR_SITE_TIMED))
		vypr_respec_problem(m, vypr_respec_node_of(m, slot),
				    "%s of '%s' was recorded without its time",
				    vypr_respec_thing(m, slot),
				    vypr_respec_function_name(from, function));
	for (uint32_t i = 0; i < from->site_count; i++)
		if (from->sites[i].function == function &&
		    from->sites[i].kind == from->sites[site].kind)
			add_role(m, unit, i, formula, VYPR_ROLE_SLOT, slot);
}

static void give_roles(struct respec_maker *m, enum vypr_role_kind kind, int index,
		       const struct respec_found *found, int during, uint32_t formula)
{
	for (uint32_t u = 0; u < m->draft_count; u++) {
		const struct vypr_unit *from = m->drafts[u].from;

		if (!during && u != found->unit)
			continue;
		for (uint32_t i = 0; i < from->site_count; i++)
			if (has_role(m, u, &from->sites[i], kind, found, during))
				add_role(m, u, i,
					 during ? vypr_respec_formula_in(
							  m, u, vypr_respec_key(m))
						: formula,
					 kind, index);
	}
}

void vypr_respec_match_slot(struct respec_maker *m, int slot, uint32_t unit,
			    uint32_t function, uint32_t formula)
{
	int during = m->form.slots[slot].during >= 0;
	struct looking l = { .slot = slot, .telling = TELLS_NOTHING, .capture = -1 };
	const char *where = vypr_respec_place(m, slot, m->drafts[unit].from, function);

	if (is_own_moment(&m->form.slots[slot])) {
		match_own_moment(m, slot, unit, function, formula);
		return;
	}
	if (!each_candidate(m, during, unit, function, look_at, &l)) {
		m->seen |= l.same;
		say_missing(m, &l, where);
		return;
	}
	m->seen = 1;
	give_roles(m, VYPR_ROLE_SLOT, slot, &l.found, during, formula);
}

/* ---- captures ---- */

static const char *capture_words(struct respec_maker *m, int capture)
{
	const struct vypr_form_capture *c = &m->form.captures[capture];
	const char *lvalue = vypr_ast_string(m->form.ast, c->lvalue);
	struct vypr_report *report = m->r->report;

	switch (c->kind) {
	case VYPR_CAPTURE_VALUE:
		return vypr_report_format(report, "the value of '%s'", lvalue);
	case VYPR_CAPTURE_LENGTH:
		return vypr_report_format(report, "the length of '%s'", lvalue);
	case VYPR_CAPTURE_ARGUMENT:
		return vypr_report_format(report, "argument %d", c->number);
	case VYPR_CAPTURE_RETURNED: return "what is returned";
	case VYPR_CAPTURE_CPU: return "the CPU time";
	case VYPR_CAPTURE_COUNT:
	case VYPR_CAPTURE_TOTAL: break;
	}
	return "";
}

static int is_counted(const struct vypr_form_capture *c)
{
	return c->kind == VYPR_CAPTURE_COUNT || c->kind == VYPR_CAPTURE_TOTAL;
}

uint32_t vypr_respec_plain_type(const struct vypr_form_capture *c)
{
	if (is_counted(c) || c->kind == VYPR_CAPTURE_LENGTH ||
	    c->kind == VYPR_CAPTURE_CPU)
		return VYPR_TYPE_U64;
	return VYPR_TYPE_NONE;
}

/* Types are the same wherever the slot's sites are. */
static void set_type(struct respec_maker *m, int capture, uint32_t type)
{
	uint64_t key = vypr_respec_key(m);

	for (uint32_t u = 0; u < m->draft_count; u++)
		for (size_t i = 0; i < m->drafts[u].formula_count; i++)
			if (m->drafts[u].formulas[i].key == key)
				m->drafts[u].formulas[i].capture_types[capture] = type;
}

void vypr_respec_match_capture(struct respec_maker *m, int capture, uint32_t unit,
			       uint32_t function, uint32_t formula)
{
	const struct vypr_form_capture *c = &m->form.captures[capture];
	int during = m->form.slots[c->slot].during >= 0;
	struct looking l = { .slot = c->slot, .capture = capture };
	const struct vypr_formula *from;
	uint32_t type;

	if (is_counted(c))
		return;
	if (!each_candidate(m, during, unit, function, look_at, &l)) {
		if (l.same && c->needed)
			vypr_respec_problem(
				m, c->node, "%s at %s %s was not recorded",
				capture_words(m, capture), vypr_respec_thing(m, c->slot),
				vypr_respec_place(m, c->slot, m->drafts[unit].from,
						  function));
		return;
	}
	from = &m->drafts[l.found.unit].from->formulas[l.found.formula];
	type = from->capture_types[l.found.capture];
	if (during)
		set_type(m, capture, type);
	else
		m->drafts[unit].formulas[formula].capture_types[capture] = type;
	give_roles(m, VYPR_ROLE_CAPTURE, capture, &l.found, during, formula);
}
