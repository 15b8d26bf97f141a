/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Atoms that are decided before the program runs: by the types of variables, because there
 * is no negative time or number of calls, or because an interval is empty.
 */
#include "plugin/look.h"

struct range {
	long double low, high;
};
static const long double endless = __builtin_infl();

static bool range_of_type(tree type, struct range *ret_range)
{
	tree low, high;

	if (TREE_CODE(type) == BOOLEAN_TYPE) {
		ret_range->low = 0;
		ret_range->high = 1;
		return true;
	}
	if (TREE_CODE(type) != INTEGER_TYPE || TYPE_PRECISION(type) > 64)
		return false;
	low = TYPE_MIN_VALUE(type);
	high = TYPE_MAX_VALUE(type);
	ret_range->low = TYPE_UNSIGNED(type) ? 0 : (long double)tree_to_shwi(low);
	ret_range->high = TYPE_UNSIGNED(type) ? (long double)tree_to_uhwi(high)
					      : (long double)tree_to_shwi(high);
	return true;
}

static bool range_of_constant(const struct vp_formula *formula, int32_t index,
			      struct range *ret_range)
{
	const struct vypr_node *node = &formula->ast.nodes[index];

	switch (node->kind) {
	case VYPR_NODE_NEG:
		if (!range_of_constant(formula, node->a, ret_range))
			return false;
		ret_range->low = -ret_range->low;
		break;
	case VYPR_NODE_INTEGER:
	case VYPR_NODE_CHARACTER: ret_range->low = node->v.i; break;
	case VYPR_NODE_REAL: ret_range->low = node->v.f; break;
	case VYPR_NODE_CONSTANT:
		if (node->op == VYPR_TYPE_PTR)
			return false;
		ret_range->low = node->op == VYPR_TYPE_F64 ? (long double)node->v.f
				 : node->op == VYPR_TYPE_U64
					 ? (long double)(uint64_t)node->v.i
					 : (long double)node->v.i;
		break;
	default: /* other nodes are no constants */ return false;
	}
	ret_range->high = ret_range->low;
	return true;
}

static bool is_never_negative(enum vypr_node_kind kind)
{
	return kind == VYPR_NODE_DURATION || kind == VYPR_NODE_CPU ||
	       kind == VYPR_NODE_COUNT || kind == VYPR_NODE_TOTAL ||
	       kind == VYPR_NODE_LENGTH || kind == VYPR_NODE_ABS;
}

/* What a term can be at all; false when nothing is known. Units keep the sign, and only
 * the sign of a time is known. */
static bool range_of(const struct vp_formula *formula, int32_t index,
		     struct range *ret_range)
{
	const struct vypr_node *node = &formula->ast.nodes[index];
	int capture;

	if (is_never_negative((enum vypr_node_kind)node->kind)) {
		ret_range->low = 0;
		ret_range->high = endless;
		return true;
	}
	if (node->kind != VYPR_NODE_VALUE)
		return range_of_constant(formula, index, ret_range);
	capture = vypr_form_capture_of(&formula->form, index);
	return capture >= 0 && formula->captures[capture].refs.length() == 1 &&
	       range_of_type(TREE_TYPE(formula->captures[capture].refs[0].expr),
			     ret_range);
}

/* 1: always; 0: never; -1: depends on the run. */
static int less_always(const struct range *x, const struct range *y, bool or_equal)
{
	if (or_equal ? x->high <= y->low : x->high < y->low)
		return 1;
	return (or_equal ? x->low > y->high : x->low >= y->high) ? 0 : -1;
}

static int equal_always(const struct range *x, const struct range *y)
{
	if (x->low > y->high || x->high < y->low)
		return 0;
	return x->low == x->high && y->low == y->high && x->low == y->low ? 1 : -1;
}

static int inverse(int always)
{
	return always < 0 ? -1 : !always;
}

static int compare_always(enum vypr_compare op, const struct range *x,
			  const struct range *y)
{
	switch (op) {
	case VYPR_EQ: return equal_always(x, y);
	case VYPR_NE: return inverse(equal_always(x, y));
	case VYPR_LT: return less_always(x, y, false);
	case VYPR_LE: return less_always(x, y, true);
	case VYPR_GT: return inverse(less_always(x, y, true));
	case VYPR_GE: return inverse(less_always(x, y, false));
	}
	return -1;
}

