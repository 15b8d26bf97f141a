/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The arguments of the plugin: -fplugin-arg-vypr-KEY[=VALUE].
 */
#include "plugin/look.h"

/* What a known key wants; NULL: there is no such key. */
const char *vp_args_wants(const char *key)
{
	static const struct {
		const char *key, *wants;
	} known[] = { { "spec", "a file" },
		      { "inline", "a number" },
		      { "verbose", "no value" } };

	for (unsigned i = 0; i < ARRAY_SIZE(known); i++) {
		size_t length = strlen(known[i].key);

		if (!strncmp(key, known[i].key, length) &&
		    (key[length] == '=' || !key[length]))
			return known[i].wants;
	}
	return NULL;
}

static void read_one(struct vp_args *args, const char *key, const char *value)
{
	if (!strcmp(key, "spec") && value && *value) {
		args->specs.safe_push(value);
	} else if (!strcmp(key, "plan")) {
		args->plan = true;
		args->plan_file = value && *value ? value : NULL;
	} else if (!strcmp(key, "verbose") && !value) {
		args->verbose = true;
	} else if (!strcmp(key, "inline") && value && ISDIGIT(*value)) {
		vp_insert_set_inline_limit(atoi(value));
	} else if (!args->unknown) {
		args->unknown = value && *value ? concat(key, "=", value, NULL) : key;
	}
}

void vp_args_read(struct vp_args *args, int argc, const struct plugin_argument *argv)
{
	int i;

	memset(args, 0, sizeof *args);
	for (i = 0; i < argc; i++)
		read_one(args, argv[i].key, argv[i].value);
}

bool vp_is_conftest(const char *source_file)
{
	return source_file && startswith(lbasename(source_file), "conftest");
}
