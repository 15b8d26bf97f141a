/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plugin for tests: puts every kind of instrument at every statement that can carry
 * one, and path bits in every function, so that insert.cc, event.cc, pathreg.cc,
 * path.cc and emit.cc meet whatever code a test program has.
 *
 *   -fplugin-arg-torture-inline=N   as the plugin's own argument
 *   -fplugin-arg-torture-none       look at everything, instrument nothing
 *   -fplugin-arg-torture-tails      only what leaves tail calls alone: entries and changes
 *   -fplugin-arg-torture-blocks     an event in each block, the truth about paths; bits at
 *                                   calls and at exits
 *   -fplugin-arg-torture-calls      with blocks: bits at calls only
 *   -fplugin-arg-torture-arcs       bits at calls and at exits, of any number, and the places
 *                                   of functions and branches, to be compared with gcov's
 */
#include "plugin/plugin.h"

__attribute__((visibility("default"))) int plugin_is_GPL_compatible;

static bool none, tails, blocks, calls, arcs;

/* ---- the unit, as simply as can be -------------------------------------------- */

uint32_t vp_add_site(struct vp_unit *unit, const struct vypr_site *site)
{
	unit->sites.safe_push(*site);
	return unit->sites.length() - 1;
}

static vypr_str add_string(struct vp_unit *unit, const char *text)
{
	vypr_str at = unit->strings.length();
	for (const char *c = text; c == text || c[-1]; c++)
		unit->strings.safe_push(*c);
	return at;
}

static uint32_t block_kind(basic_block bb)
{
	gimple *last = vp_last_stmt(bb);
	if (!last)
		return VYPR_BLOCK_PLAIN;
	switch (gimple_code(last)) {
	case GIMPLE_COND:
		return VYPR_BLOCK_COND;
	case GIMPLE_SWITCH:
		return VYPR_BLOCK_SWITCH;
	case GIMPLE_GOTO:
		return VYPR_BLOCK_GOTO;
	case GIMPLE_RETURN:
		return VYPR_BLOCK_EXIT;
	default:
		return VYPR_BLOCK_PLAIN;
	}
}

static uint32_t edge_kind(edge e)
{
	if (e->flags & EDGE_EH)
		return VYPR_EDGE_EXCEPTION;
	if (e->flags & EDGE_ABNORMAL)
		return VYPR_EDGE_ABNORMAL;
	if (e->flags & EDGE_TRUE_VALUE)
		return VYPR_EDGE_TRUE;
	return e->flags & EDGE_FALSE_VALUE ? VYPR_EDGE_FALSE : VYPR_EDGE_FALLTHROUGH;
}

/* Of the last statement that has one, as gcov has it. */
static uint32_t last_line(basic_block bb)
{
	gimple_stmt_iterator gsi;
	for (gsi = gsi_last_bb(bb); !gsi_end_p(gsi); gsi_prev(&gsi))
		if (!is_gimple_debug(gsi_stmt(gsi)) && gimple_has_location(gsi_stmt(gsi)))
			return gimple_lineno(gsi_stmt(gsi));
	return 0;
}

static void add_block(struct vp_unit *unit, struct vp_function *f, basic_block bb)
{
	struct vypr_block block = vypr_block();
	edge e;
	edge_iterator i;
	block.kind = block_kind(bb);
	block.end_line = last_line(bb);
	block.first_edge = unit->edges.length();
	block.loop_header = UINT32_MAX;
	if (current_loops && bb->loop_father && bb->loop_father->num > 0 &&
	    bb->loop_father->header)
		block.loop_header = f->block_of[bb->loop_father->header->index];
	FOR_EACH_EDGE(e, i, bb->succs) {
		if (e->dest == EXIT_BLOCK_PTR_FOR_FN(cfun))
			continue;
		struct vypr_edge edge = { f->block_of[e->dest->index], edge_kind(e), 0, 0 };
		unit->edges.safe_push(edge);
		block.edge_count++;
	}
	unit->blocks.safe_push(block);
}

