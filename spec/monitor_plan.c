/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what a unit means to the monitor.  Everything that does not depend on events is
 * worked out once: which lists an activation has, which moments are worth an
 * evaluation, and in which order the roles of a site apply.
 *
 * The order of roles: a site may be the event of several slots of one formula.  A slot
 * is answered before the slot it hangs off, and quantifiers make their occurrences
 * last, so that nothing is answered by the event that made it wait.
 */
#include "spec/monitor_private.h"

#include <stdlib.h>

#include "spec/general.h"

static void watch(struct vypr_plan *plan, int32_t state, enum vypr_moment moment)
{
	int slot = plan->form.refs[state].slot;

	if (slot >= 0)
		plan->watch[slot] |= 1u << moment;
}

/* Which moments terms look at.  Nodes that are no part of the formula have no slot. */
static void plan_watch(struct vypr_plan *plan)
{
	const struct vypr_form *form = &plan->form;

	for (size_t i = 0; i < form->ast->node_count; i++) {
		const struct vypr_node *n = &form->ast->nodes[i];

		if (n->kind == VYPR_NODE_DURATION && n->a >= 0) {
			watch(plan, n->a, VYPR_AFTER);
		} else if (n->kind == VYPR_NODE_TIME_BETWEEN && n->a >= 0 && n->b >= 0) {
			watch(plan, n->a, form->refs[n->a].moment);
			watch(plan, n->b, form->refs[n->b].moment);
		}
	}
	for (int i = 0; i < form->capture_count; i++) {
		const struct vypr_form_capture *c = &form->captures[i];

		if (c->kind < VYPR_CAPTURE_COUNT)
			plan->captures[c->slot] |= 1u << c->moment;
	}
}

static void plan_children(struct vypr_plan *plan)
{
	const struct vypr_form *form = &plan->form;

	for (int i = 0; i < form->slot_count; i++)
		plan->child[i] = plan->sibling[i] = -1;
	for (int i = form->slot_count - 1; i >= 0; i--) {
		int parent = form->slots[i].parent;

		if (parent < 0)
			continue;
		plan->sibling[i] = plan->child[parent];
		plan->child[parent] = i;
	}
}

/* Is there nothing to wait for? */
static enum vypr_status plan_blank(struct vypr_plan *plan)
{
	size_t slots = (size_t)plan->form.slot_count;
	struct vypr_observation *none = calloc(slots, sizeof *none);
	struct vypr_captured *unknown =
		calloc((size_t)plan->form.capture_count + 1, sizeof *unknown);
	struct vypr_judgement judgement;

	if (none && unknown) {
		for (size_t i = 0; i < slots; i++)
			none[i].site_begin = none[i].site_end = VYPR_NO_SITE;
		vypr_eval(&plan->form, none, unknown, NULL, 0, &judgement);
		plan->decided_blank = judgement.truth != VYPR_NOT_YET;
	}
	free(none);
	free(unknown);
	return none && unknown ? VYPR_OK : VYPR_NOMEM;
}

static enum vypr_status plan_formula(const struct vypr_formula *formula,
				     struct vypr_plan *plan)
{
	enum vypr_status status;
	size_t slots;

	if (formula->ast.node_count == 0)
		return VYPR_OK;
	status = vypr_form_make(&formula->ast, &plan->form, NULL);
	if (status != VYPR_OK)
		return status;
	plan->present = 1;
	if (formula->capture_count != (uint32_t)plan->form.capture_count)
		return VYPR_FORMAT;
	for (uint32_t i = 0; i < formula->capture_count; i++)
		plan->form.captures[i].type = (enum vypr_type)formula->capture_types[i];
	slots = (size_t)plan->form.slot_count;
	plan->watch = calloc(slots, 1);
	plan->captures = calloc(slots, 1);
	plan->child = calloc(slots, sizeof *plan->child);
	plan->sibling = calloc(slots, sizeof *plan->sibling);
	if (!plan->watch || !plan->captures || !plan->child || !plan->sibling)
		return VYPR_NOMEM;
	plan_watch(plan);
	vypr_deadline_plan(plan);
	plan_children(plan);
	plan->key = formula->key;
	return plan->form.general ? vypr_general_plan_make(plan) : plan_blank(plan);
}

/* Give every function the formulas whose scope it is, and room for their lists. */
static void plan_functions(struct vypr_unit_plan *p, uint32_t number)
{
	struct vypr_plan **next = p->by_function;

	for (uint32_t f = 0; f < p->unit->function_count; f++) {
		struct vypr_function_plan *function = &p->functions[f];

		function->function = &p->unit->functions[f];
		function->number = vypr_function_number(number, f);
		function->plans = next;
		for (uint32_t i = 0; i < p->unit->formula_count; i++) {
			struct vypr_plan *plan = &p->plans[i];

			if (!plan->present || p->unit->formulas[i].function != f ||
			    p->unit->formulas[i].flags & VYPR_FORMULA_OFF)
				continue;
			plan->unit = number;
			plan->formula = i;
			plan->function = function;
			plan->heads = function->head_count;
			function->head_count += (uint32_t)plan->form.slot_count + 2;
			*next++ = plan;
		}
		function->plan_count = (uint32_t)(next - function->plans);
	}
}

static int good_slot(const struct vypr_site *site, const struct vypr_form_slot *slot)
{
	switch (slot->kind) {
	case VYPR_SLOT_CHANGE:
	case VYPR_SLOT_LINE: return site->kind == VYPR_EVENT_CHANGE;
	case VYPR_SLOT_ENTRY: return site->kind == VYPR_EVENT_ENTRY;
	case VYPR_SLOT_EXIT: return site->kind == VYPR_EVENT_EXIT;
	case VYPR_SLOT_CALL: break;
	}
	return site->kind == VYPR_EVENT_BEGIN || site->kind == VYPR_EVENT_END;
}

