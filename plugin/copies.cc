/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a program tells whose copy of an inline function it runs.  Several object
 * files may have one, and the linker keeps one of them with all of its COMDAT group: if
 * that comes from a file that was compiled without the plugin, what is instrumented here
 * never runs.
 *
 * Each such function that is really put out leaves two records in section "vypr_copies":
 * one outside of the group, one inside.  Where the second is missing, the linker dropped
 * the copy.  The records hold distances instead of addresses, so that they need no
 * relocation at run time:
 *
 *     i64   from here to the bytes of the unit
 *     u32   function of the unit
 *     u32   1: inside of the group
 *
 * The records may only be written once the function is (an RTL pass after "final"): a group
 * without its function would take it away from the files that have it.
 */
#include "plugin/plugin.h"

#define SECTION "vypr_copies"

/* TREE_LIST of function (purpose) and index (value). */
static tree functions;

static const struct ggc_root_tab roots[] = {
	{ &functions, 1, sizeof(tree), &gt_ggc_mx_tree_node, &gt_pch_nx_tree_node },
	LAST_GGC_ROOT_TAB
};

void vp_copies_add(const struct vp_function *f)
{
	if (DECL_COMDAT_GROUP(f->decl))
		functions = tree_cons(f->decl, build_int_cst(uint32_type_node, f->index),
				      functions);
}

bool vp_copies_any(void)
{
	return functions != NULL_TREE;
}

/* The linker's name for one end of the section; null where nobody has one. */
tree vp_copies_bound(const char *name)
{
	tree decl = vp_declare_extern(name, unsigned_char_type_node, VISIBILITY_HIDDEN);
	TREE_ADDRESSABLE(decl) = 1;
	declare_weak(decl);
	return build1(ADDR_EXPR, ptr_type_node, decl);
}

static void put_record(const char *flags, const char *group, unsigned index, unsigned kept)
{
	fprintf(asm_out_file, "\t.pushsection " SECTION ",\"%s\",%%progbits%s%s%s\n", flags,
		group ? "," : "", group ? group : "", group ? ",comdat" : "");
	fprintf(asm_out_file, "\t.balign 8\n\t.8byte ");
	assemble_name(asm_out_file, vp_unit_label());
	fprintf(asm_out_file, " - .\n\t.4byte %u, %u\n\t.popsection\n", index, kept);
}

static void put_records(tree decl)
{
	tree one = purpose_member(decl, functions);
	unsigned index;

	if (!one)
		return;
	index = tree_to_uhwi(TREE_VALUE(one));
	put_record("a", NULL, index, 0);
	put_record("aG", IDENTIFIER_POINTER(DECL_COMDAT_GROUP(decl)), index, 1);
}

namespace
{

const pass_data copies_pass_data = {
	RTL_PASS, "vypr_copies", OPTGROUP_NONE, TV_PLUGIN_RUN, 0, 0, 0, 0, 0
};

class copies_pass : public rtl_opt_pass
{
      public:
	copies_pass(gcc::context *ctx) : rtl_opt_pass(copies_pass_data, ctx) {}
	bool gate(function *) final override { return functions != NULL_TREE; }
	unsigned int execute(function *fun) final override
	{
		put_records(fun->decl);
		return 0;
	}
};

} // namespace

void vp_copies_init(const char *plugin_name)
{
	struct register_pass_info where;

	where.pass = new copies_pass(g);
	where.reference_pass_name = "final";
	where.ref_pass_instance_number = 1;
	where.pos_op = PASS_POS_INSERT_AFTER;
	register_callback(plugin_name, PLUGIN_PASS_MANAGER_SETUP, NULL, &where);
	register_callback(plugin_name, PLUGIN_REGISTER_GGC_ROOTS, NULL,
			  const_cast<ggc_root_tab *>(roots));
}
