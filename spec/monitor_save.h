/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What the two directions of the monitor's open state share.  It is written as one walks it,
 * with places in lists for pointers, and made again by the same functions that events use;
 * so what is read can be wrong, but never dangling.
 *
 *   "VYPRMON4" | hash of each unit | counts
 *   | threads, and in each its stack, bottom first, and what is not on it any more
 *   | of each activation, in the same order: its references | queues
 *
 *   activation   fields | pending values | for each formula of its function:
 *                occurrences of each slot that hangs off none | bindings, as places of
 *                occurrences | waiting tracks of each other slot
 *   references   tracks whose call is in progress | tracks whose values may follow
 *                | what occurrences found that was before them
 *
 * Each record has one function for both directions (monitor_record.c).  Private to spec/.
 */
#ifndef VYPR_SPEC_MONITOR_SAVE_H
#define VYPR_SPEC_MONITOR_SAVE_H

#include "spec/codec.h"
#include "spec/general.h"

struct vypr_loader {
	struct vypr_codec c;
	struct vypr_monitor *m;
	/* of the activation, by formula of the function and slot, in the order saved */
	struct vypr_occurrence **places;
	size_t place_count, place_room;
	struct vypr_activation **activations; /* by index */
	uint32_t activation_count, activation_room;
};

/* monitor_record.c */
void vypr_record_bad(struct vypr_codec *c);
void vypr_record_flag(struct vypr_codec *c, int *value);
void vypr_record_put(struct vypr_codec *c, uint32_t value);
uint32_t vypr_record_get(struct vypr_codec *c);
/* A number of records, each of at least one byte. */
uint32_t vypr_record_get_count(struct vypr_codec *c);
void vypr_record_frame(struct vypr_codec *c, struct vypr_monitor *m);
void vypr_record_activation(struct vypr_codec *c, struct vypr_activation *a);
void vypr_record_occurrence(struct vypr_codec *c, struct vypr_occurrence *o);
void vypr_record_observation(struct vypr_codec *c, struct vypr_observation *o);
void vypr_record_told(struct vypr_codec *c, struct vypr_told *told);
void vypr_record_pending(struct vypr_codec *c, struct vypr_pending *pending);

/* monitor_save.c */
uint32_t vypr_save_count(const struct vypr_list *list);
void vypr_save_occurrences(struct vypr_codec *c, const struct vypr_list *list);
/* Which formula of its function an occurrence is of. */
uint32_t vypr_save_formula_of(const struct vypr_occurrence *o);
void vypr_save_tracks(struct vypr_codec *c, const struct vypr_list *list);

/* monitor_load.c */
/* Sites of the unit, and paths that there are. */
int vypr_load_is_good(const struct vypr_loader *l, uint32_t unit,
		      const struct vypr_observation *seen);
int vypr_load_occurrences(struct vypr_loader *l, struct vypr_activation *a,
			  struct vypr_plan *plan, int slot);
/* One that was loaded into this activation; NULL: there is none, which is an error. */
struct vypr_occurrence *vypr_load_place(struct vypr_loader *l, const struct vypr_plan *plan,
					int slot, uint32_t index);
void vypr_load_waiting(struct vypr_loader *l, struct vypr_activation *a,
		       struct vypr_plan *plan, int slot);
/* What was told of a binding. */
void vypr_load_told(struct vypr_loader *l, struct vypr_binding *b);
/* The same in any activation, by a walk. */
struct vypr_occurrence *vypr_load_anywhere(struct vypr_loader *l, int slot);

/* monitor_queue.c */
void vypr_queue_save(struct vypr_codec *c, const struct vypr_monitor *m);
void vypr_queue_load(struct vypr_loader *l);

/* general_save.c */
void vypr_general_save(struct vypr_codec *c, struct vypr_activation *a,
		       const struct vypr_plan *plan);
void vypr_general_load(struct vypr_loader *l, struct vypr_activation *a,
		       struct vypr_plan *plan);
void vypr_general_save_links(struct vypr_codec *c, struct vypr_activation *a,
			     const struct vypr_plan *plan);
void vypr_general_load_links(struct vypr_loader *l, struct vypr_activation *a,
			     struct vypr_plan *plan);

#endif
