/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has to be read for a capture, and of which type it is: variables where the
 * statement is, arguments and results of the call itself, the thread's CPU time.
 *
 *   f (int &n, std::string s)      argument 1 is the value of n, argument 2 that of s,
 *                                  though addresses are passed
 *   C::m (int n)                   argument 1 is n: "this" does not count
 */
#include "plugin/look.h"

/* ---- arguments and results ----------------------------------------------------- */

static tree type_of_parameter(tree function_type, unsigned at)
{
	tree types = function_type ? TYPE_ARG_TYPES(function_type) : NULL_TREE;

	for (; types && at; at--)
		types = TREE_CHAIN(types);
	return types && !VOID_TYPE_P(TREE_VALUE(types)) ? TREE_VALUE(types) : NULL_TREE;
}

/* A class that has a copy constructor is passed by its address. */
static bool is_passed_by_address(tree parameter, tree argument)
{
	if (!parameter)
		return TREE_CODE(TREE_TYPE(argument)) == REFERENCE_TYPE;
	return TREE_CODE(parameter) == REFERENCE_TYPE ||
	       (RECORD_OR_UNION_TYPE_P(parameter) && POINTER_TYPE_P(TREE_TYPE(argument)));
}

/* As the parameter's type says; small ones are passed as int, and of an array, also of a
 * text that is written there, the address of its first element. */
static tree narrowed(tree parameter, tree argument)
{
	tree type = TREE_TYPE(argument);

	if (POINTER_TYPE_P(type) && TREE_CODE(TREE_TYPE(type)) == ARRAY_TYPE &&
	    (!parameter || POINTER_TYPE_P(parameter)))
		return fold_convert(parameter ? parameter
					      : build_pointer_type(TREE_TYPE(TREE_TYPE(type))),
				    argument);
	if (!parameter || !INTEGRAL_TYPE_P(parameter) ||
	    !INTEGRAL_TYPE_P(TREE_TYPE(argument)) ||
	    useless_type_conversion_p(parameter, TREE_TYPE(argument)))
		return argument;
	return fold_convert(parameter, argument);
}

static tree argument_of(gimple *stmt, unsigned number)
{
	tree type = gimple_call_fntype(stmt), parameter, argument;
	unsigned at = number - 1 + (type && TREE_CODE(type) == METHOD_TYPE);

	if (at >= gimple_call_num_args(stmt))
		return NULL_TREE;
	argument = unshare_expr(gimple_call_arg(stmt, at));
	parameter = type_of_parameter(type, at);
	return is_passed_by_address(parameter, argument) ? vp_dereferenced(argument)
							  : narrowed(parameter, argument);
}

/* The place that the call writes, or a type of which a variable can be made. */
static tree type_of_result(gimple *stmt)
{
	tree type = gimple_call_return_type(as_a<gcall *>(stmt));

	return TREE_CODE(type) == REFERENCE_TYPE ? TREE_TYPE(type) : type;
}

tree vp_call_type(gimple *stmt, const struct vypr_form_capture *capture)
{
	tree argument;

	if (capture->kind == VYPR_CAPTURE_RETURNED)
		return type_of_result(stmt);
	argument = argument_of(stmt, capture->number);
	return argument ? TREE_TYPE(argument) : NULL_TREE;
}

static bool result_of(gimple *stmt, enum vypr_type type, struct vp_reading *reading)
{
	tree lhs = gimple_call_lhs(stmt);
	tree real = gimple_call_return_type(as_a<gcall *>(stmt));

	if (TREE_CODE(real) == REFERENCE_TYPE || RECORD_OR_UNION_TYPE_P(real)) {
		if (lhs && TREE_CODE(real) == REFERENCE_TYPE)
			lhs = vp_dereferenced(lhs);
		return lhs && vp_value_of(lhs, type, &reading->value);
	}
	reading->result = true;
	memset(&reading->value, 0, sizeof reading->value);
	reading->value.type = type;
	reading->value.send = type == VYPR_TYPE_STRING ? VP_SEND_STRING : VP_SEND_WORD;
	return vp_type_join(vp_type_of(real), type) == type;
}

/* ---- variables ------------------------------------------------------------------ */

static bool read_place(const struct vp_ref *ref, tree own, enum vypr_capture_kind kind,
		       enum vypr_type type, struct vp_reading *reading)
{
	if (own && (kind == VYPR_CAPTURE_LENGTH ? vp_length_of(own, &reading->value)
						: vp_value_of(own, type, &reading->value)))
		return true;
	if (!ref->readable)
		return false;
	return kind == VYPR_CAPTURE_LENGTH ? vp_length_of(ref->expr, &reading->value)
					   : vp_value_of(ref->expr, type, &reading->value);
}

bool vp_reading_of(const struct vp_formula *formula, int number, const struct vp_ref *ref,
		   tree own, gimple *stmt, struct vp_reading *ret_reading)
{
	const struct vypr_form_capture *capture = &formula->form.captures[number];
	enum vypr_type type = formula->capture_types[number];
	const char *text = vypr_ast_string(&formula->ast, capture->lvalue);
	tree argument;

	memset(ret_reading, 0, sizeof *ret_reading);
	switch (capture->kind) {
	case VYPR_CAPTURE_VALUE:
	case VYPR_CAPTURE_LENGTH:
		ret_reading->base = ref->base;
		ret_reading->text = capture->kind == VYPR_CAPTURE_VALUE
					    ? text : xasprintf("length(%s)", text);
		return read_place(ref, own, capture->kind, type, ret_reading);
	case VYPR_CAPTURE_ARGUMENT:
		ret_reading->text = xasprintf("argument %d", capture->number);
		argument = vp_was_exchanged(stmt) ? NULL_TREE
						  : argument_of(stmt, capture->number);
		return argument && vp_value_of(argument, type, &ret_reading->value);
	case VYPR_CAPTURE_RETURNED:
		ret_reading->text = "returned";
		return result_of(stmt, type, ret_reading);
	case VYPR_CAPTURE_CPU:
		ret_reading->text = "cpu";
		ret_reading->value.type = VYPR_TYPE_U64;
		ret_reading->value.send = VP_SEND_CPU;
		return true;
	case VYPR_CAPTURE_COUNT:
	case VYPR_CAPTURE_TOTAL: break;
	}
	return false;
}
