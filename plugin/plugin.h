/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rooms of the plugin share.  Data goes one way:
 *
 *   spec ─► select ─► scfg ─► sites ─► path_plan ─► unit ─► insert, path_insert ─► emit
 *           which     graph   points   bits,        bytes   edit the code        section,
 *           functions                  checks                                    constructor
 *
 * Everything up to unit only looks; nothing is edited before all is known, so an
 * error leaves the code as it was.  C style: no exceptions, RTTI, STL; GCC's
 * vec and hash_map where needed.
 */
#ifndef VYPR_PLUGIN_PLUGIN_H
#define VYPR_PLUGIN_PLUGIN_H

#include "plugin/gcc.h"
#include "spec/event.h"
#include "spec/unit.h"

/* Where an instrument goes. */
enum vp_where {
	VP_ENTRY,      /* first thing in the function, before its first statement */
	VP_BEFORE,     /* just before stmt */
	VP_AFTER,      /* just after stmt; a call that ends its block: on the fallthrough edge */
	VP_EXCEPTION,  /* on the way of an exception from the call stmt to what the function has
			* for it: a handler, a cleanup */
	VP_LANDED,     /* after the setjmp stmt, when it was not the call that returned */
	VP_UNWIND,     /* on its way from the call stmt out of the function at once */
	VP_EXIT        /* before every return of the function */
};

/* How the value of an event is sent. */
enum vp_send {
	VP_SEND_WORD,    /* as 64 bits */
	VP_SEND_STRING,  /* value is the address of a text: what it holds */
	VP_SEND_LENGTH,  /* the same: its length */
	VP_SEND_CPU      /* the thread's CPU time; there is no value */
};

/* Does the jump that ends a block lead away from the line that it is of? */
enum vp_leaving {
	VP_LEAVES, VP_LEAVES_WHEN_TRUE, VP_LEAVES_WHEN_FALSE, VP_NEVER_LEAVES
};

/* Found out at a statement; points of it that depend on it are sent only when it is so. */
struct vp_condition {
	gimple *stmt;
	uint32_t site;       /* a point that depends on it: when it is off, nothing is read */
	/* the call through this pointer is one of a function of these (others: of none of
	 * them) ... */
	tree pointer;
	vec<tree> callees;
	bool others;
	/* ... or the statement, an if, leads away from its line (other than VP_LEAVES) ... */
	enum vp_leaving leaving;
	/* ... or, of neither: the statement changes this value, read as that of a point.
	 * With a size it is the address of so many bytes, of a text up to its NUL. */
	tree value, size;
	tree before;         /* the same value, as it is read before the statement */
	bool text;
};

/* One instrument: sends one event.  Points with the same stmt and where are put in
 * the order of the list (the first in the list runs first). */
struct vp_point {
	uint32_t site;       /* index in the unit */
	enum vp_where where;
	gimple *stmt;        /* NULL for ENTRY, EXIT */
	tree value;          /* expression to send (unshared, gimplifiable in this function);
			      * NULL: 0, or the path register where the site is BITS.
			      * Memory that is not marked TREE_THIS_NOTRAP may not be there:
			      * if so, nothing is sent (copy.cc) */
	enum vp_send send;
	tree size;           /* STRING, LENGTH: limit of the text, NULL: a NUL ends it */
	bool result;         /* value is what the call stmt gives back */
	unsigned condition;  /* 1 + index in f->conditions, 0 none */
};

/* A call in tail position that may lead back to its function: what is done after it, the
 * return last. */
struct vp_tail {
	gimple *call;
	vec<gimple *> rest;
};

/* A function of this source file that gets instruments. */
struct vp_function {
	tree decl;
	struct function *fun;
	uint32_t index;          /* in unit.functions */
	enum vypr_path_mode paths; /* the most that any property asks for */
	bool recorded;           /* its own path is kept, with or without formulas */
	bool transaction;        /* each call of it is one */
	bool lands;              /* it tells when a longjmp comes to it */
	vec<struct vp_point> points;
	vec<struct vp_condition> conditions;
	/* scfg: basic block index (at the time of building) -> block, and back */
	vec<uint32_t> block_of;
	vec<basic_block> bb_of;
	/* path_plan: */
	bool keeps_path;         /* has a path register */
	vec<uint32_t> restarts;  /* blocks at whose start the register becomes 1 */
	vec<uint32_t> check_blocks, check_sites; /* PATH flush checks: block, site */
	uint32_t gap_site;       /* GAP, sent before the register when checks went untold;
				  * UINT32_MAX: the function has no checks */
	vec<uint32_t> unwind_blocks, unwind_sites; /* UNWIND at the start of a landing pad */
};

