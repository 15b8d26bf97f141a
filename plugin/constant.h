/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files that compute a constant: macro.cc (what stands for it), literal.cc
 * (numbers, characters, strings), typename.cc (types), constant.cc (expressions).
 */
#ifndef VYPR_PLUGIN_CONSTANT_H
#define VYPR_PLUGIN_CONSTANT_H

#include "plugin/look.h"

/* The text that a macro stands for in the end; false: it is none, or (ret_why) one that
 * cannot be used. */
bool vp_macro_expand(const char *name, char **ret_text, const char **ret_why);
/* All without parameters, but those whose names the language keeps for itself. */
void vp_macro_names(vec<const char *> *names);

/* NULL_TREE, NULL: not one of those that are known.  at moves behind it. */
tree vp_literal_number(const char *text, size_t length);
tree vp_literal_character(const char **at);
char *vp_literal_string(const char **at, const char **ret_why);

/* The type that is named there, and at behind it; NULL_TREE: none is. */
tree vp_typename_read(tree function, const char **at);

#endif
