/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the stack of activations of each thread, the path that each has taken, and which
 * calls of recorded functions happened inside what.
 *
 * A stack, bottom left; (c) is a call in progress, which lies just above its
 * activation:
 *
 *      main (c)   parse   lookup (c)   hash
 *       |                  |            |
 *       |                  +------------+--- hash is left: its CALL goes to the call in
 *       |                                    progress in lookup, its holder
 *       +--- when that call ends, its LIST goes to lookup (if recorded) or to the
 *            call in progress in main, lookup's holder
 */
#include "spec/monitor_private.h"

#include <stdlib.h>
#include <string.h>

static uint64_t key_of(const struct vypr_thread *thread, uint32_t function_number)
{
	return (uint64_t)thread->number << 32 | function_number;
}

struct vypr_thread *vypr_thread_new(struct vypr_monitor *m, uint32_t number, uint64_t ended)
{
	struct vypr_thread *thread = calloc(1, sizeof *thread);

	if (!thread)
		return NULL;
	thread->number = number;
	thread->ended = ended;
	if (vypr_monitor_map_put(&m->threads, number, ended, thread) == VYPR_OK) {
		m->ended_threads += ended != 0;
		return thread;
	}
	free(thread);
	return NULL;
}

struct vypr_thread *vypr_thread_get(struct vypr_monitor *m, uint32_t number)
{
	struct vypr_thread *thread = m->last_thread;

	if (thread && thread->number == number)
		return thread;
	thread = vypr_monitor_map_get(&m->threads, number, 0);
	if (!thread)
		thread = vypr_thread_new(m, number, 0);
	if (thread)
		m->last_thread = thread;
	return thread;
}

struct vypr_activation *vypr_activation_find(struct vypr_monitor *m,
					     const struct vypr_thread *thread,
					     uint32_t function_number, uint64_t frame)
{
	struct vypr_activation *top = thread->top;

	if (top && top->frame == frame && top->plan->number == function_number)
		return top;
	if (!top)
		return NULL;
	return vypr_monitor_map_get(&m->activations, key_of(thread, function_number),
				    frame);
}

static struct vypr_activation *take_activation(struct vypr_function_plan *plan)
{
	struct vypr_activation *a = plan->free_activations;
	size_t size = sizeof *a + plan->head_count * sizeof a->heads[0];
	struct vypr_pending *pending;
	uint32_t room;

	if (!a)
		return calloc(1, size);
	plan->free_activations = a->below;
	pending = a->pending;
	room = a->pending_room;
	memset(a, 0, size);
	a->pending = pending;
	a->pending_room = room;
	return a;
}

struct vypr_activation *vypr_activation_new(struct vypr_thread *thread,
					    struct vypr_unit_plan *unit,
					    struct vypr_function_plan *plan)
{
	struct vypr_activation *a = take_activation(plan);

	if (!a)
		return NULL;
	a->plan = plan;
	a->unit = unit;
	a->thread = thread;
	return a;
}

void vypr_activation_free(struct vypr_activation *a)
{
	a->below = a->plan->free_activations;
	a->plan->free_activations = a;
}

void vypr_activation_free_lists(struct vypr_unit_plan *unit)
{
	for (uint32_t f = 0; unit->functions && f < unit->unit->function_count; f++) {
		struct vypr_function_plan *plan = &unit->functions[f];

		while (plan->free_activations) {
			struct vypr_activation *a = plan->free_activations;

			plan->free_activations = a->below;
			free(a->pending);
			free(a);
		}
	}
}

static int is_recorded(const struct vypr_activation *a)
{
	return (a->plan->function->flags & VYPR_FUNCTION_RECORDED) != 0;
}

static struct vypr_activation *not_doubtful(struct vypr_activation *holder)
{
	while (holder && holder->doubtful)
		holder = holder->holder;
	return holder;
}

static struct vypr_activation *holder_of(const struct vypr_activation *a)
{
	return not_doubtful(a->holder);
}

