/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From moments to sites, points and roles.
 *
 *   before the statement:  VALUE* BEGIN        after it:  END VALUE*
 *                                                         { [PATH] CHANGE VALUE* }
 *   function:  ENTRY VALUE*  ...  VALUE* EXIT, at its end or where an exception leaves it
 */
#include "plugin/moment.h"

/* How many sites of the function before this one have the same kind and text. */
static unsigned ordinal_of(const struct vp_unit *unit, const struct vypr_site *site)
{
	struct vypr_site *other;
	unsigned i, count = 0;

	FOR_EACH_VEC_ELT (unit->sites, i, other)
		count += other->function == site->function && other->kind == site->kind &&
			 other->text == site->text && other->subject == site->subject;
	return count;
}

static uint32_t add_site(struct work *work, struct vypr_site *site)
{
	struct vp_unit *unit = &work->look->unit;

	site->function = work->f->index;
	site->pair = UINT32_MAX;
	site->key = vp_key(vp_symbol(work->f->decl),
			   vypr_event_name((enum vypr_event_kind)site->kind),
			   concat(&unit->strings[site->subject], "\n",
				  &unit->strings[site->text], NULL),
			   ordinal_of(unit, site));
	return vp_add_site(unit, site);
}

static const char *name_called(gimple *stmt)
{
	tree decl = gimple_call_fndecl(stmt);

	return decl && DECL_NAME(decl) ? IDENTIFIER_POINTER(DECL_NAME(decl)) : "";
}

/* Calls in the arguments of a call have its place: tell them apart by name and order. */
static char *text_of_call(const struct work *work, gimple *stmt, struct vp_span *ret_span)
{
	location_t place = LOCATION_LOCUS(gimple_location(stmt));
	unsigned calls = 0, ordinal = 0;
	gimple_stmt_iterator gsi;
	bool passed = false;
	basic_block bb;

	FOR_EACH_BB_FN (bb, work->f->fun)
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			gimple *other = gsi_stmt(gsi);

			passed = passed || other == stmt;
			if (!vp_is_call(other) ||
			    LOCATION_LOCUS(gimple_location(other)) != place)
				continue;
			calls++;
			ordinal +=
				!passed && !strcmp(name_called(other), name_called(stmt));
		}
	if (calls < 2 || !*name_called(stmt))
		return vp_statement_text(stmt, ret_span);
	return vp_call_text(stmt, name_called(stmt), ordinal, ret_span);
}

/* The whole line, without its blanks. */
static char *text_of_line(const char *file, int number, struct vp_span *ret_span)
{
	size_t length, from = 0;
	const char *line;

	line = vp_source_line(file, number, &length);
	memset(ret_span, 0, sizeof *ret_span);
	ret_span->file = file;
	ret_span->line = ret_span->end_line = number;
	while (line && from < length && ISSPACE(line[from]))
		from++;
	while (line && length > from && ISSPACE(line[length - 1]))
		length--;
	if (!line)
		return xstrdup("");
	ret_span->column = from + 1;
	ret_span->end_column = length;
	return vp_span_text(ret_span);
}

static char *text_of_end(const struct work *work, const struct moment *moment,
			 struct vp_span *ret_span)
{
	const struct vypr_function *function =
		&work->look->unit.functions[work->f->index];

	return text_of_line(&work->look->unit.strings[function->file],
			    vp_is_entry(moment) ? function->line : function->end_line,
			    ret_span);
}

static char *text_of_moment(const struct work *work, const struct moment *moment,
			    struct vp_span *ret_span)
{
	if (!moment->stmt || !vp_span_of(gimple_location(moment->stmt), ret_span))
		return text_of_end(work, moment, ret_span);
	if (moment->phase == 3)
		return text_of_line(gimple_filename(moment->stmt),
				    gimple_lineno(moment->stmt), ret_span);
	return moment->phase == 2 ? vp_change_text(moment->stmt, ret_span)
				  : text_of_call(work, moment->stmt, ret_span);
}

static uint32_t block_of(const struct work *work, const struct moment *moment)
{
	const struct vypr_function *function =
		&work->look->unit.functions[work->f->index];

	if (vp_is_entry(moment))
		return function->entry_block;
	return vp_is_exit(moment) ? function->block_count - 1
				  : work->f->block_of[moment->bb->index];
}

static struct vypr_site site_at(struct work *work, const struct moment *moment,
				enum vypr_event_kind kind, const char *subject)
{
	struct vypr_site site;
	struct vp_span span;
	char *text = text_of_moment(work, moment, &span);

	memset(&site, 0, sizeof site);
	site.kind = kind;
	site.block = block_of(work, moment);
	site.line = span.line;
	site.column = span.column;
	site.end_column = span.end_line == span.line ? span.end_column : 0;
	site.text = vp_string(&work->look->unit, text);
	site.subject = vp_string(&work->look->unit, subject);
	free(text);
	return site;
}

