/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which values of a verdict may explain it: not those by which it was judged, and no
 * number that each verdict has for itself.
 */
#include "analysis/attribute.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/detail.h"

#define TEXTS_MOST 500

/* ---- whose it is; a line here is a column more ---- */

static double number_in_run(const struct vypr_stored_verdict *v, uint64_t number)
{
	return (double)((uint64_t)v->run << 32 | (uint32_t)number);
}

static double run_of(const struct vypr_stored_verdict *v)
{
	return v->run;
}

static double thread_of(const struct vypr_stored_verdict *v)
{
	return number_in_run(v, v->verdict.thread);
}

static double transaction_of(const struct vypr_stored_verdict *v)
{
	return v->verdict.transaction ? number_in_run(v, v->verdict.transaction) : 0;
}

/* The run comes first. */
static const struct {
	const char *name;
	enum vypr_predicate_kind kind;
	int ordered, is_time, with_run;
	double (*value)(const struct vypr_stored_verdict *verdict);
} whose[] = {
	{ "run", VYPR_PREDICATE_ATTRIBUTE, 0, 0, 0, run_of },
	{ "thread", VYPR_PREDICATE_ATTRIBUTE, 0, 0, 1, thread_of },
	{ "transaction", VYPR_PREDICATE_ATTRIBUTE, 0, 0, 1, transaction_of },
};
#define ATTRIBUTES (sizeof whose / sizeof whose[0])

enum vypr_status vypr_attributes_init(struct vypr_attributes *q)
{
	memset(q, 0, sizeof *q);
	q->memory = vypr_report_new();
	for (size_t i = 0; q->memory && i < ATTRIBUTES; i++) {
		struct vypr_attribute *one =
			vypr_report_push(q->memory, &q->of, &q->count, sizeof *one);

		if (!one)
			break;
		one->name = whose[i].name;
		one->kind = whose[i].kind;
		one->type = VYPR_TYPE_U64;
		one->ordered = whose[i].ordered;
		one->classes = !whose[i].ordered;
		one->is_time = whose[i].is_time;
		one->with_run = whose[i].with_run;
	}
	return q->memory && !vypr_report_failed(q->memory) ? VYPR_OK : VYPR_NOMEM;
}

void vypr_attributes_fini(struct vypr_attributes *q)
{
	for (size_t i = 0; i < q->count; i++) {
		free(q->of[i].values);
		vypr_map_fini(&q->of[i].text_map);
	}
	if (q->memory)
		vypr_report_free(q->memory);
	free(q->of_capture);
	free(q->now);
	memset(q, 0, sizeof *q);
}

/* ---- captures ---- */

static int is_under(const struct vypr_form *form, int32_t node, int capture)
{
	const struct vypr_node *n;

	if (node < 0)
		return 0;
	if (form->refs[node].capture == capture)
		return 1;
	n = &form->ast->nodes[node];
	return (n->a >= 0 && n->a < node && is_under(form, n->a, capture)) ||
	       (n->b >= 0 && n->b < node && is_under(form, n->b, capture));
}

/* Is the verdict about this value?  That it is high is no reason for its being high.  What a
 * property that measures time asks beside that is a condition, which may be one. */
static int is_judged(const struct vypr_form *form, int capture)
{
	int32_t measured = vypr_measured_node(form);

	if (!form->captures[capture].needed || measured < 0)
		return 0;
	return is_under(form, form->atoms[form->measured_atom], capture) ||
	       !vypr_form_is_time(form, measured);
}

static int is_usable(const struct vypr_row *row, int capture)
{
	const struct vypr_form_capture *c = &row->form->captures[capture];

	return c->kind != VYPR_CAPTURE_CPU && !is_judged(row->form, capture) &&
	       vypr_capture_type(row, capture) != VYPR_TYPE_NONE;
}

static struct vypr_attribute *find_or_add(struct vypr_attributes *q, const char *name,
					 const struct vypr_row *row, int capture)
{
	enum vypr_type type = vypr_capture_type(row, capture);
	struct vypr_attribute *one;

	for (size_t i = ATTRIBUTES; i < q->count; i++)
		if (strcmp(q->of[i].name, name) == 0)
			return q->of[i].type == type ? &q->of[i] : NULL;
	one = vypr_report_push(q->memory, &q->of, &q->count, sizeof *one);
	if (!one)
		return NULL;
	one->name = name;
	one->kind = VYPR_PREDICATE_VALUE;
	one->type = type;
	one->is_time = row->form->captures[capture].kind == VYPR_CAPTURE_TOTAL;
	one->ordered = type == VYPR_TYPE_I64 || type == VYPR_TYPE_U64 ||
		       type == VYPR_TYPE_F64;
	one->classes = type != VYPR_TYPE_F64;
	one->constant = NAN;
	return one;
}

/* Verdicts come row by row. */
static enum vypr_status begin_row(struct vypr_attributes *q, const struct vypr_row *row)
{
	int captures = row->form->capture_count;
	int *of_capture = realloc(q->of_capture, ((size_t)captures + 1) * sizeof *of_capture);
	double *now;