/* The unit while it grows.  vp_string interns, vp_file_string
 * the name of a file; vp_add_* return the index. */
struct vp_unit {
	vec<struct vypr_function> functions;
	vec<struct vypr_block> blocks;
	vec<struct vypr_edge> edges;
	vec<struct vypr_site> sites;
	vec<struct vypr_role> roles;
	vec<uint32_t> role_sites;    /* beside roles: whose it is; sorted when encoded */
	vec<struct vypr_formula> formulas;
	vec<char> strings;
	vec<uint32_t> string_table;  /* open addressing, for vp_string */
};
vypr_str vp_string(struct vp_unit *unit, const char *text);
vypr_str vp_file_string(struct vp_unit *unit, const char *file);
uint32_t vp_add_site(struct vp_unit *unit, const struct vypr_site *site);

/* scfg.cc: the graph of f->fun into unit; sets f->index, block_of, bb_of. */
void vp_scfg_build(struct vp_unit *unit, struct vp_function *f);

/* path.cc: decide which blocks append bits (block.bits, edge.value, entry_bits), where the
 * register restarts and where it is checked (adds PATH and UNWIND sites), and
 * fills path_start of the function's sites.  Only branches from which a BITS or EXIT
 * site is reachable.  Edits nothing in the code. */
void vp_path_plan(struct vp_unit *unit, struct vp_function *f);

/* tail.cc: the tail calls that need to stay such, those with a point after them left out. */
void vp_tails_find(const struct vp_function *f, vec<struct vp_tail> *ret_tails);

/* insert.cc: put all points and the path register of one function into its code. */
void vp_insert(const struct vp_unit *unit, struct vp_function *f);
/* A function with more than this many points calls __vypr_event instead of writing its
 * events inline (64 unless set); so does one compiled with -Os or a sanitizer that would
 * check the ring's stores. */
void vp_insert_set_inline_limit(unsigned points);
/* An activation tells so many full words of its path (VYPR_PATH_MAX_WORDS unless set). */
void vp_path_set_most_words(unsigned words);

/* landing.cc: may a longjmp come back to this call? */
bool vp_is_setjmp(gimple *stmt);

/* frame.cc: is it the structure that holds what nested functions use?  Does the statement copy
 * a parameter into it? */
bool vp_is_frame(tree decl);
bool vp_is_frame_copy(gimple *stmt);

/* address.cc: the declaration whose address is that of a candidate for a pointer. */
tree vp_callee_address(tree function);

/* emit.cc: hooks and ring declarations; the unit's bytes as a constant in section
 * "vypr_unit", the on-bytes, the constructor and destructor. vp_emit_begin makes the
 * declarations that vp_insert refers to; vp_emit_end gives them their contents. */
void vp_emit_init(const char *plugin_name); /* once, from plugin_init: garbage collector */
void vp_emit_begin(uint32_t site_count);
tree vp_site_address(uint32_t site);   /* unsigned 64-bit constant expression */
tree vp_site_on(uint32_t site);        /* lvalue: the on-byte */
tree vp_hook(const char *name);        /* function declaration of a hook in hooks.def */
tree vp_hook_event_call(void);         /* __vypr_event for code that always calls it */
bool vp_is_hook(tree decl);            /* of either of them; NULL_TREE: no */
tree vp_ring(void);                    /* the thread-local pointer */
tree vp_declare_extern(const char *name, tree type, enum symbol_visibility visibility);
void vp_emit_end(const unsigned char *bytes, size_t size);
const char *vp_unit_label(void);       /* the assembler's name of the unit's bytes */

/* copies.cc: records that tell when a program runs another copy of an inline function. */
void vp_copies_init(const char *plugin_name); /* once, from plugin_init */
void vp_copies_add(const struct vp_function *f);
bool vp_copies_any(void);
tree vp_copies_bound(const char *name); /* address: __start_vypr_copies, __stop_ */

#endif
