/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how the open state becomes bytes (spec/monitor_save.h).
 */
#include "spec/monitor_save.h"

#include <stdlib.h>

uint32_t vypr_save_count(const struct vypr_list *list)
{
	uint32_t count = 0;

	for (const struct vypr_link *link = list->first; link; link = link->next)
		count++;
	return count;
}

void vypr_save_occurrences(struct vypr_codec *c, const struct vypr_list *list)
{
	uint32_t index = 0;

	vypr_record_put(c, vypr_save_count(list));
	for (struct vypr_link *link = list->first; link; link = link->next) {
		struct vypr_occurrence *o = (struct vypr_occurrence *)link;

		o->index = index++;
		vypr_record_occurrence(c, o);
	}
}

static void save_bindings(struct vypr_codec *c, const struct vypr_list *list,
			  int quantifiers)
{
	vypr_record_put(c, vypr_save_count(list));
	for (struct vypr_link *link = list->first; link; link = link->next) {
		struct vypr_binding *b = (struct vypr_binding *)link;

		for (int i = 0; i < quantifiers; i++)
			vypr_record_put(c, b->members[i].occurrence->index);
		vypr_record_told(c, &b->told);
	}
}

uint32_t vypr_save_formula_of(const struct vypr_occurrence *o)
{
	const struct vypr_function_plan *function = o->activation->plan;
	uint32_t plan = 0;

	while (function->plans[plan] != o->plan)
		plan++;
	return plan;
}

/* Which formula, which occurrence of it, which slot. */
void vypr_save_tracks(struct vypr_codec *c, const struct vypr_list *list)
{
	vypr_record_put(c, vypr_save_count(list));
	for (const struct vypr_link *link = list->first; link; link = link->next) {
		const struct vypr_track *track = (const struct vypr_track *)link;

		vypr_record_put(c, vypr_save_formula_of(track->occurrence));
		vypr_record_put(c, track->occurrence->index);
		vypr_record_put(c, (uint32_t)track->slot);
	}
}

/* The same, and in which activation. */
static void save_references(struct vypr_codec *c, const struct vypr_list *list)
{
	vypr_record_put(c, vypr_save_count(list));
	for (const struct vypr_link *link = list->first; link; link = link->next) {
		const struct vypr_track *track = (const struct vypr_track *)link;
		const struct vypr_occurrence *o = track->occurrence;

		vypr_record_put(c, (uint32_t)track->slot);
		vypr_record_put(c, o->activation->index);
		vypr_record_put(c, vypr_save_formula_of(o));
		vypr_record_put(c, o->index);
	}
}

static void save_formula(struct vypr_codec *c, struct vypr_activation *a,
			 const struct vypr_plan *plan)
{
	const struct vypr_list *heads = vypr_heads(a, plan);

	for (int i = 0; i < plan->form.quantifier_count; i++)
		vypr_save_occurrences(c, &heads[i]);
	save_bindings(c, vypr_bindings_of(a, plan), plan->form.quantifier_count);
	for (int i = plan->form.quantifier_count; i < plan->form.slot_count; i++)
		vypr_save_tracks(c, &heads[i]);
}

static void save_activation(struct vypr_codec *c, struct vypr_activation *a)
{
	vypr_record_put(c, a->plan->number >> 16);
	vypr_record_put(c, a->plan->number & 0xffff);
	vypr_codec_number(c, &a->frame, 8);
	vypr_record_activation(c, a);
	vypr_record_put(c, a->pending_count);
	for (uint32_t i = 0; i < a->pending_count; i++)
		vypr_record_pending(c, &a->pending[i]);
	for (uint32_t i = 0; i < a->plan->plan_count; i++) {
		if (a->plan->plans[i]->general)
			vypr_general_save(c, a, a->plan->plans[i]);
		else if (!a->left)
			save_formula(c, a, a->plan->plans[i]);
	}
}

/* What refers to occurrences of other activations. */
static void save_rest(struct vypr_codec *c, struct vypr_activation *a)
{
	save_references(c, &a->calling_list);
	save_references(c, &a->recent);
	for (uint32_t i = 0; i < a->plan->plan_count; i++)
		if (a->plan->plans[i]->general)
			vypr_general_save_links(c, a, a->plan->plans[i]);
}

/* Bottom first: turn the stack over, walk it, and turn it back. */
static struct vypr_activation *turn_over(struct vypr_activation *top)
{
	struct vypr_activation *turned = NULL;

	while (top) {
		struct vypr_activation *below = top->below;

		top->below = turned;
		turned = top;
		top = below;
	}
	return turned;
}

/* The activations of a thread that are not on its stack: each has an instance, and is visited
 * at its first one. */
static struct vypr_activation *next_left(struct vypr_link **at)
{
	while (*at) {
		const struct vypr_general *g = ((struct vypr_general_node *)*at)->general;
		const struct vypr_link *earlier = (*at)->prev;

		*at = (*at)->next;
		if (!g->activation->left)
			continue;
		while (earlier && ((const struct vypr_general_node *)earlier)
						  ->general->activation != g->activation)
			earlier = earlier->prev;
		if (!earlier)
			return g->activation;
	}
	return NULL;
}

static void each_activation(struct vypr_codec *c, struct vypr_thread *thread,
			    void (*visit)(struct vypr_codec *c, struct vypr_activation *a))
{
	struct vypr_activation *bottom = turn_over(thread->top), *a;
	struct vypr_link *at = thread->generals.first;

	for (a = bottom; a; a = a->below)
		visit(c, a);
	thread->top = turn_over(bottom);
	while ((a = next_left(&at)) != NULL)
		visit(c, a);
}

static void save_thread(struct vypr_codec *c, struct vypr_thread *thread,
			uint32_t *ret_index)
{
	struct vypr_link *at = thread->generals.first;
	uint32_t depth = 0, left = 0;

	vypr_record_put(c, thread->number);
	vypr_codec_number(c, &thread->ended, 8);
	vypr_record_flag(c, &thread->lost);
	vypr_codec_number(c, &thread->latest_ns, 8);
	for (struct vypr_activation *a = thread->top; a; a = a->below)
		a->index = *ret_index + depth++;
	for (struct vypr_activation *a = thread->top; a; a = a->below)
		a->index = *ret_index + depth - 1 - (a->index - *ret_index);
	*ret_index += depth;
	for (struct vypr_activation *a; (a = next_left(&at)) != NULL; left++)
		a->index = (*ret_index)++;
	vypr_record_put(c, depth);
	vypr_record_put(c, left);
	each_activation(c, thread, save_activation);
}

enum vypr_status vypr_monitor_save(const struct vypr_monitor *monitor,
				   unsigned char **ret_bytes, size_t *ret_size)
{
	struct vypr_monitor copy = *monitor;
	struct vypr_codec c = { .status = VYPR_OK };
	uint32_t index = 0;

	vypr_record_frame(&c, &copy);
	vypr_record_put(&c, (uint32_t)copy.threads.count);
	for (size_t i = 0; i < copy.threads.size; i++)
		if (copy.threads.entries[i].value)
			save_thread(&c, copy.threads.entries[i].value, &index);
	for (size_t i = 0; i < copy.threads.size; i++)
		if (copy.threads.entries[i].value)
			each_activation(&c, copy.threads.entries[i].value, save_rest);
	vypr_queue_save(&c, &copy);
	if (c.status != VYPR_OK) {
		free(c.out);
		return c.status;
	}
	*ret_bytes = c.out;
	*ret_size = c.pos;
	return VYPR_OK;
}
