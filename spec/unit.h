/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * A unit: what one compiled source file knows about its specifications.  The
 * plugin encodes it into a constant of the object file, the runtime copies the
 * same bytes into the store, and the analysis prints from them.  Section 6 of
 * gcc-notes in short: no relocations, offsets only, little endian.
 *
 *   magic "VYPRUNIT" | version u32 | size u32 | hash u64 of all after it |
 *   counts | arrays of fixed-width records | strings
 *
 * Site i of a unit is named in an event by (address of the bytes) + i.
 */
#ifndef VYPR_SPEC_UNIT_H
#define VYPR_SPEC_UNIT_H

#include <stddef.h>
#include <stdint.h>

#include "spec/ast.h"
#include "spec/form.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VYPR_UNIT_MAGIC "VYPRUNIT"
#define VYPR_UNIT_VERSION 3 /* 2 is read too: without wanted */

/* Strings are offsets into unit.strings; 0 is "". */
typedef uint32_t vypr_str;

enum vypr_function_flags {
	VYPR_FUNCTION_SCOPE = 1,    /* has formulas */
	VYPR_FUNCTION_RECORDED = 2, /* its own path is kept as callee or for "f: []" */
	VYPR_FUNCTION_ENTRY = 4,    /* sends ENTRY: it has to send EXIT, or PATHs that are
				     * flushed (a leaf that is only recorded does not) */
	VYPR_FUNCTION_EXIT = 8,     /* sends EXIT */
	VYPR_FUNCTION_TRANSACTION = 16, /* each call of it is a transaction; sends both */
	VYPR_FUNCTION_DROPPED = 32  /* set when the program runs: it is inline, and the linker
				  * took the copy of another object file.  What was inlined
				  * into others still sends */
};

struct vypr_function {
	vypr_str name;           /* as a person writes it: "f", "ns::C<int>::g" */
	vypr_str symbol;         /* assembler name */
	vypr_str file;
	uint32_t line, end_line;
	uint32_t flags;
	uint32_t first_block, block_count;
	uint32_t entry_block;    /* relative to first_block */
	uint64_t key;            /* stable over edits elsewhere */
};

enum vypr_block_kind {
	VYPR_BLOCK_PLAIN, VYPR_BLOCK_COND, VYPR_BLOCK_SWITCH, VYPR_BLOCK_GOTO,
	VYPR_BLOCK_EXIT
};

/* A basic block.  When bits > 0, leaving it appends that many path bits, whose
 * value is that of the edge taken.  When entry_bits > 0, entering it by
 * any edge appends entry_bits bits of entry_value (targets of computed gotos).  A branch
 * without either took the only successor from which the end of the path can be
 * reached without entering a block that is the path_start of a site (but for the
 * function's entry).
 * flush: a PATH event may be sent at the start of this block (a check on a loop). */
struct vypr_block {
	uint32_t line, end_line; /* of its first and last statement, 0 none */
	uint32_t first_edge, edge_count; /* in unit.edges */
	uint32_t kind;           /* enum vypr_block_kind */
	uint32_t bits;
	uint32_t entry_bits, entry_value;
	uint32_t loop_depth;
	uint32_t loop_header;    /* block of the innermost loop's header, UINT32_MAX none */
	vypr_str condition;      /* source text of the branch condition, "" none */
	uint32_t condition_line, condition_column, condition_end_column;
	uint64_t key;            /* of the branch; stable over edits elsewhere */
};

enum vypr_edge_kind {
	VYPR_EDGE_FALLTHROUGH, VYPR_EDGE_TRUE, VYPR_EDGE_FALSE, VYPR_EDGE_CASE,
	VYPR_EDGE_EXCEPTION, VYPR_EDGE_ABNORMAL
};

struct vypr_edge {
	uint32_t target;         /* block, relative to the function's first */
	uint32_t kind;
	uint32_t value;          /* the bits it appends, when the block's bits > 0 */
	vypr_str label;          /* "case 3", "default", ""; */
};

enum vypr_site_flags {
	VYPR_SITE_TIMED = 1,     /* the event carries the time */
	VYPR_SITE_VALUED = 2,    /* the event carries a value */
	VYPR_SITE_PEEK = 4,      /* PATH that does not restart the register */
	VYPR_SITE_BITS = 8,      /* BEGIN: value holds path bits; EXIT: they are wanted */
	VYPR_SITE_UNWINDS = 16,  /* EXIT: sent where an exception leaves the function; for all but
				  * its own slots the activation is unwound.  END: an exception
				  * leaves the call, which is over and has no end */
	VYPR_SITE_COPIED = 32    /* the value may not be there: __vypr_copy reads it */
};

