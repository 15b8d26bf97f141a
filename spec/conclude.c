/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows when a binding is over: decided by what was seen, or beyond decision because
 * nothing more can come, because the activation is left, or because events were lost.
 * What time alone has decided is told, and stays open to be told again (spec/monitor.h).
 */
#include "spec/monitor_private.h"

#include <string.h>

/* ---- verdicts --------------------------------------------------------------- */

/* Everything before it has been seen of what the formula looks at. */
uint64_t vypr_conclude_time(const struct vypr_monitor *m, const struct vypr_plan *plan,
			    const struct vypr_activation *a)
{
	uint64_t latest =
		plan->form.any_thread ? m->latest_ns : a->thread->latest_ns;

	return m->now_ns > latest ? m->now_ns : latest;
}

/* Of two reasons: loss casts doubt on all, what did not come weighs least. */
enum vypr_reason vypr_reason_worse(enum vypr_reason x, enum vypr_reason y)
{
	static const uint8_t weight[VYPR_REASONS] = {
		[VYPR_REASON_NO_VALUE] = 1, [VYPR_REASON_NO_EVENT] = 2,
		[VYPR_REASON_UNWOUND] = 3,  [VYPR_REASON_DIED] = 4,
		[VYPR_REASON_MARGIN] = 5,   [VYPR_REASON_LOST] = 6,
	};

	return weight[y] > weight[x] ? y : x;
}

/* Only what has been seen is told. */
static void strip(const struct vypr_form *form, struct vypr_observation *observations)
{
	for (int i = 0; i < form->slot_count; i++)
		if (observations[i].site_end == VYPR_NO_SITE)
			observations[i].end_ns = 0;
}

/* With what was put together in the monitor's room. */
static struct vypr_verdict make_verdict(const struct vypr_monitor *m,
					const struct vypr_plan *plan,
					const struct vypr_activation *a,
					enum vypr_verdict_kind kind, enum vypr_reason reason,
					const struct vypr_judgement *judgement)
{
	return (struct vypr_verdict){
		.unit = plan->unit, .formula = plan->formula,
		.thread = a->thread->number, .call = a->call,
		.time_ns = vypr_conclude_time(m, plan, a), .transaction = a->transaction,
		.kind = kind, .reason = reason,
		.observations = m->observations, .captured = m->captured,
		.judgement = judgement
	};
}

static void send(struct vypr_monitor *m, const struct vypr_verdict *verdict)
{
	if (m->status == VYPR_OK)
		m->status = m->sink.verdict(m->sink.ctx, verdict);
}

static void emit(struct vypr_monitor *m, const struct vypr_plan *plan,
		 const struct vypr_activation *a,
		 const struct vypr_observation *observations,
		 const struct vypr_captured *captured, enum vypr_verdict_kind kind,
		 enum vypr_reason reason, const struct vypr_judgement *judgement)
{
	struct vypr_verdict verdict = make_verdict(m, plan, a, kind, reason, judgement);

	verdict.observations = observations;
	verdict.captured = captured;
	send(m, &verdict);
}

int vypr_conclude_tell_early(struct vypr_monitor *m, const struct vypr_plan *plan,
			     const struct vypr_activation *a, enum vypr_verdict_kind kind,
			     const struct vypr_judgement *judgement, struct vypr_told *told)
{
	struct vypr_verdict verdict =
		make_verdict(m, plan, a, kind, VYPR_REASON_NONE, judgement);
	uint64_t number = 0;

	verdict.told = &number;
	send(m, &verdict);
	*told = (struct vypr_told){ number, verdict.time_ns, (uint8_t)kind };
	m->told += number != 0;
	return number != 0;
}

void vypr_conclude_tell_again(struct vypr_monitor *m, const struct vypr_plan *plan,
			      const struct vypr_activation *a, enum vypr_verdict_kind kind,
			      const struct vypr_judgement *judgement, struct vypr_told *told)
{
	struct vypr_verdict verdict =
		make_verdict(m, plan, a, kind, VYPR_REASON_NONE, judgement);
	uint64_t number = told->number;

	verdict.time_ns = told->time_ns;
	verdict.told = &number;
	if (kind == (enum vypr_verdict_kind)told->kind)
		send(m, &verdict);
}

