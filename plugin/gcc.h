/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every header of GCC that the plugin uses, in an order that compiles, and every
 * difference between its releases under one name.  Nothing else in plugin/ includes
 * a header of GCC or asks for its version.
 */
#ifndef VYPR_PLUGIN_GCC_H
#define VYPR_PLUGIN_GCC_H

#define INCLUDE_VECTOR
#include "gcc-plugin.h"
#include "plugin-version.h"

#include "context.h"
#include "tree.h"
#include "gimple.h"
#include "gimple-expr.h"
#include "tree-pass.h"
#include "ssa.h"
#include "stringpool.h"
#include "attribs.h"
#include "cgraph.h"
#include "memmodel.h"
#include "file-prefix-map.h"
#include "fold-const.h"
#include "stor-layout.h"
#include "varasm.h"
#include "diagnostic-core.h"
#include "diagnostic.h"
#include "gcc-rich-location.h"
#include "cfganal.h"
#include "cfgcleanup.h"
#include "cfgloop.h"
#include "tree-cfg.h"
#include "tree-eh.h"
#include "except.h"
#include "tree-dfa.h"
#include "tree-iterator.h"
#include "tree-inline.h"
#include "gimple-iterator.h"
#include "gimple-walk.h"
#include "gimplify.h"
#include "gimple-fold.h"
#include "gimplify-me.h"
#include "gimple-pretty-print.h"
#include "tree-pretty-print.h"
#include "predict.h"
#include "gimple-predict.h"
#include "profile-count.h"
#include "langhooks.h"
#include "target.h"
#include "toplev.h"
#include "opts.h"
#include "opts-diagnostic.h"
#include "options.h"
#include "builtins.h"
#include "internal-fn.h"
#include "print-tree.h"
#include "output.h"
#include "calls.h"
#include "cpplib.h"
#include "real.h"
#include "spellcheck.h"

#define VP_GCC_MAJOR (GCCPLUGIN_VERSION / 1000)

#if VP_GCC_MAJOR < 12
static inline bool startswith(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}
#endif

/* The last statement of a block that is not for the debugger; NULL when there is none. */
static inline gimple *vp_last_stmt(basic_block bb)
{
#if VP_GCC_MAJOR >= 14
	return last_nondebug_stmt(bb);
#else
	return last_stmt(bb);
#endif
}

/* [[gnu::musttail]]: GCC refuses the program when anything comes after the call. */
static inline bool vp_must_tail(gimple *stmt)
{
#if VP_GCC_MAJOR >= 15
	return is_gimple_call(stmt) && gimple_call_must_tail_p(as_a<gcall *>(stmt));
#else
	(void)stmt;
	return false;
#endif
}

/* No pass warns about this statement. */
static inline void vp_quiet(gimple *stmt)
{
#if VP_GCC_MAJOR >= 12
	suppress_warning(stmt);
#else
	gimple_set_no_warning(stmt, true);
#endif
}

static inline void vp_quiet_decl(tree decl)
{
#if VP_GCC_MAJOR >= 12
	suppress_warning(decl);
#else
	TREE_NO_WARNING(decl) = 1;
#endif
}

/* The marker "decl is dead from here". */
static inline tree vp_clobber(tree decl)
{
#if VP_GCC_MAJOR >= 14
	return build_clobber(TREE_TYPE(decl), CLOBBER_STORAGE_END);
#elif VP_GCC_MAJOR >= 12
	return build_clobber(TREE_TYPE(decl), CLOBBER_EOL);
#else
	return build_clobber(TREE_TYPE(decl));
#endif
}

/* Once vp_name_rules() was called, vp_rule is what GCC takes for the name of the option
 * that controls the diagnostic it is given: text has it in brackets, JSON as the "option",
 * SARIF as the rule.  While it is NULL, everything is as it was.
 */
extern const char *vp_rule;

#if VP_GCC_MAJOR >= 15
#if VP_GCC_MAJOR >= 16
typedef diagnostics::option_id vp_option;
typedef enum diagnostics::kind vp_kind;
typedef diagnostics::option_id_manager vp_option_names;
typedef compiler_diagnostic_option_id_manager vp_gcc_option_names;
#else
typedef diagnostic_option_id vp_option;
typedef diagnostic_t vp_kind;
typedef diagnostic_option_manager vp_option_names;
typedef compiler_diagnostic_option_manager vp_gcc_option_names;
#endif

class vp_rule_names final : public vp_option_names
{
	vp_gcc_option_names gcc;

public:
	vp_rule_names() : gcc(*global_dc, global_dc->get_lang_mask(), &global_options) {}
	int option_enabled_p(vp_option option) const override
	{
		return gcc.option_enabled_p(option);
	}
	char *make_option_name(vp_option option, vp_kind was, vp_kind is) const override
	{
		return vp_rule ? xstrdup(vp_rule) : gcc.make_option_name(option, was, is);
	}
	char *make_option_url(vp_option option) const override
	{
		return gcc.make_option_url(option);
	}
};
#else
#if VP_GCC_MAJOR >= 14
typedef const diagnostic_context vp_context;
#else
typedef diagnostic_context vp_context;
#endif
static inline char *vp_rule_name(vp_context *context, int option, diagnostic_t was,
				 diagnostic_t is)
{
	return vp_rule ? xstrdup(vp_rule) : option_name(context, option, was, is);
}
#endif

static inline void vp_name_rules()
{
#if VP_GCC_MAJOR >= 16
	global_dc->set_option_id_manager(std::make_unique<vp_rule_names>(),
					 global_dc->get_lang_mask());
#elif VP_GCC_MAJOR >= 15
	global_dc->set_option_manager(std::make_unique<vp_rule_names>(),
				      global_dc->get_lang_mask());
#elif VP_GCC_MAJOR >= 14
	global_dc->set_option_hooks(option_enabled, &global_options, vp_rule_name,
				    get_option_url, global_dc->get_lang_mask());
#else
	global_dc->option_name = vp_rule_name;
#endif
}

#endif
