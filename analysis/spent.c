/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what samples say for certain, and which span of a verdict is its time.
 */
#include "analysis/spent.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_NS 1000000 /* runtime/sampler.h */

/* ---- samples ---- */

void vypr_spending_begin(struct vypr_spending *spending, uint64_t from_ns,
			 uint64_t until_ns)
{
	memset(spending, 0, sizeof *spending);
	spending->from_ns = from_ns;
	spending->until_ns = until_ns;
	spending->spent.wall = (double)(until_ns - from_ns);
}

static double least_of(double x, double y)
{
	return x < y ? x : y;
}

static double most_of(double x, double y)
{
	return x > y ? x : y;
}

static void add_bounds(struct vypr_bounds_of *to, double least, double most)
{
	to->least += least;
	to->most += most;
}

/* What happened between two samples, of which so much lies inside. */
static void add_count(struct vypr_bounds_of *to, uint64_t was, uint64_t is, int whole)
{
	double count = is > was ? (double)(is - was) : 0;

	add_bounds(to, whole ? count : 0, count);
}

/* What it waited in: what was seen at the end of it, or at its beginning, if that was in the
 * span. */
static unsigned wait_of(const struct vypr_spending *s, const struct vypr_sample *is)
{
	unsigned wait = VYPR_WAIT_unseen;

	if (is->time_ns <= s->until_ns || is->wait == VYPR_WAIT_stopped)
		wait = is->wait;
	if (!wait && s->last.time_ns >= s->from_ns)
		wait = s->last.wait;
	return wait < VYPR_WAITS ? wait : VYPR_WAIT_unnamed;
}

/* Of what it did not run between two samples: ready, and others ran.  The kernel counts that
 * up to the last switch, and not what a virtual machine's host takes; but a thread that has not
 * stopped running by itself has waited for nothing. */
static double queued_of(const struct vypr_sample *was, const struct vypr_sample *is,
			double share, double idle)
{
	double queued;

	if (was->state == 'R' && is->state == 'R' && was->blocked == is->blocked &&
	    is->wait != VYPR_WAIT_stopped && is->blocked)
		return idle;
	queued = is->queued_ns > was->queued_ns ? (double)(is->queued_ns - was->queued_ns)
						: 0;
	return least_of(queued * share, idle);
}

static void add_gap(struct vypr_spending *s, const struct vypr_sample *is, double inside)
{
	const struct vypr_sample *was = &s->last;
	struct vypr_spent *spent = &s->spent;
	double gap = (double)(is->time_ns - was->time_ns), outside = gap - inside;
	double ran = least_of((double)(is->ran_ns - was->ran_ns), gap);
	double least = most_of(ran - outside, 0), most = least_of(ran, inside);
	double idle = inside - (least + most) / 2, queued;

	add_bounds(&spent->ran, least, most);
	queued = queued_of(was, is, inside / gap, idle);
	spent->queued += queued;
	spent->waits[wait_of(s, is)] += idle - queued;
	add_count(&spent->minor, was->minor, is->minor, outside <= 0);
	add_count(&spent->major, was->major, is->major, outside <= 0);
	add_count(&spent->turns, was->turns, is->turns, outside <= 0);
}

/* Before the first sample of a thread: it has not run longer than since it began; what is left
 * of it for certain was waited as between two. */
static void add_head(struct vypr_spending *s, const struct vypr_sample *is, double inside)
{
	static const struct vypr_sample born = { .state = 'R', .blocked = 1 };
	double ran = least_of((double)is->ran_ns, inside);
	double queued = queued_of(&born, is, 1, inside - ran);

	add_bounds(&s->spent.ran, 0, ran);
	s->spent.queued += queued;
	s->spent.waits[wait_of(s, is)] += inside - ran - queued;
}

/* What lies between two samples, or before the first. */
static void add_part(struct vypr_spending *s, const struct vypr_sample *is)
{
	uint64_t from = s->from_ns > s->last.time_ns ? s->from_ns : s->last.time_ns;
	uint64_t until = s->until_ns < is->time_ns ? s->until_ns : is->time_ns;

	if (until <= from)
		return;
	if (s->last.time_ns && is->ran_ns >= s->last.ran_ns)
		add_gap(s, is, (double)(until - from));
	else if (!s->last.time_ns)
		add_head(s, is, (double)(until - from));
	else
		add_bounds(&s->spent.ran, 0, (double)(until - from));
}

void vypr_spending_take(struct vypr_spending *s, const struct vypr_sample *sample)
{
	if (sample->time_ns <= s->last.time_ns)
		return;
	if (sample->time_ns >= s->from_ns && sample->time_ns <= s->until_ns) {
		if (!s->first_inside_ns)
			s->first_inside_ns = sample->time_ns;
		s->last_inside_ns = sample->time_ns;
	}
	add_part(s, sample);
	s->last = *sample;
}