/* What a judgement says: 1 when it is the last word. */
static int verdict_of(const struct vypr_judgement *j, enum vypr_verdict_kind *ret_kind,
		      enum vypr_reason *ret_reason)
{
	*ret_reason = VYPR_REASON_NONE;
	switch (j->truth) {
	case VYPR_TRUE_NOW:
		*ret_kind = VYPR_VERDICT_TRUE;
		return 1;
	case VYPR_FALSE_NOW:
		*ret_kind = VYPR_VERDICT_FALSE;
		return 1;
	case VYPR_IN_MARGIN:
		*ret_kind = VYPR_VERDICT_UNKNOWN;
		*ret_reason = VYPR_REASON_MARGIN;
		return 1;
	case VYPR_MEASURED:
		*ret_kind = VYPR_VERDICT_MEASURED;
		return 1;
	case VYPR_NOT_YET:
		break;
	}
	return 0;
}

/* Nothing more can come: why. */
static void verdict_of_exhausted(const struct vypr_activation *a, enum vypr_reason reason,
				 enum vypr_verdict_kind *ret_kind,
				 enum vypr_reason *ret_reason)
{
	*ret_kind = VYPR_VERDICT_UNKNOWN;
	if (a->tainted)
		*ret_reason = VYPR_REASON_LOST;
	else
		*ret_reason = reason == VYPR_REASON_NONE ? VYPR_REASON_NO_VALUE : reason;
}

int vypr_is_held(const struct vypr_occurrence *o)
{
	const struct vypr_form *form = &o->plan->form;

	if (!o->plan->holds || o->quantifier != 0 ||
	    o->tracks[0].list != &o->activation->recent)
		return 0;
	for (int i = 0; i < form->capture_count; i++)
		if (form->captures[i].slot == 0 && form->captures[i].recorded &&
		    form->captures[i].moment != VYPR_BEFORE && !o->captured[i].known)
			return 1;
	return 0;
}

/* ---- told while it goes on ----------------------------------------------------- */

static int is_calling(const struct vypr_form *form, const struct vypr_observation *seen)
{
	for (int i = 0; i < form->slot_count; i++)
		if (seen[i].site_begin != VYPR_NO_SITE && seen[i].site_end == VYPR_NO_SITE)
			return 1;
	return 0;
}

/* May it be decided by the time that has passed alone?  Most are not, which is soon told. */
static int may_rest_on_time(const struct vypr_monitor *m, const struct vypr_plan *plan,
			    const struct vypr_observation *seen, enum vypr_verdict_kind kind)
{
	return plan->deadline && m->now_ns && vypr_may_tell_early(m, kind) &&
	       (plan->waits || is_calling(&plan->form, seen));
}

/* Is what is in the monitor's room, stripped, not decided without it? */
static int rests_on_time(const struct vypr_monitor *m, const struct vypr_plan *plan)
{
	struct vypr_judgement judgement;

	vypr_eval(&plan->form, m->observations, m->captured, &m->error, 0, &judgement);
	return judgement.truth == VYPR_NOT_YET;
}

/* Of what is in the monitor's room, and has been told: 1 when it is decided by what was seen,
 * which is told. */
static int tell_again(struct vypr_monitor *m, const struct vypr_plan *plan,
		      const struct vypr_activation *a, struct vypr_told *told)
{
	struct vypr_judgement judgement;
	enum vypr_verdict_kind kind;
	enum vypr_reason reason;

	strip(&plan->form, m->observations);
	vypr_eval(&plan->form, m->observations, m->captured, &m->error, 0, &judgement);
	if (!verdict_of(&judgement, &kind, &reason))
		return 0;
	vypr_conclude_tell_again(m, plan, a, kind, &judgement, told);
	return 1;
}

/* ---- one variable -------------------------------------------------------------- */

static void show(struct vypr_monitor *m, const struct vypr_occurrence *o)
{
	const struct vypr_form *form = &o->plan->form;

	memcpy(m->observations, o->observations,
	       (size_t)form->slot_count * sizeof *m->observations);
	memcpy(m->captured, o->captured, (size_t)form->capture_count * sizeof *m->captured);
}

