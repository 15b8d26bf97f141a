/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how to bring the events of all threads into the order of time, for formulas that look
 * "on any thread": what is fed waits, in one queue for each thread, until everything before
 * it is known to have been fed.  An event without a time happens with the one before it.
 */
#include "spec/monitor_save.h"

#include <stdlib.h>
#include <string.h>

static struct vypr_queue *queue_of(struct vypr_monitor *m, uint32_t thread)
{
	struct vypr_link *link = m->queues.first;
	struct vypr_queue *q;

	for (; link; link = link->next)
		if (((struct vypr_queue *)link)->thread == thread)
			return (struct vypr_queue *)link;
	q = calloc(1, sizeof *q);
	if (!q)
		return NULL;
	q->thread = thread;
	vypr_list_append(&m->queues, &q->link);
	return q;
}

enum vypr_status vypr_queue_push(struct vypr_monitor *m, const struct vypr_queued *what)
{
	struct vypr_queue *q = queue_of(m, what->event.thread);
	struct vypr_queued *item = malloc(sizeof *item);

	if (!q || !item) {
		free(item);
		return VYPR_NOMEM;
	}
	*item = *what;
	if (item->event.time_ns > q->latest_ns)
		q->latest_ns = item->event.time_ns;
	item->time_ns = q->latest_ns;
	vypr_list_append(&q->items, &item->link);
	return VYPR_OK;
}

/* The queue whose first item comes first; of two at the same time the lower thread's. */
static struct vypr_queue *earliest(const struct vypr_monitor *m)
{
	struct vypr_queue *best = NULL;

	for (struct vypr_link *link = m->queues.first; link; link = link->next) {
		struct vypr_queue *q = (struct vypr_queue *)link;
		const struct vypr_queued *x = (struct vypr_queued *)q->items.first, *y;

		if (!x)
			continue;
		y = best ? (struct vypr_queued *)best->items.first : x;
		if (!best || x->time_ns < y->time_ns ||
		    (x->time_ns == y->time_ns && q->thread < best->thread))
			best = q;
	}
	return best;
}

int vypr_queue_pop(struct vypr_monitor *m, uint64_t before_ns, struct vypr_queued *ret_item)
{
	struct vypr_queue *q = earliest(m);
	struct vypr_queued *item = q ? (struct vypr_queued *)q->items.first : NULL;

	if (!item || item->time_ns >= before_ns)
		return 0;
	vypr_list_remove(&q->items, &item->link);
	*ret_item = *item;
	free(item);
	if (ret_item->what == VYPR_QUEUED_END && !q->items.first) {
		vypr_list_remove(&m->queues, &q->link);
		free(q);
	}
	return 1;
}

void vypr_queue_clear(struct vypr_monitor *m)
{
	while (m->queues.first) {
		struct vypr_queue *q = (struct vypr_queue *)m->queues.first;

		while (q->items.first) {
			struct vypr_link *item = q->items.first;

			vypr_list_remove(&q->items, item);
			free(item);
		}
		vypr_list_remove(&m->queues, &q->link);
		free(q);
	}
}

/* ---- bytes ---------------------------------------------------------------------- */

static void move_item(struct vypr_codec *c, struct vypr_queued *item)
{
	uint8_t what = (uint8_t)item->what, reason = (uint8_t)item->reason;

	vypr_codec_u8(c, &what);
	vypr_codec_u8(c, &reason);
	vypr_codec_u32(c, &item->event.unit);
	vypr_codec_u32(c, &item->event.site);
	vypr_codec_number(c, &item->event.time_ns, 8);
	vypr_codec_number(c, &item->event.value, 8);
	vypr_codec_number(c, &item->event.frame, 8);
	if (what > VYPR_QUEUED_END || reason >= VYPR_REASONS)
		vypr_record_bad(c);
	item->what = (enum vypr_queued_what)what;
	item->reason = (enum vypr_reason)reason;
}

void vypr_queue_save(struct vypr_codec *c, const struct vypr_monitor *m)
{
	vypr_record_put(c, vypr_save_count(&m->queues));
	for (struct vypr_link *link = m->queues.first; link; link = link->next) {
		struct vypr_queue *q = (struct vypr_queue *)link;

		vypr_record_put(c, q->thread);
		vypr_codec_number(c, &q->latest_ns, 8);
		vypr_record_put(c, vypr_save_count(&q->items));
		for (struct vypr_link *i = q->items.first; i; i = i->next) {
			vypr_codec_number(c, &((struct vypr_queued *)i)->time_ns, 8);
			move_item(c, (struct vypr_queued *)i);
		}
	}
}

static int is_known(const struct vypr_monitor *m, const struct vypr_event *e)
{
	return e->unit < m->unit_count && e->site < m->units[e->unit]->unit->site_count;
}

static void load_items(struct vypr_loader *l, struct vypr_queue *q)
{
	uint32_t count = vypr_record_get_count(&l->c);

	for (uint32_t i = 0; i < count && l->c.status == VYPR_OK; i++) {
		struct vypr_queued item = { .event.thread = q->thread };
		uint64_t time_ns = 0;

		vypr_codec_number(&l->c, &time_ns, 8);
		move_item(&l->c, &item);
		if (item.what == VYPR_QUEUED_EVENT && !is_known(l->m, &item.event))
			vypr_record_bad(&l->c);
		if (l->c.status == VYPR_OK)
			l->c.status = vypr_queue_push(l->m, &item);
		if (q->items.last)
			((struct vypr_queued *)q->items.last)->time_ns = time_ns;
	}
}

void vypr_queue_load(struct vypr_loader *l)
{
	uint32_t queues = vypr_record_get_count(&l->c);

	for (uint32_t i = 0; i < queues && l->c.status == VYPR_OK; i++) {
		struct vypr_queue *q = queue_of(l->m, vypr_record_get(&l->c));
		uint64_t latest = 0;

		if (!q) {
			l->c.status = VYPR_NOMEM;
			return;
		}
		vypr_codec_number(&l->c, &latest, 8);
		load_items(l, q);
		q->latest_ns = latest;
	}
}
