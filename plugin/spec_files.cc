/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where specification files are looked for, and how the compiler's dependency
 * output (-MD and its kin) hears of them: a changed specification must compile
 * the file again.
 */
#include "plugin/look.h"

/* mkdeps.h is not installed.  Weak: parse_in exists in the C family only. */
class mkdeps;
extern void deps_add_dep(class mkdeps *, const char *) __attribute__((weak));
extern class mkdeps *cpp_get_deps(cpp_reader *) __attribute__((weak));
extern cpp_reader *parse_in __attribute__((weak));

/* Makefiles change directories. */
const char *vp_spec_find(const char *name)
{
	struct stat here, up;
	char *path = xstrdup(name);

	while (access(path, R_OK) != 0 && errno == ENOENT) {
		char *dots = xstrdup(path);

		dots[strlen(path) - strlen(name)] = '\0';
		if (IS_ABSOLUTE_PATH(name) || stat(*dots ? dots : ".", &here) != 0 ||
		    stat(concat(dots, "..", NULL), &up) != 0 ||
		    (here.st_ino == up.st_ino && here.st_dev == up.st_dev))
			return NULL;
		path = concat("../", path, NULL);
		free(dots);
	}
	return path;
}

static void add_dependency(const char *path)
{
	if (&deps_add_dep && &cpp_get_deps && &parse_in && parse_in &&
	    cpp_get_deps(parse_in))
		deps_add_dep(cpp_get_deps(parse_in), path);
}

static bool already_read(const vec<struct vp_spec_file *> *files, const char *path)
{
	struct vp_spec_file *file;
	unsigned i;

	FOR_EACH_VEC_ELT (*files, i, file)
		if (!strcmp(file->path, path))
			return true;
	return false;
}

static void read_one(const char *name, vec<struct vp_spec_file *> *files)
{
	const char *path = vp_spec_find(name);
	struct vp_spec_file *file;

	if (path && already_read(files, path))
		return;
	file = XCNEW(struct vp_spec_file);
	file->path = path ? path : name;
	if (!path) {
		vypr_diag_set(&file->diag, VYPR_ABSENT, 0, 0, 0,
			      "specification file '%s' not found", name);
	} else {
		add_dependency(path);
		vypr_spec_read(path, &file->spec, &file->diag);
	}
	files->safe_push(file);
}

void vp_spec_files_read(const struct vp_args *args, vec<struct vp_spec_file *> *files)
{
	const char *name;
	unsigned i;

	FOR_EACH_VEC_ELT (args->specs, i, name)
		read_one(name, files);
}
