/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the record of a run is told to a monitor.
 */
#include "analysis/replay.h"

enum vypr_status vypr_run_units(struct vypr_analysis *analysis, uint32_t run,
				struct vypr_report *report,
				struct vypr_run_units *ret_units)
{
	struct vypr_run_units found = { NULL, 0 };
	size_t count = 0;

	for (;;) {
		const struct vypr_unit *unit, **room;
		enum vypr_status status =
			vypr_store_run_unit(analysis->store, run, (uint32_t)count, &unit);

		if (status == VYPR_ABSENT)
			break;
		if (status != VYPR_OK)
			return status;
		room = vypr_report_push(report, &found.units, &count, sizeof *room);
		if (!room)
			return VYPR_NOMEM;
		*room = unit;
	}
	found.count = (uint32_t)count;
	*ret_units = found;
	return VYPR_OK;
}

struct replay {
	struct vypr_monitor *monitor;
	vypr_replay_verdict *visit;
	void *ctx;
	uint64_t events;
};

static enum vypr_status hear(void *ctx, const struct vypr_verdict *verdict)
{
	struct replay *r = ctx;

	return r->visit(r->ctx, verdict,
			vypr_monitor_form(r->monitor, verdict->unit, verdict->formula));
}

static enum vypr_status tell(void *ctx, const struct vypr_recorded *recorded)
{
	struct replay *r = ctx;

	switch (recorded->kind) {
	case VYPR_RECORDED_EVENT:
		r->events++;
		return vypr_monitor_feed(r->monitor, &recorded->event);
	case VYPR_RECORDED_LOST:
		return vypr_monitor_lost(r->monitor, recorded->event.thread,
					 recorded->count);
	case VYPR_RECORDED_END:
		return vypr_monitor_end(r->monitor, recorded->event.thread,
					recorded->reason);
	case VYPR_RECORDED_ADVANCE:
		return vypr_monitor_advance(r->monitor, recorded->event.time_ns);
	case VYPR_RECORDED_CLOCK:
		vypr_monitor_set_clock_error(r->monitor, &recorded->clock_error);
		return VYPR_OK;
	case VYPR_RECORDED_KINDS: break;
	}
	return VYPR_FORMAT;
}

enum vypr_status vypr_replay(struct vypr_analysis *analysis, const struct vypr_run *run,
			     const struct vypr_run_units *units,
			     vypr_replay_verdict *visit, void *ctx, uint64_t *ret_events)
{
	struct replay r = { .visit = visit, .ctx = ctx };
	struct vypr_sink sink = { hear, &r };
	enum vypr_status status = vypr_monitor_new(&sink, &r.monitor);
	uint32_t number;

	if (status != VYPR_OK)
		return status;
	for (uint32_t i = 0; status == VYPR_OK && i < units->count; i++)
		status = vypr_monitor_add_unit(r.monitor, units->units[i], &number);
	if (status == VYPR_OK)
		status = vypr_store_recorded(analysis->store, run->id, tell, &r);
	vypr_monitor_free(r.monitor);
	*ret_events = r.events;
	return status;
}