void vypr_spending_end(struct vypr_spending *s, struct vypr_spent *ret_spent)
{
	struct vypr_spent *spent = &s->spent;
	uint64_t from = s->last.time_ns > s->from_ns ? s->last.time_ns : s->from_ns;

	if (s->until_ns > from)
		add_bounds(&spent->ran, 0, (double)(s->until_ns - from));
	spent->looked = (double)(s->last_inside_ns - s->first_inside_ns);
	*ret_spent = *spent;
}

static enum vypr_status take(void *ctx, const struct vypr_sample *sample)
{
	vypr_spending_take(ctx, sample);
	return VYPR_OK;
}

enum vypr_status vypr_spent_of(const struct vypr_analysis *a, uint32_t run,
			       uint32_t thread, uint64_t from_ns, uint64_t until_ns,
			       struct vypr_spent *ret_spent)
{
	enum vypr_status status = VYPR_OK;
	struct vypr_spending spending;

	vypr_spending_begin(&spending, from_ns, until_ns);
	if (until_ns - from_ns >= LEAST_NS)
		status = vypr_store_samples(a->store, run, thread, from_ns, until_ns,
					    take, &spending);
	vypr_spending_end(&spending, ret_spent);
	return status;
}

struct vypr_bounds_of vypr_spent_waited(const struct vypr_spent *spent)
{
	double rest = spent->wall - spent->queued;
	struct vypr_bounds_of waited = { rest - spent->ran.most, rest - spent->ran.least };

	waited.least = most_of(waited.least, 0);
	waited.most = most_of(waited.most, waited.least);
	return waited;
}

/* ---- which time of a verdict ---- */

static void add_moment(struct vypr_timing *t, int slot, enum vypr_moment moment,
		       uint64_t time_ns)
{
	size_t at = t->count;

	if (!time_ns || t->count == VYPR_MOMENTS)
		return;
	while (at > 0 && t->moments[at - 1].time_ns > time_ns) {
		t->moments[at] = t->moments[at - 1];
		at--;
	}
	t->moments[at] = (struct vypr_moment_of){ slot, moment, time_ns };
	t->count++;
}

static void add_slot(struct vypr_timing *t, const struct vypr_form *form, int slot,
		     const struct vypr_verdict *v)
{
	const struct vypr_observation *o = &v->observations[slot];

	if (form->slots[slot].any_thread)
		return;
	if (form->slots[slot].kind != VYPR_SLOT_CALL) {
		add_moment(t, slot, VYPR_AT, o->end_ns);
		return;
	}
	add_moment(t, slot, VYPR_BEFORE, o->begin_ns);
	if (o->site_end != VYPR_NO_SITE && o->end_ns >= o->begin_ns) {
		add_moment(t, slot, VYPR_AFTER, o->end_ns);
	} else if (o->site_end == VYPR_NO_SITE && o->begin_ns &&
		   v->time_ns > o->begin_ns) {
		t->goes_on = 1;
		add_moment(t, slot, VYPR_AFTER, v->time_ns);
	}
}

/* The two moments that are as far apart as what was measured. */
static int find_measured(const struct vypr_form *form, const struct vypr_verdict *v,
			 struct vypr_timing *t)
{
	double value;
	int is_time;

	if (!vypr_measure(form, v, &value, &is_time) || !is_time)
		return 0;
	for (size_t i = 0; i < t->count; i++)
		for (size_t k = i + 1; k < t->count; k++) {
			double span = (double)(t->moments[k].time_ns -
					       t->moments[i].time_ns);

			if (fabs(span - value) >= 1)
				continue;
			t->from = i;
			t->until = k;
			return 1;
		}
	return 0;
}

int vypr_timing_of(const struct vypr_form *form, const struct vypr_verdict *verdict,
		   struct vypr_timing *ret_timing)
{
	struct vypr_timing *t = ret_timing;

	t->count = 0;
	t->goes_on = 0;
	for (int i = 0; i < form->slot_count; i++)
		add_slot(t, form, i, verdict);
	if (t->count < 2 || t->moments[0].time_ns == t->moments[t->count - 1].time_ns)
		return 0;
	t->from = 0;
	t->until = t->count - 1;
	t->is_measured = find_measured(form, verdict, t);
	return 1;
}

enum vypr_status vypr_spent_columns(const struct vypr_analysis *a,
				    const struct vypr_row *row,
				    const struct vypr_stored_verdict *v, double *ret_ran,
				    double *ret_waited)
{
	struct vypr_timing t;
	struct vypr_spent spent;
	enum vypr_status status;

	*ret_ran = *ret_waited = NAN;
	if (!vypr_timing_of(row->form, &v->verdict, &t))
		return VYPR_OK;
	status = vypr_spent_of(a, v->run, v->verdict.thread, t.moments[t.from].time_ns,
			       t.moments[t.until].time_ns, &spent);
	if (status != VYPR_OK || spent.ran.most - spent.ran.least > spent.wall / 4)
		return status;
	*ret_ran = (spent.ran.least + spent.ran.most) / 2;
	*ret_waited = spent.wall - spent.queued - *ret_ran;
	return VYPR_OK;
}
