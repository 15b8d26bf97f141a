/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rooms of the looking half of the plugin share: from arguments and
 * specification files to points.  Nothing here edits the code of the program.
 *
 *   args ─► spec_files ─► select ─► sites ─► unit
 *                          │         │ uses lvalue, callee, scope, constant, flow
 *                          └─ diag   └─ text: what stands in the source
 *
 * Memory: everything lives until the compiler ends; one pass per source file.
 */
#ifndef VYPR_PLUGIN_LOOK_H
#define VYPR_PLUGIN_LOOK_H

#include "plugin/plugin.h"
#include "spec/spec.h"

/* ---- args.cc -------------------------------------------------------------- */

struct vp_args {
	vec<const char *> specs; /* -fplugin-arg-vypr-spec=FILE, in order */
	const char *plan_file; /* NULL: standard error */
	bool plan, verbose;
	const char *unknown; /* first argument that is none of ours */
};
void vp_args_read(struct vp_args *args, int argc, const struct plugin_argument *argv);
const char *vp_args_wants(const char *key);
/* One of configure's own test programs. */
bool vp_is_conftest(const char *source_file);

/* ---- spec_files.cc -------------------------------------------------------- */

struct vp_spec_file {
	const char *path; /* where it was found; as asked for when it was not */
	struct vypr_spec spec;
	struct vypr_diag diag; /* status not OK: could not be read */
};
/* The file as named, else in the parents of the working directory; NULL: nowhere. */
const char *vp_spec_find(const char *name);
/* Find and read every file of args and tell the dependency output about it. */
void vp_spec_files_read(const struct vp_args *args, vec<struct vp_spec_file *> *files);

/* ---- ccache.cc ------------------------------------------------------------ */

/* Once the preprocessor is ready: what its text depends on, where ccache(1) reads it. */
void vp_ccache_tell(const struct vp_args *args);

/* ---- diag.cc -------------------------------------------------------------- */