static void build_graph(struct vp_unit *unit, struct vp_function *f)
{
	struct vypr_function function = vypr_function();
	basic_block bb;
	f->index = unit->functions.length();
	f->block_of.safe_grow_cleared(last_basic_block_for_fn(cfun));
	FOR_EACH_BB_FN(bb, cfun) {
		f->block_of[bb->index] = f->bb_of.length();
		f->bb_of.safe_push(bb);
	}
	function.name = add_string(unit, IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(f->decl)));
	function.file = add_string(unit, DECL_SOURCE_FILE(f->decl));
	function.flags = VYPR_FUNCTION_ENTRY | (tails || calls ? 0 : VYPR_FUNCTION_RECORDED);
	function.first_block = unit->blocks.length();
	function.block_count = f->bb_of.length();
	function.entry_block = f->block_of[single_succ(ENTRY_BLOCK_PTR_FOR_FN(cfun))->index];
	for (basic_block b : f->bb_of)
		add_block(unit, f, b);
	unit->functions.safe_push(function);
}

/* ---- points ------------------------------------------------------------------- */

static void add_point(struct vp_unit *unit, struct vp_function *f, gimple *stmt,
		      enum vp_where where, enum vypr_event_kind kind, uint32_t flags,
		      tree value)
{
	struct vypr_site site = vypr_site();
	site.kind = kind;
	site.function = f->index;
	site.block = stmt ? f->block_of[gimple_bb(stmt)->index] : 0;
	site.flags = flags;
	site.pair = UINT32_MAX;
	struct vp_point point = vp_point();
	point.site = vp_add_site(unit, &site);
	point.where = where;
	point.stmt = stmt;
	point.value = value;
	f->points.safe_push(point);
}

static bool is_plain(tree t)
{
	return t && is_gimple_reg_type(TREE_TYPE(t)) && !TREE_THIS_VOLATILE(t) &&
	       !VECTOR_TYPE_P(TREE_TYPE(t)) && TREE_CODE(t) != SSA_NAME;
}

static tree parameter_of(const struct vp_function *f)
{
	tree parameter = DECL_ARGUMENTS(f->decl);
	return is_plain(parameter) ? parameter : NULL_TREE;
}

/* An exception leaves the function, at a call or where it goes on. */
static void add_leaving(struct vp_unit *unit, struct vp_function *f, gimple *stmt,
			enum vp_where where)
{
	if (tree parameter = parameter_of(f))
		add_point(unit, f, stmt, where, VYPR_EVENT_VALUE, VYPR_SITE_VALUED,
			  parameter);
	add_point(unit, f, stmt, where, VYPR_EVENT_EXIT, VYPR_SITE_UNWINDS, NULL_TREE);
}

/* Where a line is done, before the jump that ends it. */
static void add_jump(struct vp_unit *unit, struct vp_function *f, gimple *stmt)
{
	if (!stmt_ends_bb_p(stmt) || is_gimple_call(stmt) || tails)
		return;
	add_point(unit, f, stmt, VP_BEFORE, VYPR_EVENT_CHANGE, VYPR_SITE_TIMED, NULL_TREE);
	if (gimple_code(stmt) == GIMPLE_RESX && stmt_can_throw_external(f->fun, stmt))
		add_leaving(unit, f, stmt, VP_BEFORE);
}

/* Entering and leaving, with a value. */
static void add_end(struct vp_unit *unit, struct vp_function *f, enum vp_where where)
{
	enum vypr_event_kind kind = where == VP_ENTRY ? VYPR_EVENT_ENTRY : VYPR_EVENT_EXIT;
	tree parameter = parameter_of(f);
	if (where == VP_ENTRY)
		add_point(unit, f, NULL, where, kind, 0, NULL_TREE);
	if (parameter && !tails)
		add_point(unit, f, NULL, where, VYPR_EVENT_VALUE, VYPR_SITE_VALUED,
			  parameter);
	if (where == VP_EXIT)
		add_point(unit, f, NULL, where, kind, VYPR_SITE_TIMED, NULL_TREE);
}

/* Each call is timed and sends its first argument; a scalar whose address it gets is looked
 * at before and after. */
