/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be compared and added up: numbers, pointers, times, strings and names of types
 * do not mix.
 */
#include "plugin/look.h"
#include "spec/parse.h"

enum sort { SORT_ANY, SORT_NUMBER, SORT_POINTER, SORT_TIME, SORT_STRING, SORT_TYPE };
static const char *const sort_names[] = { "",	    "a number", "a pointer",
					  "a time", "a string", "a type" };

static enum sort sort_of_type(enum vypr_type type)
{
	switch (type) {
	case VYPR_TYPE_NONE: return SORT_ANY;
	case VYPR_TYPE_PTR: return SORT_POINTER;
	case VYPR_TYPE_STRING: return SORT_STRING;
	case VYPR_TYPE_I64:
	case VYPR_TYPE_U64:
	case VYPR_TYPE_F64:
	case VYPR_TYPE_BOOL:
	case VYPR_TYPE_CHAR: return SORT_NUMBER;
	}
	return SORT_ANY;
}

static enum sort sort_of_number(const struct vypr_node *node)
{
	return node->op == VYPR_UNIT_NONE ? SORT_NUMBER : SORT_TIME;
}

static enum sort sort_of_leaf(const struct vp_formula *formula, int32_t index)
{
	const struct vypr_node *node = &formula->ast.nodes[index];
	int capture;

	switch (node->kind) {
	case VYPR_NODE_INTEGER:
	case VYPR_NODE_REAL: return sort_of_number(node);
	case VYPR_NODE_STRING: return SORT_STRING;
	case VYPR_NODE_CHARACTER: return SORT_NUMBER;
	case VYPR_NODE_CONSTANT: return sort_of_type((enum vypr_type)node->op);
	case VYPR_NODE_NULLPTR: return SORT_POINTER;
	case VYPR_NODE_DURATION:
	case VYPR_NODE_CPU:
	case VYPR_NODE_TOTAL:
	case VYPR_NODE_TIME_BETWEEN: return SORT_TIME;
	case VYPR_NODE_LENGTH:
	case VYPR_NODE_COUNT: return SORT_NUMBER;
	case VYPR_NODE_TYPE: return SORT_TYPE;
	case VYPR_NODE_ARGUMENT:
	case VYPR_NODE_RETURNED:
	case VYPR_NODE_VALUE:
		capture = vypr_form_capture_of(&formula->form, index);
		return capture < 0 ? SORT_ANY
				   : sort_of_type(formula->capture_types[capture]);
	}
	return SORT_ANY;
}

static bool is_zero(const struct vp_formula *formula, int32_t index)
{
	const struct vypr_node *node = &formula->ast.nodes[index];

	return node->kind == VYPR_NODE_INTEGER && node->v.i == 0 &&
	       node->op == VYPR_UNIT_NONE;
}

/* "a string ('name' is 'char *')" */
static const char *described(const struct vp_formula *formula, int32_t index,
			     enum sort sort)
{
	int capture = formula->form.refs[index].capture;
	char text[160];

	if (capture < 0 || !formula->capture_trees[capture] ||
	    formula->ast.nodes[index].kind == VYPR_NODE_LENGTH)
		return sort_names[sort];
	vypr_print(&formula->ast, index, text, sizeof text);
	return xasprintf("%s (%s is '%s')", sort_names[sort], text,
			 vp_type_text(formula->capture_trees[capture]));
}

static bool may_meet(enum sort x, enum sort y)
{
	if (x == SORT_ANY || y == SORT_ANY || x == y)
		return true;
	/* a bare number beside a time means seconds; a string can be NULL, or name a type
	 */
	return (x == SORT_NUMBER && y == SORT_TIME) ||
	       (x == SORT_TIME && y == SORT_NUMBER) ||
	       (x == SORT_STRING && (y == SORT_TYPE || y == SORT_POINTER)) ||
	       (y == SORT_STRING && (x == SORT_TYPE || x == SORT_POINTER));
}

