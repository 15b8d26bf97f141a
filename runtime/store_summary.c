/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what a verdict adds to the summary of its hour.  A summary holds only what is new;
 * the commit adds it to what the store has.
 */
#include <math.h>

#include "runtime/store_writer.h"

#define HOUR_NS 3600000000000ULL

static void measure(struct vypr_summary *to, double value)
{
	if (!to->measured || value < to->min)
		to->min = value;
	if (!to->measured || value > to->max)
		to->max = value;
	to->sum += value;
	to->measured++;
}

/* Before anything was measured: the neutral element of each. */
void vypr_summary_clear(struct vypr_summary *summary)
{
	memset(summary, 0, sizeof *summary);
	summary->worst_severity = INFINITY;
}

struct hour *vypr_hour_of(const struct vypr_writer *writer, struct row *row,
			  const struct vypr_verdict *verdict)
{
	uint32_t number =
		(uint32_t)(vypr_run_realtime(&writer->run, verdict->time_ns) / HOUR_NS);
	struct hour *hour = row->hours;

	while (hour && hour->hour != number)
		hour = hour->next;
	if (hour)
		return hour;
	hour = calloc(1, sizeof *hour);
	if (!hour)
		return NULL;
	hour->hour = number;
	vypr_summary_clear(&hour->fresh);
	hour->next = row->hours;
	row->hours = hour;
	return hour;
}

/* Severities of different units have no least one: only the measured unit counts. */
static double severity_of(const struct vypr_form *form, const struct vypr_judgement *j)
{
	int is_time;

	if (j->atom < 0 || form->measured_atom < 0 || j->quantity == VYPR_QUANTITY_TEXT)
		return INFINITY;
	if (j->atom == form->measured_atom)
		return j->severity;
	is_time = vypr_form_is_time(
		form, form->ast->nodes[form->atoms[form->measured_atom]].a);
	return (j->quantity == VYPR_QUANTITY_NS) == is_time ? j->severity : INFINITY;
}

/* The left side of the measured atom: in the judgement when that rests on it.  What had not
 * ended when its deadline passed was not measured: 0. */
static int take_measure(struct hour *hour, const struct vypr_form *form,
			 const struct vypr_verdict *verdict, const struct vypr_judgement *j)
{
	struct vypr_judgement left = *j;

	if (form->measured_atom < 0)
		return 0;
	if (j->atom != form->measured_atom &&
	    !vypr_eval_atom(form, form->measured_atom, verdict->observations,
			    verdict->captured, &left))
		return 0;
	if (left.quantity == VYPR_QUANTITY_TEXT || left.until_now)
		return 0;
	if (vypr_histogram_add(&hour->histogram, vypr_histogram_index(left.value), 1))
		return 0;
	hour->fresh.quantity = left.quantity;
	measure(&hour->fresh, left.value);
	return 1;
}

/* What was only measured lies neither inside nor outside of anything. */
static void take_severity(struct hour *hour, const struct vypr_form *form,
			  const struct vypr_verdict *verdict, const struct vypr_judgement *j)
{
	double severity = INFINITY;

	if (verdict->kind == VYPR_VERDICT_TRUE || verdict->kind == VYPR_VERDICT_FALSE)
		severity = severity_of(form, j);
	if (severity < hour->fresh.worst_severity)
		hour->fresh.worst_severity = severity;
}

/* An unknown one rests on nothing. */
static struct vypr_judgement judge(const struct vypr_writer *writer,
				   const struct vypr_form *form,
				   const struct vypr_verdict *verdict)
{
	struct vypr_judgement j = { .atom = -1 };

	if (verdict->kind == VYPR_VERDICT_UNKNOWN)
		return j;
	if (verdict->judgement)
		return *verdict->judgement;
	vypr_eval(form, verdict->observations, verdict->captured, &writer->run.clock_error,
		  verdict->time_ns, &j);
	return j;
}

int vypr_hour_add(const struct vypr_writer *writer, struct hour *hour,
		  const struct vypr_form *form, const struct vypr_verdict *verdict)
{
	struct vypr_judgement j = judge(writer, form, verdict);

	hour->fresh.count[verdict->kind]++;
	if (verdict->kind == VYPR_VERDICT_UNKNOWN)
		hour->fresh.unknown[verdict->reason]++;
	take_severity(hour, form, verdict, &j);
	return take_measure(hour, form, verdict, &j);
}

/* What it was at least when it was counted lay no further away. */
void vypr_hour_improve(const struct vypr_writer *writer, struct hour *hour,
		       const struct vypr_form *form, const struct vypr_verdict *verdict,
		       int was_measured)
{
	struct vypr_judgement j = judge(writer, form, verdict);

	take_severity(hour, form, verdict, &j);
	if (!was_measured)
		take_measure(hour, form, verdict, &j);
}

void vypr_summary_merge(struct vypr_summary *to, const struct vypr_summary *from)
{
	for (int i = 0; i < VYPR_VERDICT_KINDS; i++)
		to->count[i] += from->count[i];
	for (int i = 0; i < VYPR_REASONS; i++)
		to->unknown[i] += from->unknown[i];
	if (from->worst_severity < to->worst_severity)
		to->worst_severity = from->worst_severity;
	if (!from->measured)
		return;
	to->min = !to->measured || from->min < to->min ? from->min : to->min;
	to->max = !to->measured || from->max > to->max ? from->max : to->max;
	to->sum += from->sum;
	to->measured += from->measured;
	to->quantity = from->quantity;
}
