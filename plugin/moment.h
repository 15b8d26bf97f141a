/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rooms of sites.cc share: the moments of one function.
 *
 * A moment is a place where something is sent: a call begins, a call has ended, an
 * lvalue has changed, a line is done, the function is entered or left.  All formulas of a
 * function share one moment for the same statement, and what they want of it adds up:
 * the time, values, path bits.
 *
 *   moment.cc collects them  ─►  separate.cc: calls through pointers  ─►  moment_site.cc:
 *   sites, points and roles;  sites.cc goes through it for one function
 */
#ifndef VYPR_PLUGIN_MOMENT_H
#define VYPR_PLUGIN_MOMENT_H

#include "plugin/look.h"

struct moment {
	gimple *stmt;
	basic_block bb;
	int at, phase; /* 0 BEGIN, 1 END, 2 CHANGE, ENTRY, EXIT, 3 a line, 4 it unwinds */
	const char *subject;
	struct vp_written written;
	enum vypr_type type;
	enum vp_leaving leaving;
	bool conditional, jumps, timed, valued, bits;
	vec<tree> callees; /* it is a call of one of these, or (others) of none; empty: any */
	bool others;
	vec<struct vypr_role> roles;
	vec<struct vp_reading> readings;
	unsigned condition; /* as in vp_point */
	unsigned order;
	uint32_t site, left; /* left: of the END by exception, UINT32_MAX none */
};

static inline bool vp_is_entry(const struct moment *moment)
{
	return moment->bb->index == ENTRY_BLOCK;
}

static inline bool vp_is_exit(const struct moment *moment)
{
	return moment->bb->index == EXIT_BLOCK;
}

/* An exception leaves the function. */
static inline bool vp_unwinds(const struct moment *moment)
{
	return moment->phase == 4;
}

struct work {
	struct vp_look *look;
	struct vp_function *f;
	vec<struct moment *> moments;
};

/* ---- moment.cc ------------------------------------------------------------ */

/* The moment of that statement and phase; it is made when there is none. */
struct moment *vp_moment_for(struct work *work, const struct vp_match *event, int phase,
			     const char *subject);
/* What the formula wants of the function. */
void vp_collect(struct work *work, const struct vp_formula *formula, uint32_t number);
/* A capture that no moment can send: its atoms are never decided. */
void vp_warn_of_missing(const struct vp_formula *formula);
/* One value read for several is one reading with the roles of all. */
void vp_keep_reading(struct moment *moment, struct vp_reading *fresh, uint32_t number,
		     int capture);
bool vp_same_callees(const vec<tree> &x, const vec<tree> &y);
/* Does control come back from the call at all? */
bool vp_call_returns(gimple *stmt);
/* May an exception come out of it? */
bool vp_call_is_left(const struct work *work, gimple *stmt);

/* ---- separate.cc ---------------------------------------------------------- */

void vp_separate_calls(struct work *work);
/* What the pointer must be for the moment, as vp_point has it. */
unsigned vp_call_condition(struct work *work, const struct moment *moment);

/* ---- moment_site.cc ------------------------------------------------------- */

void vp_make_moment(struct work *work, struct moment *moment);
void vp_pair_calls(struct work *work);
/* Calls of this function, or around it, may be left by a longjmp to it. */
void vp_make_landings(struct work *work);

#endif
