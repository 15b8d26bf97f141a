/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * CFTL over a stream of events: activations, bindings, verdicts, paths.  Pure:
 * time comes from events, never from a clock; the live monitor thread, the
 * recovery of a dead process and the tests are loops around vypr_monitor_feed.
 *
 * Not thread-safe: one owner.  The open state can be saved with the ring positions and
 * loaded by another process.
 *
 * Activations of a thread form a stack.
 *   ENTRY (F, frame)  pushes; if (F, frame) is on the stack already, that one and all
 *                     above it were left without EXIT: unwound.
 *   other event of (F, frame): all above the topmost (F, frame) are unwound; if
 *                     there is none, it is pushed (functions without ENTRY).
 *   EXIT              pops: open bindings become unknown(no-event).
 *   LAND (F, frame)   all above (F, frame) are unwound, and so is a call that it has open; if it
 *                     is not on the stack, those on top whose frames lie below the value.
 *   BEGIN             while the same activation has a call open: that one is unwound.
 *   END (UNWINDS)     the call that is open is unwound: it lasted until then at least, and
 *                     what comes is later than it.
 * A function that sends neither ENTRY nor EXIT is popped as soon as it has
 * nothing open.
 *
 * A binding that can no longer be decided is told at once: unknown(unwound) when a call it
 * waits for was left, unknown(no-value) when all is seen and a value is missing (a null
 * pointer on the way to it, a division by zero).
 *
 * Order matters across threads nowhere: feed each thread's events in order,
 * threads in any interleaving.
 */
#ifndef VYPR_SPEC_MONITOR_H
#define VYPR_SPEC_MONITOR_H

#include "spec/eval.h"
#include "spec/event.h"
#include "spec/path.h"
#include "spec/unit.h"

#ifdef __cplusplus
extern "C" {
#endif

struct vypr_monitor;

/* Told of every verdict, in the order they are decided.  The pointers are valid during
 * the call.  Return other than OK stops the feed with that status.
 *
 * What a deadline decides is told at once, while the call that it rests on goes on, or what is
 * awaited has not come:
 *
 *      begin      deadline                 END
 *        |-----------|----------------------|
 *                    told, as far as it     told again: the same verdict, of the same time,
 *                    is known: told != NULL with the duration, the path and what the callee did
 *
 * It is told again when what was seen decides it without the time that has passed, and only to a
 * sink that has put a number into *told.  When that never comes (the process dies, the scope is
 * left, events are lost, VYPR_TOLD_MOST others wait for the same), or would decide otherwise (the
 * clocks of two threads may differ), the first word is the last one. */
struct vypr_sink {
	enum vypr_status (*verdict)(void *ctx, const struct vypr_verdict *verdict);
	void *ctx;
};

enum vypr_status vypr_monitor_new(const struct vypr_sink *sink,
				  struct vypr_monitor **ret_monitor);
void vypr_monitor_free(struct vypr_monitor *monitor);

/* unit is borrowed and must outlive the monitor.  ret_unit counts from 0. */
enum vypr_status vypr_monitor_add_unit(struct vypr_monitor *monitor,
				       const struct vypr_unit *unit, uint32_t *ret_unit);
/* The form of a formula, made when the unit was added. */
const struct vypr_form *vypr_monitor_form(const struct vypr_monitor *monitor,
					  uint32_t unit, uint32_t formula);
/* Global number of a function (used in ROOT nodes): unit << 16 | function. */
static inline uint32_t vypr_function_number(uint32_t unit, uint32_t function)
{
	return unit << 16 | function;
}

void vypr_monitor_set_clock_error(struct vypr_monitor *monitor,
				  const struct vypr_clock_error *error);

/* Feed one event.
 * Errors   NOMEM: what the event meant may be lost; say so with vypr_monitor_lost.
 *          FORMAT: no such unit, site; state unchanged.  Else what the sink returned.
 * Cost     O(bindings waiting on this site). */
enum vypr_status vypr_monitor_feed(struct vypr_monitor *monitor,
				   const struct vypr_event *event);
/* Every event of a time before now_ns has been fed: decides what waits for a deadline that
 * has passed.  Threads may be fed in any interleaving between two of these.
 * Cost  O(open bindings of formulas that have a deadline). */
enum vypr_status vypr_monitor_advance(struct vypr_monitor *monitor, uint64_t now_ns);
/* Whether something of this thread is measured that began at or before then and has not ended:
 * a call, or what a quantified variable stands for.  Says nothing of far below the top of a deep
 * stack.
 * Cost  a few loads for each of the innermost activations. */
int vypr_monitor_measures(const struct vypr_monitor *monitor, uint32_t thread,
			  uint64_t before_ns);
/* count events of this thread were dropped here: every open binding of the thread, and
 * every one begun in activations that are open now, becomes unknown(lost)
 * unless it is decided by what was seen for certain. */
enum vypr_status vypr_monitor_lost(struct vypr_monitor *monitor, uint32_t thread,
				   uint64_t count);
/* The thread ended (reason UNWOUND), or all threads with the process (thread 0; UNWOUND for
 * exit, DIED for a kill). */
enum vypr_status vypr_monitor_end(struct vypr_monitor *monitor, uint32_t thread,
				  enum vypr_reason reason);

const struct vypr_paths *vypr_monitor_paths(const struct vypr_monitor *monitor);

/* String values seen so far, each once: ids 1 .. count; they live as long as the monitor.
 * When there are this many, or their bytes are, a new one has no value: what looks at it
 * becomes unknown(no-value). */
#define VYPR_STRINGS_MOST (1u << 20)
#define VYPR_STRING_BYTES_MOST (UINT64_C(64) << 20)
uint32_t vypr_monitor_string_count(const struct vypr_monitor *monitor);
const struct vypr_string *vypr_monitor_string(const struct vypr_monitor *monitor, uint32_t id);

/* Open bindings now, most ever, events fed, events that fitted nothing, activations, strings
 * that had no place any more (beyond VYPR_STRINGS_MOST or VYPR_STRING_BYTES_MOST). */
struct vypr_monitor_counts {
	uint64_t open, open_most, fed, strays, calls, strings_refused;
};
void vypr_monitor_counts(const struct vypr_monitor *monitor,
			 struct vypr_monitor_counts *ret_counts);

/* The open state as bytes (not the paths, not the units); malloc'ed.  load wants a
 * monitor with the same units added in the same order, and the paths interned so far
 * put back in order with vypr_monitor_load_path.  Bytes of any content are refused
 * (FORMAT; nothing is open then) or harmless. */
enum vypr_status vypr_monitor_save(const struct vypr_monitor *monitor,
				   unsigned char **ret_bytes, size_t *ret_size);
enum vypr_status vypr_monitor_load(struct vypr_monitor *monitor,
				   const unsigned char *bytes, size_t size);
enum vypr_status vypr_monitor_load_path(struct vypr_monitor *monitor,
					const struct vypr_path_node *node);
/* Strings likewise, in the order of their ids. */
enum vypr_status vypr_monitor_load_string(struct vypr_monitor *monitor, const char *bytes,
					  uint32_t size, int truncated);

#ifdef __cplusplus
}
#endif
#endif