/* What is below does not change while something lies above it. */
static struct vypr_activation *find_holder(struct vypr_activation *below)
{
	if (!below || below->doubtful)
		return below ? below->holder : NULL;
	if (below->calling || is_recorded(below))
		return below;
	return below->holder;
}

/* The top one is found without the map: most are left before another one comes. */
static int bury(struct vypr_monitor *m, struct vypr_activation *a)
{
	if (!a || a->mapped)
		return 1;
	a->mapped = !vypr_monitor_map_put(&m->activations,
					  key_of(a->thread, a->plan->number), a->frame, a);
	return a->mapped;
}

struct vypr_activation *vypr_activation_push(struct vypr_monitor *m,
					     struct vypr_thread *thread,
					     struct vypr_unit_plan *unit,
					     struct vypr_function_plan *plan,
					     uint64_t frame)
{
	struct vypr_activation *a;

	if (!bury(m, thread->top))
		return NULL;
	a = vypr_activation_new(thread, unit, plan);
	if (!a)
		return NULL;
	a->frame = frame;
	a->call = ++m->counts.calls;
	a->below = thread->top;
	a->holder = find_holder(thread->top);
	if (plan->function->flags & VYPR_FUNCTION_TRANSACTION)
		a->transaction = a->call;
	else if (thread->top)
		a->transaction = thread->top->transaction;
	thread->top = a;
	return a;
}

void vypr_activation_pop(struct vypr_monitor *m, struct vypr_thread *thread,
			 enum vypr_reason reason)
{
	struct vypr_activation *a = thread->top;

	/* Values follow their event at once: what has not come by now could not be had,
	 * unless the process was killed in between. */
	if (a->recent.first && reason == VYPR_REASON_UNWOUND && !a->tainted) {
		vypr_binding_settle(m, a);
		vypr_binding_conclude(m);
	}
	if (a->calling_list.first || a->recent.first)
		vypr_general_leave(m, a, reason);
	a->left = vypr_binding_close(m, a, reason);
	if (a->mapped)
		vypr_monitor_map_remove(&m->activations, key_of(thread, a->plan->number),
					a->frame);
	thread->top = a->below;
	if (!a->left)
		vypr_activation_free(a);
}

/* What a function has done when nobody saw it leave. */
static void report_unwound(struct vypr_monitor *m, struct vypr_activation *a)
{
	const struct vypr_function *f = a->plan->function;
	uint32_t path = a->prefix;

	if (!is_recorded(a) || a->path_lost)
		return;
	if (a->calling)
		vypr_activation_end_call(m, a);
	if (!path)
		path = vypr_paths_intern(&m->paths, VYPR_PATH_ROOT, a->plan->number,
					 f->entry_block, 0);
	vypr_activation_report(m, a, path, 1);
}

void vypr_activation_unwind_above(struct vypr_monitor *m, struct vypr_activation *a)
{
	struct vypr_thread *thread = a->thread;

	while (thread->top != a)
		vypr_activation_leave_unwound(m, thread->top);
}

/* A caller of the new activation is alive, and what the old one called is not.  Frames
 * cannot tell for certain which is which (code may be inlined, stacks may be switched),
 * so no verdict depends on it: an event of a doubtful one shows that it is alive. */
void vypr_activation_replace(struct vypr_monitor *m, struct vypr_activation *a)
{
	struct vypr_thread *thread = a->thread;
	struct vypr_activation **link = &thread->top;

	for (; *link != a; link = &(*link)->below) {
		(*link)->doubtful |= (*link)->frame < a->frame;
		if ((*link)->holder == a)
			(*link)->holder = a->holder;
		if ((*link)->transaction == a->call)
			(*link)->transaction = a->below ? a->below->transaction : 0;
	}
	*link = a->below;
	a->below = thread->top;
	thread->top = a;
	vypr_activation_leave_unwound(m, a);
}

void vypr_activation_leave_unwound(struct vypr_monitor *m, struct vypr_activation *a)
{
	report_unwound(m, a);
	vypr_activation_pop(m, a->thread, VYPR_REASON_UNWOUND);
}