/* A place in a specification file; column 0: the whole line; line 0: no place. */
struct vp_place {
	const char *file;
	int line, column, end_column;
};
/* hint: replacement that is offered ("did you mean"), or NULL. */
void vp_error(const struct vp_place *place, const char *hint, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* What may be meant as it is; the name of the warning is shown. */
bool vp_is_off(const struct vypr_property *property, enum vypr_warning warning);
void vp_error_about(enum vypr_warning warning, const struct vp_place *place, const char *hint,
		    const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Unless the property turned it off. */
void vp_warn(const struct vypr_property *property, enum vypr_warning warning,
	     const struct vp_place *place, const char *hint, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
void vp_error_diag(const char *file, const struct vypr_diag *diag);
/* The place of a node, narrowed to the word where it stands in that piece of text. */
struct vp_place vp_place_of_node(const char *file, const struct vypr_node *node,
				 const char *word);
struct vp_place vp_place_of_text(const char *file, const struct vypr_text *text);

/* ---- text.cc -------------------------------------------------------------- */

struct vp_span {
	const char *file;
	int line, column, end_line, end_column;
};
bool vp_span_of(location_t loc, struct vp_span *ret_span);
/* The text of a span on one line, blanks collapsed, cut at 120 bytes.  xmalloc'ed. */
char *vp_span_text(const struct vp_span *span);
/* The place and the text of a statement as the programmer wrote it; text is xmalloc'ed.
 */
char *vp_statement_text(gimple *stmt, struct vp_span *ret_span);
/* The same for a change: with the variable, where the statement is a call. */
char *vp_change_text(gimple *stmt, struct vp_span *ret_span);
/* The same for a call of name; ordinal counts such calls before it at the same place. */
char *vp_call_text(gimple *stmt, const char *name, unsigned ordinal,
		   struct vp_span *ret_span);
/* Of the condition of a block's last statement; "" when there is none in the source. */
char *vp_condition_text(gimple *stmt, struct vp_span *ret_span);
/* The label of one case as in the source ("case JSON_STRING"), else from its values. */
char *vp_case_text(tree label);
/* The identifier on which a location's source starts: the macro, if it is one. */
char *vp_word_at(location_t loc);
/* One line of a file without its end; NULL when there is none. */
const char *vp_source_line(const char *file, int line, size_t *ret_length);
uint64_t vp_file_hash(const char *file);
/* Keys survive edits elsewhere: of function, kind, text and ordinal among equals. */
uint64_t vp_key(const char *symbol, const char *kind, const char *text, unsigned ordinal);
/* The name of the source as errors and the plan show it. */
const char *vp_display_name(tree decl);
const char *vp_symbol(tree decl);

/* ---- scope.cc: names ------------------------------------------------------- */

enum vp_name_kind {
	VP_NAME_VARIABLE, VP_NAME_FUNCTION, VP_NAME_CONSTANT, VP_NAME_TYPE
};
/* Every declaration that name means in the scope of function; 0 found: none. */
void vp_scope_find(tree function, enum vp_name_kind kind, const char *name,
		   vec<tree> *found);
/* To be told of each declaration as the front end finishes it. */
void vp_scope_declared(tree decl);
/* How many parameters a function has that is declared; -1 any number, -2 there is none. */
int vp_scope_declared_parameters(const char *name);
int vp_scope_parameters(tree function_type);
/* Are names of functions other ones for the assembler? */
bool vp_scope_mangles(void);
/* Is there any declaration of a function that the pattern names? */
bool vp_scope_declares_function(const char *name);
/* The nearest name of that kind, or NULL. */
const char *vp_scope_suggest(tree function, enum vp_name_kind kind, const char *name);
const char *vp_suggest(const char *name, const vec<const char *> &candidates);
/* The FIELD_DECL of this name, with the path of anonymous members and bases to it: last
 * element is the field itself. */
bool vp_scope_field(tree type, const char *name, vec<tree> *path);
const char *vp_scope_suggest_field(tree type, const char *name);
/* Can the expression be read where the function begins or ends? Else *ret_why says what
 * speaks against it. */
enum vp_end { VP_ENTERING, VP_RETURNING, VP_UNWINDING };
bool vp_scope_visible_at_end(tree function, tree expr, enum vp_end end,
			     const char **ret_why);
/* 1 if the variable is visible where the statement stands. */
bool vp_scope_visible(tree function, tree decl, gimple *stmt);

/* ---- outer.cc: nested functions ---------------------------------------------- */

/* The variables of the functions around it that a nested function uses. */
void vp_outer_find(tree function, const char *name, vec<tree> *found);
/* Where a parameter is that a nested function uses; NULL_TREE: it is where it was. */
tree vp_outer_place(tree parameter);
/* The name of a function around it that has such a variable; NULL: none. */
const char *vp_outer_has(tree function, const char *name);

/* ---- constant.cc ---------------------------------------------------------- */

struct vp_number {
	enum vypr_type type; /* NONE: no constant */
	int64_t i;
	double f;
	const char *text; /* STRING */
};
/* The value of a macro, an enumerator or a constant in the scope of function.  False: there is
 * none, or (ret_why not NULL) what speaks against it. */
bool vp_constant_find(tree function, const char *name, struct vp_number *ret_number,
		      const char **ret_why);

/* ---- value.cc -------------------------------------------------------------- */

/* How a value is read and sent: of VP_SEND_STRING and VP_SEND_LENGTH, value is the address
 * of the text, and size its limit (NULL_TREE: a NUL ends it). */
struct vp_value {
	enum vypr_type type;
	enum vp_send send;
	tree value, size;
};
/* The type of a value of that type; NONE for what has none: then vp_no_value says what it
 * is.  STRING also for char pointers and arrays. */
enum vypr_type vp_type_of(tree type);
const char *vp_no_value(tree type);
/* What holds the values of both; NONE when nothing does. */
enum vypr_type vp_type_join(enum vypr_type x, enum vypr_type y);
/* False: a place of that type has no such value. */
bool vp_value_of(tree expr, enum vypr_type wanted, struct vp_value *ret_value);
bool vp_length_of(tree expr, struct vp_value *ret_value);
/* The bytes at which a change of something without a value of 64 bits is seen. */
bool vp_bytes_of(tree expr, struct vp_value *ret_value);
/* The type as C writes it; does text name it? */
const char *vp_type_text(tree type);
bool vp_type_is(tree type, const char *text);

/* ---- lvalue.cc ------------------------------------------------------------ */

/* One place that the text of an lvalue means in one function. */
struct vp_ref {
	tree base; /* the variable, or the pointer it starts from */
	tree expr; /* to read it */
	tree place; /* the same, to compare with (vp_origin) */
	bool direct; /* no pointer is followed: storage of a variable */
	bool readable; /* it is one place: no "any element", no "any object" */
};
struct vp_lvalue {
	const char *text;
	vec<struct vp_ref> refs;
	int variables; /* how many variables have the name */
};
/* On failure: word is the part of the text that is wrong. */
struct vp_problem {
	enum vypr_status status;
	char text[256];
	char word[128];
	const char *hint;
};
bool vp_lvalue_resolve(tree function, const char *text, struct vp_lvalue *ret_lvalue,
		       struct vp_problem *reterr_problem);
tree vp_dereferenced(tree pointer);
/* To be told of which function the expressions are before they are looked at. */
void vp_store_function(tree function);
/* The expression with compiler temporaries replaced by what they were computed from. */
tree vp_origin(tree expr);
bool vp_same(tree x, tree y);
/* Is inner a part of outer, or outer itself? */
bool vp_contains(tree outer, tree inner);

enum vp_change {
	VP_CHANGE_NONE,
	VP_CHANGE_VALUE, /* the operand stored is the value */
	VP_CHANGE_READ, /* written as part of more, or by asm: read it after */
	VP_CHANGE_MAYBE /* may be written: compare */
};
/* What a statement writes: the value to send, and what to compare, where it is not that. */
struct vp_written {
	tree value, compare; /* NULL_TREE: there is none */
};
/* How stmt changes ref. */
enum vp_change vp_lvalue_change(const struct vp_ref *ref, gimple *stmt,
				struct vp_written *ret_written);
/* What the place is given of what a call gives back, when only conversions are between them and
 * the place has not got it when the call is over: "_1 = f (); x = (long) _1".  NULL_TREE: none. */
tree vp_result_for(const struct vp_ref *ref, gimple *call);
/* May the function that is called write through this argument? */
bool vp_may_write(gimple *stmt, unsigned argument);

/* ---- parted.cc ---------------------------------------------------------------- */

/* The statement behind this one that is not for debuggers; NULL: ways part or meet there. */
gimple *vp_next_statement(gimple *stmt);
/* Is stmt, which changes ref, only the first part of a statement that writes ref again? */
bool vp_is_written_on(const struct vp_ref *ref, gimple *stmt);

/* ---- there.cc ----------------------------------------------------------------- */

/* Where something is read: stmt as in vp_point. */
struct vp_moment {
	struct function *fun;
	enum vp_where where;
	gimple *stmt;
};
/* Mark what is surely there of an expression that is read then.  False: some of it is not. */
bool vp_mark_there(tree expr, const struct vp_moment *moment);
/* Of a variable to which the compiler gave another place: that is always there. */
void vp_mark_made(tree expr);

/* ---- anywhere.cc: a field in any object, any element ----------------------------- */

/* The structure of that name that the function knows; NULL_TREE: none. */
tree vp_anywhere_type(tree function, const char *name, const char **ret_hint);
/* As vp_lvalue_change, of a place that is not readable. */
enum vp_change vp_anywhere_change(const struct vp_ref *ref, gimple *stmt,
				  struct vp_written *ret_written);

/* ---- callee.cc ------------------------------------------------------------ */

struct vp_callee {
	const char *text;
	bool glob;
	bool pointer; /* the calls made through lvalue */
	struct vp_lvalue lvalue;
};
bool vp_callee_resolve(tree function, const char *text, struct vp_callee *ret_callee,
		       struct vp_problem *reterr_problem);
bool vp_callee_matches(const struct vp_callee *callee, gimple *stmt);
bool vp_function_named(tree decl, const char *pattern);
/* GCC made another library call of the one in the source. */
bool vp_was_exchanged(gimple *stmt);
bool vp_is_call(gimple *stmt);
bool vp_is_indirect(gimple *stmt);

/* ---- indirect.cc ------------------------------------------------------------ */

/* The functions of the callee's name that a call through a pointer may lead to; some are
 * known by their assembler name only (IDENTIFIER_NODE).  False: none. */
bool vp_callee_candidates(const struct vp_callee *callee, gimple *stmt,
			  vec<tree> *ret_functions);

/* ---- flow.cc: events in a function and what can follow what ---------------- */

/* Something that happens at a statement: a call begins (at 0), a call ends (1), a
 * variable has changed (2), the statements of a line are done (3), an exception leaves the
 * function (4).  Its beginning and regular end are in its entry and exit block, without
 * a statement. */
struct vp_match {
	gimple *stmt; /* NULL: entry, exit */
	basic_block bb;
	int at; /* position of the statement in its block */
	int phase;
	bool conditional; /* may not happen: does not hide what follows */
	bool jumps; /* the statement ends its block by jumping: the moment is before it */
	enum vp_leaving leaving; /* of a line: conditional on this */
	int ref; /* which of the lvalue's places */
	enum vp_change change;
	struct vp_written written; /* by a change */
	vec<tree> callees; /* it is a call of one of these only; empty: it is one */
	bool needed;
	int begin, end; /* sites: BEGIN and END, or CHANGE in end; -1 none */
};
struct vp_position {
	basic_block bb;
	int at, phase;
	gimple *stmt;
};
/* Mark in ret_hit[i] each event that can be the first (first_only) or any that comes
 * strictly later than one of the positions. */
void vp_flow_after(struct function *fun, const vec<struct vp_position> &from,
		   const vec<struct vp_match> &events, bool first_only,
		   vec<bool> *ret_hit);

/* ---- story.cc: the statements that a slot can be ------------------------------ */

struct vp_formula;
/* Mark each event of a slot of which some way through the function makes it that slot's, with
 * all that the formula wants beside it.  first, until: of a count, the slots between which
 * it is, -1 none.  False: not found out. */
bool vp_story_needed(const struct vp_formula *formula, int slot, int first, int until,
		     vec<bool> *ret_needed);

/* ---- select.cc ------------------------------------------------------------ */

/* A property in one function that it looks at: the scope, or one that a slot is
 * "during".  The parts of one formula of the unit have its number; a later one knows what
 * those before it knew. */
struct vp_formula {
	const struct vypr_property *property;
	const struct vp_spec_file *file;
	struct vp_function *function;
	uint32_t number; /* in unit.formulas */
	bool scope; /* function is what the property is about */
	bool foreign; /* a formula whose scope is not in this file */
	const struct vp_formula *inherited; /* an earlier part of the same, NULL */
	bool *here; /* by slot: looked for in function */
	struct vypr_ast ast; /* own copy, constants resolved */
	struct vypr_form form;
	uint32_t order; /* over all files */
	uint32_t index; /* in its file */
	char *name;
	enum vypr_type *capture_types;
	tree *capture_trees; /* their C types */
	unsigned *captured; /* at how many moments each is */
	vec<struct vp_match> *slots; /* events of each slot */
	struct vp_lvalue *lvalues; /* of each slot that is a change */
	struct vp_callee *callees; /* of each slot that is a call */
	struct vp_lvalue *captures;
	bool named; /* the function is named without a glob */
	bool exact; /* and so is the module */
	bool dropped; /* means nothing here */
};

/* A function that a specification names; found: this file has it. */
struct vp_wanted {
	const struct vp_spec_file *file;
	const char *module, *function;
	int line;
	bool found;
};

struct vp_look {
	const struct vp_args *args;
	vec<struct vp_wanted> wanted; /* in the order of the specifications */
	const char *gcc_version;
	vec<struct vp_spec_file *> files;
	struct vp_unit unit;
	vec<struct vp_function *> functions;
	vec<struct vp_formula *> formulas; /* parts */
	uint32_t formula_count; /* numbers given */
	vec<const char *> measured; /* callees whose paths some property keeps */
	vec<const char *> notes; /* what was left out and why, for the plan */
};
void vp_note(struct vp_look *look, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Fill functions and formulas; says every error.  False if there was one. */
bool vp_select(struct vp_look *look);
struct vp_function *vp_function_for(struct vp_look *look, tree decl);
/* Why a function cannot be instrumented; NULL if it can. */
const char *vp_skip_reason(tree decl);

/* ---- coroutine.cc ----------------------------------------------------------- */

/* Leave out what is a part of a coroutine and not its body. */
void vp_coroutine_bodies(vec<tree> *decls);
/* Is it the body of one? */
bool vp_is_coroutine(tree function);

/* ---- parts.cc ------------------------------------------------------------- */

/* A property of the specification as it applies to this source file. */
struct vp_use {
	const struct vp_spec_file *file;
	unsigned index; /* in the file */
	uint32_t order;
};
/* The property in a function that it is about. False on an error, which was said. */
bool vp_part_of_scope(struct vp_look *look, const struct vp_use *use,
		      struct vp_function *f);
/* ... and in the functions of this file that it looks at "during"; once, after all
 * functions it is about. */
bool vp_parts_during(struct vp_look *look, const struct vp_use *use,
		     const vec<tree> &decls);
/* Fill here, once form is made. */
void vp_mark_here(struct vp_formula *part);
/* The node to point at when something is wrong with a slot. */
int32_t vp_node_of_slot(const struct vp_formula *formula, int slot);
/* The offset of a text, put into the tree's strings. */
int32_t vp_ast_string(struct vypr_ast *ast, const char *text);

/* ---- resolve.cc ----------------------------------------------------------- */

/* Give the names of a formula their meaning in its function: constants, places,
 * callees, types.  False on an error, which was said; a formula that means nothing here
 * and need not is dropped. */
bool vp_resolve(struct vp_look *look, struct vp_formula *formula);
/* An error at a node; not an error where the formula need not mean anything here. */
bool vp_fail(struct vp_look *look, struct vp_formula *formula, int32_t node,
	     const struct vp_problem *problem);
bool vp_fail_plainly(struct vp_look *look, struct vp_formula *formula, int32_t node,
		     const char *word, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* ---- sorts.cc ------------------------------------------------------------- */

/* May what stands at a node be compared or added up? As vp_resolve. */
bool vp_check_sorts(struct vp_look *look, struct vp_formula *formula, int32_t at);

/* ---- decided.cc ----------------------------------------------------------- */

/* Can it be true, and can it be false? False when not, which was said. */
bool vp_check_decided(struct vp_formula *formula, int32_t at, enum vypr_compare op, int32_t a,
		      int32_t b);
bool vp_check_interval(struct vp_formula *formula, int32_t at);

/* ---- match.cc ------------------------------------------------------------- */

/* The statements of a slot that is here. */
void vp_match_slot(struct vp_formula *formula, int slot);

/* ---- unmatched.cc --------------------------------------------------------- */

/* Of calls that must be tail calls nothing is seen; the compiler says so. */
void vp_leave_out_tails(struct vp_look *look, struct vp_formula *formula, int slot);
/* Has the slot a statement that is needed? Says when not; false when it must have one. */
bool vp_check_matched(struct vp_look *look, struct vp_formula *formula, int slot);
void vp_note_unmatched(struct vp_look *look, struct vp_formula *formula, int slot);

/* ---- events.cc ------------------------------------------------------------- */

/* Find the statements of each slot and mark those that are needed.  As vp_resolve. */
bool vp_find_events(struct vp_look *look, struct vp_formula *formula);

/* The types of what calls are given and give back, once their statements are known. As
 * vp_resolve. */
bool vp_resolve_calls(struct vp_look *look, struct vp_formula *formula);

/* ---- reading.cc ------------------------------------------------------------ */

/* How one capture is read at one moment. */
struct vp_reading {
	const char *text;
	struct vp_value value;
	bool result; /* the value is what the call gives back */
	tree base; /* variable */
	vec<struct vypr_role> roles;
};
/* The C type of an ARGUMENT or RETURNED of a call; NULL_TREE: it has none. */
tree vp_call_type(gimple *stmt, const struct vypr_form_capture *capture);
/* Of VALUE and LENGTH, ref is what the name means here, and own the value that stmt has
 * just given it, or NULL_TREE.  False: it cannot be read here. */
bool vp_reading_of(const struct vp_formula *formula, int number, const struct vp_ref *ref,
		   tree own, gimple *stmt, struct vp_reading *ret_reading);

/* ---- sites.cc ------------------------------------------------------------- */

/* Make sites, points and roles of all formulas of a function, and of its path. */
void vp_sites(struct vp_look *look, struct vp_function *f);

/* ---- unit.cc -------------------------------------------------------------- */

void vp_unit_init(struct vp_unit *unit);
void vp_add_role(struct vp_unit *unit, uint32_t site, uint32_t formula,
		 enum vypr_role_kind kind, uint32_t index);
enum vypr_status vp_unit_encode(struct vp_look *look, unsigned char **ret_bytes,
				size_t *ret_size);

/* ---- plan.cc -------------------------------------------------------------- */

void vp_plan_print(const struct vp_look *look);

#endif