static struct vp_point point_at(const struct moment *moment, uint32_t site)
{
	struct vp_point point;

	memset(&point, 0, sizeof point);
	point.site = site;
	point.where = vp_is_entry(moment)		    ? VP_ENTRY
		      : vp_is_exit(moment)		    ? VP_EXIT
		      : moment->phase == 0 || moment->jumps ? VP_BEFORE
		      : vp_unwinds(moment)		    ? VP_UNWIND
							    : VP_AFTER;
	point.stmt = moment->stmt;
	point.condition = moment->condition;
	return point;
}

static void give_roles(struct work *work, uint32_t site,
		       const vec<struct vypr_role> &roles)
{
	struct vypr_role *role;
	unsigned i;

	FOR_EACH_VEC_ELT (roles, i, role)
		vp_add_role(&work->look->unit, site, role->formula,
			    (enum vypr_role_kind)role->kind, role->index);
}

/* Several moments may share what they read. */
static void mark_there(const struct work *work, struct vp_point *point)
{
	struct vp_moment moment = { work->f->fun, point->where, point->stmt };

	bool there = true;

	point->value = point->value ? unshare_expr(point->value) : NULL_TREE;
	point->size = point->size ? unshare_expr(point->size) : NULL_TREE;
	if (point->value)
		there = vp_mark_there(point->value, &moment);
	if (point->size)
		there = vp_mark_there(point->size, &moment) && there;
	if (!there)
		work->look->unit.sites[point->site].flags |= VYPR_SITE_COPIED;
}

static void make_reading(struct work *work, const struct moment *moment,
			 const struct vp_reading *reading)
{
	struct vypr_site site = site_at(work, moment, VYPR_EVENT_VALUE, reading->text);
	struct vp_point point;

	site.flags = VYPR_SITE_VALUED;
	site.type = reading->value.type;
	point = point_at(moment, add_site(work, &site));
	point.value = reading->value.value;
	point.size = reading->value.size;
	point.send = reading->value.send;
	point.result = reading->result;
	mark_there(work, &point);
	work->f->points.safe_push(point);
	give_roles(work, point.site, reading->roles);
}

static void make_readings(struct work *work, const struct moment *moment)
{
	struct vp_reading *reading;
	unsigned i;

	FOR_EACH_VEC_ELT (moment->readings, i, reading)
		make_reading(work, moment, reading);
}

static void make_path(struct work *work, const struct moment *moment)
{
	struct vypr_site site = site_at(work, moment, VYPR_EVENT_PATH, moment->subject);

	site.flags = VYPR_SITE_PEEK;
	work->f->points.safe_push(point_at(moment, add_site(work, &site)));
}

static void make_begin(struct work *work, struct moment *moment)
{
	struct vypr_site site = site_at(work, moment, VYPR_EVENT_BEGIN, moment->subject);

	site.flags = (moment->timed ? VYPR_SITE_TIMED : 0) |
		     (moment->bits ? VYPR_SITE_BITS : 0);
	moment->site = add_site(work, &site);
	work->f->points.safe_push(point_at(moment, moment->site));
}

static uint32_t make_end_at(struct work *work, const struct moment *moment,
			    uint32_t flags, enum vp_where where)
{
	struct vypr_site site = site_at(work, moment, VYPR_EVENT_END, moment->subject);
	struct vp_point point;

	site.flags = flags | (moment->timed ? VYPR_SITE_TIMED : 0);
	point = point_at(moment, add_site(work, &site));
	point.where = where;
	work->f->points.safe_push(point);
	return point.site;
}

/* What an exception leaves has no end, and is over all the same. */
static void make_end(struct work *work, struct moment *moment)
{
	moment->site = moment->left = UINT32_MAX;
	if (vp_call_is_left(work, moment->stmt))
		moment->left = make_end_at(
			work, moment, VYPR_SITE_UNWINDS,
			stmt_can_throw_internal(work->f->fun, moment->stmt) ? VP_EXCEPTION
									    : VP_UNWIND);
	if (vp_call_returns(moment->stmt))
		moment->site = make_end_at(work, moment, 0, VP_AFTER);
}