/* What it waited for, where it is and what it called is not known any more. */
void vypr_activation_lose(struct vypr_activation *a)
{
	a->tainted = 1;
	a->path_lost = 1;
	a->prefix = 0;
	a->peek = 0;
	a->pending_count = 0;
	a->calling = 0;
	memset(&a->own, 0, sizeof a->own);
	memset(&a->inside, 0, sizeof a->inside);
}

/* Nothing is open, so nothing is lost when it is forgotten. */
int vypr_activation_is_idle(const struct vypr_activation *a)
{
	return a->occurrences == 0 && !a->calling && !a->recent.first && a->prefix == 0 &&
	       a->peek == 0 && a->pending_count == 0;
}

/* ---- paths ------------------------------------------------------------------ */

static uint32_t base_path(struct vypr_monitor *m, struct vypr_activation *a,
			  const struct vypr_site *site)
{
	if (a->prefix)
		return a->prefix;
	return vypr_monitor_path_intern(m, VYPR_PATH_ROOT, a->plan->number, site->path_start, 0);
}

uint32_t vypr_activation_path(struct vypr_monitor *m, struct vypr_activation *a,
			      const struct vypr_site *site, uint64_t bits)
{
	uint32_t base;

	if (a->path_lost)
		return 0;
	base = base_path(m, a, site);
	if (!base || bits <= 1)
		return base; /* no branch since */
	return vypr_monitor_path_intern(m, VYPR_PATH_BITS, base, bits, 0);
}

/* The path is long: go on from a new ROOT, which knows the beginning. */
static uint32_t start_again(struct vypr_monitor *m, struct vypr_activation *a,
			    const struct vypr_site *site, uint64_t bits, uint32_t exception,
			    uint32_t base)
{
	uint32_t root = base;

	while (m->paths.nodes[root].kind == VYPR_PATH_BITS)
		root = m->paths.nodes[root].a;
	if (m->paths.nodes[root].c == 0)         /* the first time nothing is lost */
		root = bits > 1 || exception ? vypr_monitor_path_intern(m, VYPR_PATH_BITS, base,
						      bits ? bits : 1, exception) :
					       base;
	else if (m->paths.nodes[m->paths.nodes[root].c].kind == VYPR_PATH_ROOT)
		root = m->paths.nodes[root].c;
	if (!root)
		return 0;
	return vypr_monitor_path_intern(m, VYPR_PATH_ROOT, a->plan->number, site->block, root);
}

void vypr_activation_extend(struct vypr_monitor *m, struct vypr_activation *a,
			    const struct vypr_site *site, uint64_t bits,
			    uint32_t exception)
{
	uint32_t base;

	if (a->path_lost)
		return;
	base = base_path(m, a, site);
	if (!base)
		return;
	if (m->paths.nodes[base].length >= VYPR_PATH_MAX_WORDS)
		base = start_again(m, a, site, bits, exception, base);
	else if (bits > 1 || exception)
		base = vypr_monitor_path_intern(m, VYPR_PATH_BITS, base, bits ? bits : 1, exception);
	a->prefix = base;
	a->prefix_block = site->block;
}

/* The told beginning ends where the last PATH was sent: a ROOT there says so, and the
 * ROOT of the new start refers to it.  A second gap keeps the beginning of the first. */
void vypr_activation_skip(struct vypr_monitor *m, struct vypr_activation *a,
			  uint32_t block)
{
	uint32_t root = a->prefix;

	if (a->path_lost || !root || block >= a->plan->function->block_count)
		return;
	while (m->paths.nodes[root].kind == VYPR_PATH_BITS)
		root = m->paths.nodes[root].a;
	if (m->paths.nodes[root].c == 0)
		root = vypr_monitor_path_intern(m, VYPR_PATH_ROOT, a->plan->number, a->prefix_block,
			      a->prefix);
	else if (m->paths.nodes[m->paths.nodes[root].c].kind == VYPR_PATH_ROOT)
		root = m->paths.nodes[root].c;
	if (root)
		root = vypr_monitor_path_intern(m, VYPR_PATH_ROOT, a->plan->number, block, root);
	if (root)
		a->prefix = root;
}

