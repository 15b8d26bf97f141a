/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What instrumented code refers to, and what makes an object file carry its unit:
 *
 *   vypr_unit_bytes   the unit, constant, in section "vypr_unit"; the address of its
 *                     byte i names site i in an event
 *   vypr_unit_on      one byte per site, writable, 1 while the site is on
 *   a constructor and a destructor that tell libvypr of both
 *
 * "used" and "retain" keep the unit through -ffunction-sections and --gc-sections. It
 * holds no relocation and refers to no function, so it keeps nothing else alive.
 * A unit without sites is not emitted at all.
 */
#include "plugin/plugin.h"

/* A function of libvypr, as spec/hooks.def has it. */
struct hook {
	const char *name, *codes;
	tree decl;
};

static struct hook hooks[] = {
#define VYPR_HOOK(name, result, parameters, codes) { #name, codes, NULL_TREE },
#define VYPR_TLS(name, type)
#include "spec/hooks.def"
#undef VYPR_HOOK
#undef VYPR_TLS
};

static const char *const ring_name =
#define VYPR_HOOK(name, result, parameters, codes)
#define VYPR_TLS(name, type) #name
#include "spec/hooks.def"
#undef VYPR_HOOK
#undef VYPR_TLS
	;

static tree event_call_decl, ring_decl, bytes_decl, on_decl;
static uint32_t sites;

/* Lowering the constructor may collect garbage between two uses of these. */
static const struct ggc_root_tab roots[] = {
	{ &hooks[0].decl, ARRAY_SIZE(hooks), sizeof hooks[0], &gt_ggc_mx_tree_node,
	  &gt_pch_nx_tree_node },
	{ &event_call_decl, 1, sizeof(tree), &gt_ggc_mx_tree_node, &gt_pch_nx_tree_node },
	{ &ring_decl, 1, sizeof(tree), &gt_ggc_mx_tree_node, &gt_pch_nx_tree_node },
	{ &bytes_decl, 1, sizeof(tree), &gt_ggc_mx_tree_node, &gt_pch_nx_tree_node },
	{ &on_decl, 1, sizeof(tree), &gt_ggc_mx_tree_node, &gt_pch_nx_tree_node },
	LAST_GGC_ROOT_TAB
};

void vp_emit_init(const char *plugin_name)
{
	register_callback(plugin_name, PLUGIN_REGISTER_GGC_ROOTS, NULL,
			  const_cast<ggc_root_tab *>(roots));
}

/* ---- declarations ----------------------------------------------------------- */

static tree type_of_code(char code)
{
	switch (code) {
	case 'p':
		return ptr_type_node;
	case 'u':
		return uint64_type_node;
	default:
		return void_type_node;
	}
}

static tree hook_type(const char *codes)
{
	auto_vec<tree> parameters;
	for (const char *code = codes + 1; *code; code++)
		parameters.safe_push(type_of_code(*code));
	return build_function_type_array(type_of_code(*codes), parameters.length(),
					 parameters.address());
}