static void add_call(struct vp_unit *unit, struct vp_function *f, gimple *stmt)
{
	tree first = gimple_call_num_args(stmt) ? gimple_call_arg(stmt, 0) : NULL_TREE;
	if (gimple_call_internal_p(stmt) || tails)
		return;
	if (first && is_plain(first) && is_gimple_val(first))
		add_point(unit, f, stmt, VP_BEFORE, VYPR_EVENT_VALUE, VYPR_SITE_VALUED, first);
	add_point(unit, f, stmt, VP_BEFORE, VYPR_EVENT_BEGIN,
		  VYPR_SITE_TIMED | VYPR_SITE_BITS, NULL_TREE);
	add_point(unit, f, stmt, VP_AFTER, VYPR_EVENT_END, VYPR_SITE_TIMED, NULL_TREE);
	add_point(unit, f, stmt, VP_EXCEPTION, VYPR_EVENT_END, VYPR_SITE_TIMED, NULL_TREE);
	add_leaving(unit, f, stmt, VP_UNWIND);
	if (!first || TREE_CODE(first) != ADDR_EXPR)
		return;
	tree object = TREE_OPERAND(first, 0);
	if (!VAR_P(object) || !is_plain(object) || DECL_ARTIFICIAL(object))
		return;
	add_point(unit, f, stmt, VP_AFTER, VYPR_EVENT_CHANGE, VYPR_SITE_VALUED, object);
	struct vp_condition condition = vp_condition();
	condition.stmt = stmt;
	condition.site = f->points.last().site;
	condition.value = condition.before = object;
	f->conditions.safe_push(condition);
	f->points.last().condition = f->conditions.length();
}

static void add_change(struct vp_unit *unit, struct vp_function *f, gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt);
	if (!is_plain(lhs) || gimple_clobber_p(stmt))
		return;
	if (tails && is_gimple_call(stmt))
		return;
	tree base = get_base_address(lhs);
	if (base && DECL_P(base) && DECL_ARTIFICIAL(base))
		return;
	add_point(unit, f, stmt, VP_AFTER, VYPR_EVENT_PATH, VYPR_SITE_PEEK, NULL_TREE);
	add_point(unit, f, stmt, VP_AFTER, VYPR_EVENT_CHANGE, VYPR_SITE_VALUED, lhs);
}

/* Before it is entered, a function with nested ones asks for its own frame. */
static bool is_call_of_program(gimple *stmt)
{
	tree decl = is_gimple_call(stmt) ? gimple_call_fndecl(stmt) : NULL_TREE;
	return is_gimple_call(stmt) && !gimple_call_internal_p(stmt) &&
	       !(decl && fndecl_built_in_p(decl, BUILT_IN_DWARF_CFA));
}

static void add_block_points(struct vp_unit *unit, struct vp_function *f, basic_block bb)
{
	gimple_stmt_iterator gsi = gsi_start_nondebug_after_labels_bb(bb);
	if (gsi_end_p(gsi))
		return;
	if (blocks)
		add_point(unit, f, gsi_stmt(gsi), VP_BEFORE, VYPR_EVENT_VALUE,
			  VYPR_SITE_VALUED, NULL_TREE);
	for (; !gsi_end_p(gsi); gsi_next(&gsi))
		if (is_call_of_program(gsi_stmt(gsi)))
			add_point(unit, f, gsi_stmt(gsi), VP_BEFORE, VYPR_EVENT_BEGIN,
				  VYPR_SITE_BITS, NULL_TREE);
}

static void add_path_points(struct vp_unit *unit, struct vp_function *f)
{
	add_point(unit, f, NULL, VP_ENTRY, VYPR_EVENT_ENTRY, 0, NULL_TREE);
	for (basic_block bb : f->bb_of)
		add_block_points(unit, f, bb);
	add_point(unit, f, NULL, VP_EXIT, VYPR_EVENT_EXIT, 0, NULL_TREE);
}

/* A function of some thousand calls, all of which may throw, is compiled for an hour: there it
 * is each eighth, from so many points on. */
#define POINTS_MOST 4000

static bool is_one_too_many(const struct vp_function *f, unsigned *calls)
{
	return f->points.length() > POINTS_MOST && (*calls)++ % 8;
}

static void add_points(struct vp_unit *unit, struct vp_function *f)
{
	unsigned calls_left = 0;
	if (blocks || arcs) {
		add_path_points(unit, f);
		return;
	}
	add_end(unit, f, VP_ENTRY);
	for (basic_block bb : f->bb_of)
		for (gimple_stmt_iterator gsi = gsi_start_bb(bb); !gsi_end_p(gsi);
		     gsi_next(&gsi)) {
			if (is_gimple_call(gsi_stmt(gsi)) && !is_one_too_many(f, &calls_left))
				add_call(unit, f, gsi_stmt(gsi));
			if (gimple_get_lhs(gsi_stmt(gsi)))
				add_change(unit, f, gsi_stmt(gsi));
			add_jump(unit, f, gsi_stmt(gsi));
		}
	if (!tails)
		add_end(unit, f, VP_EXIT);
}

