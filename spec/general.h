/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What the rooms of the general engine share: formulas that look at more than leading
 * variables and what comes next (form.general).
 *
 *   general_plan.c   which quantifier lies in which, what is counted from where to where
 *   general.c        instances; what an event is to them
 *   general_count.c  count and total
 *   general_mark.c   from where to where is counted
 *   general_world.c  one binding: what its formula looks at, item by item
 *   general_seek.c   what is found from something that a home keeps
 *   general_end.c    how bindings end, and what is forgotten
 *   general_close.c  how instances end
 *
 * An instance is one formula in one activation of its scope.  Every slot that does not hang
 * off another one has occurrences (spec/monitor_private.h), with all next_* that hang off it:
 *
 *   LEADING   members of bindings
 *   INNER     items of a quantifier; held by the bindings that they may still decide
 *   PREVIOUS  the last one that is over, and what is held; an occurrence that starts from
 *             one holds it by a link: what was before a moment is known when it comes
 *   DOMAIN    counters; a total has an occurrence for each call in progress
 *
 * The value of count(D, s, t) is the difference of two marks: how many had begun when s
 * and t came, which their occurrences keep.
 *
 * An instance whose activation was left lingers while a next_* "during" is awaited.  What
 * a previous_* "during" may find later is kept per thread, by the home instance, which has
 * no bindings.  What hangs off that and lies elsewhere is sought (spec/form.h), and then the
 * root of what hangs off it in turn.
 */
#ifndef VYPR_SPEC_GENERAL_H
#define VYPR_SPEC_GENERAL_H

#include "spec/monitor_private.h"

/* ---- plans ------------------------------------------------------------------ */

/* A count or total: the capture, the slot of its domain, and from where to where. */
struct vypr_span {
	int capture, domain;
	int from, to;            /* slots; -1: the whole activation */
	enum vypr_moment from_moment, to_moment;
	int is_total;
};

struct vypr_general_plan {
	struct vypr_span *spans;
	int span_count;
	int *outer;              /* by slot: INNER: the one that it lies in; -1 none */
	int *memo;               /* by slot: INNER that lies in none: its memo; -1 */
	uint8_t *alone;          /* by slot: INNER: 1: what its items are worth depends on nothing
				  * else; 2: and none is the last one until the activation is
				  * left, so that a worthless one makes no difference */
	int *seeks;              /* by slot: what is sought: the number of its marks; -1 */
	int memo_count, seek_count;
	int counts;              /* until the activation is left, more may be counted */
	int from_home;           /* it is counted from what a previous_* "during" finds */
	int timed;               /* a deadline may pass */
	int eager;               /* an instance begins with its activation */
	struct vypr_link *free_instances;
};

enum vypr_status vypr_general_plan_make(struct vypr_plan *plan);
/* Is there one in an activation, and no more: its ENTRY? */
int vypr_general_comes_once(const struct vypr_form_slot *slot);
/* Does a part of the formula look at nothing but this slot and what hangs off it? */
int vypr_general_looks_at_only(const struct vypr_form *form, int32_t node, int slot);
void vypr_general_plan_free(struct vypr_plan *plan);

/* ---- state ------------------------------------------------------------------ */

/* What a binding has seen of the items of a quantifier. */
struct vypr_memo {
	uint64_t seen;           /* begin_order of the last item looked at */
	struct vypr_occurrence **open; /* those that may still decide it; NULL: settled */
	uint32_t count, room;
};

/* A call in the domain of a total over a part of the activation. */
struct vypr_part {
	uint64_t ns;
	uint8_t ended;           /* 2: without a time */
};

/* How much had been counted at a moment that lies in a home. */
struct vypr_note {
	uint64_t order, from, to; /* with and without what begins there */
};

struct vypr_domain {
	uint64_t count;          /* that began; also of an INNER one */
	uint64_t order;          /* of the event that was counted last */
	uint64_t total_ns;       /* of those that ended */
	uint64_t running;        /* that have not */
	struct vypr_observation last; /* the latest of them; INNER: when the last item began */
	int broken;              /* one was left or has no time: the total is never known */
	struct vypr_part *parts; /* of those from number first on */
	uint64_t first;
	uint32_t part_count, part_room;
	struct vypr_note *notes; /* in their order, as far as anything asks for them */
	uint32_t note_count, note_room;
};

