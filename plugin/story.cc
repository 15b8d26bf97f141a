/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which statements a formula needs, exactly: those with which some way through the function
 * tells a story that the formula is about.
 *
 * events.cc looks at two slots at a time.  That is not enough where three have to come together:
 *
 *      forall q in changes(x), t in calls(f) after q, u in calls(g) after q: ...
 *
 *      x = 1;  if (c) f (); else g ();            no way has both, so nothing is needed
 *
 * Here a way through the graph is followed with the progress of each slot that is concerned:
 * idle, begun (it waits for what comes next; or it is chosen as the previous one, if nothing
 * comes between), done.  Of a variable, any that comes may be chosen.  A statement is needed for
 * a slot if some way chooses it for that, and ends with every slot done.
 *
 * All this is about one activation: where a slot is "during" another function, or where there
 * would be too many states, what events.cc found stands.
 */
#include "plugin/look.h"

enum progress { IDLE, BEGUN, DONE, PROGRESSES };

#define SLOTS_MOST 7
#define NODES_MOST (1u << 20)

/* What happens at one moment. */
struct story_token {
	int at, phase;
	gimple *stmt;
	int match[SLOTS_MOST]; /* of each slot its event; -1 none */
};

struct story_block {
	basic_block bb;
	vec<story_token> tokens;
	unsigned first; /* point: before the first token; the next: behind it */
};

/* A node is a point and the progress of all slots. */
struct story_edge {
	unsigned from, to, next; /* next: 1 + another edge to the same node; 0 none */
	int event; /* of the target, that is chosen here; -1 none */
};

struct story {
	const struct vp_formula *formula;
	int slots[SLOTS_MOST], count; /* each behind those that it depends on */
	bool optional[SLOTS_MOST]; /* may never come: only the end of a count depends on it */
	int target, first, until; /* the last two: of a count, -1 none; all in slots */
	vec<story_block> blocks; /* by index of the basic block */
	vec<unsigned> block_of; /* by point */
	unsigned states, exit; /* exit: its first point if it has tokens, else 0 */
	vec<unsigned> leading_here; /* by node: 1 + its first edge; 0 not come to */
	vec<story_edge> edges;
	vec<unsigned> todo, ends;
};

static const struct vypr_form_slot *slot_at(const struct story *s, int i)
{
	return &s->formula->form.slots[s->slots[i]];
}

static int place_of(const struct story *s, int slot)
{
	for (int i = 0; i < s->count; i++)
		if (s->slots[i] == slot)
			return i;
	return -1;
}

/* ---- who takes part ------------------------------------------------------------ */

static bool add_slot(struct story *s, int slot, bool optional)
{
	const struct vypr_form_slot *f = slot < 0 ? NULL : &s->formula->form.slots[slot];

	if (slot < 0 || place_of(s, slot) >= 0)
		return true;
	if (!s->formula->here[slot] || f->during >= 0 ||
	    !add_slot(s, f->parent, optional) || !add_slot(s, f->order_slot, optional) ||
	    s->count == SLOTS_MOST)
		return false;
	s->optional[s->count] = optional;
	s->slots[s->count++] = slot;
	return true;
}

static bool add_slots(struct story *s, int target, int first, int until)
{
	for (int i = 0; i < s->formula->form.slot_count; i++)
		if (s->formula->form.slots[i].use == VYPR_USE_LEADING &&
		    !add_slot(s, i, false))
			return false;
	if (!add_slot(s, first, false) || !add_slot(s, until, true) ||
	    !add_slot(s, target, false))
		return false;
	s->first = place_of(s, first);
	s->until = place_of(s, until);
	s->target = place_of(s, target);
	return true;
}

/* ---- what happens where ---------------------------------------------------------- */

static int by_moment(const void *x, const void *y)
{
	const struct story_token *a = (const struct story_token *)x;
	const struct story_token *b = (const struct story_token *)y;

	return a->at != b->at ? a->at - b->at : a->phase - b->phase;
}

static void add_token(struct story *s, int i, int number)
{
	const struct vp_match *event = &s->formula->slots[s->slots[i]][number];
	vec<story_token> *tokens = &s->blocks[event->bb->index].tokens;
	struct story_token fresh = { event->at, event->phase, event->stmt, {} };

	for (struct story_token &token : *tokens)
		if (token.at == event->at && token.phase == event->phase) {
			token.match[i] = number;
			return;
		}
	for (int j = 0; j < SLOTS_MOST; j++)
		fresh.match[j] = j == i ? number : -1;
	tokens->safe_push(fresh);
}

static void add_block(struct story *s, basic_block bb)
{
	struct story_block *block = &s->blocks[bb->index];

	block->bb = bb;
	block->tokens.qsort(by_moment);
	block->first = s->block_of.length();
	for (unsigned k = 0; k <= block->tokens.length(); k++)
		s->block_of.safe_push(bb->index);
}

