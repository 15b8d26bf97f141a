/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ccache(1) has the compiler preprocess a file and takes the object of an earlier run if
 * the text is the same, or, without asking the compiler, if the files are that the text
 * names as included.  Specifications are no part of the text, so it would give an object
 * of the specification before.  When it is ccache that asks (it sets CCACHE_DISABLE for
 * what it runs), the text begins with
 *
 *         # 1 "spec.yml"
 *         # 1 "<vypr 0123456789abcdef>"
 *         # 0 "prog.c"
 *
 * the first for the files, the second for the text; and the same for the file of the
 * plugin, of which ccache knows only the shim.  Nobody else's -E sees them.
 */
#include "plugin/look.h"

#include <dlfcn.h>

/* Of the C family only. */
extern cpp_reader *parse_in __attribute__((weak));
extern cpp_callbacks *cpp_get_callbacks(cpp_reader *) __attribute__((weak));

/* As the preprocessor itself comes to "<built-in>" and back. */
static void rename_to(const char *name, unsigned line)
{
	const struct line_map *map = linemap_add(line_table, LC_RENAME, 0, name, line);

	cpp_get_callbacks(parse_in)->file_change(parse_in, linemap_check_ordinary(map));
}

static void tell(const char *path)
{
	char content[32];

	snprintf(content, sizeof content, "<vypr %016llx>",
		 (unsigned long long)vp_file_hash(path));
	rename_to(xstrdup(path), 1);
	rename_to(xstrdup(content), 1);
}

void vp_ccache_tell(const struct vp_args *args)
{
	const char *name, *path;
	Dl_info own;
	unsigned i;

	if (!flag_preprocess_only || !getenv("CCACHE_DISABLE") || !&parse_in || !parse_in ||
	    !&cpp_get_callbacks || !cpp_get_callbacks(parse_in)->file_change)
		return;
	FOR_EACH_VEC_ELT (args->specs, i, name) {
		path = vp_spec_find(name);
		if (path)
			tell(path);
	}
	if (dladdr((void *)vp_ccache_tell, &own))
		tell(own.dli_fname);
	rename_to(main_input_filename, 0);
}