/* ---- the pass ----------------------------------------------------------------- */

static void look_at(struct vp_unit *unit, vec<struct vp_function> *functions, tree decl)
{
	struct vp_function f = vp_function();
	f.decl = decl;
	f.fun = DECL_STRUCT_FUNCTION(decl);
	f.paths = VYPR_PATHS_CALLEE;
	push_cfun(f.fun);
	build_graph(unit, &f);
	add_points(unit, &f);
	pop_cfun();
	vp_path_plan(unit, &f);
	functions->safe_push(f);
}

static unsigned char *encode(struct vp_unit *unit, size_t *ret_size)
{
	struct vypr_unit plain = vypr_unit();
	unsigned char *bytes = NULL;
	plain.functions = unit->functions.address();
	plain.function_count = unit->functions.length();
	plain.blocks = unit->blocks.address();
	plain.block_count = unit->blocks.length();
	plain.edges = unit->edges.address();
	plain.edge_count = unit->edges.length();
	plain.sites = unit->sites.address();
	plain.site_count = unit->sites.length();
	plain.strings = unit->strings.address();
	plain.strings_size = unit->strings.length();
	if (vypr_unit_encode(&plain, &bytes, ret_size) != VYPR_OK)
		fatal_error(UNKNOWN_LOCATION, "torture: the unit cannot be encoded");
	return bytes;
}

static unsigned torture(void)
{
	struct vp_unit unit = vp_unit();
	auto_vec<struct vp_function> functions;
	cgraph_node *node;
	size_t size;

	if (none)
		return 0;
	unit.strings.safe_push(0);
	FOR_EACH_FUNCTION_WITH_GIMPLE_BODY(node)
		/* An external body (extern template) is only there to be inlined. */
		if (!DECL_ARTIFICIAL(node->decl) && !DECL_EXTERNAL(node->decl) && DECL_STRUCT_FUNCTION(node->decl)->cfg &&
		    !lookup_attribute("naked", DECL_ATTRIBUTES(node->decl)))
			look_at(&unit, &functions, node->decl);
	unsigned char *bytes = encode(&unit, &size);
	vp_emit_begin(unit.sites.length());
	for (struct vp_function &f : functions)
		vp_insert(&unit, &f);
	vp_emit_end(bytes, size);
	free(bytes);
	return 0;
}

static const struct pass_data torture_data = {
	SIMPLE_IPA_PASS, "torture", OPTGROUP_NONE, TV_PLUGIN_RUN, PROP_cfg, 0, 0, 0, 0
};

class torture_pass : public simple_ipa_opt_pass
{
public:
	torture_pass() : simple_ipa_opt_pass(torture_data, g) {}
	bool gate(function *) final override { return !in_lto_p && !seen_error(); }
	unsigned execute(function *) final override { return torture(); }
};

__attribute__((visibility("default")))
int plugin_init(struct plugin_name_args *args, struct plugin_gcc_version *)
{
	struct register_pass_info pass = { new torture_pass, "*free_lang_data", 1,
					   PASS_POS_INSERT_BEFORE };
	for (int i = 0; i < args->argc; i++) {
		if (strcmp(args->argv[i].key, "inline") == 0)
			vp_insert_set_inline_limit(atoi(args->argv[i].value));
		none |= strcmp(args->argv[i].key, "none") == 0;
		tails |= strcmp(args->argv[i].key, "tails") == 0;
		blocks |= strcmp(args->argv[i].key, "blocks") == 0;
		calls |= strcmp(args->argv[i].key, "calls") == 0;
		arcs |= strcmp(args->argv[i].key, "arcs") == 0;
	}
	if (arcs)
		vp_path_set_most_words(INT_MAX);
	vp_emit_init(args->base_name);
	register_callback(args->base_name, PLUGIN_PASS_MANAGER_SETUP, NULL, &pass);
	return 0;
}
