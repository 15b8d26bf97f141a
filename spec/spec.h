/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * A specification file: module -> function -> properties (cftl.md section 1).
 * Reads YAML with libyaml; front half of spec/ only.
 */
#ifndef VYPR_SPEC_SPEC_H
#define VYPR_SPEC_SPEC_H

#include "spec/ast.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A text of the file with its place. */
struct vypr_text {
	const char *text;        /* NULL: absent */
	int line, column, end_column;
};

enum vypr_warning {
#define VYPR_WARNING(name, word, text) VYPR_WARNING_##name,
#include "spec/warning.def"
#undef VYPR_WARNING
	VYPR_WARNINGS
};

struct vypr_property {
	struct vypr_text module;     /* path suffix or glob; "*" any */
	struct vypr_text function;   /* name, C++ qualified name or glob */
	struct vypr_text name;       /* NULL text: none; shown as FUNCTION#N */
	int ordinal;                 /* N: 1-based among the unnamed and named of this function;
				      * 0 for "f: []" */
	struct vypr_ast ast;         /* node_count 0: "f: []", path recording only */
	struct vypr_text *record;    /* lvalues kept with each verdict */
	size_t record_count;
	double objective;            /* share that must be true, 0..1; 1 by default */
	enum vypr_path_mode paths;   /* CALLEE by default, SCOPE for "f: []" */
	struct vypr_text *path_functions; /* for PATHS_LIST */
	size_t path_function_count;
	struct vypr_text containing_call_of, containing_change_of;
	struct vypr_text note;
	uint32_t warnings_off;       /* 1 << enum vypr_warning */
	int line, column;
};

struct vypr_spec {
	char *file;                  /* as given */
	struct vypr_property *properties; /* in the order of the file */
	size_t property_count;
	struct vypr_text *transactions;   /* "module:function" */
	size_t transaction_count;
	uint64_t hash;               /* of the file's bytes, vypr_hash64 */
	void *region;                /* owns every text */
};

/* Read a specification file of at most 1 MiB.
 * Errors  ABSENT, IO, LIMIT (size, depth, anchors), SYNTAX (YAML and CFTL, unknown or
 *         duplicate key, wrong type of value), RANGE, VERSION, those of vypr_parse and
 *         vypr_form_make; file and place are in the diag.  ret_spec untouched then. */
enum vypr_status vypr_spec_read(const char *file, struct vypr_spec *ret_spec,
				struct vypr_diag *reterr_diag);
enum vypr_status vypr_spec_read_bytes(const char *file, const char *bytes, size_t size,
				      struct vypr_spec *ret_spec,
				      struct vypr_diag *reterr_diag);
void vypr_spec_fini(struct vypr_spec *spec);

/* The one rule for what a module pattern means: 1 when the source file (as given to the
 * compiler) is meant.  "upload.c" matches "src/upload.c" (suffix at '/'); "src/" followed
 * by "*.c" does not reach into folders of src, with "**" it does; "*" is any file. */
int vypr_module_matches(const char *pattern, const char *source_file);
/* "no-match" */
const char *vypr_warning_name(enum vypr_warning warning);
/* 1 when pattern has *, ? or [...]; else it means itself. */
int vypr_is_glob(const char *pattern);
/* Does a name of a function match: * any text, ? one character, [a-z] one of them. */
int vypr_glob_matches(const char *pattern, const char *text);
/* 1 when a callee of a formula is an expression (c->cmd->proc, ops[i], (*fp)), not the name
 * of a function or a pattern; ask this before vypr_is_glob. */
int vypr_callee_is_lvalue(const char *callee);

#ifdef __cplusplus
}
#endif
#endif