	if (!of_capture)
		return VYPR_NOMEM;
	q->of_capture = of_capture;
	for (int i = 0; i < captures; i++) {
		const struct vypr_attribute *one = NULL;

		if (is_usable(row, i))
			one = find_or_add(q, vypr_capture_name(q->memory, row->form, i), row, i);
		of_capture[i] = one ? (int)(one - q->of) : -1;
	}
	now = realloc(q->now, (q->count + 1) * sizeof *now);
	if (!now || vypr_report_failed(q->memory))
		return VYPR_NOMEM;
	q->now = now;
	q->row = row->id;
	return VYPR_OK;
}

/* ---- values ---- */

/* The number of a text, from 1; NAN: there are too many. */
static double class_of(struct vypr_attributes *q, struct vypr_attribute *one,
		       const struct vypr_string *s)
{
	uint64_t key = s ? vypr_hash64(s->bytes, s->size, 0) ^ s->truncated : 1;
	const uint32_t *known = vypr_map_get(&one->text_map, key);
	const char **text;
	int is_new;

	if (known)
		return *known;
	if (one->text_count == TEXTS_MOST)
		return NAN;
	text = vypr_report_push(q->memory, &one->texts, &one->text_count, sizeof *text);
	if (!text)
		return NAN;
	*text = s ? vypr_string_text(q->memory, s) : "NULL";
	known = vypr_map_put(&one->text_map, key, (uint32_t)one->text_count, &is_new);
	return known ? *known : NAN;
}

static double value_of(struct vypr_attributes *q, struct vypr_attribute *one,
		       const struct vypr_captured *c)
{
	double real;

	if (c->known == VYPR_KNOWN_NOT)
		return NAN;
	switch (one->type) {
	case VYPR_TYPE_STRING: return class_of(q, one, c->string);
	case VYPR_TYPE_F64: memcpy(&real, &c->value, sizeof real); return real;
	case VYPR_TYPE_U64: return (double)c->value;
	case VYPR_TYPE_BOOL:
	case VYPR_TYPE_PTR: return c->value != 0;
	case VYPR_TYPE_I64:
	case VYPR_TYPE_CHAR: return (double)(int64_t)c->value;
	case VYPR_TYPE_NONE: break;
	}
	return NAN;
}

/* As long as all are one number there is no column. */
static enum vypr_status put(struct vypr_attribute *one, size_t item, double value)
{
	if (!one->values && item == 0)
		one->constant = value;
	if (!one->values && (value == one->constant || (isnan(value) && isnan(one->constant))))
		return VYPR_OK;
	if (item >= one->capacity) {
		size_t capacity = item + item / 2 + 64;
		double *values = realloc(one->values, capacity * sizeof *values);

		if (!values)
			return VYPR_NOMEM;
		for (size_t i = 0; !one->values && i < item; i++)
			values[i] = one->constant;
		one->values = values;
		one->capacity = capacity;
	}
	one->values[item] = value;
	return VYPR_OK;
}

enum vypr_status vypr_attributes_add(struct vypr_attributes *q, const struct vypr_row *row,
				     const struct vypr_stored_verdict *verdict, size_t item)
{
	enum vypr_status status = q->row == row->id ? VYPR_OK : begin_row(q, row);

	if (status != VYPR_OK)
		return status;
	for (size_t i = 0; i < q->count; i++)
		q->now[i] = i < ATTRIBUTES ? whose[i].value(verdict) : NAN;
	for (int i = 0; i < row->form->capture_count; i++)
		if (q->of_capture[i] >= 0)
			q->now[q->of_capture[i]] = value_of(q, &q->of[q->of_capture[i]],
							    &verdict->verdict.captured[i]);
	for (size_t i = 0; status == VYPR_OK && i < q->count; i++)
		status = put(&q->of[i], item, q->now[i]);
	return status;
}

void vypr_attributes_end(struct vypr_attributes *q)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		q->of[i].shows_run = q->of[i].with_run && q->of[0].values;
}

/* ---- words ---- */

const char *vypr_attribute_text(const struct vypr_attribute *attribute, double value,
			       struct vypr_report *report)
{
	char buf[40];

	if (attribute->type == VYPR_TYPE_STRING)
		return value >= 1 && value <= (double)attribute->text_count
			       ? vypr_report_string(report,
						    attribute->texts[(size_t)value - 1])
			       : "";
	if (attribute->type == VYPR_TYPE_PTR)
		return value != 0 ? "not NULL" : "NULL";
	if (attribute->type == VYPR_TYPE_BOOL)
		return value != 0 ? "true" : "false";
	if (attribute->type == VYPR_TYPE_CHAR)
		return vypr_value_text(report, attribute->type, (uint64_t)(int64_t)value);
	if (attribute->with_run && !attribute->shows_run)
		return vypr_report_format(report, "%u", (uint32_t)(uint64_t)value);
	if (attribute->with_run)
		return vypr_report_format(report, "%u of run %u", (uint32_t)(uint64_t)value,
					  (uint32_t)((uint64_t)value >> 32));
	return vypr_report_string(report, vypr_analysis_quantity(value, attribute->is_time, buf,
								 sizeof buf));
}
