/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What the rooms of the monitor share.
 *
 *   monitor.c        one event: which activation, what kind, in which order
 *   monitor_plan.c   what a unit means, looked up once: plans
 *   activation.c     stacks of threads, paths, calls inside calls
 *   binding.c        occurrences and bindings: how events make them
 *   conclude.c       verdicts: how bindings end
 *   monitor_save.c, monitor_load.c, monitor_record.c   the open state as bytes
 *   general*.c       the same for formulas that look at more (spec/general.h)
 *   deadline.c       what time alone decides
 *   hung.c           what a call in progress has entered
 *   monitor_string.c the contents of string values
 *   monitor_map.c    a hash table
 *
 * An occurrence is one happening of a quantifier's slot, with all slots that hang off
 * it (next_call of it, next_change of that, ...).  A track is one of these slots: it is
 * in at most one list at a time:
 *
 *        parent's moment came          BEGIN              END
 *   none ------------------> waiting --------> calling -------> recent --> none
 *                               | CHANGE                          ^
 *                               +---------------------------------+
 *
 *   waiting   for its event: one list for each slot of each formula in the activation
 *   calling   its call is in progress in this activation
 *   recent    values captured just after the event may still follow
 *
 * live counts the tracks of an occurrence that are in a list.  When none is, nothing
 * more can be learnt of it.
 *
 * A binding of a formula with one quantifier is its occurrence, and goes when it
 * is decided.  With several, a binding is a tuple of occurrences, which stay until the
 * activation is left, as later ones may combine with them.
 */
#ifndef VYPR_SPEC_MONITOR_PRIVATE_H
#define VYPR_SPEC_MONITOR_PRIVATE_H

#include <stddef.h>

#include "spec/monitor.h"

/* Lists through the objects; the link is the first member. */
struct vypr_link {
	struct vypr_link *prev, *next;
};

struct vypr_list {
	struct vypr_link *first, *last;
};

static inline void vypr_list_append(struct vypr_list *list, struct vypr_link *link)
{
	link->prev = list->last;
	link->next = NULL;
	if (list->last)
		list->last->next = link;
	else
		list->first = link;
	list->last = link;
}

static inline void vypr_list_remove(struct vypr_list *list, struct vypr_link *link)
{
	if (link->prev)
		link->prev->next = link->next;
	else
		list->first = link->next;
	if (link->next)
		link->next->prev = link->prev;
	else
		list->last = link->prev;
}

/* ---- hash table: 128-bit keys to pointers ----------------------------------- */

struct vypr_monitor_map_entry {
	uint64_t high, low;
	void *value;             /* NULL: empty */
};

struct vypr_monitor_map {
	struct vypr_monitor_map_entry *entries;
	size_t count, size;      /* size: 0 or a power of two */
};

void *vypr_monitor_map_get(const struct vypr_monitor_map *map, uint64_t high,
			   uint64_t low);
enum vypr_status vypr_monitor_map_put(struct vypr_monitor_map *map, uint64_t high,
				      uint64_t low, void *value);
void vypr_monitor_map_remove(struct vypr_monitor_map *map, uint64_t high, uint64_t low);
void vypr_monitor_map_fini(struct vypr_monitor_map *map);

/* ---- plans ------------------------------------------------------------------ */

struct vypr_function_plan;
struct vypr_general_plan;

/* A formula. */
struct vypr_plan {
	struct vypr_form form;
	int present;             /* 0: asks for paths only, there is no form */
	uint32_t unit, formula;
	struct vypr_function_plan *function; /* NULL: FOREIGN, or OFF: it has no verdicts */
	uint32_t heads;          /* its first list in an activation */
	uint8_t *watch;          /* by slot: 1 << moment: a term looks at it */
	uint8_t *captures;       /* by slot: 1 << moment: values are captured */
	int *child, *sibling; /* by slot: first child, next one of the same parent; -1 */
	int decided_blank;       /* constants alone decide it */
	int deadline;            /* time alone may decide it, */
	int waits;               /* also while no call is in progress, */
	uint64_t patience_ns;    /* but not before this much of it has passed */
	int holds;               /* values that are recorded follow what it is decided by */
	uint64_t key;            /* of the property */
	struct vypr_general_plan *general; /* NULL: it looks at what comes next only */
	struct vypr_plan *real;  /* FOREIGN: one of the same property that is not; NULL */
	struct vypr_link *free_occurrences, *free_bindings;
};

