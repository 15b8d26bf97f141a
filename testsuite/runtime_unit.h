/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Units made by hand for the tests of the runtime, as the plugin would emit them.
 *
 *   formula 0  forall q in changes(x): q(x) >= 0              site 0: the change
 *   formula 1  forall t in calls(f): duration(t) <= 300 ns    sites 1, 2: begin, end
 *   no formula                                        site 3: a string, site 4: a number
 */
#ifndef TESTSUITE_RUNTIME_UNIT_H
#define TESTSUITE_RUNTIME_UNIT_H

#include <stdlib.h>
#include <string.h>

#include "spec/event.h"
#include "spec/unit.h"

enum { SITE_CHANGE, SITE_BEGIN, SITE_END, SITE_TEXT, SITE_NUMBER, SITES };

/* "\0" forall variable, lvalue and callee at fixed places */
static char runtime_strings[] = "\0q\0x\0f\0t\0work\0test.c\0first\0second\0"
				"forall q in changes(x): q(x) >= 0\0"
				"forall t in calls(f): duration(t) <= 300 ns\000300\0000";
enum { S_Q = 1, S_X = 3, S_F = 5, S_T = 7, S_WORK = 9, S_FILE = 14, S_FIRST = 21,
       S_SECOND = 27, S_TEXT0 = 34, S_TEXT1 = 68, S_300 = 112, S_0 = 116 };

/* str 0: none; else its place in runtime_strings */
static inline struct vypr_node runtime_node(enum vypr_node_kind kind, int op, int32_t a,
					    int32_t b, int32_t d, int32_t str, int64_t i)
{
	return (struct vypr_node){ .kind = kind, .op = (uint8_t)op, .a = a, .b = b, .c = -1,
				   .d = d, .str = str - 1, .v.i = i, .line = 1,
				   .column = 1, .end_column = 1 };
}

/* The bytes of the unit; malloc'ed.  name goes into the unit, so that two names make
 * two units.  type: of x, as formula 0 captures it. */
static inline unsigned char *runtime_unit_typed(const char *name, enum vypr_type type,
						size_t *ret_size)
{
	struct vypr_node change[] = {
		runtime_node(VYPR_NODE_CHANGES, 0, -1, -1, -1, S_X, 0),
		runtime_node(VYPR_NODE_VAR, 0, 5, -1, -1, S_Q, 0),
		runtime_node(VYPR_NODE_VALUE, 0, 1, -1, -1, S_X, 0),
		runtime_node(VYPR_NODE_INTEGER, 0, -1, -1, -1, S_0, 0),
		runtime_node(VYPR_NODE_COMPARE, VYPR_GE, 2, 3, -1, 0, 0),
		runtime_node(VYPR_NODE_FORALL, 0, 0, -1, 4, S_Q, 0),
	};
	struct vypr_node call[] = {
		runtime_node(VYPR_NODE_CALLS, 0, -1, -1, -1, S_F, 0),
		runtime_node(VYPR_NODE_VAR, 0, 5, -1, -1, S_T, 0),
		runtime_node(VYPR_NODE_DURATION, 0, 1, -1, -1, 0, 0),
		runtime_node(VYPR_NODE_INTEGER, VYPR_UNIT_NS, -1, -1, -1, S_300, 300),
		runtime_node(VYPR_NODE_COMPARE, VYPR_LE, 2, 3, -1, 0, 0),
		runtime_node(VYPR_NODE_FORALL, 0, 0, -1, 4, S_T, 0),
	};
	uint32_t capture_type = type;
	struct vypr_formula formulas[2] = {
		{ .name = S_FIRST, .text = S_TEXT0, .spec_line = 3, .order = 0,
		  .objective = 1, .capture_types = &capture_type, .capture_count = 1,
		  .ast = { change, 6, runtime_strings + 1, sizeof runtime_strings - 1, 5 } },
		{ .name = S_SECOND, .text = S_TEXT1, .spec_line = 4, .order = 1,
		  .objective = 1,
		  .ast = { call, 6, runtime_strings + 1, sizeof runtime_strings - 1, 5 } },
	};
	struct vypr_function function = { .name = S_WORK, .symbol = S_WORK, .file = S_FILE,
					  .line = 1, .end_line = 9,
					  .flags = VYPR_FUNCTION_SCOPE, .block_count = 1 };
	struct vypr_block block = { .line = 1, .end_line = 9,
				    .loop_header = UINT32_MAX,
				    .kind = VYPR_BLOCK_EXIT };
	struct vypr_site sites[SITES] = {
		{ .kind = VYPR_EVENT_CHANGE, .line = 2, .subject = S_X,
		  .flags = VYPR_SITE_TIMED | VYPR_SITE_VALUED, .type = VYPR_TYPE_I64,
		  .pair = UINT32_MAX, .first_role = 0, .role_count = 2, .key = 10 },
		{ .kind = VYPR_EVENT_BEGIN, .line = 3, .subject = S_F,
		  .flags = VYPR_SITE_TIMED, .pair = SITE_END, .first_role = 2,
		  .role_count = 1, .key = 11 },
		{ .kind = VYPR_EVENT_END, .line = 3, .subject = S_F,
		  .flags = VYPR_SITE_TIMED, .pair = SITE_BEGIN, .first_role = 3,
		  .role_count = 1, .key = 12 },
		{ .kind = VYPR_EVENT_VALUE, .line = 4, .subject = S_X,
		  .flags = VYPR_SITE_VALUED, .type = VYPR_TYPE_STRING,
		  .pair = UINT32_MAX, .key = 13 },
		{ .kind = VYPR_EVENT_VALUE, .line = 5, .subject = S_X,
		  .flags = VYPR_SITE_VALUED, .type = VYPR_TYPE_U64,
		  .pair = UINT32_MAX, .key = 14 },
	};
	struct vypr_role roles[] = {
		{ 0, VYPR_ROLE_SLOT, 0 }, { 0, VYPR_ROLE_CAPTURE, 0 },
		{ 1, VYPR_ROLE_SLOT, 0 }, { 1, VYPR_ROLE_SLOT, 0 },
	};
	struct vypr_unit unit = {
		.source_file = S_FILE, .functions = &function, .function_count = 1,
		.blocks = &block, .block_count = 1, .sites = sites, .site_count = SITES,
		.roles = roles, .role_count = 4, .formulas = formulas, .formula_count = 2,
	};
	unsigned char *bytes = NULL;
	char *strings = malloc(sizeof runtime_strings + strlen(name) + 1);

	if (!strings)
		return NULL;
	memcpy(strings, runtime_strings, sizeof runtime_strings);
	strcpy(strings + sizeof runtime_strings, name);
	unit.strings = strings;
	unit.strings_size = (uint32_t)(sizeof runtime_strings + strlen(name) + 1);
	unit.compiler = sizeof runtime_strings;
	if (vypr_unit_encode(&unit, &bytes, ret_size))
		bytes = NULL;
	free(strings);
	return bytes;
}

static inline unsigned char *runtime_unit_make(const char *name, size_t *ret_size)
{
	return runtime_unit_typed(name, VYPR_TYPE_I64, ret_size);
}

#endif
