/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calls through pointers.
 *
 * One call is one moment for all: where several are asked for at one statement, there is
 * one for each function that it may be of, and one for all others.
 *
 *      calls (f), calls (p)           p ();      p == f:  BEGIN f   else:  BEGIN p
 */
#include "plugin/moment.h"

static void add_all(struct moment *to, const struct moment *from)
{
	struct vypr_role *role;
	struct vp_reading *reading;
	unsigned i, j;

	to->timed |= from->timed;
	to->bits |= from->bits;
	FOR_EACH_VEC_ELT (from->roles, i, role)
		to->roles.safe_push(*role);
	FOR_EACH_VEC_ELT (from->readings, i, reading)
		FOR_EACH_VEC_ELT (reading->roles, j, role) {
			struct vp_reading fresh = *reading;

			fresh.roles = vNULL;
			vp_keep_reading(to, &fresh, role->formula, role->index);
		}
}

static struct moment *moment_of(const vec<struct moment *> &group, tree callee,
				const vec<tree> &all)
{
	struct moment *moment = XCNEW(struct moment), *from;
	unsigned i;

	*moment = *group[0];
	moment->roles = vNULL;
	moment->readings = vNULL;
	moment->timed = moment->bits = false;
	moment->callees = callee ? vNULL : all.copy();
	moment->others = !callee;
	if (callee)
		moment->callees.safe_push(callee);
	FOR_EACH_VEC_ELT (group, i, from)
		if (!from->callees.length() ||
		    (callee && from->callees.contains(callee))) {
			add_all(moment, from);
			moment->subject = from->subject;
		}
	return moment;
}

static void separate(struct work *work, const vec<struct moment *> &group)
{
	bool anyone = false;
	vec<tree> all = vNULL;
	struct moment *moment;
	unsigned i, j;
	tree callee;

	FOR_EACH_VEC_ELT (group, i, moment) {
		anyone |= !moment->callees.length();
		FOR_EACH_VEC_ELT (moment->callees, j, callee)
			if (!all.contains(callee))
				all.safe_push(callee);
	}
	FOR_EACH_VEC_ELT (all, i, callee)
		work->moments.safe_push(moment_of(group, callee, all));
	if (anyone)
		work->moments.safe_push(moment_of(group, NULL_TREE, all));
}

void vp_separate_calls(struct work *work)
{
	vec<struct moment *> old = work->moments;
	struct moment *moment, *other;
	unsigned i, j;

	work->moments = vNULL;
	FOR_EACH_VEC_ELT (old, i, moment) {
		vec<struct moment *> group = vNULL;
		bool first = true, pointer = false;

		FOR_EACH_VEC_ELT (old, j, other)
			if (moment->phase < 2 && other->stmt == moment->stmt &&
			    other->phase == moment->phase) {
				first &= j >= i;
				pointer |= other->callees.length() > 0;
				group.safe_push(other);
			}
		if (!pointer || group.length() == 1)
			work->moments.safe_push(moment);
		else if (first)
			separate(work, group);
	}
}

unsigned vp_call_condition(struct work *work, const struct moment *moment)
{
	struct vp_condition condition, *other;
	unsigned i;

	FOR_EACH_VEC_ELT (work->f->conditions, i, other)
		if (other->stmt == moment->stmt && other->pointer &&
		    other->others == moment->others &&
		    vp_same_callees(other->callees, moment->callees))
			return i + 1;
	memset(&condition, 0, sizeof condition);
	condition.stmt = moment->stmt;
	condition.pointer = gimple_call_fn(moment->stmt);
	condition.callees = moment->callees;
	condition.others = moment->others;
	work->f->conditions.safe_push(condition);
	return work->f->conditions.length();
}