struct vypr_role_plan {
	struct vypr_plan *plan;
	enum vypr_role_kind kind;
	int index;               /* slot or capture */
};

struct vypr_function_plan {
	const struct vypr_function *function;
	uint32_t number;         /* vypr_function_number */
	uint32_t head_count;     /* lists in an activation */
	struct vypr_plan **plans; /* formulas whose scope it is */
	uint32_t plan_count;
	struct vypr_activation *free_activations;
	uint64_t whole_bits;     /* the last call of it that sent but its EXIT, from */
	uint32_t whole_start, whole_call; /* where; and its CALL, 0 none yet */
};

struct vypr_unit_plan {
	const struct vypr_unit *unit;
	struct vypr_function_plan *functions;
	struct vypr_plan *plans;
	struct vypr_plan **by_function; /* storage of functions[].plans */
	struct vypr_role_plan *roles; /* as unit.roles; a site's in the order to apply */
};

enum vypr_status vypr_plan_unit(const struct vypr_unit *unit, uint32_t number,
				struct vypr_unit_plan **ret_plan);
void vypr_plan_free(struct vypr_unit_plan *plan);

/* ---- state ------------------------------------------------------------------ */

struct vypr_occurrence;

struct vypr_track {
	struct vypr_link link;
	struct vypr_list *list;  /* the one it is in */
	struct vypr_occurrence *occurrence;
	int slot;
};

/* What was told of a binding when time alone had decided it (spec/monitor.h). */
struct vypr_told {
	uint64_t number;         /* that the sink gave it; 0: nothing was told */
	uint64_t time_ns;
	uint8_t kind;            /* enum vypr_verdict_kind */
};

struct vypr_occurrence {
	struct vypr_link link;   /* in the quantifier's list of the activation */
	struct vypr_plan *plan;
	struct vypr_activation *activation;
	struct vypr_list bindings; /* of struct vypr_member; empty with one quantifier */
	uint64_t begin_order, end_order; /* when it began and ended; 0 not yet */
	uint32_t live;
	uint32_t index;          /* while saving: its place in its list */
	uint32_t holders;        /* general: bindings, memos and links that refer to it */
	uint64_t number;         /* general: of a DOMAIN: which of those counted, from 1 */
	struct vypr_occurrence **links; /* general, by slot: what a previous_* found */
	uint64_t *marks;         /* general, two for each span: 1 + what had been counted; two for
				  * each sought slot: the order from which, and the time until then */
	int look;                /* while fresh: -1 not seen, 0, 1: to be evaluated */
	int settled;             /* general: an item that will never decide; of what is sought:
				  * nothing that can ask for it would find it */
	int quantifier;          /* slot that it is of */
	enum vypr_reason reason; /* why something of it cannot be learnt */
	struct vypr_told told;   /* where it is the binding */
	struct vypr_track *tracks;            /* by slot */
	struct vypr_observation *observations; /* by slot */
	struct vypr_captured *captured;       /* by capture */
};

struct vypr_member {
	struct vypr_link link;   /* in occurrence->bindings */
	struct vypr_binding *binding;
	struct vypr_occurrence *occurrence;
};

struct vypr_binding {
	struct vypr_link link;   /* in the formula's list of the activation */
	struct vypr_plan *plan;
	struct vypr_activation *activation;
	enum vypr_truth is_one;  /* general: IN_MARGIN, NOT_YET: cannot be told from the times */
	struct vypr_memo *memos; /* general */
	struct vypr_told told;
	struct vypr_member members[]; /* by quantifier */
};

/* Calls seen inside something: a LIST and its last run, not yet interned. */
struct vypr_calls {
	uint32_t list, call, times, runs;
};