static void add_blocks(struct story *s)
{
	struct function *fun = s->formula->function->fun;
	basic_block bb;

	s->blocks.safe_grow_cleared(last_basic_block_for_fn(fun), true);
	for (int i = 0; i < s->count; i++)
		for (unsigned j = 0; j < s->formula->slots[s->slots[i]].length(); j++)
			add_token(s, i, j);
	FOR_ALL_BB_FN (bb, fun)
		add_block(s, bb);
	bb = EXIT_BLOCK_PTR_FOR_FN(fun);
	s->exit = s->blocks[bb->index].tokens.length() ? s->blocks[bb->index].first : 0;
}

/* ---- one moment -------------------------------------------------------------------- */

struct story_step {
	struct story *s;
	const struct story_token *token;
	unsigned from, point; /* node, and the point behind it */
	enum progress old[SLOTS_MOST], now[SLOTS_MOST];
	int event;
};

static void come_to(struct story *s, unsigned from, unsigned point, unsigned state, int event)
{
	unsigned to = point * s->states + state;
	struct story_edge fresh = { from, to, s->leading_here[to], event };

	if (!s->leading_here[to])
		s->todo.safe_push(to);
	s->edges.safe_push(fresh);
	s->leading_here[to] = s->edges.length();
}

static void choose(struct story_step *step, int i);

static void go_on(struct story_step *step, int i, enum progress progress)
{
	step->now[i] = progress;
	choose(step, i + 1);
}

/* The event of this moment is the slot's. */
static void take(struct story_step *step, int i, enum progress progress)
{
	int before = step->event;

	if (i == step->s->target)
		step->event = step->token->match[i];
	go_on(step, i, progress);
	step->event = before;
}

/* Has it happened?  What is chosen as the previous one has, whatever comes of the choice. */
static bool has_come(const struct story *s, const enum progress *progress, int i)
{
	return slot_at(s, i)->use == VYPR_USE_PREVIOUS ? progress[i] != IDLE
						       : progress[i] == DONE;
}

static bool is_certain(const struct story_step *step, int i)
{
	int number = step->token->match[i];

	return number >= 0 &&
	       !step->s->formula->slots[step->s->slots[i]][number].conditional;
}

/* "after" and "before" are strictly so, whichever of the two has it in its text. */
static bool is_in_order(const struct story_step *step, int i)
{
	const struct story *s = step->s;
	const struct vypr_form_slot *slot = slot_at(s, i);
	int other = place_of(s, slot->order_slot);

	if (slot->order == VYPR_ORDER_AFTER && step->old[other] != DONE)
		return false;
	if (slot->order == VYPR_ORDER_BEFORE && step->now[other] == DONE)
		return false;
	for (int j = 0; j < s->count; j++)
		if (slot_at(s, j)->order == VYPR_ORDER_BEFORE &&
		    slot_at(s, j)->order_slot == s->slots[i] && step->old[j] != DONE)
			return false;
	return true;
}

static void choose_variable(struct story_step *step, int i)
{
	go_on(step, i, step->old[i]);
	if (step->token->match[i] >= 0 && step->old[i] == IDLE && is_in_order(step, i))
		take(step, i, DONE);
}

static void choose_next(struct story_step *step, int i)
{
	int parent = place_of(step->s, slot_at(step->s, i)->parent);

	if (step->old[i] == IDLE)
		go_on(step, i, has_come(step->s, step->now, parent) ? BEGUN : IDLE);
	else if (step->old[i] == DONE || !is_certain(step, i))
		go_on(step, i, step->old[i]);
	if (step->old[i] == BEGUN && step->token->match[i] >= 0)
		take(step, i, DONE);
}

/* If its parent comes now, it is the one; another one that comes instead is. */
static void choose_previous(struct story_step *step, int i)
{
	int parent = place_of(step->s, slot_at(step->s, i)->parent);
	bool comes = has_come(step->s, step->now, parent);

	if (step->old[i] == DONE || (comes && step->old[i] == BEGUN))
		go_on(step, i, DONE);
	else if (step->old[i] == BEGUN && !is_certain(step, i))
		go_on(step, i, BEGUN);
	else if (step->old[i] == IDLE && (!comes || step->s->optional[i]))
		go_on(step, i, IDLE);
	if (step->old[i] == IDLE && !comes && step->token->match[i] >= 0)
		take(step, i, BEGUN);
}

static void choose_counted(struct story_step *step, int i)
{
	const struct story *s = step->s;

	go_on(step, i, step->old[i]);
	if (step->token->match[i] >= 0 && step->old[i] == IDLE &&
	    (s->first < 0 || has_come(s, step->old, s->first)) &&
	    (s->until < 0 || !has_come(s, step->now, s->until)))
		take(step, i, DONE);
}