/* 1: it has been told early, and stays open if that was asked for. */
static int conclude_early(struct vypr_monitor *m, struct vypr_occurrence *o,
			  enum vypr_verdict_kind kind, const struct vypr_judgement *judgement)
{
	if (!o->live || !may_rest_on_time(m, o->plan, o->observations, kind))
		return 0;
	show(m, o);
	strip(&o->plan->form, m->observations);
	if (!rests_on_time(m, o->plan))
		return 0;
	if (m->advancing_ns)
		vypr_deadline_mark(m, o, m->observations);
	if (!vypr_conclude_tell_early(m, o->plan, o->activation, kind, judgement, &o->told))
		vypr_occurrence_free(m, o);
	return 1;
}

static void conclude_told(struct vypr_monitor *m, struct vypr_occurrence *o)
{
	show(m, o);
	if (tell_again(m, o->plan, o->activation, &o->told) || !o->live)
		vypr_occurrence_free(m, o);
}

static void conclude_occurrence(struct vypr_monitor *m, struct vypr_occurrence *o,
				int look)
{
	struct vypr_judgement judgement = { .truth = VYPR_NOT_YET };
	enum vypr_verdict_kind kind;
	enum vypr_reason reason;

	if (o->plan->holds && vypr_is_held(o))
		return;
	if (o->told.number) {
		conclude_told(m, o);
		return;
	}
	if (look)
		vypr_eval(&o->plan->form, o->observations, o->captured, &m->error,
			  m->now_ns, &judgement);
	if (!verdict_of(&judgement, &kind, &reason)) {
		if (o->live)
			return;
		verdict_of_exhausted(o->activation, o->reason, &kind, &reason);
	} else if (conclude_early(m, o, kind, &judgement)) {
		return;
	}
	if (o->reason != VYPR_REASON_NONE)
		strip(&o->plan->form, o->observations);
	if (m->advancing_ns)
		vypr_deadline_mark(m, o, o->observations);
	emit(m, o->plan, o->activation, o->observations, o->captured, kind, reason,
	     &judgement);
	vypr_occurrence_free(m, o);
}

int vypr_root_slot(const struct vypr_form *form, int slot)
{
	while (!vypr_is_root(&form->slots[slot]))
		slot = form->slots[slot].parent;
	return slot;
}

/* Put together what the members of a binding have seen. */
static void assemble(struct vypr_monitor *m, const struct vypr_binding *b)
{
	const struct vypr_form *form = &b->plan->form;

	for (int i = 0; i < form->slot_count; i++)
		m->observations[i] =
			b->members[vypr_root_slot(form, i)].occurrence->observations[i];
	for (int i = 0; i < form->capture_count; i++)
		m->captured[i] = b->members[vypr_root_slot(form, form->captures[i].slot)]
					 .occurrence->captured[i];
}

static int is_exhausted(const struct vypr_binding *b)
{
	for (int i = 0; i < b->plan->form.quantifier_count; i++)
		if (b->members[i].occurrence->live)
			return 0;
	return 1;
}

static enum vypr_reason reason_of(const struct vypr_binding *b)
{
	enum vypr_reason reason = VYPR_REASON_NONE;

	for (int i = 0; i < b->plan->form.quantifier_count; i++)
		reason = vypr_reason_worse(reason, b->members[i].occurrence->reason);
	return reason;
}

/* What is in the monitor's room; 1: it stays open. */
static int tell_binding(struct vypr_monitor *m, struct vypr_binding *b,
			enum vypr_verdict_kind kind, enum vypr_reason reason,
			const struct vypr_judgement *judgement, int exhausted)
{
	const struct vypr_activation *a = b->members[0].occurrence->activation;
	int early = !exhausted && may_rest_on_time(m, b->plan, m->observations, kind);

	strip(&b->plan->form, m->observations);
	early = early && rests_on_time(m, b->plan);
	for (int i = 0; m->advancing_ns && i < b->plan->form.quantifier_count; i++)
		vypr_deadline_mark(m, b->members[i].occurrence, m->observations);
	if (early)
		return vypr_conclude_tell_early(m, b->plan, a, kind, judgement, &b->told);
	emit(m, b->plan, a, m->observations, m->captured, kind, reason, judgement);
	return 0;
}