struct vypr_pending {
	uint32_t site;
	uint64_t value;
};

struct vypr_activation {
	struct vypr_activation *below;  /* on the thread's stack, or in the free list */
	struct vypr_activation *holder; /* nearest below that collects calls */
	struct vypr_thread *thread;
	struct vypr_function_plan *plan;
	struct vypr_unit_plan *unit;
	uint64_t frame, call;
	uint64_t transaction;    /* call of the innermost transaction it is in; 0 none */
	uint64_t peek;           /* path bits sent for the coming CHANGE; 0 none */
	uint32_t prefix;         /* path up to the last PATH; 0 none came */
	uint32_t prefix_block;   /* where that PATH was sent */
	uint32_t call_site;      /* BEGIN of the call in progress */
	int calling;             /* there is one */
	int tainted;             /* events were lost in it */
	int path_lost;           /* its path is not known */
	int mapped;              /* in the map of activations: it has been buried */
	int doubtful;            /* probably left, as one below it was; holds no calls */
	uint32_t index;          /* while saving and loading */
	int left;                /* not on the stack any more: lingers, or is a home */
	struct vypr_calls own;   /* calls of recorded functions in it */
	struct vypr_calls inside; /* in the call in progress */
	struct vypr_list calling_list, recent;
	struct vypr_pending *pending; /* values for the coming BEGIN */
	uint32_t pending_count, pending_room;
	uint64_t occurrences;    /* alive in it */
	struct vypr_list heads[]; /* for each formula: its quantifiers' occurrences, its
				   * other slots' waiting tracks, its bindings */
};

struct vypr_thread {
	uint32_t number;
	int lost;                /* events of it were lost */
	uint64_t ended;          /* the order of its end, after which it is kept for instances
				  * that look on any thread; 0: it runs */
	uint64_t latest_ns;
	struct vypr_activation *top;
	struct vypr_list generals; /* instances that look at other functions, and homes */
};

/* The item of a quantifier that is looked at next. */
struct vypr_cursor {
	struct vypr_link *link;
	uint32_t place;
};

/* A track that an event has just moved. */
struct vypr_fresh {
	struct vypr_track *track;
	int look;                /* something that a term looks at came to be known */
};

/* Something that was fed and waits for its turn. */
enum vypr_queued_what { VYPR_QUEUED_EVENT, VYPR_QUEUED_LOST, VYPR_QUEUED_END };

struct vypr_queued {
	struct vypr_link link;
	enum vypr_queued_what what;
	struct vypr_event event; /* a string is its id already; LOST, END: thread alone counts */
	enum vypr_reason reason; /* END */
	uint64_t time_ns;        /* that it counts as */
};

struct vypr_queue {
	struct vypr_link link;
	uint32_t thread;
	uint64_t latest_ns;
	struct vypr_list items;
};

struct vypr_monitor {
	struct vypr_sink sink;
	struct vypr_clock_error error;
	struct vypr_paths paths;
	struct vypr_string **strings; /* by id - 1 */
	uint32_t string_count, string_room;
	uint64_t string_bytes;
	struct vypr_monitor_map string_map; /* size and hash -> string */
	struct vypr_unit_plan **units;
	uint32_t unit_count;
	struct vypr_monitor_map threads;     /* number, ended -> thread */
	uint32_t ended_threads;              /* that many have */
	struct vypr_monitor_map
		activations; /* thread and function, frame -> activation */
	struct vypr_thread *last_thread;
	struct vypr_monitor_counts counts;
	uint64_t order;          /* two for each event; between them: just before it */
	enum vypr_status status; /* first failure during this event */
	struct vypr_fresh *fresh;
	size_t fresh_count, fresh_room;
	uint64_t now_ns;         /* everything before it has been seen */
	uint64_t advancing_ns;   /* the same while nothing but time passes, else 0 */
	int time_matters;        /* to some formula of this engine */
	int timeless;            /* while it is asked what is known without the time that passed */
	uint32_t told;           /* bindings that are open and have been told */
	uint64_t latest_ns;      /* of any thread */
	int queues_all;          /* some formula looks on any thread: what is fed waits */
	struct vypr_list queues;
	struct vypr_list generals; /* all instances */
	struct vypr_general *touched;
	struct vypr_occurrence **at; /* by slot: what is looked at */
	struct vypr_cursor *cursors; /* by slot */
	struct vypr_observation *observations; /* room for any formula's */
	struct vypr_captured *captured;
	size_t slots_most, captures_most;
};