struct vypr_general;

struct vypr_general_node {
	struct vypr_link link;
	struct vypr_general *general;
};

struct vypr_general {
	struct vypr_link link;   /* the one in its list of the activation */
	struct vypr_general_node on_thread, everywhere;
	struct vypr_activation *activation;
	struct vypr_plan *plan;
	struct vypr_general *next_touched;
	int touched;             /* 1: something may go; 2: every binding is to be evaluated */
	int complete;            /* left by EXIT: what it ranges over is known */
	int closing;             /* the activation is being left */
	int is_home;
	int tainted;             /* events of another thread were lost, that it looks at */
	uint32_t patience;       /* so often something may go before it is looked for */
	uint64_t seen_ns;        /* everything before it had been seen when it was left; 0 */
	uint64_t lost_order;     /* what was before is not known for certain */
	struct vypr_domain domains[]; /* by slot */
};

/* The list of an activation that holds its instance of a formula. */
static inline struct vypr_list *vypr_general_list(struct vypr_activation *a,
						  const struct vypr_plan *plan)
{
	return a->heads + plan->heads + plan->form.slot_count + 1;
}

static inline struct vypr_general *vypr_general_of(struct vypr_activation *a,
						   const struct vypr_plan *plan)
{
	return (struct vypr_general *)vypr_general_list(a, plan)->first;
}

static inline const struct vypr_form_slot *vypr_root_of(const struct vypr_occurrence *o)
{
	return &o->plan->form.slots[o->quantifier];
}

static inline int vypr_general_is_tainted(const struct vypr_general *g)
{
	return g->tainted || g->activation->tainted;
}

/* general.c */
struct vypr_general *vypr_general_get(struct vypr_monitor *m, struct vypr_activation *a,
				      struct vypr_plan *plan);
void vypr_general_free(struct vypr_monitor *m, struct vypr_general *g);
void vypr_general_touch_all(struct vypr_monitor *m, struct vypr_general *g, int how);
struct vypr_binding *vypr_general_bind(struct vypr_monitor *m, struct vypr_general *g,
				       struct vypr_occurrence **tuple, enum vypr_truth is_one);
void vypr_general_unbind(struct vypr_monitor *m, struct vypr_binding *b);
/* Does x, of this slot, lie "within" from y, what it is "after" or "before"?  NOT_YET: one of
 * them has no time. */
enum vypr_truth vypr_general_within(const struct vypr_monitor *m,
				    const struct vypr_plan *plan, int slot,
				    const struct vypr_occurrence *x,
				    const struct vypr_occurrence *y);
uint64_t vypr_general_end_ns(const struct vypr_occurrence *o);

/* Everything before this has been seen of what the instance looks at. */
static inline uint64_t vypr_general_now(const struct vypr_monitor *m,
					const struct vypr_general *g)
{
	if (g->closing && !vypr_general_is_tainted(g))
		return vypr_conclude_time(m, g->plan, g->activation);
	return m->now_ns > g->seen_ns ? m->now_ns : g->seen_ns;
}

struct vypr_general *vypr_general_home(const struct vypr_thread *thread,
				       const struct vypr_plan *plan);

/* Does an occurrence keep what it found? */
static inline int vypr_general_links(const struct vypr_form_slot *slot)
{
	return slot->use == VYPR_USE_PREVIOUS && !slot->sought;
}

/* general_seek.c */
/* The last one of a slot that was over before. */
struct vypr_occurrence *vypr_general_last_over(const struct vypr_general *g, int slot,
					       uint64_t order);
/* What an instance finds from an occurrence, in a slot that hangs off it and is a root; NULL:
 * nothing. */
struct vypr_occurrence *vypr_general_linked(struct vypr_general *g,
					    const struct vypr_occurrence *o, int slot);