/* 1: it stays open. */
static int judge_binding(struct vypr_monitor *m, struct vypr_binding *b, int exhausted)
{
	const struct vypr_activation *a = b->members[0].occurrence->activation;
	struct vypr_judgement judgement;
	enum vypr_verdict_kind kind;
	enum vypr_reason reason;

	if (b->told.number)
		return !tell_again(m, b->plan, a, &b->told) && !exhausted;
	vypr_eval(&b->plan->form, m->observations, m->captured, &m->error, m->now_ns,
		  &judgement);
	if (!verdict_of(&judgement, &kind, &reason)) {
		if (!exhausted)
			return 1;
		verdict_of_exhausted(a, reason_of(b), &kind, &reason);
	}
	return tell_binding(m, b, kind, reason, &judgement, exhausted);
}

/* Exhausted: another of its members may not have been looked at. */
static void conclude_binding(struct vypr_monitor *m, struct vypr_binding *b, int look)
{
	int exhausted = is_exhausted(b);

	if (!look && !exhausted)
		return;
	if (b->plan->holds && vypr_is_held(b->members[0].occurrence))
		return;
	assemble(m, b);
	if (!judge_binding(m, b, exhausted))
		vypr_binding_free(m, b);
}

static void conclude_tuples(struct vypr_monitor *m, struct vypr_occurrence *o, int look)
{
	struct vypr_link *link, *next;

	for (link = o->bindings.first; link; link = next) {
		next = link->next;
		conclude_binding(m, ((struct vypr_member *)link)->binding, look);
	}
}

static void conclude_fresh(struct vypr_monitor *m, struct vypr_occurrence *o, int look)
{
	if (o->plan->general)
		vypr_general_touch(m, o);
	else if (o->plan->form.quantifier_count == 1)
		conclude_occurrence(m, o, look);
	else
		conclude_tuples(m, o, look);
}

/* An occurrence may be fresh several times over: it is looked at once, at the first.  One
 * that was given back then is still there, with its mark. */
static void conclude_many(struct vypr_monitor *m)
{
	for (size_t i = 0; i < m->fresh_count; i++) {
		struct vypr_occurrence *o = m->fresh[i].track->occurrence;

		if (o->look < m->fresh[i].look)
			o->look = m->fresh[i].look;
	}
	for (size_t i = 0; i < m->fresh_count; i++) {
		struct vypr_occurrence *o = m->fresh[i].track->occurrence;
		int look = o->look;

		o->look = -1;
		if (look >= 0)
			conclude_fresh(m, o, look);
	}
}

void vypr_binding_conclude(struct vypr_monitor *m)
{
	if (m->fresh_count == 1) /* nearly always */
		conclude_fresh(m, m->fresh[0].track->occurrence, m->fresh[0].look);
	else
		conclude_many(m);
	m->fresh_count = 0;
	if (m->touched)
		vypr_general_conclude(m);
}

int vypr_conclude_says(const struct vypr_judgement *j, enum vypr_verdict_kind *ret_kind,
		       enum vypr_reason *ret_reason)
{
	return verdict_of(j, ret_kind, ret_reason);
}

void vypr_conclude_tell(struct vypr_monitor *m, const struct vypr_plan *plan,
			const struct vypr_activation *a, enum vypr_verdict_kind kind,
			enum vypr_reason reason, const struct vypr_judgement *judgement)
{
	emit(m, plan, a, m->observations, m->captured, kind, reason, judgement);
}

/* ---- the end of an activation ------------------------------------------------ */

static enum vypr_reason final_reason(const struct vypr_activation *a,
				     enum vypr_reason own, enum vypr_reason reason)
{
	if (a->tainted || own == VYPR_REASON_LOST)
		return VYPR_REASON_LOST;
	return own == VYPR_REASON_NONE || reason != VYPR_REASON_NO_EVENT ? reason : own;
}

/* Everything before it has been seen; in the end that is all, but of what was lost. */
static uint64_t last_now(const struct vypr_monitor *m, const struct vypr_plan *plan,
			 const struct vypr_activation *a, enum vypr_reason reason)
{
	return reason == VYPR_REASON_LOST ? m->now_ns : vypr_conclude_time(m, plan, a);
}