/* x strictly after y: it begins when y is over. */
static inline int vypr_is_later(const struct vypr_occurrence *x,
				const struct vypr_occurrence *y)
{
	return y->end_order && x->begin_order > y->end_order;
}

/* So many bindings may be open that have been told: each is looked at as time passes. */
#define VYPR_TOLD_MOST 4096

static inline void vypr_told_forget(struct vypr_monitor *m, struct vypr_told *told)
{
	m->told -= told->number != 0;
	*told = (struct vypr_told){ 0 };
}

/* Keep the first failure. */
static inline void vypr_monitor_fail(struct vypr_monitor *m, enum vypr_status status)
{
	if (m->status == VYPR_OK)
		m->status = status;
}

/* ---- monitor_string.c -------------------------------------------------------- */

/* The id of a string that was not kept: it has no value. */
#define VYPR_STRING_UNKNOWN UINT64_MAX

/* The id of this content; described: as the value of a VALUE with text (spec/event.h). */
uint64_t vypr_monitor_intern(struct vypr_monitor *m, const char *bytes, uint64_t described);
void vypr_monitor_free_strings(struct vypr_monitor *m);

/* What an event's value is as a capture; 0: it has none. */
static inline int vypr_monitor_captured(const struct vypr_monitor *m, enum vypr_type type,
					uint64_t value, struct vypr_captured *ret_captured)
{
	const struct vypr_string *string = NULL;

	if (type == VYPR_TYPE_STRING && value) {
		string = value <= UINT32_MAX ? vypr_monitor_string(m, (uint32_t)value) : NULL;
		if (!string)
			return 0;
	}
	*ret_captured = (struct vypr_captured){ value, VYPR_KNOWN, string };
	return 1;
}

/* Feed what waits in queues and is earlier than that (monitor.c). */
enum vypr_status vypr_monitor_take_queued(struct vypr_monitor *m, uint64_t before_ns);

/* Forget the threads that have ended and that nothing waits for any more (monitor.c). */
void vypr_threads_forget(struct vypr_monitor *m);

/* ---- deadline.c, hung.c ------------------------------------------------------- */

void vypr_deadline_plan(struct vypr_plan *plan);
/* Calls of this occurrence that are in progress: what they have entered, there and in its own
 * observations. */
void vypr_deadline_mark(struct vypr_monitor *m, struct vypr_occurrence *o,
			struct vypr_observation *observations);
/* The LIST of what the call in progress has entered so far, one inside the other. */
uint32_t vypr_activation_hung(struct vypr_monitor *m, const struct vypr_activation *a);
/* All calls in progress on the thread will not end: mark them so. */
void vypr_thread_hung(struct vypr_monitor *m, struct vypr_thread *thread);

/* The activation that has this list of calls in progress. */
static inline const struct vypr_activation *
vypr_activation_calling(const struct vypr_list *list)
{
	return (const struct vypr_activation *)((const char *)list -
						offsetof(struct vypr_activation,
							 calling_list));
}
/* ---- monitor_queue.c -------------------------------------------------------- */

enum vypr_status vypr_queue_push(struct vypr_monitor *m, const struct vypr_queued *what);
/* The next in the order of time, when it is earlier than that; 0: there is none. */
int vypr_queue_pop(struct vypr_monitor *m, uint64_t before_ns, struct vypr_queued *ret_item);
void vypr_queue_clear(struct vypr_monitor *m);


