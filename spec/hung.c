/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what a call in progress has entered and not left, as if it were a call that had
 * happened: each activation above becomes a CALL (c is 2) inside the one below, with the
 * calls that it has seen end.
 *
 *      main (c)   parse   lookup (c)   hash
 *                 CALL parse [ CALL lookup [ calls inside lookup's call, CALL hash ] ]
 *
 * Nothing of the open state changes.  And knows whether anything is in progress that is
 * measured, for who looks at the thread meanwhile.
 */
#include "spec/monitor_private.h"

/* The innermost ones tell where it hangs. */
#define DEPTH_MOST 256

/* A LIST with one run more. */
static uint32_t append(struct vypr_monitor *m, uint32_t list, uint64_t call,
		       uint32_t times)
{
	return times && call ? vypr_monitor_path_intern(m, VYPR_PATH_LIST, list, call, times) : list;
}

/* A LIST with all runs of another one, oldest first. */
static uint32_t append_list(struct vypr_monitor *m, uint32_t list, uint32_t other)
{
	uint32_t runs[VYPR_PATH_MAX_RUNS];
	int count = 0;

	if (!list)
		return other;
	for (; other && count < VYPR_PATH_MAX_RUNS; other = m->paths.nodes[other].a)
		runs[count++] = other;
	while (count-- > 0) {
		const struct vypr_path_node run = m->paths.nodes[runs[count]];

		list = append(m, list, run.b, run.c);
	}
	return list;
}

static uint32_t append_calls(struct vypr_monitor *m, uint32_t list,
			     const struct vypr_calls *calls)
{
	list = append_list(m, list, calls->list);
	return append(m, list, calls->call, calls->times);
}

/* Where it is is known up to the last PATH. */
static uint32_t path_of(struct vypr_monitor *m, const struct vypr_activation *a)
{
	if (a->prefix)
		return a->prefix;
	return vypr_monitor_path_intern(m, VYPR_PATH_ROOT, a->plan->number, a->plan->function->entry_block,
		      0);
}

/* The CALL of one that has not been left; entered: the CALL that it has entered, or 0. */
static uint32_t hung_call(struct vypr_monitor *m, const struct vypr_activation *a,
			  uint32_t entered)
{
	uint32_t list = append_calls(m, 0, &a->own);

	if (a->calling)
		list = append_calls(m, list, &a->inside);
	list = append(m, list, entered, 1);
	return vypr_monitor_path_intern(m, VYPR_PATH_CALL, path_of(m, a), list, 2);
}

uint32_t vypr_activation_hung(struct vypr_monitor *m, const struct vypr_activation *a)
{
	uint32_t entered = 0;
	int depth = 0;

	for (const struct vypr_activation *x = a->left ? a : a->thread->top; x != a;
	     x = x->below)
		if (!x->doubtful && depth++ < DEPTH_MOST)
			entered = hung_call(m, x, entered);
	return append(m, append_calls(m, 0, &a->inside), entered, 1);
}

/* The thread ends or the process died: as above, for all calls in progress at once. */
void vypr_thread_hung(struct vypr_monitor *m, struct vypr_thread *thread)
{
	uint32_t entered = 0;
	int depth = 0;

	for (struct vypr_activation *a = thread->top; a; a = a->below) {
		struct vypr_link *link = a->calling_list.first;
		uint32_t list = 0;

		if (link)
			list = append(m, append_calls(m, 0, &a->inside), entered, 1);
		for (; link; link = link->next) {
			struct vypr_track *track = (struct vypr_track *)link;

			track->occurrence->observations[track->slot].callee = list;
		}
		if (!a->doubtful && depth++ < DEPTH_MOST)
			entered = hung_call(m, a, entered);
	}
}

/* ---- is anything measured now --------------------------------------------------- */

#define LOOK_MOST 32

static int is_before(uint64_t time_ns, uint64_t before_ns)
{
	return time_ns && time_ns <= before_ns;
}

static int calls_since(const struct vypr_activation *a, uint64_t before_ns)
{
	const struct vypr_track *track = (const struct vypr_track *)a->calling_list.first;

	return track && is_before(track->occurrence->observations[track->slot].begin_ns,
				  before_ns);
}

/* Something that is bound and open: the oldest of each quantifier. */
static int waits_since(const struct vypr_activation *a, uint64_t before_ns)
{
	for (uint32_t i = 0; i < a->plan->plan_count; i++) {
		const struct vypr_plan *plan = a->plan->plans[i];

		for (int q = 0; !plan->general && q < plan->form.quantifier_count; q++) {
			const struct vypr_link *first = a->heads[plan->heads + (uint32_t)q].first;
			const struct vypr_occurrence *o = (const struct vypr_occurrence *)first;
			const struct vypr_observation *seen = o ? o->observations + q : NULL;

			if (seen && is_before(seen->end_ns ? seen->end_ns : seen->begin_ns,
					      before_ns))
				return 1;
		}
	}
	return 0;
}

int vypr_monitor_measures(const struct vypr_monitor *m, uint32_t thread, uint64_t before_ns)
{
	const struct vypr_thread *t = vypr_monitor_map_get(&m->threads, thread, 0);
	const struct vypr_activation *a = t ? t->top : NULL;

	for (int look = 0; a && look < LOOK_MOST; look++, a = a->below)
		if (calls_since(a, before_ns) || (a->occurrences && waits_since(a, before_ns)))
			return 1;
	return 0;
}
