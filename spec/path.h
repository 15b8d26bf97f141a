/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Paths, each stored once.  A node is four numbers; equal nodes have one id, so
 * that equal paths, equal calls and equal sequences of calls are one id each.
 *
 *   ROOT  a: function (global number), b: block where the walk starts,
 *         c: 0; or a BITS that ended at the start of this block; or a ROOT of that
 *         kind, and what lies between that one's block and this one's is not told
 *   BITS  a: ROOT or BITS before it, b: word, c: block of the exception edge + 1, or 0
 *   CALL  a: BITS (or ROOT) at the exit, b: LIST of calls inside, c: 1 if unwound, 2 if
 *         it has not ended (of a call that hangs: what it has entered so far)
 *   LIST  a: LIST before it or 0, b: CALL, c: how many times in a row
 *
 * A word holds branch bits below its highest 1 (the sentinel), first branch
 * highest: 0b1_101 is three branches.  Id 0 is "none".  Ids are per run, from 1,
 * in order of creation, so a node only refers to smaller ids.
 */
#ifndef VYPR_SPEC_PATH_H
#define VYPR_SPEC_PATH_H

#include <stdint.h>

#include "spec/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum vypr_path_kind { VYPR_PATH_NONE, VYPR_PATH_ROOT, VYPR_PATH_BITS, VYPR_PATH_CALL,
		      VYPR_PATH_LIST };

/* After this many BITS in a row a path starts again from a ROOT at the block of its last
 * flush.  Its first BITS are kept by c of the ROOT: a branch at the beginning that
 * decides how long a loop behind it runs must not be forgotten over that loop. */
#define VYPR_PATH_MAX_WORDS 16

/* Set in a word that is sent: the first of its activation (or since the register restarted
 * in an interpreter), so whatever prefix is known belongs to another one. */
#define VYPR_PATH_FIRST (1ULL << 63)

/* A LIST of more runs than this tells no more calls. */
#define VYPR_PATH_MAX_RUNS 256

struct vypr_path_node {
	uint32_t kind, a, c;
	uint32_t length;         /* BITS in a row up to here; calls in the LIST */
	uint64_t b;
};

struct vypr_paths {
	struct vypr_path_node *nodes; /* [0] unused */
	uint32_t count;          /* ids 1 .. count - 1 */
	uint32_t capacity;
	uint32_t *table;         /* open addressing, ids */
	uint32_t table_size;
};

enum vypr_status vypr_paths_init(struct vypr_paths *paths);
void vypr_paths_fini(struct vypr_paths *paths);
/* The id of the node with this content, made if new; 0 when out of memory. */
uint32_t vypr_paths_intern(struct vypr_paths *paths, enum vypr_path_kind kind,
			   uint32_t a, uint64_t b, uint32_t c);

#ifdef __cplusplus
}
#endif
#endif