struct vypr_site {
	uint32_t kind;           /* enum vypr_event_kind */
	uint32_t function;       /* index in unit.functions */
	uint32_t block;          /* relative to the function's first */
	uint32_t line, column, end_column; /* of the statement or expression; 0 unknown */
	vypr_str text;           /* source text of the statement: "val = fp(n)" */
	vypr_str subject;        /* lvalue or callee as in the specification */
	uint32_t flags;
	uint32_t type;           /* enum vypr_type of the value */
	uint32_t pair;           /* BEGIN: its END; END: its BEGIN; else UINT32_MAX */
	uint32_t path_start;     /* block where the path bits of this event start when no PATH
				  * came before in the activation (the entry block, or the
				  * header of the loop that restarts the register) */
	uint32_t first_role, role_count; /* in unit.roles */
	uint64_t key;            /* stable over edits elsewhere */
};

enum vypr_role_kind {
	VYPR_ROLE_SLOT,          /* this event is the slot's AT (ENTRY and EXIT too), BEFORE
				  * (BEGIN), AFTER (END) */
	VYPR_ROLE_CAPTURE        /* this event's value is the capture */
};

struct vypr_role {
	uint32_t formula;        /* index in unit.formulas */
	uint32_t kind;
	uint32_t index;          /* slot or capture of vypr_form */
};

enum vypr_formula_flags {
	VYPR_FORMULA_FOREIGN = 1,   /* its scope is in another source file: here are only sites
				  * that it looks at "during" one of these functions */
	VYPR_FORMULA_OFF = 2        /* switched off in this run: it has no verdicts, and its sites
				  * may send nothing */
};

/* Sites of a slot "during g" lie in functions g of any unit.  Such a site has its roles in
 * one formula of the key only, whichever of the unit (the FOREIGN one when the unit has no
 * scope function); they hold for every formula of that key.  A capture's type is NONE in
 * units that do not have its sites. */

struct vypr_formula {
	uint64_t key;            /* of the property: the same in every unit and for every function
				  * it is about (hash of specification and order) */
	uint32_t flags;          /* enum vypr_formula_flags */
	vypr_str name;           /* of the property, or FUNCTION#N */
	vypr_str text;           /* canonical infix text */
	vypr_str note;
	vypr_str spec_file;
	uint32_t spec_line;
	uint32_t order;          /* position in the specification, over all files' properties */
	uint32_t function;       /* FOREIGN: UINT32_MAX */
	uint32_t paths;          /* enum vypr_path_mode */
	double objective;
	struct vypr_ast ast;     /* constants resolved */
	uint32_t *capture_types; /* enum vypr_type, capture_count of them */
	uint32_t capture_count;
};

/* A function that the specification is about.  Units of one specification list the same, in the
 * same order. */
struct vypr_wanted {
	vypr_str module, function; /* as they are written there */
	vypr_str spec_file;
	uint32_t spec_line;
	uint32_t found;          /* 1: the source file has it */
};

struct vypr_unit {
	vypr_str source_file;    /* as given to the compiler */
	vypr_str directory;      /* where the compiler ran */
	vypr_str compiler;       /* "GCC 12.2.0 -O2" */
	uint64_t source_hash, spec_hash;
	uint64_t hash;           /* of the encoded bytes; set by decode */
	struct vypr_function *functions;
	struct vypr_block *blocks;
	struct vypr_edge *edges;
	struct vypr_site *sites;
	struct vypr_role *roles;
	struct vypr_formula *formulas;
	struct vypr_wanted *wanted;
	uint32_t function_count, block_count, edge_count, site_count, role_count,
		formula_count, wanted_count;
	char *strings;
	uint32_t strings_size;
	void *region;            /* decode only: owns everything */
};

/* Blocks of functions, and edges of blocks, lie in the order of their owners and do not
 * overlap.  A unit has at most 65536 functions.
 * ret_bytes malloc'ed.  Same unit, same bytes.
 * Errors  RANGE (an index or offset of the unit is out of range), LIMIT, NOMEM */
enum vypr_status vypr_unit_encode(const struct vypr_unit *unit, unsigned char **ret_bytes,
				  size_t *ret_size);
/* Every index and offset in the result is in range.  Errors FORMAT, VERSION, NOMEM. */
enum vypr_status vypr_unit_decode(const unsigned char *bytes, size_t size,
				  struct vypr_unit *ret_unit);
void vypr_unit_fini(struct vypr_unit *unit);  /* of a decoded unit */
/* size of the whole, from its first 16 bytes; 0 if it is not a unit */
size_t vypr_unit_size(const unsigned char *bytes, size_t available);

static inline const char *vypr_unit_string(const struct vypr_unit *unit, vypr_str s)
{
	return s < unit->strings_size ? unit->strings + s : "";
}

/* FNV-1a, 64 bits; seed 0 to begin. */
uint64_t vypr_hash64(const void *bytes, size_t size, uint64_t seed);

#ifdef __cplusplus
}
#endif
#endif