/* ---- calls inside calls ----------------------------------------------------- */

/* Put the last run into the list. */
static void flush_calls(struct vypr_monitor *m, struct vypr_calls *calls)
{
	if (calls->times && calls->runs < VYPR_PATH_MAX_RUNS) {
		calls->list = vypr_monitor_path_intern(m, VYPR_PATH_LIST, calls->list, calls->call,
				     calls->times);
		calls->runs++;
	}
	calls->times = 0;
	calls->call = 0;
}

static void add_call(struct vypr_monitor *m, struct vypr_calls *calls, uint32_t call,
		     uint32_t times)
{
	if (!call)
		return;
	if (calls->call != call)
		flush_calls(m, calls);
	calls->call = call;
	calls->times += times < UINT32_MAX - calls->times ? times : 0;
}

static struct vypr_calls *held_calls(struct vypr_activation *holder)
{
	return holder->calling ? &holder->inside : &holder->own;
}

void vypr_activation_report(struct vypr_monitor *m, struct vypr_activation *a,
			    uint32_t path, int unwound)
{
	struct vypr_activation *holder = holder_of(a);
	uint32_t call;

	if (!holder || a->path_lost || !path)
		return;
	flush_calls(m, &a->own);
	call = vypr_monitor_path_intern(m, VYPR_PATH_CALL, path, a->own.list, unwound != 0);
	add_call(m, held_calls(holder), call, 1);
}

static uint32_t whole_call(struct vypr_monitor *m, const struct vypr_function_plan *plan,
			   const struct vypr_site *site, uint64_t bits)
{
	uint32_t path = vypr_monitor_path_intern(m, VYPR_PATH_ROOT, plan->number, site->path_start, 0);

	if (path && bits > 1)
		path = vypr_monitor_path_intern(m, VYPR_PATH_BITS, path, bits, 0);
	return path ? vypr_monitor_path_intern(m, VYPR_PATH_CALL, path, 0, 0) : 0;
}

/* Most calls are as the one before. */
void vypr_activation_report_whole(struct vypr_monitor *m, const struct vypr_thread *thread,
				  struct vypr_function_plan *plan,
				  const struct vypr_site *site, uint64_t bits)
{
	struct vypr_activation *holder = not_doubtful(find_holder(thread->top));

	if (!holder)
		return;
	if (!plan->whole_call || plan->whole_bits != bits ||
	    plan->whole_start != site->path_start) {
		plan->whole_bits = bits;
		plan->whole_start = site->path_start;
		plan->whole_call = whole_call(m, plan, site, bits);
	}
	add_call(m, held_calls(holder), plan->whole_call, 1);
}

/* Append a LIST, oldest run first. */
static void add_list(struct vypr_monitor *m, struct vypr_calls *calls, uint32_t list)
{
	uint32_t runs[VYPR_PATH_MAX_RUNS];
	int count = 0;

	for (; list && count < VYPR_PATH_MAX_RUNS; list = m->paths.nodes[list].a)
		runs[count++] = list;
	while (count-- > 0) {
		uint32_t run = runs[count];

		add_call(m, calls, (uint32_t)m->paths.nodes[run].b,
			 m->paths.nodes[run].c);
	}
}

uint32_t vypr_activation_end_call(struct vypr_monitor *m, struct vypr_activation *a)
{
	struct vypr_activation *holder = holder_of(a);
	uint32_t list;

	flush_calls(m, &a->inside);
	list = a->inside.list;
	a->calling = 0;
	memset(&a->inside, 0, sizeof a->inside);
	if (!list)
		return 0;
	if (is_recorded(a))
		add_list(m, &a->own, list);
	else if (holder)
		add_list(m, held_calls(holder), list);
	return list;
}