/* A node of the paths; 0, and a failure, when there is no memory. */
static inline uint32_t vypr_monitor_path_intern(struct vypr_monitor *m,
						enum vypr_path_kind kind, uint32_t a,
						uint64_t b, uint32_t c)
{
	uint32_t id = vypr_paths_intern(&m->paths, kind, a, b, c);

	if (!id)
		vypr_monitor_fail(m, VYPR_NOMEM);
	return id;
}

/* ---- activation.c ----------------------------------------------------------- */

/* One that is not there. */
struct vypr_thread *vypr_thread_new(struct vypr_monitor *m, uint32_t number, uint64_t ended);
/* The one of this number that runs. */
struct vypr_thread *vypr_thread_get(struct vypr_monitor *m, uint32_t number);
struct vypr_activation *vypr_activation_find(struct vypr_monitor *m,
					     const struct vypr_thread *thread,
					     uint32_t function_number, uint64_t frame);
struct vypr_activation *vypr_activation_push(struct vypr_monitor *m,
					     struct vypr_thread *thread,
					     struct vypr_unit_plan *unit,
					     struct vypr_function_plan *plan,
					     uint64_t frame);
/* Leave the top one; its open bindings become unknown for this reason. */
void vypr_activation_pop(struct vypr_monitor *m, struct vypr_thread *thread,
			 enum vypr_reason reason);
/* Leave all above this one, without their EXIT. */
void vypr_activation_unwind_above(struct vypr_monitor *m, struct vypr_activation *a);
/* Its frame has another activation now: leave it, wherever it is on the stack.  What lies
 * above it may be alive. */
void vypr_activation_replace(struct vypr_monitor *m, struct vypr_activation *a);
/* Leave the top one without its EXIT. */
void vypr_activation_leave_unwound(struct vypr_monitor *m, struct vypr_activation *a);
void vypr_activation_lose(struct vypr_activation *a);
int vypr_activation_is_idle(const struct vypr_activation *a);
/* The path goes on at the start of a block, and what lies between is not told. */
void vypr_activation_skip(struct vypr_monitor *m, struct vypr_activation *a,
			  uint32_t block);
/* The path of the activation with these bits after its prefix. */
uint32_t vypr_activation_path(struct vypr_monitor *m, struct vypr_activation *a,
			      const struct vypr_site *site, uint64_t bits);
void vypr_activation_extend(struct vypr_monitor *m, struct vypr_activation *a,
			    const struct vypr_site *site, uint64_t bits,
			    uint32_t exception);
/* A recorded function was left: tell the holder. */
void vypr_activation_report(struct vypr_monitor *m, struct vypr_activation *a,
			    uint32_t path, int unwound);
/* One that has sent nothing but its EXIT. */
void vypr_activation_report_whole(struct vypr_monitor *m, const struct vypr_thread *thread,
				  struct vypr_function_plan *plan,
				  const struct vypr_site *site, uint64_t bits);
/* The LIST of the call in progress, which ends and is told to what encloses it. */
uint32_t vypr_activation_end_call(struct vypr_monitor *m, struct vypr_activation *a);
void vypr_activation_free_lists(struct vypr_unit_plan *unit);
/* One that is not on the stack. */
struct vypr_activation *vypr_activation_new(struct vypr_thread *thread,
					    struct vypr_unit_plan *unit,
					    struct vypr_function_plan *plan);
void vypr_activation_free(struct vypr_activation *a);

/* ---- binding.c -------------------------------------------------------------- */

/* A slot role of a CHANGE or BEGIN: what waits for it, or a new occurrence. */
void vypr_binding_happen(struct vypr_monitor *m, struct vypr_activation *a,
			 const struct vypr_role_plan *role,
			 const struct vypr_event *event, uint32_t path);
/* A value of an event just applied, or of a VALUE after it. */
void vypr_binding_capture_fresh(struct vypr_monitor *m, const struct vypr_role_plan *role,
				uint64_t value);
void vypr_binding_capture_recent(struct vypr_monitor *m, struct vypr_activation *a,
				 const struct vypr_role_plan *role, uint64_t value);
/* END: all in the calling list are complete. */
void vypr_binding_return(struct vypr_monitor *m, struct vypr_activation *a,
			 const struct vypr_event *event, uint32_t callee);