static enum sort sort_of(const struct vp_formula *formula, int32_t index);

static enum sort sort_of_pair(const struct vp_formula *formula,
			      const struct vypr_node *node)
{
	enum sort x = sort_of(formula, node->a);
	enum sort y = node->b >= 0 ? sort_of(formula, node->b) : x;

	return x == SORT_TIME || y == SORT_TIME ? SORT_TIME : x;
}

static enum sort sort_of(const struct vp_formula *formula, int32_t index)
{
	const struct vypr_node *node = &formula->ast.nodes[index];

	if (node->kind >= VYPR_NODE_ADD && node->kind <= VYPR_NODE_ABS)
		return sort_of_pair(formula, node);
	return sort_of_leaf(formula, index);
}

static bool may_be_null(enum sort sort)
{
	return sort == SORT_POINTER || sort == SORT_STRING;
}

/* The 0 beside a pointer is NULL. */
static bool read_as_null(struct vp_formula *formula, int32_t index)
{
	if (!is_zero(formula, index))
		return false;
	formula->ast.nodes[index].kind = VYPR_NODE_NULLPTR;
	return true;
}

static bool check_pair(struct vp_look *look, struct vp_formula *formula, int32_t at,
		       int32_t x, int32_t y)
{
	enum sort a = sort_of(formula, x), b = sort_of(formula, y);

	if (may_meet(a, b) || (may_be_null(a) && read_as_null(formula, y)) ||
	    (may_be_null(b) && read_as_null(formula, x)))
		return true;
	return vp_fail_plainly(look, formula, at, "", "%s is compared with %s",
			       described(formula, x, a), described(formula, y, b));
}

static bool has_no_arithmetic(enum sort sort)
{
	return sort == SORT_POINTER || sort == SORT_STRING || sort == SORT_TYPE;
}

static bool check_arithmetic(struct vp_look *look, struct vp_formula *formula, int32_t at)
{
	const struct vypr_node *node = &formula->ast.nodes[at];
	enum sort a = sort_of(formula, node->a);
	enum sort b = node->b >= 0 ? sort_of(formula, node->b) : SORT_ANY;

	if (has_no_arithmetic(a))
		return vp_fail_plainly(look, formula, at, "", "arithmetic with %s",
				       described(formula, node->a, a));
	return !has_no_arithmetic(b) ||
	       vp_fail_plainly(look, formula, at, "", "arithmetic with %s",
			       described(formula, node->b, b));
}

/* A distribution has percentiles. */
static bool check_measured(struct vp_look *look, struct vp_formula *formula, int32_t at)
{
	int32_t term = formula->ast.nodes[at].a;
	enum sort sort = sort_of(formula, term);

	return !has_no_arithmetic(sort) ||
	       vp_fail_plainly(look, formula, at, "",
			       "'?' measures numbers and times, not %s",
			       described(formula, term, sort));
}

bool vp_check_sorts(struct vp_look *look, struct vp_formula *formula, int32_t at)
{
	const struct vypr_node *node = &formula->ast.nodes[at];
	const struct vypr_node *interval;

	if (vypr_node_measures(&formula->ast, at))
		return check_measured(look, formula, at);
	if (node->kind == VYPR_NODE_COMPARE && node->b >= 0)
		return check_pair(look, formula, at, node->a, node->b) &&
		       vp_check_decided(formula, at, (enum vypr_compare)node->op, node->a,
					node->b);
	if (node->kind == VYPR_NODE_IN) {
		interval = &formula->ast.nodes[node->b];
		return check_pair(look, formula, at, node->a, interval->a) &&
		       check_pair(look, formula, at, node->a, interval->b) &&
		       vp_check_interval(formula, at);
	}
	if (node->kind >= VYPR_NODE_ADD && node->kind <= VYPR_NODE_ABS)
		return check_arithmetic(look, formula, at);
	return true;
}
