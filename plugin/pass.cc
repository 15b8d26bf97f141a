/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When the plugin acts: reads the specifications as the compiler starts with a source
 * file, does everything in one pass, and never in configure's test programs or
 * in the link stage of -flto.
 */
#include "plugin/look.h"

#define VP_EXPORT extern "C" __attribute__((visibility("default")))

VP_EXPORT int plugin_is_GPL_compatible;
int plugin_is_GPL_compatible;

static struct vp_args args;
static struct vp_look look;
static const char *plugin_name;

static void emit(unsigned char *bytes, size_t size)
{
	struct vp_function *f;
	unsigned i;

	vp_emit_begin(look.unit.sites.length());
	FOR_EACH_VEC_ELT (look.functions, i, f) {
		vp_insert(&look.unit, f);
		vp_copies_add(f);
	}
	vp_emit_end(bytes, size);
}

static void verbose(void)
{
	const char *note;
	unsigned i;

	if (!args.verbose || args.plan)
		return;
	FOR_EACH_VEC_ELT (look.notes, i, note)
		inform(UNKNOWN_LOCATION, "vypr: %s", note);
}

/* A function may have been selected for formulas that all fell out. */
static void drop_idle_functions(void)
{
	struct vp_formula *formula;
	struct vp_function *f;
	unsigned i, j, kept = 0;

	FOR_EACH_VEC_ELT (look.functions, i, f) {
		bool used = f->recorded || f->transaction;

		FOR_EACH_VEC_ELT (look.formulas, j, formula)
			used = used || formula->function == f;
		if (used)
			look.functions[kept++] = f;
	}
	look.functions.truncate(kept);
}

static bool has_setjmp(struct function *fun)
{
	gimple_stmt_iterator gsi;
	basic_block bb;

	FOR_EACH_BB_FN (bb, fun)
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			if (vp_is_setjmp(gsi_stmt(gsi)))
				return true;
	return false;
}

/* Calls that are watched here may be left by a longjmp to any of them. */
static void take_landings(void)
{
	struct cgraph_node *node;

	FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node)
		if (!node->thunk && !vp_skip_reason(node->decl) &&
		    has_setjmp(DECL_STRUCT_FUNCTION(node->decl)))
			vp_function_for(&look, node->decl)->lands = true;
}

static void plan_functions(void)
{
	struct vp_function *f;
	unsigned i;

	vp_unit_init(&look.unit);
	FOR_EACH_VEC_ELT (look.functions, i, f)
		vp_scfg_build(&look.unit, f);
	FOR_EACH_VEC_ELT (look.functions, i, f)
		vp_sites(&look, f);
	FOR_EACH_VEC_ELT (look.functions, i, f)
		vp_path_plan(&look.unit, f);
}

/* Later passes expect code that went through earlier ones; after an error of ours there
 * is nothing left to do for them. */
static void no_more_passes(void *event_data, void *user_data)
{
	(void)user_data;
	*(bool *)event_data = false;
}

static void run(void)
{
	enum vypr_status status;
	unsigned char *bytes;
	size_t size;

	if (args.unknown) {
		const char *wants = vp_args_wants(args.unknown);

		vp_error(NULL, NULL,
			 wants ? "argument '-fplugin-arg-vypr-%s' wants %s"
			       : "unknown argument '-fplugin-arg-vypr-%s'",
			 args.unknown, wants);
		return;
	}
	if (!vp_select(&look))
		return;
	drop_idle_functions();
	if (look.formulas.length())
		take_landings();
	if (look.functions.length()) {
		plan_functions();
		status = vp_unit_encode(&look, &bytes, &size);
		if (status != VYPR_OK) {
			vp_error(NULL, NULL, "%s", vypr_status_text(status));
			return;
		}
	}
	if (args.plan)
		vp_plan_print(&look);
	verbose();
	if (look.functions.length())
		emit(bytes, size);
}

namespace
{

const pass_data vypr_pass_data = {
	SIMPLE_IPA_PASS, "vypr", OPTGROUP_NONE, TV_PLUGIN_RUN, 0, 0, 0, 0, 0
};

class vypr_pass : public simple_ipa_opt_pass
{
      public:
	vypr_pass(gcc::context *ctx) : simple_ipa_opt_pass(vypr_pass_data, ctx) {}
	bool gate(function *) final override
	{
		return !in_lto_p && !seen_error() && !vp_is_conftest(main_input_filename);
	}
	unsigned int execute(function *) final override
	{
		run();
		if (seen_error())
			register_callback(plugin_name, PLUGIN_OVERRIDE_GATE,
					  no_more_passes, NULL);
		return 0;
	}
};

} // namespace

/* Before the first statement is parsed: the dependency output is written early. */
static void start_unit(void *event_data, void *user_data)
{
	(void)event_data;
	(void)user_data;
	if (in_lto_p || vp_is_conftest(main_input_filename))
		return;
	look.args = &args;
	vp_spec_files_read(&args, &look.files);
}

static void preprocessor_ready(void *event_data, void *user_data)
{
	(void)event_data;
	(void)user_data;
	if (!vp_is_conftest(main_input_filename))
		vp_ccache_tell(&args);
}

VP_EXPORT int plugin_init(struct plugin_name_args *, struct plugin_gcc_version *);

static void finish_decl(void *event_data, void *user_data)
{
	(void)user_data;
	vp_scope_declared((tree)event_data);
}

int plugin_init(struct plugin_name_args *info, struct plugin_gcc_version *version)
{
	struct register_pass_info where;

	look.gcc_version = version->basever; /* that it is ours, the shim has seen to */
	plugin_name = info->base_name;
	vp_args_read(&args, info->argc, info->argv);
	vp_emit_init(info->base_name);
	vp_copies_init(info->base_name);
	/* Every function has its graph, nothing is optimised, variables are still those
	 * of the source, and with -flto it runs in the compiler, not in the linker. */
	where.pass = new vypr_pass(g);
	where.reference_pass_name = "*free_lang_data";
	where.ref_pass_instance_number = 1;
	where.pos_op = PASS_POS_INSERT_BEFORE;
	register_callback(info->base_name, PLUGIN_PASS_MANAGER_SETUP, NULL, &where);
	register_callback(info->base_name, PLUGIN_PRAGMAS, preprocessor_ready, NULL);
	register_callback(info->base_name, PLUGIN_START_UNIT, start_unit, NULL);
	register_callback(info->base_name, PLUGIN_FINISH_DECL, finish_decl, NULL);
	return 0;
}
