/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * vypr.so, the file that -fplugin= names.  A plugin only loads into the release of
 * GCC that it was built for; in any other, dlopen fails on some mangled name
 * before a word can be said.  So this file uses no symbol of GCC: it asks which
 * compiler is calling, loads vypr-MAJOR-TARGET.impl from its own folder, or
 * says plainly that there is none.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As in GCC's plugin-version.h and gcc-plugin.h, unchanged from GCC 5 to 16. */
struct plugin_gcc_version {
	const char *basever, *datestamp, *devphase, *revision, *configuration_arguments;
};

struct plugin_argument {
	char *key, *value;
};

struct plugin_name_args {
	char *base_name;
	const char *full_name;
	int argc;
	struct plugin_argument *argv;
	const char *version, *help;
};

typedef int plugin_init_fn(struct plugin_name_args *, struct plugin_gcc_version *);

plugin_init_fn plugin_init;
int plugin_is_GPL_compatible;

/* The folder of this file, with its last slash; "" for the working directory. */
static void own_folder(const struct plugin_name_args *args, char *ret_folder, size_t size)
{
	Dl_info info;
	const char *path = args->full_name;
	if (dladdr(&plugin_is_GPL_compatible, &info) && info.dli_fname)
		path = info.dli_fname;
	const char *slash = strrchr(path, '/');
	int length = slash ? (int)(slash - path) + 1 : 0;
	snprintf(ret_folder, size, "%.*s", length, path);
}

/* The value of --NAME=VALUE in the arguments that the compiler was configured with. */
static int configured(const char *arguments, const char *name, char *ret_value, size_t size)
{
	char option[32];
	snprintf(option, sizeof option, "--%s=", name);
	const char *found = strstr(arguments, option);
	if (!found)
		return 0;
	found += strlen(option);
	snprintf(ret_value, size, "%.*s", (int)strcspn(found, " '\""), found);
	return *ret_value != '\0';
}

/* A compiler says its target only when whoever built it did. */
static int target_of(const struct plugin_gcc_version *gcc, char *ret_target, size_t size)
{
	const char *arguments = gcc->configuration_arguments;
	return configured(arguments, "target", ret_target, size) ||
	       configured(arguments, "host", ret_target, size) ||
	       configured(arguments, "build", ret_target, size);
}

static int is_impl(const char *name, const char *prefix)
{
	size_t length = strlen(name);
	return strncmp(name, prefix, strlen(prefix)) == 0 && length > 5 &&
	       strcmp(name + length - 5, ".impl") == 0;
}

/* The names in folder that begin with prefix, joined by ", "; how many. */
static int list_impls(const char *folder, const char *prefix, char *ret_list, size_t size)
{
	int count = 0;
	struct dirent *entry;
	DIR *dir = opendir(*folder ? folder : ".");
	*ret_list = '\0';
	while (dir && (entry = readdir(dir))) {
		if (!is_impl(entry->d_name, prefix))
			continue;
		size_t used = strlen(ret_list);
		snprintf(ret_list + used, size - used, "%s%s", count++ ? ", " : "",
			 entry->d_name);
	}
	if (dir)
		closedir(dir);
	return count;
}

/* The file to load; 0 when there is none for this compiler. */
static int choose(const struct plugin_gcc_version *gcc, const char *folder,
		  const char *target, char *ret_path, size_t size)
{
	char prefix[64], only[512];
	int major = atoi(gcc->basever);
	if (*target) {
		snprintf(ret_path, size, "%svypr-%d-%s.impl", folder, major, target);
		FILE *file = fopen(ret_path, "rb");
		if (file)
			fclose(file);
		return file != NULL;
	}
	snprintf(prefix, sizeof prefix, "vypr-%d-", major);
	if (list_impls(folder, prefix, only, sizeof only) != 1)
		return 0;
	snprintf(ret_path, size, "%s%s", folder, only);
	return 1;
}

static int no_impl(const struct plugin_gcc_version *gcc, const char *folder,
		   const char *target)
{
	char list[512];
	int count = list_impls(folder, "vypr-", list, sizeof list);
	fprintf(stderr, "vypr: error: no plugin build for this compiler (GCC %s, target %s)\n",
		gcc->basever, *target ? target : "unknown");
	fprintf(stderr, "vypr: note: in %s: %s\n", *folder ? folder : "./",
		count ? list : "no build at all");
	return 1;
}

__attribute__((visibility("default")))
int plugin_init(struct plugin_name_args *args, struct plugin_gcc_version *gcc)
{
	char folder[3072], target[256] = "", path[4096];
	own_folder(args, folder, sizeof folder);
	target_of(gcc, target, sizeof target);
	if (!choose(gcc, folder, target, path, sizeof path))
		return no_impl(gcc, folder, target);
	void *impl = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!impl) {
		fprintf(stderr, "vypr: error: cannot load %s: %s\n", path, dlerror());
		return 1;
	}
	plugin_init_fn *init = (plugin_init_fn *)dlsym(impl, "plugin_init");
	if (!init) {
		fprintf(stderr, "vypr: error: %s is not a plugin\n", path);
		return 1;
	}
	return init(args, gcc);
}