static unsigned state_of(const struct story *s, const enum progress *progress)
{
	unsigned state = 0;

	for (int i = s->count; i-- > 0;)
		state = state * PROGRESSES + progress[i];
	return state;
}

/* Every way that the slots from this one on can take at the moment. */
static void choose(struct story_step *step, int i)
{
	struct story *s = step->s;

	if (i == s->count) {
		come_to(s, step->from, step->point, state_of(s, step->now), step->event);
		return;
	}
	switch (slot_at(s, i)->use) {
	case VYPR_USE_LEADING:
	case VYPR_USE_INNER: choose_variable(step, i); break;
	case VYPR_USE_NEXT: choose_next(step, i); break;
	case VYPR_USE_PREVIOUS: choose_previous(step, i); break;
	case VYPR_USE_DOMAIN: choose_counted(step, i); break;
	}
}

/* ---- all ways ------------------------------------------------------------------------ */

static bool is_told(const struct story *s, unsigned state)
{
	for (int i = 0; i < s->count; i++, state /= PROGRESSES)
		if (state % PROGRESSES != DONE && !s->optional[i])
			return false;
	return true;
}

/* An exception comes before what the statement at the end of the block stores. */
static unsigned thrown_behind(const struct story_block *block)
{
	unsigned k = block->tokens.length();
	gimple *last = gimple_seq_last_stmt(bb_seq(block->bb));

	while (k && block->tokens[k - 1].phase >= 2 && block->tokens[k - 1].stmt == last)
		k--;
	return k;
}

static void leave_block(struct story *s, unsigned node, const struct story_block *block,
			unsigned k)
{
	edge e;
	edge_iterator ei;

	/* an exception or a longjmp can leave the function anywhere, without an edge */
	if (s->exit && block->bb->index != EXIT_BLOCK)
		come_to(s, node, s->exit, node % s->states, -1);
	if (block->bb->index == EXIT_BLOCK)
		return;
	FOR_EACH_EDGE (e, ei, block->bb->succs)
		if (k == (e->flags & EDGE_EH ? thrown_behind(block)
					     : block->tokens.length()))
			come_to(s, node, s->blocks[e->dest->index].first, node % s->states,
				-1);
}

static void visit(struct story *s, unsigned node)
{
	unsigned point = node / s->states, state = node % s->states;
	const struct story_block *block = &s->blocks[s->block_of[point]];
	unsigned k = point - block->first;
	struct story_step step;

	if (is_told(s, state)) {
		s->ends.safe_push(node);
		return;
	}
	leave_block(s, node, block, k);
	if (k == block->tokens.length())
		return;
	step.s = s;
	step.token = &block->tokens[k];
	step.from = node;
	step.point = point + 1;
	step.event = -1;
	for (int i = 0; i < s->count; i++, state /= PROGRESSES)
		step.old[i] = (enum progress)(state % PROGRESSES);
	choose(&step, 0);
}

/* Back from the ends: what is chosen on a way to one is needed. */
static void mark_needed(struct story *s, vec<bool> *ret_needed)
{
	auto_vec<bool> done;

	done.safe_grow_cleared(s->leading_here.length(), true);
	while (s->ends.length()) {
		unsigned node = s->ends.pop(), e;

		if (done[node])
			continue;
		done[node] = true;
		for (e = s->leading_here[node]; e; e = s->edges[e - 1].next) {
			const struct story_edge *edge = &s->edges[e - 1];

			if (edge->event >= 0)
				(*ret_needed)[edge->event] = true;
			if (edge->to != edge->from)
				s->ends.safe_push(edge->from);
		}
	}
}

static void release(struct story *s)
{
	for (struct story_block &block : s->blocks)
		block.tokens.release();
	s->blocks.release();
	s->block_of.release();
	s->leading_here.release();
	s->edges.release();
	s->todo.release();
	s->ends.release();
}

static bool tell(struct story *s, vec<bool> *ret_needed)
{
	add_blocks(s);
	s->states = 1;
	for (int i = 0; i < s->count; i++)
		s->states *= PROGRESSES;
	if (s->block_of.length() > NODES_MOST / s->states)
		return false;
	s->leading_here.safe_grow_cleared(s->block_of.length() * s->states, true);
	come_to(s, 0, s->blocks[ENTRY_BLOCK].first, 0, -1);
	while (s->todo.length())
		visit(s, s->todo.pop());
	mark_needed(s, ret_needed);
	return true;
}

bool vp_story_needed(const struct vp_formula *formula, int slot, int first, int until,
		     vec<bool> *ret_needed)
{
	struct story s;
	bool told;

	memset(&s, 0, sizeof s);
	s.formula = formula;
	ret_needed->safe_grow_cleared(formula->slots[slot].length(), true);
	/* alone, each that can be come to is one */
	told = formula->scope && add_slots(&s, slot, first, until) && s.count > 1 &&
	       tell(&s, ret_needed);
	release(&s);
	return told;
}