/* The call in progress will not end. */
void vypr_binding_abandon(struct vypr_monitor *m, struct vypr_activation *a);
/* An exception leaves them: they lasted until then, and what comes is later. */
void vypr_binding_leave(struct vypr_monitor *m, struct vypr_activation *a, uint64_t time_ns);
/* No value follows the last event any more. */
void vypr_binding_settle(struct vypr_monitor *m, struct vypr_activation *a);
/* Evaluate what the event touched; forget the fresh list. */
void vypr_binding_conclude(struct vypr_monitor *m);
/* Every open binding becomes unknown, but those that look at other functions and may still
 * be decided: 1 when there are. */
int vypr_binding_close(struct vypr_monitor *m, struct vypr_activation *a,
			enum vypr_reason reason);
/* Events were lost: what waits will not be answered for certain. */
void vypr_binding_lose(struct vypr_monitor *m, struct vypr_activation *a);
void vypr_binding_free_lists(struct vypr_plan *plan);

/* The event happens in an activation: to a track that waited for it. */
void vypr_track_observe(struct vypr_monitor *m, struct vypr_activation *a,
			struct vypr_track *track, const struct vypr_event *event,
			uint32_t path);
/* It is to be evaluated. */
void vypr_binding_look(struct vypr_monitor *m, struct vypr_track *track);
/* Something of it may be over. */
void vypr_binding_touch(struct vypr_monitor *m, struct vypr_track *track);
/* Its call will not end. */
void vypr_binding_give_up(struct vypr_monitor *m, struct vypr_track *track,
			  enum vypr_reason reason);
/* Nothing more will be learnt of a slot, and why; of any of its own slots, as events were
 * lost. */
void vypr_occurrence_close(struct vypr_monitor *m, struct vypr_occurrence *o, int slot,
			   enum vypr_reason reason);
void vypr_occurrence_close_all(struct vypr_monitor *m, struct vypr_occurrence *o);
/* One more binding is open. */
void vypr_count_open(struct vypr_monitor *m);

/* For load: an empty occurrence at the end of its list; a binding of these. */
/* Has the slot occurrences of its own?  The others hang off one that has. */
static inline int vypr_is_root(const struct vypr_form_slot *slot)
{
	return slot->use != VYPR_USE_NEXT || slot->sought;
}
/* The one that a slot hangs off. */
int vypr_root_slot(const struct vypr_form *form, int slot);
struct vypr_occurrence *vypr_occurrence_new(struct vypr_monitor *m,
					    struct vypr_activation *a,
					    struct vypr_plan *plan, int quantifier);
int vypr_binding_new(struct vypr_monitor *m, struct vypr_plan *plan,
		     struct vypr_occurrence **tuple);
void vypr_track_enter(struct vypr_track *track, struct vypr_list *list);
void vypr_track_leave(struct vypr_track *track);
void vypr_occurrence_free(struct vypr_monitor *m, struct vypr_occurrence *o);
void vypr_binding_free(struct vypr_monitor *m, struct vypr_binding *b);

/* ---- conclude.c --------------------------------------------------------------- */

/* The one of two reasons that is told. */
enum vypr_reason vypr_reason_worse(enum vypr_reason x, enum vypr_reason y);
/* Is there a verdict, but for values that are recorded with it and follow at once? */
int vypr_is_held(const struct vypr_occurrence *o);
/* Everything before it has been seen of what the formula looks at. */
uint64_t vypr_conclude_time(const struct vypr_monitor *m, const struct vypr_plan *plan,
			    const struct vypr_activation *a);
/* What a judgement says: 1 when it is the last word. */
int vypr_conclude_says(const struct vypr_judgement *j, enum vypr_verdict_kind *ret_kind,
		       enum vypr_reason *ret_reason);
void vypr_conclude_tell(struct vypr_monitor *m, const struct vypr_plan *plan,
			const struct vypr_activation *a, enum vypr_verdict_kind kind,
			enum vypr_reason reason, const struct vypr_judgement *judgement);