/* Of what is sought from it and not found.  TRUE_NOW: it may come; FALSE_NOW: not any more. */
enum vypr_truth vypr_general_seeks(struct vypr_general *g, const struct vypr_occurrence *o,
				   int slot);
/* Of a slot that nothing is known of, as m->at is: end_ns (spec/eval.h). */
uint64_t vypr_general_unseen_until(const struct vypr_monitor *m, const struct vypr_general *g,
				   int slot);
/* Is it not known whether it was before now? */
int vypr_general_is_vague(const struct vypr_monitor *m, const struct vypr_general *g, int slot);
/* Mark the occurrences of a sought slot that will not be found. */
void vypr_general_settle_sought(struct vypr_monitor *m, struct vypr_general *g, int slot);

/* general_count.c */
void vypr_general_count(struct vypr_monitor *m, struct vypr_general *g,
			struct vypr_activation *a, int slot,
			const struct vypr_event *event, uint32_t path);
void vypr_general_count_end(struct vypr_occurrence *o);
/* What a span is worth: 1 + the marks of its ends, 0 where they have not come.
 * ends  the second end has come, and is not the time at which it was known not to */
struct vypr_captured vypr_general_span(const struct vypr_monitor *m,
				       struct vypr_general *g,
				       const struct vypr_span *span, uint64_t from,
				       uint64_t to, int ends);
int vypr_general_counts_on(const struct vypr_general *g);
/* May a binding be decided by what is new of what is counted? */
int vypr_general_count_decides(struct vypr_monitor *m, struct vypr_general *g, int slot);

/* general_mark.c */
/* The moment came: remember how much there was. */
void vypr_general_mark(struct vypr_monitor *m, struct vypr_occurrence *o, int slot,
		       enum vypr_moment moment);
/* For an instance, 1 + what had been counted at an end of a span; 0: it has not come. */
uint64_t vypr_general_marked(const struct vypr_general *g, const struct vypr_occurrence *o,
			     int span, int end);
/* The lowest number that may still be asked for. */
uint64_t vypr_general_lowest_mark(const struct vypr_monitor *m,
				  const struct vypr_general *g, int domain);

/* general_world.c */
/* Put together what a binding has seen, in m->observations and m->captured. */
void vypr_general_assemble(struct vypr_monitor *m, struct vypr_general *g,
			   const struct vypr_binding *b);
/* Also says why the items are open that are. */
void vypr_general_eval(struct vypr_monitor *m, struct vypr_general *g,
		       struct vypr_binding *b, struct vypr_judgement *ret_judgement,
		       struct vypr_rest *ret_rest);
/* After an evaluation: what was seen of what it looked at. */
void vypr_general_show(struct vypr_monitor *m, const struct vypr_general *g);

/* What an item whose worth depends on nothing else is worth to its quantifier: NOT_YET; FALSE:
 * it will never decide; TRUE: it may. */
enum vypr_truth vypr_general_worth(struct vypr_monitor *m, struct vypr_general *g,
				   const struct vypr_occurrence *o);

/* general_end.c */
/* Of an occurrence and what was before it: may more come of it, and why is it not known? */
int vypr_general_is_live(struct vypr_general *g, const struct vypr_occurrence *o);
enum vypr_reason vypr_general_reason(struct vypr_general *g, const struct vypr_occurrence *o);
void vypr_general_conclude_binding(struct vypr_monitor *m, struct vypr_general *g,
				   struct vypr_binding *b);
void vypr_general_conclude_all(struct vypr_monitor *m, struct vypr_general *g);
/* It is unknown. */
void vypr_general_give_up(struct vypr_monitor *m, struct vypr_general *g,
			  struct vypr_binding *b, enum vypr_reason reason);
/* An occurrence that nothing holds. */
void vypr_general_drop(struct vypr_monitor *m, struct vypr_occurrence *o);
void vypr_general_prune(struct vypr_monitor *m, struct vypr_general *g);
/* Now and then: as often as there are things that stay, so that looking at them costs no more
 * than what made them. */
void vypr_general_prune_some(struct vypr_monitor *m, struct vypr_general *g);

#endif