/* What it says when nothing more is seen: a deadline may have passed since the last time it
 * was looked at, or values that were to be recorded have not come. */
static void tell_last(struct vypr_monitor *m, const struct vypr_plan *plan,
		      const struct vypr_activation *a,
		      struct vypr_observation *observations,
		      const struct vypr_captured *captured, enum vypr_reason own,
		      enum vypr_reason reason)
{
	enum vypr_verdict_kind kind = VYPR_VERDICT_UNKNOWN;
	enum vypr_reason final = final_reason(a, own, reason);
	struct vypr_judgement judgement;
	int decided = 0;

	if (plan->deadline || plan->holds) {
		vypr_eval(&plan->form, observations, captured, &m->error,
			  last_now(m, plan, a, final), &judgement);
		decided = verdict_of(&judgement, &kind, &final);
	}
	if (!decided) {
		kind = VYPR_VERDICT_UNKNOWN;
		final = final_reason(a, own, reason);
	}
	strip(&plan->form, observations);
	emit(m, plan, a, observations, captured, kind, final, decided ? &judgement : NULL);
}

static void close_bindings(struct vypr_monitor *m, struct vypr_activation *a,
			   struct vypr_plan *plan, enum vypr_reason reason)
{
	struct vypr_list *bindings = vypr_bindings_of(a, plan);

	while (bindings->first) {
		struct vypr_binding *b = (struct vypr_binding *)bindings->first;

		assemble(m, b);
		if (b->told.number)
			tell_again(m, plan, a, &b->told);
		else
			tell_last(m, plan, a, m->observations, m->captured, reason_of(b),
				  reason);
		vypr_binding_free(m, b);
	}
}

static void close_occurrences(struct vypr_monitor *m, struct vypr_activation *a,
			      struct vypr_plan *plan, enum vypr_reason reason)
{
	for (int i = 0; i < plan->form.quantifier_count; i++) {
		struct vypr_list *list = vypr_heads(a, plan) + i;

		while (list->first) {
			struct vypr_occurrence *o = (struct vypr_occurrence *)list->first;

			if (o->told.number) {
				show(m, o);
				tell_again(m, plan, a, &o->told);
			} else if (plan->form.quantifier_count == 1) {
				tell_last(m, plan, a, o->observations, o->captured,
					  o->reason, reason);
			}
			vypr_occurrence_free(m, o);
		}
	}
}

int vypr_binding_close(struct vypr_monitor *m, struct vypr_activation *a,
		       enum vypr_reason reason)
{
	int lingers = 0;

	if (!a->occurrences)
		return 0;
	for (uint32_t i = 0; i < a->plan->plan_count; i++) {
		struct vypr_plan *plan = a->plan->plans[i];

		if (plan->general) {
			lingers |= vypr_general_close(m, a, plan, reason);
			continue;
		}
		close_bindings(m, a, plan, reason);
		close_occurrences(m, a, plan, reason);
	}
	return lingers;
}

/* ---- lost events -------------------------------------------------------------- */

/* With several quantifiers it may still combine with what comes; but what it
 * waited for will never be answered for certain. */
static void lose_occurrences(struct vypr_monitor *m, struct vypr_list *list)
{
	for (struct vypr_link *link = list->first; link; link = link->next)
		vypr_occurrence_close_all(m, (struct vypr_occurrence *)link);
}

void vypr_binding_lose(struct vypr_monitor *m, struct vypr_activation *a)
{
	for (uint32_t i = 0; i < a->plan->plan_count; i++) {
		struct vypr_plan *plan = a->plan->plans[i];

		if (plan->general) {
			vypr_general_lose(m, a, plan);
			continue;
		}
		close_bindings(m, a, plan, VYPR_REASON_LOST);
		if (plan->form.quantifier_count == 1) {
			close_occurrences(m, a, plan, VYPR_REASON_LOST);
			continue;
		}
		for (int q = 0; q < plan->form.quantifier_count; q++)
			lose_occurrences(m, vypr_heads(a, plan) + q);
	}
}
