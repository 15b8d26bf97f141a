/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which slots of recorded formulas watch what another formula wants watched.
 */
#ifndef VYPR_ANALYSIS_COVER_H
#define VYPR_ANALYSIS_COVER_H

#include "spec/form.h"

/* Do both look at the same kind of thing: calls of g, changes of x, line 7? */
int vypr_cover_same_thing(const struct vypr_form *recorded, int slot,
			  const struct vypr_form *wanted, int wanted_slot);
/* Were all statements watched that the wanted slot needs?  The compiler leaves out those
 * that cannot matter to the formula it has, so either the recorded slot has none left
 * out, or it hangs together as the wanted one does. */
int vypr_cover_all(const struct vypr_form *recorded, int slot,
		   const struct vypr_form *wanted, int wanted_slot);
/* The recorded formula's capture of that slot that is the wanted one; -1. */
int vypr_cover_capture(const struct vypr_form *recorded, int slot,
		       const struct vypr_form *wanted, int wanted_capture);

#endif