/* A value of more than 64 bits is compared by a hash of its bytes. */
static unsigned add_change_condition(struct work *work, const struct moment *moment)
{
	struct vp_moment before = { work->f->fun, VP_BEFORE, moment->stmt };
	struct vp_moment after = { work->f->fun, VP_AFTER, moment->stmt };
	struct vp_condition condition;
	struct vp_value bytes;

	memset(&condition, 0, sizeof condition);
	condition.stmt = moment->stmt;
	condition.site = moment->site;
	condition.value =
		moment->written.compare ? moment->written.compare : moment->written.value;
	if (vp_bytes_of(condition.value, &bytes)) {
		condition.value = bytes.value;
		condition.size = bytes.size;
		condition.text = bytes.type == VYPR_TYPE_STRING;
	}
	condition.before = unshare_expr(condition.value);
	condition.value = unshare_expr(condition.value);
	vp_mark_there(condition.before, &before);
	vp_mark_there(condition.value, &after);
	work->f->conditions.safe_push(condition);
	return work->f->conditions.length();
}

static unsigned add_leaving_condition(struct work *work, const struct moment *moment)
{
	struct vp_condition condition;

	memset(&condition, 0, sizeof condition);
	condition.stmt = moment->stmt;
	condition.site = moment->site;
	condition.leaving = moment->leaving;
	work->f->conditions.safe_push(condition);
	return work->f->conditions.length();
}

static void make_change(struct work *work, struct moment *moment)
{
	struct vypr_site site = site_at(work, moment, VYPR_EVENT_CHANGE, moment->subject);
	struct vp_point point;

	site.flags = (moment->timed ? VYPR_SITE_TIMED : 0) |
		     (moment->valued ? VYPR_SITE_VALUED : 0);
	site.type = moment->valued ? moment->type : VYPR_TYPE_NONE;
	moment->site = add_site(work, &site);
	if (moment->conditional)
		moment->condition = moment->leaving != VP_LEAVES
					    ? add_leaving_condition(work, moment)
					    : add_change_condition(work, moment);
	point = point_at(moment, moment->site);
	if (moment->valued)
		point.value = moment->written.value;
	mark_there(work, &point);
	work->f->points.safe_push(point);
}

/* The function is entered or left. */
static void make_end_of_function(struct work *work, struct moment *moment)
{
	struct vypr_site site = site_at(
		work, moment, vp_is_entry(moment) ? VYPR_EVENT_ENTRY : VYPR_EVENT_EXIT,
		moment->subject);

	site.flags = (moment->timed ? VYPR_SITE_TIMED : 0) |
		     (moment->bits && !vp_is_entry(moment) ? VYPR_SITE_BITS : 0) |
		     (vp_unwinds(moment) ? VYPR_SITE_UNWINDS : 0);
	moment->site = add_site(work, &site);
	work->f->points.safe_push(point_at(moment, moment->site));
}

void vp_make_moment(struct work *work, struct moment *moment)
{
	if (moment->callees.length())
		moment->condition = vp_call_condition(work, moment);
	if (vp_is_entry(moment)) {
		make_end_of_function(work, moment);
		make_readings(work, moment);
	} else if (vp_is_exit(moment) || vp_unwinds(moment)) {
		make_readings(work, moment);
		make_end_of_function(work, moment);
	} else if (moment->phase == 0) {
		make_readings(work, moment);
		make_begin(work, moment);
	} else if (moment->phase == 1) {
		make_end(work, moment);
		make_readings(work, moment);
	} else {
		if (moment->bits)
			make_path(work, moment);
		make_change(work, moment);
		make_readings(work, moment);
	}
	if (moment->site != UINT32_MAX)
		give_roles(work, moment->site, moment->roles);
	if (moment->phase == 1 && moment->left != UINT32_MAX)
		give_roles(work, moment->left, moment->roles);
}

void vp_pair_calls(struct work *work)
{
	struct vypr_site *sites = work->look->unit.sites.address();
	struct moment *begin, *end;
	unsigned i, j;

	FOR_EACH_VEC_ELT (work->moments, i, begin)
		FOR_EACH_VEC_ELT_FROM (work->moments, j, end, i) {
			if (begin->stmt != end->stmt || begin->phase != 0 ||
			    end->phase != 1 || begin->condition != end->condition)
				continue;
			if (end->left != UINT32_MAX)
				sites[end->left].pair = begin->site;
			if (end->site != UINT32_MAX)
				sites[end->site].pair = begin->site;
			sites[begin->site].pair =
				end->site != UINT32_MAX ? end->site : end->left;
		}
}

void vp_make_landings(struct work *work)
{
	gimple_stmt_iterator gsi;
	struct moment moment;
	basic_block bb;

	memset(&moment, 0, sizeof moment);
	FOR_EACH_BB_FN (bb, work->f->fun)
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			struct vypr_site site;
			struct vp_point point;

			if (!vp_is_setjmp(gsi_stmt(gsi)))
				continue;
			moment.stmt = gsi_stmt(gsi);
			moment.bb = bb;
			site = site_at(work, &moment, VYPR_EVENT_LAND, "setjmp");
			point = point_at(&moment, add_site(work, &site));
			point.where = VP_LANDED;
			work->f->points.safe_push(point);
		}
}