static bool fail_decided(const struct vp_formula *formula, int32_t at, const char *text)
{
	struct vp_place place = vp_place_of_node(formula->file->path,
						 &formula->ast.nodes[at], "");

	if (vp_is_off(formula->property, VYPR_WARNING_CONSTANT))
		return true;
	vp_error_about(VYPR_WARNING_CONSTANT, &place, NULL, "%s", text);
	return false;
}

/* The type of a variable is what it is; that it is another one is not an error, as the
 * function may be a template, but more likely a slip of the pen. */
static void warn_of_type(const struct vp_formula *formula, int32_t at, enum vypr_compare op,
			 int32_t a, int32_t b)
{
	const struct vypr_node *nodes = formula->ast.nodes;
	const struct vypr_node *type = &nodes[nodes[a].kind == VYPR_NODE_TYPE ? a : b];
	const struct vypr_node *other = &nodes[nodes[a].kind == VYPR_NODE_TYPE ? b : a];
	const char *name = vypr_ast_string(&formula->ast, type->str);
	struct vp_place place = vp_place_of_node(formula->file->path, &nodes[at], "");

	if (type->kind != VYPR_NODE_TYPE || other->kind != VYPR_NODE_STRING || type->str < 0 ||
	    op != VYPR_EQ || !formula->named ||
	    !strcmp(name, vypr_ast_string(&formula->ast, other->str)))
		return;
	vp_warn(formula->property, VYPR_WARNING_CONSTANT, &place, NULL,
		"this can never be true: the type is '%s'", name);
}

/* Decided already, and not by being written of constants only. */
bool vp_check_decided(struct vp_formula *formula, int32_t at, enum vypr_compare op, int32_t a,
		      int32_t b)
{
	struct range x, y, constant;
	int always = -1;

	warn_of_type(formula, at, op, a, b);
	if (range_of(formula, a, &x) && range_of(formula, b, &y) &&
	    !(range_of_constant(formula, a, &constant) &&
	      range_of_constant(formula, b, &constant)))
		always = compare_always(op, &x, &y);
	if (always < 0 || !formula->named)
		return true;
	return fail_decided(formula, at,
			    always ? "this can never be false"
				   : "this can never be true");
}

/* A bound that is written out, times in ns. */
static bool bound_of(const struct vp_formula *formula, int32_t index, bool is_time,
		     long double *ret_bound)
{
	static const long double ns[] = {
		1e9, /* a bare number beside a time */
#define VYPR_TIME_UNIT(name, text, nanoseconds) nanoseconds,
#include "spec/time_unit.def"
#undef VYPR_TIME_UNIT
	};
	const struct vypr_node *node = &formula->ast.nodes[index];
	bool has_unit = node->kind == VYPR_NODE_INTEGER || node->kind == VYPR_NODE_REAL;
	struct range constant;

	if (node->kind == VYPR_NODE_NEG) {
		if (!bound_of(formula, node->a, is_time, ret_bound))
			return false;
		*ret_bound = -*ret_bound;
		return true;
	}
	if (!range_of_constant(formula, index, &constant))
		return false;
	*ret_bound = constant.low;
	if (is_time)
		*ret_bound *= ns[has_unit ? node->op : 0];
	return true;
}

static bool is_empty(const struct vp_formula *formula, const struct vypr_node *node)
{
	const struct vypr_node *interval = &formula->ast.nodes[node->b];
	bool is_time = vypr_form_is_time(&formula->form, node->a);
	long double low, high;

	if (!bound_of(formula, interval->a, is_time, &low) ||
	    !bound_of(formula, interval->b, is_time, &high))
		return false;
	return low > high || (low == high && interval->op);
}

bool vp_check_interval(struct vp_formula *formula, int32_t at)
{
	const struct vypr_node *node = &formula->ast.nodes[at];
	const struct vypr_node *interval = &formula->ast.nodes[node->b];
	struct range low, high, x;

	if (is_empty(formula, node))
		return fail_decided(formula, node->b, "no value lies in this interval");
	if (!range_of(formula, node->a, &x) || !range_of(formula, interval->a, &low) ||
	    !range_of(formula, interval->b, &high) || !formula->named)
		return true;
	if (less_always(&x, &low, interval->op & 1) != 1 &&
	    less_always(&high, &x, interval->op & 2) != 1)
		return true;
	return fail_decided(formula, at, "this can never be true");
}