/* The same of one that time alone has decided.  1: it stays open, to be told again. */
int vypr_conclude_tell_early(struct vypr_monitor *m, const struct vypr_plan *plan,
			     const struct vypr_activation *a, enum vypr_verdict_kind kind,
			     const struct vypr_judgement *judgement, struct vypr_told *told);
/* And once more, now that it is decided without the time: if it is decided as it was. */
void vypr_conclude_tell_again(struct vypr_monitor *m, const struct vypr_plan *plan,
			      const struct vypr_activation *a, enum vypr_verdict_kind kind,
			      const struct vypr_judgement *judgement,
			      struct vypr_told *told);
/* May it be told while what it rests on goes on? */
static inline int vypr_may_tell_early(const struct vypr_monitor *m,
				      enum vypr_verdict_kind kind)
{
	return m->told < VYPR_TOLD_MOST &&
	       (kind == VYPR_VERDICT_TRUE || kind == VYPR_VERDICT_FALSE);
}

/* ---- general.c, general_end.c ------------------------------------------------- */

/* The activation has begun. */
void vypr_general_enter(struct vypr_monitor *m, struct vypr_activation *a);
void vypr_general_happen(struct vypr_monitor *m, struct vypr_activation *a,
			 const struct vypr_role_plan *role,
			 const struct vypr_event *event, uint32_t path);
/* A moment of an occurrence came. */
void vypr_general_reach(struct vypr_monitor *m, struct vypr_track *track,
			enum vypr_moment moment);
/* The moment came from which a slot is sought. */
void vypr_general_seek_from(struct vypr_monitor *m, struct vypr_occurrence *o, int slot);
/* Something of it is fresh; then evaluate what was touched. */
void vypr_general_touch(struct vypr_monitor *m, struct vypr_occurrence *o);
void vypr_general_conclude(struct vypr_monitor *m);
/* The activation is left: what others await in it will not come. */
void vypr_general_leave(struct vypr_monitor *m, struct vypr_activation *a,
			enum vypr_reason reason);
/* It is left.  1: it lingers. */
int vypr_general_close(struct vypr_monitor *m, struct vypr_activation *a,
		       struct vypr_plan *plan, enum vypr_reason reason);
void vypr_general_lose(struct vypr_monitor *m, struct vypr_activation *a,
		       struct vypr_plan *plan);
/* What lingers on the thread, and its homes. */
void vypr_general_lose_thread(struct vypr_monitor *m, struct vypr_thread *thread);
/* last: the others end too.  1: instances go on that look on any thread. */
int vypr_general_end_thread(struct vypr_monitor *m, struct vypr_thread *thread,
			    enum vypr_reason reason, int last);
/* Has one that has ended no instances any more?  Then its homes go. */
int vypr_general_is_done(struct vypr_monitor *m, struct vypr_thread *thread);
void vypr_general_advance(struct vypr_monitor *m);
/* Everything before it has been seen of what the occurrence's instance looks at. */
uint64_t vypr_general_seen(const struct vypr_monitor *m, const struct vypr_occurrence *o);
/* A slot was closed: remember how much there was, for what counts until then. */
void vypr_general_mark_closed(struct vypr_monitor *m, struct vypr_occurrence *o, int slot);
void vypr_general_count_abandoned(struct vypr_occurrence *o);
void vypr_general_count_left(struct vypr_occurrence *o);
/* Numbers that an occurrence keeps for what is counted. */
size_t vypr_general_marks(const struct vypr_plan *plan);
/* Of bindings that are kept for use again. */
void vypr_general_free_memos(struct vypr_plan *plan);

static inline struct vypr_list *vypr_heads(struct vypr_activation *a,
					   const struct vypr_plan *plan)
{
	return a->heads + plan->heads;
}

/* The list of a formula's bindings follows those of its slots. */
static inline struct vypr_list *vypr_bindings_of(struct vypr_activation *a,
						 const struct vypr_plan *plan)
{
	return a->heads + plan->heads + plan->form.slot_count;
}

#endif