/* A role of a slot of the scope, or of one "during" another function. */
static int good_role(const struct vypr_unit_plan *p, const struct vypr_site *site,
		     const struct vypr_role *role)
{
	const struct vypr_plan *plan = &p->plans[role->formula];
	const struct vypr_form *form = &plan->form;
	uint32_t index = role->index;

	if (!plan->present ||
	    index >= (uint32_t)(role->kind == VYPR_ROLE_SLOT ? form->slot_count
							      : form->capture_count))
		return 0;
	if (role->kind != VYPR_ROLE_SLOT) {
		if (site->kind != VYPR_EVENT_CHANGE && site->kind != VYPR_EVENT_VALUE)
			return 0;
		index = (uint32_t)form->captures[index].slot;
	} else if (!good_slot(site, &form->slots[index])) {
		return 0;
	}
	return form->slots[index].during >= 0 ||
	       p->unit->formulas[role->formula].function == site->function;
}

/* Within a formula: what is counted, derived slots from the last on, those that hang off
 * nothing, captures. */
static int64_t rank(const struct vypr_role_plan *role)
{
	if (role->kind == VYPR_ROLE_CAPTURE)
		return ((int64_t)1 << 33) + role->index;
	switch (role->plan->form.slots[role->index].use) {
	case VYPR_USE_LEADING:
	case VYPR_USE_INNER:
	case VYPR_USE_PREVIOUS: return ((int64_t)1 << 32) + role->index;
	case VYPR_USE_DOMAIN: return -((int64_t)1 << 32);
	case VYPR_USE_NEXT: break;
	}
	return -(int64_t)role->index;
}

static int by_rank(const void *left, const void *right)
{
	const struct vypr_role_plan *x = left, *y = right;

	if (x->plan != y->plan)
		return x->plan < y->plan ? -1 : 1; /* of one array: in its order */
	return rank(x) < rank(y) ? -1 : rank(x) > rank(y);
}

/* The records of roles may be shared by sites: each site's are sorted in place, which
 * gives every one of them the same order. */
/* Does this value follow what it is recorded with? */
static int is_held_for(const struct vypr_site *site, const struct vypr_role_plan *role)
{
	const struct vypr_form *form = &role->plan->form;
	const struct vypr_form_capture *c;

	if (role->kind != VYPR_ROLE_CAPTURE || site->kind != VYPR_EVENT_VALUE)
		return 0;
	c = &form->captures[role->index];
	return c->recorded && c->slot == 0 && c->moment != VYPR_BEFORE &&
	       form->slots[0].kind != VYPR_SLOT_EXIT;
}

static enum vypr_status plan_roles(struct vypr_unit_plan *p)
{
	const struct vypr_unit *unit = p->unit;

	for (uint32_t s = 0; s < unit->site_count; s++) {
		const struct vypr_site *site = &unit->sites[s];

		for (uint32_t i = 0; i < site->role_count; i++) {
			const struct vypr_role *role = &unit->roles[site->first_role + i];

			if (!good_role(p, site, role))
				return VYPR_FORMAT;
			p->roles[site->first_role + i] = (struct vypr_role_plan){
				&p->plans[role->formula], (enum vypr_role_kind)role->kind,
				(int)role->index
			};
			p->plans[role->formula].holds |=
				is_held_for(site, &p->roles[site->first_role + i]);
		}
		if (site->role_count > 1)
			qsort(p->roles + site->first_role, site->role_count,
			      sizeof *p->roles, by_rank);
	}
	return VYPR_OK;
}

static enum vypr_status fill(struct vypr_unit_plan *p, uint32_t number)
{
	const struct vypr_unit *unit = p->unit;
	enum vypr_status status;

	p->functions = calloc(unit->function_count + 1u, sizeof *p->functions);
	p->plans = calloc(unit->formula_count + 1u, sizeof *p->plans);
	p->by_function = calloc(unit->formula_count + 1u, sizeof(struct vypr_plan *));
	p->roles = calloc(unit->role_count + 1u, sizeof *p->roles);
	if (!p->functions || !p->plans || !p->by_function || !p->roles)
		return VYPR_NOMEM;
	for (uint32_t i = 0; i < unit->formula_count; i++) {
		status = plan_formula(&unit->formulas[i], &p->plans[i]);
		if (status != VYPR_OK)
			return status;
	}
	plan_functions(p, number);
	return plan_roles(p);
}

enum vypr_status vypr_plan_unit(const struct vypr_unit *unit, uint32_t number,
				struct vypr_unit_plan **ret_plan)
{
	struct vypr_unit_plan *p = calloc(1, sizeof *p);
	enum vypr_status status;

	if (!p)
		return VYPR_NOMEM;
	p->unit = unit;
	status = fill(p, number);
	if (status != VYPR_OK)
		vypr_plan_free(p);
	else
		*ret_plan = p;
	return status;
}

void vypr_plan_free(struct vypr_unit_plan *p)
{
	for (uint32_t i = 0; p->plans && i < p->unit->formula_count; i++) {
		struct vypr_plan *plan = &p->plans[i];

		vypr_binding_free_lists(plan);
		vypr_general_plan_free(plan);
		free(plan->watch);
		free(plan->captures);
		free(plan->child);
		free(plan->sibling);
		if (plan->present)
			vypr_form_fini(&plan->form);
	}
	vypr_activation_free_lists(p);
	free(p->functions);
	free(p->plans);
	free(p->by_function);
	free(p->roles);
	free(p);
}