/* No hook throws, and none calls back into the file that called it. */
static tree declare_hook(const char *name, const char *codes, bool cold)
{
	tree decl = build_fn_decl(name, hook_type(codes));
	TREE_NOTHROW(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	DECL_VISIBILITY(decl) = VISIBILITY_DEFAULT;
	DECL_VISIBILITY_SPECIFIED(decl) = 1;
	tree attributes = tree_cons(get_identifier("leaf"), NULL_TREE, NULL_TREE);
	if (cold)
		attributes = tree_cons(get_identifier("cold"), NULL_TREE, attributes);
	DECL_ATTRIBUTES(decl) = attributes;
	vp_quiet_decl(decl);
	return decl;
}

tree vp_hook(const char *name)
{
	for (struct hook &hook : hooks) {
		if (strcmp(hook.name, name) != 0)
			continue;
		if (!hook.decl)
			hook.decl = declare_hook(name, hook.codes, &hook == &hooks[0]);
		return hook.decl;
	}
	gcc_unreachable();
}

/* __vypr_event for code that always calls it: the same symbol, but not cold, else every
 * block with an event would be taken for one that is never run. */
tree vp_hook_event_call(void)
{
	if (!event_call_decl)
		event_call_decl = declare_hook(hooks[0].name, hooks[0].codes, false);
	return event_call_decl;
}

bool vp_is_hook(tree decl)
{
	if (decl && decl == event_call_decl)
		return true;
	for (const struct hook &hook : hooks)
		if (decl && decl == hook.decl)
			return true;
	return false;
}

tree vp_declare_extern(const char *name, tree type, enum symbol_visibility visibility)
{
	tree decl = build_decl(UNKNOWN_LOCATION, VAR_DECL, get_identifier(name), type);
	TREE_PUBLIC(decl) = 1;
	DECL_EXTERNAL(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	DECL_IGNORED_P(decl) = 1;
	TREE_USED(decl) = 1;
	DECL_VISIBILITY(decl) = visibility;
	DECL_VISIBILITY_SPECIFIED(decl) = 1;
	return decl;
}

/* Initial-exec also in shared objects: one load of an offset, no call. The libc keeps
 * some room for such variables in objects that are loaded late. */
tree vp_ring(void)
{
	if (ring_decl)
		return ring_decl;
	tree decl = vp_declare_extern(ring_name, build_pointer_type(uint64_type_node),
				      VISIBILITY_DEFAULT);
	set_decl_tls_model(decl, TLS_MODEL_INITIAL_EXEC);
	ring_decl = decl;
	return decl;
}

/* A static of the compiled file that debug information does not show. */
static tree declare_static(const char *name, tree type)
{
	tree decl = build_decl(UNKNOWN_LOCATION, VAR_DECL, get_identifier(name), type);
	TREE_STATIC(decl) = 1;
	TREE_USED(decl) = 1;
	TREE_ADDRESSABLE(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	DECL_IGNORED_P(decl) = 1;
	vp_quiet_decl(decl);
	return decl;
}

static tree byte_array(uint64_t size)
{
	return build_array_type_nelts(unsigned_char_type_node, size);
}

/* The size of the unit is not known yet; it gets its type with its contents. */
void vp_emit_begin(uint32_t site_count)
{
	sites = site_count;
	if (sites == 0)
		return;
	tree incomplete = build_array_type(build_qualified_type(unsigned_char_type_node,
								TYPE_QUAL_CONST),
					   NULL_TREE);
	bytes_decl = declare_static("vypr_unit_bytes", incomplete);
	TREE_READONLY(bytes_decl) = 1;
	/* A line of cache of its own: the program's variables beside it would
	 * otherwise take it away from the events at each write. */
	on_decl = declare_static("vypr_unit_on", byte_array(ROUND_UP((uint64_t)sites, 64)));
	SET_DECL_ALIGN(on_decl, 64 * BITS_PER_UNIT);
	DECL_USER_ALIGN(on_decl) = 1;
	vp_ring();
}

tree vp_site_address(uint32_t site)
{
	tree base = build1(ADDR_EXPR, ptr_type_node, bytes_decl);
	/* &MEM[base + site] is an invariant of GIMPLE, base + site is none */
	tree byte = build2(MEM_REF, unsigned_char_type_node, base,
			   build_int_cst(ptr_type_node, site));
	return build1(NOP_EXPR, uint64_type_node, build1(ADDR_EXPR, ptr_type_node, byte));
}

/* Volatile: the runtime turns sites on and off under a running loop. */
tree vp_site_on(uint32_t site)
{
	tree type = build_qualified_type(unsigned_char_type_node, TYPE_QUAL_VOLATILE);
	tree byte = build4(ARRAY_REF, type, on_decl, build_int_cst(sizetype, site), NULL_TREE,
			   NULL_TREE);
	TREE_THIS_VOLATILE(byte) = 1;
	TREE_SIDE_EFFECTS(byte) = 1;
	return byte;
}

/* ---- contents --------------------------------------------------------------- */

static tree constant_bytes(tree type, const char *bytes, size_t size)
{
	tree string = build_string(size, bytes);
	TREE_TYPE(string) = type;
	TREE_CONSTANT(string) = 1;
	TREE_READONLY(string) = 1;
	TREE_STATIC(string) = 1;
	return string;
}

/* All functions are known already, so nobody else will ask for the variable. */
static void finish_static(tree decl)
{
	varpool_node::finalize_decl(decl);
	varpool_node *node = varpool_node::get(decl);
	node->force_output = 1;
	if (!node->analyzed)
		node->analyze();
}

static void finish_unit(const unsigned char *bytes, size_t size)
{
	tree type = build_array_type_nelts(build_qualified_type(unsigned_char_type_node,
								TYPE_QUAL_CONST),
					   size);
	TREE_TYPE(bytes_decl) = type;
	DECL_SIZE(bytes_decl) = NULL_TREE;
	layout_decl(bytes_decl, 0);
	SET_DECL_ALIGN(bytes_decl, 64);
	DECL_USER_ALIGN(bytes_decl) = 1;
	DECL_INITIAL(bytes_decl) = constant_bytes(type, (const char *)bytes, size);
	DECL_ATTRIBUTES(bytes_decl) =
		tree_cons(get_identifier("used"), NULL_TREE,
			  tree_cons(get_identifier("retain"), NULL_TREE, NULL_TREE));
	DECL_PRESERVE_P(bytes_decl) = 1;
	set_decl_section_name(bytes_decl, "vypr_unit");
	finish_static(bytes_decl);
}

static void finish_on(void)
{
	size_t size = tree_to_uhwi(DECL_SIZE_UNIT(on_decl));
	char *ones = XNEWVEC(char, size);
	memset(ones, 1, size);
	DECL_INITIAL(on_decl) = constant_bytes(TREE_TYPE(on_decl), ones, size);
	XDELETEVEC(ones);
	finish_static(on_decl);
}

const char *vp_unit_label(void)
{
	return IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(bytes_decl));
}

static tree register_call(tree unit, size_t size)
{
	tree bytes = build_int_cst(uint64_type_node, size);
	tree on = build1(ADDR_EXPR, ptr_type_node, on_decl);
	tree count = build_int_cst(uint64_type_node, sites);
	if (!vp_copies_any())
		return build_call_expr(vp_hook("__vypr_register"), 4, unit, bytes, on, count);
	return build_call_expr(vp_hook("__vypr_register_copies"), 6, unit, bytes, on, count,
			       vp_copies_bound("__start_vypr_copies"),
			       vp_copies_bound("__stop_vypr_copies"));
}

/* Before the constructors of the program, after its destructors. */
static void emit_cdtor(char which, tree call)
{
	tree body = NULL_TREE;
	append_to_statement_list(call, &body);
	cgraph_build_static_cdtor(which, body, MAX_RESERVED_INIT_PRIORITY - 1);
}

void vp_emit_end(const unsigned char *bytes, size_t size)
{
	if (sites == 0)
		return;
	location_t saved = input_location;
	input_location = UNKNOWN_LOCATION;
	finish_unit(bytes, size);
	finish_on();
	tree unit = build1(ADDR_EXPR, ptr_type_node, bytes_decl);
	tree unregister = vp_hook("__vypr_unregister");
	emit_cdtor('I', register_call(unit, size));
	emit_cdtor('D', build_call_expr(unregister, 1, unshare_expr(unit)));
	input_location = saved;
}
