/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * CFTL text to tree and back (cftl.md sections 1 and 2).  Front half of spec/:
 * linked into the compiler plugin and vypr-analyse, never into a user's program.
 */
#ifndef VYPR_SPEC_PARSE_H
#define VYPR_SPEC_PARSE_H

#include "spec/ast.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where a formula's text lies in its file: byte n of text is at
 * (line, column) by map(ctx, n).  NULL map: text starts at line 1, column 1. */
struct vypr_place_map {
	void (*place)(void *ctx, size_t offset, int *ret_line, int *ret_column);
	void *ctx;
};

/* Parse one formula, in the infix or in the PyCFTL notation, whole grammar.
 *
 * ret_ast     malloc'ed; vypr_ast_fini
 * Errors      SYNTAX (place of the offending token), NAME (a variable that no quantifier
 *             binds, an unknown word; with a hint), RANGE (a number that does not fit),
 *             LIMIT (tree or parentheses over 200 deep, text over 64 KiB), NOMEM;
 *             ret_ast untouched then.
 * Cost        O(size)
 */
enum vypr_status vypr_parse(const char *text, size_t size,
			    const struct vypr_place_map *map, struct vypr_ast *ret_ast,
			    struct vypr_diag *reterr_diag);

/* Add a value to what is recorded with each verdict of a formula: text is one C lvalue.
 * Errors  SYNTAX, NOMEM; the tree is as it was then. */
enum vypr_status vypr_parse_record(const char *text, size_t size,
				   const struct vypr_place_map *map, struct vypr_ast *ast,
				   struct vypr_diag *reterr_diag);

/* Print a node in canonical infix form.  Like snprintf: writes at most size bytes
 * and NUL, returns the length of the whole.  parse(print(x)) equals x. */
size_t vypr_print(const struct vypr_ast *ast, int32_t node, char *buf, size_t size);

/* Same tree, places and what is recorded apart. */
int vypr_ast_equal(const struct vypr_ast *x, const struct vypr_ast *y);

#ifdef __cplusplus
}
#endif
#endif
